"""Authors without "By": names and roles above the story, a note on the author below it."""

from __future__ import annotations

from sensational.page.draft import HEADLINE, Draft
from sensational.page.lines import Line, make_line
from sensational.page.lists import words
from sensational.page.metadata import names, role

BYLINE = "byline"
NOTE = "author note"
NOTE_LINES = 4
NOTE_WORDS = 12


def mark_authors(page: Draft) -> None:
    """Mark names and roles between headline and story, and the note on the author at the end."""
    start = max((at for at, mark in enumerate(page.marks) if mark == HEADLINE), default=-1)
    if start < 0:
        return
    lead = page.lead()
    for _ in range(2):  # a name may stand next to a role that is itself only known by a date
        for at in range(start + 1, min(lead, len(page.lines))):
            if page.text(at) and _author(page.lines[at], _beside_byline(page, at)):
                page.marks[at] = BYLINE
    _mark_note(page)


def _mark_note(page: Draft) -> None:
    """One of the last lines introduces the author, or somebody of whom the story says nothing."""
    signed = [at for at, mark in enumerate(page.marks) if mark == BYLINE]
    authors = [_author_name(page.lines[at]) for at in signed]
    story = [at for at in range(len(page.lines)) if page.text(at)]
    for at in story[-NOTE_LINES:] if len(story) > NOTE_LINES else []:
        name = _introduced(page.lines[at])
        if name and (name in authors or (_works(page.lines[at]) and not _told_of(page, name, at))):
            page.marks[at] = NOTE


def _told_of(page: Draft, name: str, note: int) -> bool:
    """The story speaks of the person elsewhere than in the note."""
    others = {line.key for at, line in enumerate(page.lines) if page.text(at)}
    return any(f" {name} " in f" {key} " for key in others - {page.lines[note].key})


def _beside_byline(page: Draft, at: int) -> bool:
    near = [page.marks[by] for by in (at - 1, at + 1) if 0 <= by < len(page.lines)]
    following = page.lines[at + 1] if at + 1 < len(page.lines) else None
    titled = following is not None and page.text(at + 1) and role(following) and following.size <= 4
    return titled or "date line" in near or BYLINE in near


def _author(line: Line, beside: bool) -> bool:
    """A name with its role; or, beside a byline or date, a name or a role alone."""
    if line.ended or line.size > 8:
        return False
    parts = line.shown.split()
    capitals = len(parts) > 2 and all(part[0].isupper() for part in parts[:2])
    if not beside:
        return capitals and role(line)
    if names(line.shown):
        return line.size <= 4 or " and " in line.shown or " in " in line.shown
    return role(line) and (line.size <= 4 or capitals)


def _author_name(line: Line) -> str:
    """The first two capitalised words after "By", as a key; "" where there are none."""
    parts = line.shown.split()
    for length in (3, 2, 1):
        if make_line(" ".join(parts[:length])).key in words("byline_start"):
            parts = parts[length:]
            break
    good = len(parts) > 1 and all(part[0].isupper() for part in parts[:2])
    return make_line(" ".join(parts[:2])).key if good else ""


def _introduced(line: Line) -> str:
    """The name of whom the line introduces, "Jane Roe is ...", as a key; or ""."""
    parts = line.shown.split()
    titled = parts and parts[0].rstrip(".").casefold() in words("person_title")
    parts = parts[1:] if titled else parts
    if len(parts) < 4 or not all(part[0].isupper() for part in parts[:2]):
        return ""
    verb = any(part in words("author_verb") for part in parts[2:4])
    return make_line(" ".join(parts[:2])).key if verb else ""


def _works(line: Line) -> bool:
    """The sentence says soon what an author is called, or does."""
    first = line.words[:NOTE_WORDS]
    return any(word == "covers" or word in words("author_word") for word in first)
