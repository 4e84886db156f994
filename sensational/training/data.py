"""The project's own labelled headlines, shipped with the package."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from sensational.errors import CorpusError

SPLITS = ("train", "dev", "test")
GRADED = ("sensationalism", "clickbait", "bias", "mismatch")
FILES = ("events.csv", "headlines.csv", "field_grades.csv")


@cache
def folder() -> Path:
    """Where the data lie: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    for place in (package / "training_data", package.parent / "training_data"):
        if (place / "headlines.csv").is_file():
            return place
    raise CorpusError(
        f"{package}: training_data is not installed with the package; install it anew"
    )


def load_training_data(split: str | None = None) -> pd.DataFrame:
    """One row a headline, with its event's body, grades and split; `split` keeps one of
    "train", "dev" and "test".

    Grades are model-assigned: see CODEBOOK.md and DATASHEET.md beside the data.
    """
    if split is not None and split not in SPLITS:
        raise CorpusError(f"no split {split!r}: take one of {', '.join(SPLITS)}, or None for all")
    empty = {"mirror_of": [""], **{f"{scale}_3": [""] for scale in GRADED}}
    text = {"keep_default_na": False, "na_values": empty, "dtype": {"event_id": "str"}}
    headlines = pd.read_csv(folder() / "headlines.csv", **text)
    events = pd.read_csv(folder() / "events.csv", **text)
    frame = headlines.merge(events, on="event_id", how="left", validate="many_to_one")
    return frame if split is None else frame[frame.split == split].reset_index(drop=True)


def field_grades() -> pd.DataFrame:
    """Both readings' grades of real headlines: corpus, id and grades, no text."""
    return pd.read_csv(folder() / "field_grades.csv", dtype={"id": "str"})


def manifest() -> dict[str, Any]:
    """What MANIFEST.json must say of the files: SHA-256, rows, splits, and grades by scale."""
    place = folder()
    data = load_training_data()
    return {
        "sha256": {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in FILES},
        "events": int(data.event_id.nunique()),
        "headlines": len(data),
        "splits": {split: int((data.split == split).sum()) for split in SPLITS},
        "grades": {
            scale: {
                f"{grade:g}": int(n) for grade, n in data[scale].value_counts().sort_index().items()
            }
            for scale in GRADED
        },
    }
