"""From a word's hash to its row, and from rows to the phrases they spell.

Rows number the words that the lists know. Everything else is one class, NAME; all numbers are
one class, NUM. A phrase is a node of a trie over rows: nodes below `Vocabulary.size` are the
words themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sensational import lexicons
from sensational.tokens import CLITIC, NUMBER, TokenTable, cut

NAME, NUM = 0, 1
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def distinct(values: NDArray) -> NDArray:
    """The different values, sorted: `np.unique` without the import that it costs."""
    ordered = np.sort(values)
    keep = np.ones(len(ordered), dtype=bool)
    keep[1:] = ordered[1:] != ordered[:-1]
    return ordered[keep]


class HashTable:
    """An open-addressing table from 64-bit keys (not 0) to integers; 0 answers a missing key."""

    def __init__(self, keys: NDArray[np.uint64], values: NDArray[np.int64]) -> None:
        bits = max(4, int(np.ceil(np.log2(len(keys) + 1))) + 2)  # at most a quarter full
        self._shift = np.uint64(64 - bits)
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._values = np.zeros(1 << bits, dtype=np.int32)
        slot, left = self._slots(keys), np.arange(len(keys))
        while len(left):
            free = left[self._keys[slot[left]] == 0]
            self._keys[slot[free]] = keys[free]  # of several, the last one stays
            won = free[self._keys[slot[free]] == keys[free]]
            self._values[slot[won]] = values[won]
            left = left[self._keys[slot[left]] != keys[left]]
            slot[left] = (slot[left] + 1) & (len(self._keys) - 1)

    def _slots(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        return ((keys * _GOLDEN) >> self._shift).astype(np.int64)

    def lookup(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The value of each key, 0 where the table does not hold it."""
        slot = self._slots(keys)
        found = self._keys[slot]
        answer = np.where(found == keys, self._values[slot], 0)
        left = np.flatnonzero((found != keys) & (found != 0))
        while len(left):
            slot[left] = (slot[left] + 1) & (len(self._keys) - 1)
            found = self._keys[slot[left]]
            hit = found == keys[left]
            answer[left[hit]] = self._values[slot[left[hit]]]
            left = left[~hit & (found != 0)]
        return answer


class Trie:
    """Phrases of rows; `node[i]` is the node of the i-th phrase it was made from.

    `rows` holds the phrases one after another, `lengths` how many rows each has (one at least);
    `words` is the number of rows, which are the nodes of single words.
    """

    def __init__(self, rows: NDArray[np.int64], lengths: NDArray[np.int64], words: int) -> None:
        self.depth = int(lengths.max(initial=1))
        padded = np.full((len(lengths), self.depth), -1, dtype=np.int64)
        padded[np.arange(self.depth) < lengths[:, None]] = rows
        self.node = padded[:, 0].copy()
        self.size = words
        keys = [np.zeros(0, dtype=np.uint64)]
        for depth in range(1, self.depth):
            at = np.flatnonzero(lengths > depth)
            step = _step(self.node[at], padded[at, depth])
            keys.append(distinct(step))
            self.node[at] = self.size + np.searchsorted(keys[-1], step)
            self.size += len(keys[-1])
        self.inner = np.zeros(self.size, dtype=bool)  # nodes that some phrase goes on from
        steps = np.concatenate(keys)
        self.inner[(steps >> np.uint64(32)).astype(np.int64)] = True
        self._children = HashTable(steps, np.arange(words, self.size))

    def walk(self, row: NDArray[np.int64], joined: NDArray[np.bool_]):
        """Yield (word, node, length) for every path of two rows or more found in the text.

        `row` has shape (words,); `joined[i]` says that word i follows word i - 1 in a phrase.
        """
        at = np.flatnonzero(self.inner[row])
        node = row[at]
        for length in range(2, self.depth + 1):
            inside = at + length <= len(row)
            at, node = at[inside], node[inside]
            follows = joined[at + length - 1]
            at, node = at[follows], node[follows]
            node = self._children.lookup(_step(node, row[at + length - 1]))
            at, node = at[node > 0], node[node > 0]
            yield at, node, length
            at, node = at[self.inner[node]], node[self.inner[node]]


