"""From two readings to a grade: the rule of CODEBOOK.md, section 11."""

from __future__ import annotations

import numpy as np
import pandas as pd

SCALES = ("sensationalism", "clickbait", "bias", "mismatch")
APART = 2  # readings that differ by so much call for a third


def needs_third(first: pd.Series, second: pd.Series) -> pd.Series:
    """Whether two readings lie too far apart to be averaged."""
    return (first - second).abs() >= APART


def resolve(first: pd.Series, second: pd.Series, third: pd.Series) -> pd.Series:
    """The mean of two readings, a half grade kept; the median of three where they lie apart.

    `third` is empty (NaN) where no third reading was called for.
    """
    readings = np.column_stack([first, second, third]).astype(float)
    apart = needs_third(first, second).to_numpy()
    if np.isnan(readings[apart, 2]).any():
        raise ValueError("two readings lie 2 or more apart and there is no third")
    grade = readings[:, :2].mean(axis=1)
    grade[apart] = np.median(readings[apart], axis=1)
    return pd.Series(grade, index=first.index)
