"""Whatever the text: scores in [0, 1], spans inside it, contributions that sum to the log-odds."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensational import score
from sensational.render.as_json import dumps
from sensational.render.terminal import plain

ANY = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None), max_size=200)
PIECES = (
    *("SHOCK", "shocking", "you", "won't", "believe", "!", "?!", "...", "the", "NAME's", "12"),
    *('"', "'", "“", "”", "-", "—", "(", "[VIDEO]", ":", ",", "this", "is", "why", "reportedly"),
    *("slams", "thugs", "killed", "&amp;", "😀", "#", "so-called", "U.S.", "WHO", "Ünïcödé"),
    *("\u00ad", "\u200f", "\x00", "\ud800", "noooo"),
)
WORDS = st.lists(
    st.sampled_from(PIECES),
    max_size=30,
).map(" ".join)
TEXTS = st.one_of(ANY, WORDS)


def check(result):
    for scale, value in result.scores.items():
        if value is None:
            assert result.contributions[scale] == ()
            assert result.intervals[scale] is None
            continue
        assert 0 < value < 1
        total = result.baseline[scale] + sum(c.contribution for c in result.contributions[scale])
        assert abs(total - math.log(value / (1 - value))) < 1e-9
        low, high = result.intervals[scale]
        assert 0 <= low <= high <= 1
    for piece in result.evidence:
        assert 0 <= piece.start < piece.end <= len(result.headline)
        assert piece.text == result.headline[piece.start : piece.end]
    for part in result.support:
        assert part.part == result.headline[part.start : part.end]
        if part.sentence is not None:
            assert part.sentence == result.article.body[part.body_start : part.body_end]


@settings(deadline=None)
@given(TEXTS)
def test_any_headline(headline):
    check(score(headline))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_any_headline_with_any_body(headline, body):
    check(score(headline, body * 5))


@settings(deadline=None, max_examples=50)
@given(TEXTS, TEXTS)
def test_any_result_can_be_shown(headline, body):
    result = score(headline, body)
    page = plain(result)
    assert "\x1b" not in page
    assert "\x00" not in page
    again = json.loads(dumps(result))
    assert again["headline"] == headline
    assert again["scores"] == result.scores


@pytest.mark.parametrize(
    "headline", ["!" * 1_000_000, "so " * 300_000, "a" * 10_000_000, "“" * 100_000]
)
def test_huge_headlines(headline):
    check(score(headline))