def _step(node: NDArray, row: NDArray) -> NDArray[np.uint64]:
    return (node.astype(np.uint64) << np.uint64(32)) | row.astype(np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The shipped lists, ready to meet a token table.

    `lists` are their names. `members` gives, for trie node n, the lists (numbers) that hold it:
    `members[pointer[n]:pointer[n + 1]]`; `words` gives for each list its single-word rows;
    `alike` (size,) maps a row to the one that stands for its set of `shared/alike`, `head`
    (size,) that of a listed form to its headword's.
    """

    size: int
    rows: HashTable
    trie: Trie
    lists: tuple[str, ...]
    pointer: NDArray[np.int64]
    members: NDArray[np.int64]
    words: dict[str, NDArray[np.bool_]]
    alike: NDArray[np.int64]
    head: NDArray[np.int64]

    def listed(self, name: str) -> NDArray[np.bool_]:
        """Which rows are single-word entries of a list, shape (size,)."""
        return self.words[name]

    def row(self, table: TokenTable) -> NDArray[np.int64]:
        """The row of each token, shape (tokens,); NAME for marks as well."""
        rows = self.rows.lookup(table.hash).astype(np.int64)
        rows[table.kind == NUMBER] = NUM
        return rows


@cache
def load() -> Vocabulary:
    """The vocabulary of the shipped lists."""
    lists = lexicons.read_all()
    entries = [entry for word_list in lists.values() for entry in word_list.entries]
    common = lexicons.common_words()[0]
    forms = [*common, *chain.from_iterable(entries)]
    lengths = np.concatenate([np.ones(len(common), np.int64), list(map(len, entries))])
    entry = np.repeat(np.cumsum(lengths) - lengths, lengths)  # the first form of each form's entry
    numbers = np.repeat(range(len(lists)), [len(one.entries) for one in lists.values()])
    of_list = np.repeat(np.concatenate([np.full(len(common), -1), numbers]), lengths)
    table = cut(forms)
    names = distinct(_hashes(lists["shared/names"].entries))
    keys = distinct(table.hash[(table.hash != 0) & (table.kind != NUMBER)])
    keys = keys[~_among(keys, names)]
    size = 2 + len(keys)
    rows = HashTable(keys, np.arange(2, size))
    row, lengths = _spelled(table, rows)
    first = row[np.minimum(np.cumsum(lengths) - lengths, len(row) - 1)]
    trie, which = _phrases(row, lengths, size, of_list)
    pairs = distinct(trie.node * len(lists) + which)
    node, member = pairs // len(lists), pairs % len(lists)
    pointer = np.searchsorted(node, np.arange(trie.size + 1))
    words = {name: np.zeros(size, dtype=bool) for name in lists}
    for number, name in enumerate(lists):
        mine = node[member == number]
        words[name][mine[mine < size]] = True
    alike, head = np.arange(size), np.arange(size)
    sets = of_list == list(lists).index("shared/alike")
    alike[first[sets]] = first[entry[sets]]
    single = (lengths == 1) & (lengths[entry] == 1) & (of_list >= 0) & ~sets
    head[first[single]] = first[entry[single]]
    alike[NAME] = head[NAME] = NAME
    return Vocabulary(size, rows, trie, tuple(lists), pointer, member, words, alike, head)


def _spelled(table: TokenTable, rows: HashTable) -> tuple[NDArray, NDArray]:
    """The rows of all forms, one form after another, and how many each has."""
    row = rows.lookup(table.hash).astype(np.int64)
    row[table.kind == NUMBER] = NUM
    word = table.kind <= CLITIC
    return row[word], np.bincount(table.text[word], minlength=table.size)


def _among(values: NDArray, ordered: NDArray) -> NDArray[np.bool_]:
    """Which values are among the sorted ones."""
    if not len(ordered):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    return ordered[at] == values


def _hashes(entries) -> NDArray[np.uint64]:
    return cut([form for entry in entries for form in entry]).hash


def _phrases(row: NDArray, lengths: NDArray, size: int, of_list: NDArray) -> tuple[Trie, NDArray]:
    """The trie of all listed forms that hold no name, and the list of each of them."""
    text = np.repeat(np.arange(len(lengths)), lengths)
    named = np.bincount(text[row == NAME], minlength=len(lengths)) > 0
    kept = (of_list >= 0) & (lengths > 0) & ~named
    return Trie(row[kept[text]], lengths[kept], size), of_list[kept]
