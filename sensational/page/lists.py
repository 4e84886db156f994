"""The word lists of page furniture, read on demand, and how a line is looked up in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sensational.page.lines import Line

FOLDER = Path(__file__).resolve().parent.parent / "lexicons" / "page"


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of one list, in its order; the comments stand at its head."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(row for row in text.splitlines() if row and not row.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries without `*`; they are written as lines have them for a key."""
    return frozenset(entry for entry in entries(name) if "*" not in entry)


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry with `*`: its fixed parts in order, the first and the last at the line's ends."""

    parts: tuple[str, ...]

    def fits(self, key: str) -> bool:
        """Whether the words between two spaces, " so ", are what the entry says."""
        first, last = self.parts[0], self.parts[-1]
        if not (key.startswith(first) and key.endswith(last)):
            return False
        at = len(first)
        for part in self.parts[1:-1]:
            # neighbouring parts may share the one space between them: `*` may be no word at all
            at = key.find(part, max(0, at - 1))
            if at < 0:
                return False
            at += len(part)
        return at - 1 <= len(key) - len(last)


@cache
def patterns(name: str) -> dict[str, tuple[Pattern, ...]]:
    """The patterns of a list by their first word, "" for those that begin with `*`."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for entry in entries(name):
        if "*" in entry:
            first = "" if entry[0] == "*" else entry.split()[0]
            found[first] = (*found.get(first, ()), Pattern(tuple(f" {entry} ".split("*"))))
    return found


def fits(name: str, line: Line) -> bool:
    """Whether the line is an entry of the list, or fits one of its patterns."""
    if not line.words or line.key in words(name):
        return bool(line.words)
    known, key = patterns(name), f" {line.key} "
    return any(
        pattern.fits(key) for first in (line.words[0], "") for pattern in known.get(first, ())
    )
