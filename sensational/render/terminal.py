"""One article as a page for the terminal: lines of styled pieces, 80 columns.

`page` lays the lines out; `plain` joins them; `draw` hands them to rich.
"""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from sensational.render.words import SCALE_WORDS, absent, borne_out, printable, reasons, shorten
from sensational.result import SCALES, Score

if TYPE_CHECKING:
    from rich.console import Console

Piece = tuple[str, str]  # text, style
Line = list[Piece]

WIDTH = 80
BAR = 18
MOST_REASONS = 6
MOST_HEADLINE = 1000  # characters shown
TELLING = 0.05  # log-odds; what moves a scale by less is left to the JSON
MARKED = 0.2  # log-odds; what moves no scale by so much is not marked in the headline
STYLE = {"sensationalism": "bold", "evidence": "bold underline", "faint": "dim", "title": "bold"}


def page(score: Score) -> list[Line]:
    """The page as lines of (text, style)."""
    lines = [*_headline(score), [], *_scales(score)]
    for scale in SCALES:
        lines += _reasons(score, scale)
    return lines + _body(score) + _dropped(score) + _foot(score)


def plain(score: Score) -> str:
    """The page as text without colour."""
    lines = ("".join(text for text, _ in line).rstrip() for line in page(score))
    return "\n".join(lines) + "\n"


def draw(score: Score, console: Console) -> None:
    """Draw the page on a rich console."""
    from rich.text import Text

    for line in page(score):
        console.print(Text.assemble(*line), soft_wrap=True, highlight=False)


def _headline(score: Score) -> list[Line]:
    """The headline, wrapped, with a line of marks under the evidence."""
    text = printable(score.headline[:MOST_HEADLINE])
    marked = [False] * len(text)
    telling = {c.feature for found in score.contributions.values() for c in found
               if abs(c.contribution) >= MARKED}  # fmt: skip
    for evidence in score.evidence:
        if evidence.feature in telling and not evidence.feature.startswith("wording"):
            end = min(evidence.end, len(text))
            marked[evidence.start : end] = [True] * max(end - evidence.start, 0)
    lines: list[Line] = []
    at = 0
    while at < len(text):
        stop = at + WIDTH - 2
        if stop < len(text):
            blank = text.rfind(" ", at + 1, stop + 1)
            stop = blank if blank > at else stop
        row, marks = text[at:stop], marked[at:stop]
        runs = [
            (m, "".join(c for _, c in run))
            for m, run in groupby(zip(marks, row, strict=True), _mark)
        ]
        lines.append([("  ", ""), *((run, STYLE["evidence" if m else "title"]) for m, run in runs)])
        if any(marks):
            lines.append([("  " + "".join("^" if m else " " for m in marks), STYLE["faint"])])
        at = stop + (text[stop : stop + 1] == " ")
    if len(score.headline) > MOST_HEADLINE:
        lines.append([(f"  ... and {len(score.headline) - MOST_HEADLINE:,} more characters", "")])
    return lines or [[("  (no headline)", STYLE["faint"])]]


def _mark(pair: tuple[bool, str]) -> bool:
    return pair[0]


def _scales(score: Score) -> list[Line]:
    lines: list[Line] = []
    for scale in SCALES:
        value, interval = score.scores[scale], score.intervals[scale]
        if value is None or interval is None:
            lines.append([(f"  {scale:<15}", STYLE["title"]), ("not scored", STYLE["faint"])])
            continue
        filled = round(value * BAR)
        band = f"{score.band or '':<9}" if scale == "sensationalism" else " " * 9
        lines.append([
            (f"  {scale:<15}", STYLE["title"]), ("█" * filled + "░" * (BAR - filled), ""),
            (f"  {value:.2f}  {band}", STYLE["title"]),
            (f"90 % of labels: {interval[0]:.2f} to {interval[1]:.2f}", STYLE["faint"]),
        ])  # fmt: skip
        lines.append([(" " * 17 + SCALE_WORDS[scale], STYLE["faint"])])
    return lines


def _reasons(score: Score, scale: str) -> list[Line]:
    found = [r for r in reasons(score, scale) if abs(r[2]) >= TELLING][:MOST_REASONS]
    if not found:
        return []
    lines: list[Line] = [
        [],
        [(f"Why this {scale} (log-odds from {score.baseline[scale]:+.2f}):", STYLE["title"])],
    ]
    for question, shown, share in found:
        text = textwrap.wrap(f"{question} {shorten(shown, 120)}", WIDTH - 9) or [""]
        lines.append([(f"  {share:+.2f}  ", STYLE["title"]), (text[0], "")])
        lines += [[(" " * 9 + rest, "")] for rest in text[1:]]
    return lines


def _body(score: Score) -> list[Line]:
    lines: list[Line] = []
    for title, words in (
        ("The body never mentions", absent(score)),
        ("The body bears out", borne_out(score)),
    ):
        if words:
            text = textwrap.wrap(f"{title}: {shorten(', '.join(words), 600)}", WIDTH)
            lines += [[], *([(row, STYLE["title"] if not i else "")] for i, row in enumerate(text))]
    return lines


def _dropped(score: Score) -> list[Line]:
    article = score.article
    passages = [("photo caption, kept apart", text) for text in article.captions]
    passages += [(dropped.reason, dropped.text) for dropped in article.dropped]
    if not passages:
        return []
    lines: list[Line] = [[], [("Left out of headline and body:", STYLE["title"])]]
    for reason, text in passages:
        lines.append(
            [(f"  {reason}: ", ""), (shorten(text, WIDTH - len(reason) - 4), STYLE["faint"])]
        )
    return lines


def _foot(score: Score) -> list[Line]:
    lines: list[Line] = [[]]
    lines += [[(f"Note: {warning}", STYLE["title"])] for warning in score.warnings]
    lines.append(
        [
            (
                "Sensationalism is provisional: its training grades were assigned by models.",
                STYLE["faint"],
            )
        ]
    )
    lines += [[(row, STYLE["faint"])] for row in textwrap.wrap(score.signature, WIDTH)]
    return lines
