"""Handcrafted features, one family a file; `measure` asks them all of a batch."""

from collections.abc import Sequence

from sensational.features import body, curiosity, emotive, exaggeration, form, loaded, shouting
from sensational.features.feature import Feature
from sensational.features.measure import SHORT_BODY, Measurement, measure, read_pair

FEATURES: tuple[Feature, ...] = (
    *shouting.FEATURES,
    *emotive.FEATURES,
    *exaggeration.FEATURES,
    *curiosity.FEATURES,
    *loaded.FEATURES,
    *form.FEATURES,
    *body.FEATURES,
)


def measure_texts(headlines: Sequence[str], bodies: Sequence[str] | None = None) -> Measurement:
    """Measure every feature of headlines and their bodies ("" where there is none)."""
    return measure(read_pair(headlines, bodies), FEATURES)


__all__ = ["FEATURES", "SHORT_BODY", "Feature", "Measurement", "measure", "measure_texts"]
