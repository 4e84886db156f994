"""The stray headlines of other stories at the end of a page, which no heading announces."""

from __future__ import annotations

import re

from sensational.page.draft import Draft
from sensational.page.lines import Line
from sensational.page.lists import words

RELATED = "related story"

FEWEST_WORDS = 4
MOST_WORDS = 25
ENDED_SHARE = 0.75
CLEAR_SHARE = 0.5
SUBHEAD_WORDS = 6
FEWEST_PARAGRAPHS = 3

_QUOTED = re.compile(r"(?<!\w)['‘][^'‘’]{3,60}['’](?!\w)")
_BULLET = re.compile(r"^(?:[-*•‣▪–—]|\d+[.)])\s")


def cut_ending(page: Draft) -> None:
    """Drop headlines, and headlines with excerpts, from the end of a body of whole sentences."""
    story = [at for at in range(len(page.lines)) if page.text(at)]
    share = _share_of_sentences(page, story)
    while len(story) > FEWEST_PARAGRAPHS:
        last, above = page.lines[story[-1]], page.lines[story[-2]]
        if _stray(last, share) and not _listed(page, story):
            gone = story[-1:]
        elif last.trails_off and _stray(above, share):
            gone = story[-2:]
        else:
            return
        for at in gone:
            page.marks[at] = RELATED
            story.remove(at)


def _stray(line: Line, share: float) -> bool:
    """The clearer the shape of a headline, the less prose it takes for it to stand out."""
    clear = title_case(line) or line.shown.isupper()
    return other_headline(line) and share >= (CLEAR_SHARE if clear else ENDED_SHARE)


def _share_of_sentences(page: Draft, story: list[int]) -> float:
    """How much of the body ends in full stops, its end apart, which may be teasers."""
    ended = [at for at in story if _sentence(page.lines[at])]
    if len(ended) < FEWEST_PARAGRAPHS:
        return 0.0
    upto = [at for at in story if at <= ended[-1] and page.lines[at].size > SUBHEAD_WORDS]
    return sum(_sentence(page.lines[at]) for at in upto) / max(1, len(upto))


def _sentence(line: Line) -> bool:
    return line.long or (line.ended and not line.trails_off)


def _listed(page: Draft, story: list[int]) -> bool:
    """The open lines at the end are a list that the text announces: a colon or a subhead above."""
    at = len(story) - 1
    while at > 0 and not page.lines[story[at]].ended and not page.lines[story[at]].prose:
        line = page.lines[story[at]]
        if line.shown.endswith(":"):
            return True
        at -= 1
    return page.lines[story[at]].shown.endswith(":")


def other_headline(line: Line) -> bool:
    """The line reads as a headline and not as a sentence that lost its full stop."""
    if not FEWEST_WORDS <= line.size <= MOST_WORDS or _BULLET.match(line.shown):
        return False
    if "\t" in line.text or line.shown.endswith((":", ",", ";")) or line.shown[0] in '"“”':
        return False
    shape = title_case(line) or line.shown.isupper()
    if line.ended:
        return shape and not line.shown.endswith(".") and line.size >= FEWEST_WORDS
    return shape or _colon(line) or bool(_QUOTED.search(line.shown)) or _terse(line)


def title_case(line: Line) -> bool:
    """Nearly all of the longer words have capitals, and there are three of them or more."""
    parts = [part.strip("'\"“”‘’([") for part in line.shown.split()]
    parts = [part for part in parts if len(part) > 3 and part[0].isalpha()]
    return len(parts) >= 3 and sum(part[0].isupper() for part in parts) >= 0.8 * len(parts)


def _colon(line: Line) -> bool:
    """ "Speaker: what was said", and not "Tickets: five pounds"."""
    if ":" not in line.words:
        return False
    at = line.words.index(":")
    label = " ".join(line.words[:at])
    return at <= 4 and len(line.words) - at > 4 and label not in words("list_label")


def _terse(line: Line) -> bool:
    """No article, auxiliary or pronoun in five words or more: the language of headlines."""
    small = words("plain_word")
    return line.size > FEWEST_WORDS and not any(word in small for word in line.words)
