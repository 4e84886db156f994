"""Scoring frames: pandas, and anything with the Arrow stream interface (polars, pyarrow)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from sensational import model as models
from sensational.corpus.columns import find_columns
from sensational.errors import UsageError
from sensational.table import score_columns

BATCH = 20_000  # rows scored together: a few megabytes of tokens


def score_frame(
    frame: Any, headline: str | None = None, body: str | None = None, *,
    model: str | Path | models.Model | None = None, explain: bool = False, prefix: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Score every row of a frame; the answer has its index, its columns and ours.

    `frame` is a pandas frame or an object with `__arrow_c_stream__`. `headline` and `body` name
    the columns; left out, `headline` or `title`, and `body`, `text` or `content` are looked
    for. Numbers count as their text; missing headlines get empty scores and a warning.

    Raises UsageError for columns that do not exist, or that have the name of one of ours.
    """
    model = model if isinstance(model, models.Model) else models.load(model)
    if not isinstance(frame, pd.DataFrame):
        if isinstance(frame, pd.Series) or not hasattr(frame, "__arrow_c_stream__"):
            kind = type(frame).__name__
            raise UsageError(f"{kind} is no frame: give a pandas, polars or Arrow table")
        frame = pa.table(frame).to_pandas(integer_object_nulls=True)
    names = [str(name) for name in frame.columns]
    found = find_columns(names, "the frame", headline=headline, body=body)
    headlines = _text(frame.iloc[:, names.index(found.headline)])
    bodies = None if found.body is None else _text(frame.iloc[:, names.index(found.body)])
    parts = [
        score_columns(
            headlines[start : start + BATCH],
            None if bodies is None else bodies[start : start + BATCH], model,
            explain=explain,
        )
        for start in range(0, max(len(frame), 1), BATCH)
    ]  # fmt: skip
    scored = pa.Table.from_batches(parts).to_pandas().add_prefix(prefix)
    clash = [name for name in scored.columns if name in names]
    if clash:
        raise UsageError(
            f"the frame already has the column {clash[0]!r}; "
            f"give prefix='p_' to name ours p_{clash[0]}"
        )
    return pd.concat([frame, scored.set_index(frame.index)], axis=1)


def _text(column: pd.Series) -> pa.Array:
    """A column as text; what is missing is null, numbers are their text."""
    values = [
        None if value is None or value is pd.NA or value != value else _clean(value)
        for value in column
    ]
    return pa.array(values, pa.string())


def _clean(value: Any) -> str:
    """Text that Arrow can hold: lone surrogates become the replacement character."""
    text = value if isinstance(value, str) else str(value)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
