"""Where on a page the story is, as far as its lines tell by themselves; counted once."""

from __future__ import annotations

from dataclasses import dataclass

from sensational.page.draft import Draft, takes
from sensational.page.furniture import Takes

SENTENCE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """Facts about every line of a page.

    The story has `begun` above all lines after that one; `first` is the first line that is
    nothing else, `last` the last paragraph; `sentences[i]` and `words[i]` count the sentences, and
    the words of paragraphs, above line i; `section[i]` is the next heading below line i that takes
    everything under it, or the number of lines.
    """

    begun: int
    first: int
    last: int
    sentences: list[int]
    words: list[int]
    section: list[int]


def outline(page: Draft) -> Outline:
    count = len(page.lines)
    sentences, words = [0], [0]
    for at, line in enumerate(page.lines):
        sentences.append(sentences[-1] + page.sentence(at))
        words.append(words[-1] + (line.size if page.prose(at) else 0))
    section = [count] * count
    for at in range(count - 2, -1, -1):
        section[at] = at + 1 if takes(page, at + 1) is Takes.REST else section[at + 1]
    return Outline(
        begun=min(page.lead(), _second_sentence(page)),
        first=next((at for at in range(count) if page.text(at)), count),
        last=max((at for at in range(count) if page.prose(at)), default=-1),
        sentences=sentences,
        words=words,
        section=section,
    )


def _second_sentence(page: Draft) -> int:
    """Two sentences are a story; one may be the headline, which may stand there twice."""
    keys: set[str] = set()
    for at, line in enumerate(page.lines):
        if page.sentence(at) and line.size >= SENTENCE_WORDS and line.shown[-1] not in "?!":
            keys.add(line.key)
            if len(keys) == 2:
                return at
    return len(page.lines)
