"""What a line is that belongs to the site and not to the story, told by its words alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from sensational.page import metadata
from sensational.page.lines import Line
from sensational.page.lists import Pattern, patterns, words


class Where(Enum):
    """Where on the page a line must stand to be taken for furniture: many words live two lives."""

    ANYWHERE = 1
    EDGES = 2  # not between two paragraphs of the story
    TOP = 3  # before the first paragraph
    BELOW = 4  # after it: "Watch: ..." above it is a headline


class Takes(Enum):
    """What follows a line and belongs to it."""

    NOTHING = 1
    LINKS = 2  # the headlines right under it
    WORDS = 3  # the short lines right under it
    NOTE = 4  # a paragraph or two
    REST = 5  # everything, unless the story goes on


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of furniture: its list, why its lines are dropped, where, and what goes with them.

    Only a line that is an entry as a whole (a heading) takes what follows, unless `always`.
    """

    name: str
    reason: str
    where: Where = Where.ANYWHERE
    takes: Takes = Takes.NOTHING
    always: bool = False


KINDS = (
    Kind("advertisement", "advertisement"),
    Kind("sponsored", "advertisement", takes=Takes.LINKS),
    Kind("share_prompt", "share prompt"),
    Kind("newsletter_prompt", "newsletter prompt"),
    Kind("related_section", "related story", Where.BELOW, Takes.REST, always=True),
    Kind("related_link", "related story", Where.BELOW, Takes.LINKS),
    Kind("comment_section", "comment section", takes=Takes.REST, always=True),
    Kind("copyright_line", "copyright line", takes=Takes.REST, always=True),
    Kind("author_note", "author note", Where.BELOW, Takes.NOTE),
    Kind("press_notes", "press notes", takes=Takes.REST),
    Kind("source_note", "source note", Where.BELOW),
    Kind("byline_note", "byline", Where.BELOW),
    Kind("video_player", "video player"),
    Kind("embed_line", "embedded post"),
    Kind("tags", "tags", takes=Takes.WORDS),
    Kind("counter", "counter", Where.EDGES),
    Kind("share_button", "share prompt", Where.EDGES),
    Kind("video_button", "video player", Where.EDGES),
    Kind("cookie_notice", "cookie notice", Where.EDGES),
    Kind("navigation", "navigation", Where.EDGES),
    Kind("forum_line", "forum line", Where.EDGES),
    Kind("email_header", "mail header", Where.TOP),
    Kind("section_label", "section label", Where.TOP),
    Kind("section_word", "section label", Where.TOP),
)

Shape = tuple[Callable[[Line], bool], str, Where]

DATES: tuple[Shape, ...] = (
    (metadata.player_time, "video player", Where.ANYWHERE),
    (metadata.bare_time, "date line", Where.ANYWHERE),
    (metadata.date_line, "date line", Where.EDGES),
)

SHAPES: tuple[Shape, ...] = (
    (metadata.link, "link", Where.ANYWHERE),
    (metadata.breadcrumb, "breadcrumb", Where.EDGES),
    (metadata.menu, "navigation", Where.EDGES),
    (metadata.byline, "byline", Where.EDGES),
    (metadata.compound, "byline", Where.EDGES),
)

MOST_WORDS = 70
"""A line of more words is never furniture."""

SURE_WORDS = 30
"""A longer line that only fits a pattern may be a sentence of the story: not in its midst."""


@dataclass(frozen=True, slots=True)
class Find:
    """What a line was recognised as: why it may be dropped, where, and what it takes with it."""

    reason: str
    where: Where
    takes: Takes
    whole: bool


@cache
def _index() -> tuple[dict[str, Find], dict[str, list[tuple[Pattern, Find]]]]:
    """All lists as one: headings by key, patterns by their first word; the first list wins."""
    whole: dict[str, Find] = {}
    known: dict[str, list[tuple[Pattern, Find]]] = {}
    for kind in KINDS:
        for key in words(kind.name):
            whole.setdefault(key, Find(kind.reason, kind.where, kind.takes, True))
        taken = kind.takes if kind.always else Takes.NOTHING
        find = Find(kind.reason, kind.where, taken, False)
        for first, group in patterns(kind.name).items():
            known.setdefault(first, []).extend((pattern, find) for pattern in group)
    return whole, known


def _listed(line: Line) -> Find | None:
    whole, known = _index()
    if line.key in whole:
        return whole[line.key]
    key = f" {line.key} "
    for first in (line.words[0], ""):
        for pattern, find in known.get(first, ()):
            if pattern.fits(key):
                inner = find.where in (Where.ANYWHERE, Where.BELOW)
                doubtful = inner and line.size > SURE_WORDS
                return replace(find, where=Where.EDGES) if doubtful else find
    if line.key.partition(" : ")[0] in words("related_section"):
        return Find("related story", Where.BELOW, Takes.NOTHING, False)
    return None


def _shaped(line: Line, shapes: tuple[Shape, ...]) -> Find | None:
    for test, reason, where in shapes:
        if test(line):
            return Find(reason, where, Takes.NOTHING, True)
    return None


def recognise(line: Line) -> Find | None:
    """The kind of furniture that the line's words make it, or None."""
    if line.long or line.size > MOST_WORDS:
        return None
    if not any(character.isalnum() for character in line.shown):
        reason = "separator" if line.shown else "empty line"
        return Find(reason, Where.ANYWHERE, Takes.NOTHING, True)
    # dates before lists: "First published 8 January" is a date
    return _shaped(line, DATES) or _listed(line) or _shaped(line, SHAPES)
