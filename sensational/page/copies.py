"""What the page says twice: paragraphs, and pull quotes taken from them."""

from __future__ import annotations

from sensational.page.draft import Draft

COPY_WORDS = 12
QUOTE_WORDS = (5, 40)
MOST_QUOTES = 50
MOST_CHARACTERS = 200_000
"""Bounds for looking quotes up in the story, so that a hostile page costs no more."""


def mark_copies(page: Draft) -> None:
    """Drop the second of two equal paragraphs, and quotes that stand in a paragraph as well."""
    seen: set[str] = set()
    for at, line in enumerate(page.lines):
        if not page.text(at) or line.long or line.size < COPY_WORDS:
            continue
        if line.key in seen:
            page.marks[at] = "repeated paragraph"
        seen.add(line.key)
    _mark_pull_quotes(page)


def _mark_pull_quotes(page: Draft) -> None:
    story = [at for at in range(len(page.lines)) if page.text(at) and not page.lines[at].long]
    if sum(len(page.lines[at].key) for at in story) > MOST_CHARACTERS:
        return
    least, most = QUOTE_WORDS
    quotes = [
        at
        for at in story
        if least <= page.lines[at].size <= most and page.lines[at].shown[0] in "\"“‘'«"
    ]
    for at in quotes[:MOST_QUOTES]:
        key = f" {page.lines[at].key} "
        rest = (by for by in story if page.lines[by].size > page.lines[at].size + 2)
        if any(key in f" {page.lines[by].key} " for by in rest):
            page.marks[at] = "pull quote"
