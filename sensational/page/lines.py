"""A page as lines: each as it came, and as a reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

LONG = 2_000
"""Characters beyond which a line is a paragraph, whatever it says: no more of it is looked at."""

MAX_LINES = 5_000
"""Lines that are looked at; the rest of so long a page is body."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_TURN = re.compile(r"\s[|–—-]\s|[»›]")
_WORD = re.compile(r"[\w'&©@+]+|:")
_END = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_CLOSED = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+[\"'“‘(\[]?[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page that is not blank.

    `text` is the line without the white space around it; `shown` has entities decoded, invisible
    characters removed and white space made plain; `words` are its words in lower case, numbers as
    "0", a colon or dash between words as ":", and `key` is all of them; `size` counts the words,
    signs apart; `ended` says that the line ends as a sentence does, `gap` that a blank line stands
    before it.
    """

    text: str
    shown: str
    words: tuple[str, ...]
    key: str
    size: int
    ended: bool
    gap: bool

    @property
    def long(self) -> bool:
        return len(self.text) > LONG

    @property
    def trails_off(self) -> bool:
        """The line ends in dots, as the excerpt of a teaser does."""
        return self.shown.rstrip("])»> ").endswith(("…", "..."))

    @property
    def prose(self) -> bool:
        """A paragraph: a sentence of some length that ends, or more than one line can hold."""
        return self.size >= 35 or (self.size >= 12 and self.ended)


def make_line(text: str, gap: bool = False) -> Line:
    """Look at one line; of a very long one only at its two ends."""
    text = text.strip()
    if len(text) > LONG:
        ends = text[:100] + " " + text[-100:]
        return Line(text, ends, (), "", LONG, bool(_END.search(text[-12:])), gap)
    shown = " ".join(_INVISIBLE.sub("", unescape(text)).split())
    words = words_of(shown)
    ended = bool(_END.search(shown[-12:]))
    return Line(text, shown, words, " ".join(words), len(words) - words.count(":"), ended, gap)


def words_of(shown: str) -> tuple[str, ...]:
    """The words by which furniture is recognised."""
    plain = _NUMBER.sub("0", shown.replace("’", "'").casefold())
    found = [word.strip("'") for word in _WORD.findall(_TURN.sub(" : ", plain))]
    found = [word for at, word in enumerate(found) if word and (word, found[at - 1]) != (":", ":")]
    while found and found[-1] == ":":
        found.pop()
    while found and found[0] == ":":
        found.pop(0)
    return tuple(found)


def split(text: str) -> tuple[list[Line], str]:
    """The lines of a page that are looked at, and the rest of a page that has too many."""
    rows = text.removeprefix("\ufeff").splitlines()
    lines: list[Line] = []
    gap = True
    for at, row in enumerate(rows):
        if len(lines) == MAX_LINES:
            return lines, "\n".join(rows[at:])
        if not row.strip():
            gap = True
            continue
        lines.append(make_line(row, gap))
        gap = False
    return lines, ""


def sentences(line: Line) -> int:
    """How many sentences the line seems to hold."""
    return 1 + len(_CLOSED.findall(line.shown))
