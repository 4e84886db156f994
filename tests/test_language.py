"""Other scripts are refused, other languages flagged, English is left alone."""

import pytest

from sensational import score

ENGLISH = [
    "Council opens bridge",
    "Mum's the word",
    "Quorvane beats Thessil in Olmarette",
    "rain again",
    "SHOCK AS COUNCIL OPENS BRIDGE",
    "Pelquist Uthgard Nemmery",
    "12 dead",
]
OTHERS = [
    "El gobierno anuncia nuevas medidas para las escuelas",
    "Le maire annonce des travaux pour les écoles du quartier",
    "Zwei Verletzte nach Unfall auf der Autobahn",
    "O prefeito anunciou novas medidas para as escolas",
    "De burgemeester wil meer geld voor scholen",
]


@pytest.mark.parametrize("headline", ENGLISH)
def test_english(headline):
    assert score(headline).warnings == ("no body: mismatch not scored",)


@pytest.mark.parametrize("headline", OTHERS)
def test_other_languages_are_scored_and_flagged(headline):
    result = score(headline)
    assert "may not be English" in result.warnings
    assert result.sensationalism is not None


@pytest.mark.parametrize("headline", ["Привет, мир", "你好世界", "مرحبا بالعالم", "Γειά σου κόσμε"])
def test_other_scripts_are_refused(headline):
    result = score(headline)
    assert "not in Latin script: not scored" in result.warnings
    assert set(result.scores.values()) == {None}
    assert result.band is None


@pytest.mark.parametrize("headline", ["", "   ", "?!", "...", "—", "🎉🎉"])
def test_nothing_to_read(headline):
    assert "no headline" in score(headline).warnings
    assert score(headline).sensationalism is None
