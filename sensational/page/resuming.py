"""Where the story goes on below a box of links or buttons, if it does.

Two paragraphs in a row are the story; a headline and its excerpt are not.
"""

from __future__ import annotations

from sensational.page.draft import LEAD_WORDS, Draft
from sensational.page.ending import other_headline
from sensational.page.lists import fits
from sensational.page.outline import Outline

SUBHEAD_WORDS = 4
COMMON_WORDS = 3
TOPIC_LINES = 40
EXCERPT_WORDS = 12
CUE_LINES = 6
CUE_WORDS = 8
FEWEST_SENTENCES = 3


def below_links(page: Draft, facts: Outline, at: int) -> int | None:
    """Where the story goes on below the teasers under heading `at`, or None.

    Besides two paragraphs in a row, the story is a single one right under the heading, or one that
    has words in common with the story above and is no excerpt: it stands below two headlines, or
    has no word of the one above it.
    """
    texts = [near for near in range(at + 1, facts.section[at]) if page.text(near)]
    links = 0
    for place, near in enumerate(texts):
        line = page.lines[near]
        short = line.size < EXCERPT_WORDS and line.shown.endswith(("?", "!"))
        if not _told(page, near) or line.trails_off or short or other_headline(line):
            links += 1
            continue
        after = texts[place + 1] if place + 1 < len(texts) else None
        run = after is not None and _told(page, after) and (line.prose or page.lines[after].prose)
        above = texts[place - 1]
        bare = links >= 2 or (links and not _content(page, above) & _content(page, near))
        if run or place == 0 or (bare and _on_topic(page, at, near)):
            return _with_subhead(page, texts, place)
        links = 0
    return _among_subheads(page, facts, at, texts)


def _told(page: Draft, at: int) -> bool:
    """A sentence, or more words than a headline has, though a colon may end them."""
    return page.sentence(at) or page.lines[at].size >= LEAD_WORDS


def _with_subhead(page: Draft, texts: list[int], place: int) -> int:
    """A line of a few words between teasers and story is the story's."""
    above = texts[place - 1] if place > 1 else texts[place]
    return above if page.lines[above].size <= SUBHEAD_WORDS else texts[place]


def _among_subheads(page: Draft, facts: Outline, at: int, texts: list[int]) -> int | None:
    """A story of subheads with one paragraph each, if most of the page is below the heading."""
    below = [near for near in texts if page.prose(near)]
    if sum(page.lines[near].size for near in below) <= facts.words[at]:
        return None
    for near in below:
        if page.text(near - 1) and page.lines[near - 1].size <= SUBHEAD_WORDS:
            return near - 1
    return None


def _on_topic(page: Draft, at: int, near: int) -> bool:
    """The paragraph shares longer words with the lines above the heading."""
    known: set[str] = set()
    for line in range(max(0, at - TOPIC_LINES), at):
        if page.text(line):
            known |= _content(page, line)
    return len(known & _content(page, near)) >= COMMON_WORDS


def _content(page: Draft, at: int) -> set[str]:
    return {word for word in page.lines[at].words if len(word) > 4}


def below_buttons(page: Draft, facts: Outline, at: int) -> int | None:
    """Where three paragraphs in a row stand below a heading that comments might follow."""
    texts = [near for near in range(at + 1, facts.section[at]) if page.text(near)]
    for first, second, third in zip(texts, texts[1:], texts[2:], strict=False):
        if page.prose(first) and page.prose(second) and page.prose(third):
            return first
    return None


def comments(page: Draft, facts: Outline, at: int) -> bool:
    """The heading stands below a story, and below it are readers' names and times, or little."""
    find, end = page.finds[at], facts.section[at]
    little = facts.words[end] - facts.words[at] <= facts.words[at]
    if find and find.whole and little and facts.sentences[at] >= FEWEST_SENTENCES:
        return True
    below = page.lines[at + 1 : min(end, at + 1 + CUE_LINES)]
    cue = any(line.size <= CUE_WORDS and fits("comment_cue", line) for line in below)
    return facts.sentences[at] >= FEWEST_SENTENCES and cue
