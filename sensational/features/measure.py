"""Ask every feature of a batch, once: the matrix and the evidence are two readings of one mask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sensational.comparison import NOTHING, compare
from sensational.features.feature import Compared, Feature, Listed, Marked, Measured, Pair, Related
from sensational.reading import read
from sensational.tables import distinct
from sensational.tokens import CLITIC
from sensational.vocabulary import load

SHORT_BODY = 30  # words; below that a body is no article, and absence from it says nothing
Spans = tuple[NDArray[np.int64], NDArray[np.int64]]  # first and last token of each piece


@dataclass(frozen=True, slots=True)
class Measurement:
    """`matrix` has shape (texts, features); `spans` holds, for each feature that points at
    tokens, the headline tokens that made it fire, in order."""

    pair: Pair
    features: tuple[Feature, ...]
    matrix: NDArray[np.float64]
    spans: dict[str, Spans]


def read_pair(headlines: Sequence[str], bodies: Sequence[str] | None = None) -> Pair:
    """Read headlines and bodies side by side; a body under `SHORT_BODY` words counts as none."""
    vocabulary = load()
    headline = read(headlines, vocabulary)
    body = read(bodies or [], vocabulary)
    word = body.plain.text[body.plain.kind < CLITIC]
    words = np.bincount(word, minlength=len(headlines))
    has_body = words >= SHORT_BODY
    compared = compare(headline, body) if has_body.any() else NOTHING
    return Pair(headline, body, words, has_body, compared)


def measure(pair: Pair, features: Sequence[Feature]) -> Measurement:
    """Measure features on headlines and bodies. Values are exact in float64 (see `Feature`)."""
    reading, table = pair.headline, pair.headline.table
    size = table.size
    matrix = np.zeros((size, len(features)))
    spans: dict[str, Spans] = {}
    bodiless = not pair.has_body.any()
    numbers = {name: number for number, name in enumerate(reading.vocabulary.lists)}
    for column, feature in enumerate(features):
        ask = feature.ask
        if isinstance(ask, Listed) or (isinstance(ask, Compared | Related) and bodiless):
            continue
        if isinstance(ask, Marked | Compared):
            mask = ask.mask(reading if isinstance(ask, Marked) else pair)
            token = np.flatnonzero(mask)
            if isinstance(ask, Compared):
                token = token[pair.has_body[table.text[token]]]
            if not len(token):
                continue
            spans[feature.name] = token, token
            values = np.bincount(table.text[token], minlength=size)
        elif isinstance(ask, Measured):
            values = ask.values(reading)
        else:
            values = np.where(pair.has_body, ask.values(pair), 0.0)
        matrix[:, column] = np.minimum(values, feature.cap)
    _measure_lists(pair, features, numbers, matrix, spans)
    return Measurement(pair, tuple(features), matrix, spans)


def _measure_lists(pair: Pair, features, numbers, matrix, spans) -> None:
    """All list features at once: one count over (text, column)."""
    reading = pair.headline
    column_of = np.full(len(numbers), -1)
    for column, feature in enumerate(features):
        if isinstance(feature.ask, Listed):
            column_of[numbers[feature.ask.name]] = column
    column = column_of[reading.found_list]
    used = np.flatnonzero(column >= 0)
    column, first, last = column[used], reading.found_first[used], reading.found_last[used]
    first, last = reading.words[first], reading.words[last]
    flat = reading.table.text[first] * len(features) + column
    counts = np.bincount(flat, minlength=matrix.size).reshape(matrix.shape)
    caps = np.array([feature.cap for feature in features])
    listed = column_of[column_of >= 0]
    matrix[:, listed] = np.minimum(counts[:, listed], caps[listed])
    for number in distinct(column).tolist():
        mine = np.flatnonzero(column == number)
        mine = mine[np.argsort(first[mine], kind="stable")]
        spans[features[number].name] = first[mine], last[mine]
