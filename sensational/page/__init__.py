"""Cutting a scraped page: every line of it is headline, story, caption, or dropped for a reason.

The rules go from what is certain to what is likely, and a doubtful line stays in the story.
"""

from __future__ import annotations

from dataclasses import dataclass

from sensational.page.authors import mark_authors
from sensational.page.captions import mark_captions
from sensational.page.copies import mark_copies
from sensational.page.draft import BODY, CAPTION, HEADLINE, draft, settle
from sensational.page.ending import cut_ending
from sensational.page.headline import mark_headline
from sensational.page.lines import MAX_LINES, split
from sensational.page.sections import cut_boxes, cut_sections
from sensational.page.wrapping import unwrap

__all__ = ["BODY", "CAPTION", "HEADLINE", "Passage", "cut"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of the page, or the lines of a wrapped paragraph, and its role.

    `role` is HEADLINE, BODY, CAPTION, or the reason why the passage is none of them.
    """

    text: str
    role: str


def cut(text: str, titled: bool = False) -> tuple[list[Passage], list[str]]:
    """Give every line of a page that is not blank its role; also return what was doubtful.

    `titled` says that the first line is the headline, so that it need not be found.
    """
    lines, rest = split(text)
    page = draft(lines)
    if (joined := unwrap(page)) is not page.lines:
        page = draft(joined)
    cut_sections(page)
    settle(page)
    mark_headline(page, titled)
    cut_boxes(page)
    mark_captions(page)
    mark_authors(page)
    mark_copies(page)
    cut_ending(page)
    passages = [
        Passage(line.text, mark or BODY) for line, mark in zip(page.lines, page.marks, strict=True)
    ]
    if not rest.strip():
        return passages, []
    warning = f"the page has more than {MAX_LINES:,} lines; the rest was taken for body as it is"
    return [*passages, Passage(rest.strip(), BODY)], [warning]
