"""Headline against body: which words of the headline the body holds, and in which sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sensational.reading import QUOTES, Reading
from sensational.tables import HashTable, distinct
from sensational.tokens import CLITIC, NUMBER, marks
from sensational.vocabulary import NAME, NUM

_TEXT = np.uint64(0xD6E8FEB86659FD93)
_NAME = np.uint64(0xA0761D6478BD642F)  # a name answers a name, never a common word
_STOPS = marks(".!?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The headline's content words (asked) and where the body answers them.

    `token` (asked,): their tokens in `headline.plain`; `weight` (asked,): inverse document
    frequency, a multiple of 1/16; `name`, `number` (asked,): their kind; `found` (asked,): the
    body holds the word. `match_*` (matches,): the asked word, the body's plain token and its
    sentence, numbered through the batch; `sentence` (body tokens,) numbers all of them.
    """

    token: NDArray[np.int64]
    text: NDArray[np.int64]
    weight: NDArray[np.float64]
    name: NDArray[np.bool_]
    number: NDArray[np.bool_]
    found: NDArray[np.bool_]
    match_asked: NDArray[np.int64]
    match_token: NDArray[np.int64]
    match_sentence: NDArray[np.int64]
    sentence: NDArray[np.int64]

    def share(self, of: NDArray[np.bool_], size: int) -> NDArray[np.float64]:
        """The weighted share of asked words in `of`, by text (texts,); 0 where nothing is asked."""
        asked = np.bincount(self.text, weights=self.weight, minlength=size)
        share = np.bincount(self.text, weights=self.weight * of, minlength=size)
        return share / np.maximum(asked, 1 / 16)


_NONE = np.zeros(0, dtype=np.int64)
NOTHING = Comparison(
    _NONE, _NONE, _NONE.astype(float), _NONE > 0, _NONE > 0, _NONE > 0, _NONE, _NONE, _NONE, _NONE
)  # of a batch without bodies


def _word_keys(reading: Reading) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The content words of a reading (plain tokens), and one key a word: text and stem."""
    vocabulary, table, row = reading.vocabulary, reading.plain, reading.plain_row
    token = np.flatnonzero((table.kind < CLITIC) & ((row <= NUM) | vocabulary.content[row]))
    key = np.where(row[token] > NUM, vocabulary.stem[row[token]], table.hash[token] ^ _NAME)
    mixed = (key ^ (table.text[token].astype(np.uint64) * _TEXT)) * _TEXT
    return token, np.maximum(mixed ^ (mixed >> np.uint64(31)), np.uint64(1))


def sentences(reading: Reading) -> NDArray[np.int64]:
    """The sentence of each plain token, numbered through the batch."""
    table = reading.plain
    stop = _STOPS[table.kind]
    begins = table.opens_line.copy()
    begins[1:] |= stop[:-1] & (table.start[1:] > table.end[:-1])
    begins[1:] |= table.text[1:] != table.text[:-1]
    after = np.flatnonzero(stop[:-1] & QUOTES[table.kind[1:]])
    after = after[(after + 2 < len(begins)) & (table.start[after + 1] == table.end[after])]
    begins[after + 2] = True
    return np.cumsum(begins)


def compare(headline: Reading, body: Reading) -> Comparison:
    """Look every content word of the headlines up in their bodies. Linear in the tokens."""
    token, key = _word_keys(headline)
    row = headline.plain_row[token]
    idf = headline.vocabulary.idf
    weight = np.where(row > NUM, idf[row], idf.max())
    keys = distinct(key)
    asked = np.searchsorted(keys, key)
    table = HashTable(keys, np.arange(1, len(keys) + 1))
    body_token, body_key = _word_keys(body)
    match = table.lookup(body_key) - 1
    hit = np.flatnonzero(match >= 0)
    seen = np.zeros(len(keys), dtype=bool)
    seen[match[hit]] = True
    first = np.zeros(len(keys), dtype=np.int64)
    first[asked[::-1]] = np.arange(len(asked))[::-1]
    sentence = sentences(body)
    return Comparison(
        token, headline.plain.text[token], weight, row == NAME,
        headline.plain.kind[token] == NUMBER, seen[asked], first[match[hit]], body_token[hit],
        sentence[body_token[hit]], sentence,
    )  # fmt: skip
