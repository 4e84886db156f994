"""Captions and picture credits: what describes a picture supports no claim."""

from __future__ import annotations

import re

from sensational.page.draft import CAPTION, Draft
from sensational.page.lines import Line, make_line
from sensational.page.lists import fits, words
from sensational.page.metadata import names

CREDIT = "photo credit"

MOST_WORDS = 80
CAPTION_WORDS = 5
CUE_WORDS = 8
CREDIT_WORDS = 10
LABELLED_WORDS = 30
SPEECH = frozenset(("say", "says", "said"))
"""A caption reports no speech; the line below a headline does."""

_TAIL = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]{2,100})[)\]]\.?$")
_SUFFIX = re.compile(r"^(.*?)\s*(?:[|©/]|[–—-]\s)\s*([^|©/–—]{2,60})$")
_WHERE = re.compile(r"\((?:left|right|centre|center|pictured|above|below)\)", re.IGNORECASE)


def mark_captions(page: Draft) -> None:
    """Mark captions and credits among the lines below the headline that are still undecided."""
    start = next((at for at, mark in enumerate(page.marks) if mark == "headline"), -1)
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
    if (found := _TAIL.match(line.shown)) and _credit(make_line(found[2])):
        return found[1]
    if (before := _before_label(line)) is not None:
        return before
    if line.size <= CREDIT_WORDS and _labelled(line):
        return "" if _capitals(line) else line.shown
    if line.size <= CREDIT_WORDS and any(
        make_line(part).key in words("photo_agency") for part in line.shown.split("/")
    ):
        return ""
    if (found := _SUFFIX.match(line.shown)) and not line.ended:
        if _agency(make_line(found[2])):
            name = make_line(found[1])
            return "" if name.size <= 4 else found[1]
    return None


def _credit(line: Line) -> bool:
    """The words in brackets are a credit: "Photo: ...", ".../Agency", "AP Photo/..."."""
    if line.size > CREDIT_WORDS:
        return False
    parts = [make_line(part) for part in re.split(r"[/|,]|\bvia\b", line.shown) if part.strip()]
    if len(parts) > 1 and any(_agency(part) for part in parts):
        return True
    if "/" in line.shown and names(line.shown.replace("/", " ")):
        return True
    return _labelled(line) or (line.size > 1 and _agency(line))


def _labelled(line: Line) -> bool:
    """Begins with the label of a credit; a word that is also a noun needs its colon."""
    for length in (4, 3, 2, 1):
        if " ".join(line.words[:length]) in words("photo_label"):
            after = line.words[length:]
            return bool(after) and (after[0] == ":" or length > 1)
    return False


def _before_label(line: Line) -> str | None:
    """What stands before a label within the line: "Rain on the moor. Photograph: Jane Roe"."""
    before, colon, after = line.shown.rpartition(":")
    words_before = make_line(before).words
    known = any(" ".join(words_before[-n:]) in words("photo_label") for n in (2, 1))
    if not colon or not known or make_line(after).size > CREDIT_WORDS:
        return None
    length = 2 if " ".join(words_before[-2:]) in words("photo_label") else 1
    return " ".join(before.split()[:-length])


def _agency(line: Line) -> bool:
    known = words("photo_agency")
    return any(" ".join(line.words[-length:]) in known for length in (3, 2, 1))


def _capitals(line: Line) -> bool:
    """Nothing but names after the label."""
    parts = [part for part in line.shown.split()[1:] if part[0].isalpha() and len(part) > 3]
    return all(part[0].isupper() for part in parts) or line.size <= 4


def _tells_a_picture(line: Line) -> bool:
    """An open line that says what somebody is doing where: "X waves as she leaves the court"."""
    if line.ended or line.size < CUE_WORDS or line.shown.endswith(":"):
        return False
    if SPEECH & set(line.words) or "@" in line.shown or "http" in line.shown:
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
