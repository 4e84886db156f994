"""Captions and picture credits: what describes a picture supports no claim."""

from __future__ import annotations

import re

from sensational.page.draft import CAPTION, HEADLINE, Draft
from sensational.page.lines import Line, make_line
from sensational.page.lists import fits, words
from sensational.page.metadata import names

CREDIT = "photo credit"

MOST_WORDS = 80
CAPTION_WORDS = 5
CUE_WORDS = 8
CREDIT_WORDS = 10
NAME_WORDS = 4
CREDIT_NAMES = 3
LABELLED_WORDS = 30

_TAIL = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]{2,100})[)\]](\.?)$")
_SUFFIX = re.compile(r"^(.*?)\s*(?:[|©/]|[–—-]\s)\s*([^|©/–—]{2,60})$")
_PARTS = re.compile(r"[/|,]|\bvia\b")
_WHERE = re.compile(r"\((?:left|right|centre|center|pictured|above|below)\)", re.IGNORECASE)


def mark_captions(page: Draft) -> None:
    """Mark captions and credits among the lines below the headline that are still undecided."""
    start = next((at for at, mark in enumerate(page.marks) if mark == HEADLINE), -1)
    if start < 0:
        return
    for at in range(start + 1, len(page.lines)):
        if not page.text(at):
            continue
        found = verdict(page.lines[at])
        if found is None:
            continue
        page.marks[at] = found
        if found == CREDIT and page.text(at - 1) and _above_credit(page, at):
            page.marks[at - 1] = CAPTION


def verdict(line: Line) -> str | None:
    """CAPTION or CREDIT if the line, by itself, is one; or None."""
    if found := certain(line):
        return found
    return CAPTION if _tells_a_picture(line) else None


def certain(line: Line) -> str | None:
    """The same, told by a credit or a label alone."""
    if line.long or line.size > MOST_WORDS:
        return None
    if (rest := without_credit(line)) is not None:
        return CAPTION if make_line(rest).size >= CAPTION_WORDS else CREDIT
    labelled = fits("caption_label", line) and (not line.prose or line.size <= LABELLED_WORDS)
    return CAPTION if labelled else None


def without_credit(line: Line) -> str | None:
    """What is left of a line without its picture credit, or None where it has none."""
    if found := _TAIL.match(line.shown):
        credit, in_sentence = make_line(found[2]), bool(found[3])
        if _labelled(credit) or (not in_sentence and (_credit(credit) or _inner_label(credit))):
            return found[1]
    if (before := _before_label(line)) is not None:
        return before
    if line.size <= CREDIT_WORDS and _labelled(line):
        if _capitals(line.shown.split()[1:]):
            return ""
        return None if line.ended else line.shown
    if line.size <= CREDIT_WORDS and any(
        make_line(part).key in words("photo_agency") for part in line.shown.split("/")
    ):
        return ""
    found = None if line.ended else _SUFFIX.match(line.shown)
    if found and _agency(make_line(found[2])):
        return "" if make_line(found[1]).size <= NAME_WORDS else found[1]
    return None


def _credit(line: Line) -> bool:
    """Names in brackets that are a credit: "Jane Roe/Agency", "AP Photo/...", "Roe, Getty"."""
    if not 1 < line.size <= CREDIT_WORDS or not _capitals(line.shown.split()):
        return False
    parts = [make_line(part) for part in _PARTS.split(line.shown) if part.strip()]
    if any(_agency(part) for part in parts):
        return True
    return "/" in line.shown and line.size >= CREDIT_NAMES and names(line.shown.replace("/", " "))


def _labelled(line: Line) -> bool:
    """Begins with the label of a credit; a word that is also a noun needs its colon."""
    for length in (4, 3, 2, 1):
        if " ".join(line.words[:length]) in words("photo_label"):
            after = line.words[length:]
            return bool(after) and (after[0] == ":" or length > 1)
    return False


def _inner_label(line: Line) -> bool:
    """A label in the midst of a short line: "Agency photo: Jane Roe"."""
    before, colon, after = line.shown.partition(":")
    last = make_line(before).words[-1:]
    short = line.size <= CREDIT_WORDS and _capitals(after.split())
    return bool(colon) and short and " ".join(last) in words("photo_label")


def _before_label(line: Line) -> str | None:
    """What stands before a label within the line: "Rain on the moor. Photograph: Jane Roe"."""
    before, colon, after = line.shown.rpartition(":")
    if not colon or make_line(after).size > CREDIT_WORDS or not _capitals(after.split()):
        return None
    parts = before.split()
    for length in (2, 1):
        label = make_line(" ".join(parts[-length:])).key
        if len(parts) > length and label in words("photo_label") and parts[-length][0].isupper():
            rest = " ".join(parts[:-length])
            return rest if len(parts) > CAPTION_WORDS or make_line(rest).ended else None
    return None


def _agency(line: Line) -> bool:
    known = words("photo_agency")
    return any(" ".join(line.words[-length:]) in known for length in (3, 2, 1))


def _capitals(parts: list[str]) -> bool:
    """Nothing but names, small words apart."""
    return all(part[0].isupper() for part in parts if part[0].isalpha() and len(part) > 3)


def _tells_a_picture(line: Line) -> bool:
    """An open line that says what somebody is doing where: "X waves as she leaves the court"."""
    if line.ended or line.size < CUE_WORDS or line.shown.endswith(":"):
        return False
    if words("speech_verb") & set(line.words) or "@" in line.shown or "http" in line.shown:
        return False
    if _WHERE.search(line.shown):
        return True
    key = f" {line.key} "
    return any(f" {cue} " in key for cue in words("caption_cue"))


def _above_credit(page: Draft, at: int) -> bool:
    """The line above a credit is its caption, where no blank line or full stop keeps them apart."""
    above, line = page.lines[at - 1], page.lines[at]
    if above.long or above.size < CAPTION_WORDS or above.size > 40:
        return False
    gaps = sum(each.gap for each in page.lines) > len(page.lines) / 3
    return (gaps and not line.gap) or (not above.ended and at - 1 < page.lead())
