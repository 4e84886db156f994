"""A scored batch as Arrow columns: what a corpus and a frame get back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pyarrow as pa

from sensational.exact import LIMIT
from sensational.model import Model
from sensational.result import SCALES
from sensational.scoring import NO_BODY, WARNINGS, Batch, score_batch

COLUMNS = (*SCALES, "band", "warnings", "signature")


def score_columns(
    headlines: pa.Array, bodies: pa.Array | None, model: Model, *,
    explain: bool = False, notes: Mapping[int, str] | None = None, unparsed: Collection[int] = (),
) -> pa.RecordBatch:  # fmt: skip
    """Score columns of text: one row each, in order.

    `notes` are the warnings that the reader of the corpus has for rows, `unparsed` the rows that
    it could not parse. With `explain`, a column `<scale>.<family>` holds each family's
    share of the log-odds. Null headlines and bodies are missing ones.
    """
    batch = score_batch(_texts(headlines), None if bodies is None else _texts(bodies), model=model)
    columns: dict[str, pa.Array] = {}
    for number, scale in enumerate(SCALES):
        columns[scale] = pa.array(batch.scores[:, number], from_pandas=True)
    columns["band"] = _bands(batch, model)
    columns["warnings"] = _warnings(batch, notes or {}, unparsed, bodies is not None)
    columns["signature"] = pa.repeat(model.signature, len(headlines))
    if explain:
        columns.update(_families(batch, model))
    return pa.RecordBatch.from_pydict(columns)


def _texts(column: pa.Array) -> list[str]:
    return ["" if text is None else text for text in column.to_pylist()]


def _bands(batch: Batch, model: Model) -> pa.Array:
    scores = batch.scores[:, 0]
    band = np.digitize(scores, model.cuts)
    names = pa.array(["low", "moderate", "high"])
    return names.take(pa.array(band, mask=np.isnan(scores)))


def _warnings(
    batch: Batch, notes: Mapping[int, str], unparsed: Collection[int], has_bodies: bool
) -> pa.Array:
    """Warnings as text, "; " between them; a corpus without bodies is not told so in every row."""
    flags = batch.flags.copy()
    if not has_bodies:
        flags[:, WARNINGS.index(NO_BODY)] = False
    for row in unparsed:  # the reader's note says it all
        flags[row] = False
    texts = [""] * len(flags)
    for row in np.flatnonzero(flags.any(axis=1)).tolist():
        texts[row] = "; ".join(
            text for text, flag in zip(WARNINGS, flags[row], strict=True) if flag
        )
    for row, note in notes.items():
        texts[row] = "; ".join(filter(None, [note, texts[row]]))
    return pa.array(texts, pa.string())


def _families(batch: Batch, model: Model) -> dict[str, pa.Array]:
    """Each family's share of the log-odds of each scale; null where the scale is not scored."""
    measured = batch.measured
    sums = model.wording.sums(measured.pair.headline)
    families = list(dict.fromkeys(feature.family for feature in measured.features))
    of = np.array([feature.family for feature in measured.features])
    count = len(measured.features)
    columns = {}
    for number, scale in enumerate(SCALES):
        known = ~np.isnan(batch.scores[:, number])
        weights = model.weights[:, number]
        shares = {f: measured.matrix[:, of == f] @ weights[:count][of == f] for f in families}
        shares["wording"] = sums @ weights[count:]
        log_odds = np.where(known, batch.log_odds[:, number], 0.0)
        shares["limit"] = np.clip(log_odds, -LIMIT, LIMIT) - log_odds
        for family, share in shares.items():
            columns[f"{scale}.{family}"] = pa.array(
                np.where(known, share, np.nan), from_pandas=True
            )
    return columns
