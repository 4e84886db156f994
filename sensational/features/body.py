"""Headline against body: what the body does not carry.

The gaps are blind to names and feed `sensationalism` too; the rest feeds `mismatch` alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sensational.features.feature import (
    GAP_SCALES,
    MISMATCH,
    Compared,
    Feature,
    Pair,
    Related,
    steps,
)
from sensational.reading import Reading
from sensational.tables import distinct

OVERLAP = "Ferreira & Vlachos (2016)"
GAP = "Chesney et al. (2017)"
EMOTIONS = ("fear", "anger", "disgust", "grief", "shock", "joy", "gore", "scandal", "strain")
DEGREES = ("superlatives", "intensifiers", "magnitude", "unprecedented", "catastrophe", "hyperbole")
LEAD = 3  # sentences: what an inverted pyramid puts first

Mask = NDArray[np.bool_]
Values = NDArray[np.float64]


def _numbers(reading: Reading, names: list[str]) -> NDArray[np.int64]:
    return np.array([reading.vocabulary.lists.index(name) for name in names])


def _found(reading: Reading, lists: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """Text, first token and list of the entries found of those lists."""
    used = np.isin(reading.found_list, lists)
    token = reading.words[reading.found_first[used]]
    return reading.table.text[token], token, reading.found_list[used]


def _not_carried(family: str, names: tuple[str, ...]):
    """Marks the headline's entries of lists of which the body holds no entry at all."""

    def mask(pair: Pair) -> Mask:
        lists = _numbers(pair.headline, [f"{family}/{name}" for name in names])
        text, _, number = _found(pair.body, lists)
        carried = np.zeros((pair.headline.table.size, len(pair.headline.vocabulary.lists)), bool)
        carried[text, number] = True
        text, token, number = _found(pair.headline, lists)
        answer = np.zeros(len(pair.headline.row), dtype=bool)
        answer[token[~carried[text, number]]] = True
        return answer

    return mask


def _hedged(reading: Reading) -> NDArray[np.int64]:
    text, _, _ = _found(reading, _numbers(reading, ["loaded/hedges"]))
    return np.bincount(text, minlength=reading.table.size)


def _certainty_gap(pair: Pair) -> Values:
    """The body hedges twice or more, the headline not at all."""
    return ((_hedged(pair.headline) == 0) & (_hedged(pair.body) > 1)).astype(float)


def _common_absent(pair: Pair) -> Values:
    """The share of the headline's common content words that the body lacks."""
    compared, size = pair.comparison, pair.headline.table.size
    common = ~compared.name & ~compared.number
    asked = np.bincount(compared.text[common], minlength=size)
    absent = np.bincount(compared.text[common & ~compared.found], minlength=size)
    return steps(absent / np.maximum(asked, 1))


def _absent(pair: Pair, kind: Mask) -> Mask:
    compared, reading = pair.comparison, pair.headline
    answer = np.zeros(len(reading.row), dtype=bool)
    answer[reading.unit[compared.token[kind & ~compared.found]]] = True
    return answer


def _missing(pair: Pair) -> Values:
    """The weighted share of the headline's content words that the body lacks."""
    compared = pair.comparison
    return steps(compared.share(~compared.found, pair.headline.table.size))


def sentence_cover(pair: Pair) -> tuple[NDArray[np.int64], Values]:
    """For each sentence that answers the headline at all: its number and the weight it answers."""
    compared = pair.comparison
    width = len(compared.token) + 1
    cells = distinct(compared.match_sentence * width + compared.match_asked)
    sentence, asked = cells // width, cells % width
    numbers = distinct(sentence)
    return numbers, np.bincount(np.searchsorted(numbers, sentence), compared.weight[asked])


