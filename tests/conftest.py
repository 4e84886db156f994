"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder with the public corpora; without it the test is skipped."""
    place = os.environ.get("SENSATIONAL_CORPORA", "")
    if not Path(place or "/nowhere").is_dir():
        pytest.skip("SENSATIONAL_CORPORA names no folder with the public corpora")
    return Path(place)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the two real articles; without it the test is skipped."""
    place = os.environ.get("SENSATIONAL_SEEDS", "")
    if not Path(place or "/nowhere").is_dir():
        pytest.skip("SENSATIONAL_SEEDS names no folder with the articles")
    return Path(place)


@pytest.fixture(scope="session")
def model():
    """The shipped model."""
    from sensational import model as models

    return models.load()
