"""The first two articles that the instrument was built for; their text stays where it is."""

import pytest

from sensational import read, score


@pytest.fixture
def first(seeds):
    return score(read(seeds / "000_3dd8a3d2aa3b94ce.txt"))


@pytest.fixture
def second(seeds):
    return score(read(seeds / "003_de8d74a6b0e9cb59.txt"))


def test_the_first_is_high_and_says_why(first):
    assert first.band == "high"
    shouted = {e.text for e in first.evidence if e.feature == "capitals"}
    assert {"INEXPLICABLE", "SHOCK"} <= shouted
    emotive = " ".join(e.text for e in first.evidence if e.feature == "shock")
    assert "INEXPLICABLE" in emotive
    assert "SHOCK" in emotive
    moved = {c.feature for c in first.contributions["sensationalism"] if c.contribution > 0}
    assert {"capitals", "shock"} <= moved


def test_the_first_says_what_its_body_never_mentions(first):
    absent = {part.part for part in first.support if part.verdict == "absent"}
    assert absent == {"INEXPLICABLE", "OBAMA", "SHOCK"}


def test_the_second_is_low(second):
    assert second.band == "low"
    absent = {part.part for part in second.support if part.verdict == "absent"}
    assert "Obama" in absent
