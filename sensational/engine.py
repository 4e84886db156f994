"""Scores corpora: batches in, batches out, over as many processes as wanted, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import perf_counter

import joblib
import pyarrow as pa
import pyarrow.compute as pc

from sensational import model as models
from sensational.corpus import Batch, check_output, expand, open_writer, read, with_scores
from sensational.errors import UsageError
from sensational.result import SCALES
from sensational.table import score_columns

Progress = Callable[["Summary"], None]


@dataclass(slots=True)
class Summary:
    """What a run did so far: rows, warnings by kind, means of the scored rows, seconds."""

    output: str
    signature: str
    rows: int = 0
    seconds: float = 0.0
    warnings: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    sums: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SCALES, 0.0))
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SCALES, 0))

    def mean(self, scale: str) -> float | None:
        """The mean score of a scale over the rows that have one."""
        return self.sums[scale] / self.counts[scale] if self.counts[scale] else None

    def add(self, rows: pa.RecordBatch, prefix: str, notes: Sequence[str]) -> None:
        """Count the rows of a scored batch; a warning's kind is what stands before " ("."""
        self.rows += rows.num_rows
        self.notes += [note for note in notes if note not in self.notes]
        for scale in SCALES:
            values = rows.column(prefix + scale)
            self.sums[scale] += pc.sum(values, min_count=0).as_py()
            self.counts[scale] += len(values) - values.null_count
        for found in pc.value_counts(rows.column(prefix + "warnings")).to_pylist():
            kinds = {part.split(" (")[0] for part in found["values"].split("; ") if part}
            self.warnings.update(dict.fromkeys(kinds, found["counts"]))


@dataclass(frozen=True, slots=True)
class Job:
    """How batches are scored; small enough to travel to another process."""

    model: str | None = None
    prefix: str | None = None
    explain: bool = False

    def __call__(self, batch: Batch) -> tuple[pa.RecordBatch, tuple[str, ...]]:
        """The output's rows, and the notes about the file."""
        scores = score_columns(
            batch.headline, batch.body, models.load(self.model),
            explain=self.explain, notes=batch.warnings, unparsed=batch.unparsed,
        )  # fmt: skip
        return with_scores(batch, scores, self.prefix), batch.notes


def score_batches(batches: Iterable[Batch], job: Job, jobs: int = 1) -> Iterator:
    """Score batches in order; at most two a process are under way at once."""
    if jobs == 1:
        yield from map(job, batches)
        return
    pool = joblib.Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="2*n_jobs")
    yield from pool(joblib.delayed(job)(batch) for batch in batches)


def score_corpus(
    paths: str | Path | Sequence[str | Path], output: str | Path | None = None, *,
    format: str | None = None, headline: str | None = None, body: str | None = None,
    id: str | None = None, lines: bool = False, encoding: str | None = None,
    explain: bool = False, model: str | None = None, prefix: str | None = None,
    excel: bool = False, jobs: int = 1, progress: Progress = lambda _: None,
) -> Summary:  # fmt: skip
    """Score corpora file to file, in the rows' order; no row is dropped.

    `output` is a file whose suffix gives the format, or None for standard output (CSV, or
    `format`); it appears only when it is complete. The other arguments are the command line's.
    `progress` is called after every batch.

    Raises InputError, UsageError, OutputError, ModelError.
    """
    files = expand([paths] if isinstance(paths, str | Path) else paths)
    if not files or jobs < 1:
        raise UsageError(
            "nothing to score: name a file" if not files else f"jobs={jobs}: take 1 or more"
        )
    if output is not None:
        check_output(output, files)
    model_signature = models.load(model).signature
    summary = Summary("standard output" if output is None else str(output), model_signature)
    began = perf_counter()
    source = chain.from_iterable(
        read(file, headline=headline, body=body, id=id, encoding=encoding, lines=lines)
        for file in files
    )
    scored = score_batches(source, Job(model, prefix, explain), jobs)
    first = next(scored)
    schema = first[0].schema
    with open_writer(output, format, schema, excel=excel) as writer:
        for rows, notes in chain([first], scored):
            if rows.schema.names != schema.names:
                raise UsageError(
                    f"the files have different columns: {', '.join(schema.names)} and then "
                    f"{', '.join(rows.schema.names)}; score them one by one"
                )
            writer.write(rows)
            summary.add(rows, prefix or "", notes)
            summary.seconds = perf_counter() - began
            progress(summary)
    return summary
