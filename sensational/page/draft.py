"""A page while it is being cut: its lines, what they look like, and the verdicts so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from sensational.page.furniture import Find, Takes, Where, recognise
from sensational.page.lines import Line
from sensational.page.lists import words
from sensational.page.metadata import names

HEADLINE = "headline"
BODY = "body"
CAPTION = "caption"

LEAD_WORDS = 20
"""A paragraph of so many words is the story, even above a headline-like line."""

LABEL_WORDS = 3

LAST_WORDS = 4
"""A sentence of so many words is the story, even below everything else."""


@dataclass(slots=True)
class Draft:
    """`marks[i]` is HEADLINE, BODY, CAPTION, a reason for dropping, or None while undecided."""

    lines: list[Line]
    finds: list[Find | None]
    marks: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.marks = [None] * len(self.lines)

    def text(self, at: int) -> bool:
        """Undecided, and recognised as nothing: the story's, as far as one knows."""
        return self.marks[at] is None and self.finds[at] is None

    def open(self, at: int) -> bool:
        """Undecided, whatever it was recognised as."""
        return self.marks[at] is None

    def prose(self, at: int) -> bool:
        return self.text(at) and self.lines[at].prose

    def reason(self, at: int) -> str | None:
        """Why the line is, or would be, dropped."""
        find = self.finds[at]
        return self.marks[at] or (find.reason if find else None)

    def lead(self) -> int:
        """The first paragraph of the story, or the number of lines where there is none.

        A paragraph above the byline is a standfirst: what stands around it is not yet the story.
        """
        found = [at for at in range(len(self.lines)) if self._paragraph(at)]
        if len(found) > 1 and any(self._signed(at) for at in range(found[0], found[1])):
            return found[1]
        return found[0] if found else len(self.lines)

    def second(self) -> int:
        """The first sentence that is not the headline: where the story has begun at the latest."""
        story = [at for at in range(len(self.lines)) if self.text(at)]
        return next((at for at in story[1:] if self.sentence(at)), len(self.lines))

    def sentence(self, at: int) -> bool:
        line = self.lines[at]
        return self.text(at) and line.ended and line.size >= LAST_WORDS

    def _paragraph(self, at: int) -> bool:
        line = self.lines[at]
        shout = line.shown.rstrip("\"'”’)").endswith(("!", "?"))
        return self.prose(at) and line.size >= LEAD_WORDS and (not shout or line.size > 40)

    def _signed(self, at: int) -> bool:
        """A byline, or a name above a date."""
        if self.reason(at) == "byline":
            return True
        below = self.reason(at + 1) == "date line" if at + 1 < len(self.lines) else False
        return below and self.text(at) and self.lines[at].size <= 4 and names(self.lines[at].shown)

    def last(self) -> int:
        """The last sentence of the story that stands on a line of its own, or -1."""
        return max((at for at in range(len(self.lines)) if self.sentence(at)), default=-1)


def draft(lines: list[Line]) -> Draft:
    """A page with its furniture recognised and nothing decided."""
    return Draft(lines, [recognise(line) for line in lines])


def settle(page: Draft) -> None:
    """Decide which of the lines that look like furniture stand where furniture stands.

    A pattern that belongs below the story's beginning but stands above it is left undecided:
    it may be the headline.
    """
    lead, last = page.lead(), page.last()
    below = min(lead, page.second())
    for at, find in enumerate(page.finds):
        if find is None or page.marks[at] is not None:
            continue
        if find.where is Where.BELOW and at < below and not find.whole:
            continue
        stands = {
            Where.ANYWHERE: True,
            Where.EDGES: at < lead or at > last or _like_neighbour(page, at, find.reason),
            Where.TOP: at < lead,
            Where.BELOW: True,
        }[find.where]
        if not stands:
            page.finds[at] = None
            continue
        page.marks[at] = "navigation" if _in_menu(page, at) else find.reason


def _in_menu(page: Draft, at: int) -> bool:
    """The name of a section beside another, one short line between them at most."""
    if page.lines[at].key not in words("section_word"):
        return False
    if _like_neighbour(page, at, "section label", "navigation"):
        return True
    beyond = [
        near
        for middle, near in ((at - 1, at - 2), (at + 1, at + 2))
        if 0 <= near < len(page.lines) and page.lines[middle].size <= LABEL_WORDS
    ]
    menu = ("section label", "navigation")
    return any(page.finds[near] and page.reason(near) in menu for near in beyond)


def _like_neighbour(page: Draft, at: int, *reasons: str) -> bool:
    near = [by for by in (at - 1, at + 1) if 0 <= by < len(page.lines) and page.finds[by]]
    return any(page.reason(by) in reasons for by in near)


def takes(page: Draft, at: int) -> Takes:
    find = page.finds[at]
    return find.takes if find else Takes.NOTHING