def _of_text(pair: Pair, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The text of each sentence."""
    token = np.searchsorted(pair.comparison.sentence, numbers)
    return pair.body.plain.text[token]


def _best_sentence(pair: Pair) -> Values:
    compared, size = pair.comparison, pair.headline.table.size
    numbers, weight = sentence_cover(pair)
    best = np.zeros(size)
    np.maximum.at(best, _of_text(pair, numbers), weight)
    asked = np.bincount(compared.text, weights=compared.weight, minlength=size)
    return steps(1 - best / np.maximum(asked, 1 / 16))


def _place(pair: Pair, sentence: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of a sentence in its own body, from 0."""
    text = _of_text(pair, sentence)
    return sentence - pair.comparison.sentence[pair.body.plain.first[text]]


def _lead(pair: Pair) -> Values:
    compared = pair.comparison
    early = _place(pair, compared.match_sentence) < LEAD
    found = np.zeros(len(compared.token), dtype=bool)
    found[compared.match_asked[early]] = True
    return steps(compared.share(~found, pair.headline.table.size))


def _strangers(pair: Pair) -> Values:
    """The share of the headline's neighbours that are no neighbours, in that order, in the body."""
    compared, size = pair.comparison, pair.headline.table.size
    asked, token = compared.match_asked, compared.match_token
    follows = (asked[1:] == asked[:-1] + 1) & (token[1:] - token[:-1] <= 3)
    same = compared.text[asked[1:]] == compared.text[asked[:-1]]
    pairs = distinct(asked[1:][follows & same])
    asked_pairs = np.maximum(np.bincount(compared.text, minlength=size) - 1, 1)
    return steps(1 - np.bincount(compared.text[pairs], minlength=size) / asked_pairs)


def _listed_in_body(name: str):
    def values(pair: Pair) -> Values:
        text, _, _ = _found(pair.body, _numbers(pair.body, [name]))
        return np.bincount(text, minlength=pair.body.table.size).astype(float)

    return values


def _listed_in_headline(name: str):
    def mask(pair: Pair) -> Mask:
        _, token, _ = _found(pair.headline, _numbers(pair.headline, [name]))
        answer = np.zeros(len(pair.headline.row), dtype=bool)
        answer[token] = True
        return answer

    return mask


def _feature(name, question, source, ask, cap=3.0, scales=MISMATCH) -> Feature:
    return Feature(name, "body", question, source, ask, cap, scales)


FEATURES = (
    _feature("emotion_gap", "Which emotions of the headline does the body not carry?", GAP,
             Compared(_not_carried("emotive", EMOTIONS)), 3, GAP_SCALES),
    _feature("exaggeration_gap", "Which degrees of the headline does the body not carry?",
             "Sumner et al. (2014)", Compared(_not_carried("exaggeration", DEGREES)), 3,
             GAP_SCALES),
    _feature("certainty_gap", "Does the body hedge what the headline states?",
             "Sumner et al. (2014)", Related(_certainty_gap), 1, GAP_SCALES),
    _feature("claim_gap", "What share of its common words does the body lack?", GAP,
             Related(_common_absent), 1, GAP_SCALES),
    _feature("missing", "What weighted share of its content words is not in the body?",
             "Robertson & Sparck Jones (1976)", Related(_missing), 1),
    _feature("lead_missing", "What share of them do the first three sentences lack?",
             "Pöttker (2003)", Related(_lead), 1),
    _feature("sentence_missing", "What share of them does the best single sentence lack?",
             "Hanselowski et al. (2018)", Related(_best_sentence), 1),
    _feature("strangers", "What share of its neighbouring words stand apart in the body?", OVERLAP,
             Related(_strangers), 1),
    _feature("names_absent", "Which of its names does the body never mention?", GAP,
             Compared(lambda p: _absent(p, p.comparison.name)), 4),
    _feature("numbers_absent", "Which of its figures does the body never mention?", GAP,
             Compared(lambda p: _absent(p, p.comparison.number)), 3),
    _feature("refuting_body", "Does the body refute something?", OVERLAP,
             Related(_listed_in_body("body/refutation")), 3),
    _feature("refuting_headline", "Does the headline refute something?", OVERLAP,
             Compared(_listed_in_headline("body/refutation")), 2),
    _feature("negating_body", "Does the body negate?", OVERLAP,
             Related(_listed_in_body("body/negation")), 6),
    _feature("hedging_body", "How often does the body hedge?", "Hyland (1998)",
             Related(lambda p: _hedged(p.body).astype(float)), 6),
)  # fmt: skip
