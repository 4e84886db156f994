"""Reads a corpus of any format in batches, in the order of the file, with flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sensational.corpus.batches import Batch, split
from sensational.corpus.columns import Columns, find_columns
from sensational.corpus.delimited import DELIMITERS, read_delimited
from sensational.corpus.encoding import to_utf8, with_cut_marked, with_newlines
from sensational.corpus.jsonlines import read_jsonl
from sensational.corpus.jsonstream import read_json
from sensational.corpus.lines import read_lines
from sensational.corpus.parquet import read_parquet
from sensational.corpus.paths import CORPORA, STANDARD_STREAM, format_of
from sensational.corpus.streams import BLOCK, read_blocks
from sensational.errors import InputError, UsageError

BATCH_ROWS = 16_384
_SMALLEST = 4096  # bytes: what it takes to tell UTF-16 and binary data from other text


def read(
    path: str | Path,
    *,
    headline: str | None = None,
    body: str | None = None,
    id: str | None = None,
    encoding: str | None = None,
    batch_rows: int = BATCH_ROWS,
    batch_bytes: int = BLOCK,
    lines: bool = False,
    format: str | None = None,
) -> Iterator[Batch]:
    """Batches of a corpus; at least one, so that its columns are known even without rows.

    The suffix tells the format (csv, tsv, jsonl, json, parquet, each but the last also with .gz
    or .zst) unless `format` names it; `-` is standard input, CSV unless told otherwise. `lines`
    reads one headline a line. `headline`, `body` and `id` name columns; `encoding` is found when
    not given. A batch has at most `batch_rows` rows and about `batch_bytes` of the file, more
    only where one row has more; batches depend on the file and these arguments alone. Raises
    InputError for a file that cannot be read at all, UsageError for columns or options that do
    not fit it.
    """
    source = "standard input" if str(path) == STANDARD_STREAM else str(path)
    file = None if str(path) == STANDARD_STREAM else Path(path)
    found = "lines" if lines else format or (format_of(file) if file else "csv")
    kind = _checked(found, source)
    notes: list[str] = []
    find = partial(find_columns, source=source, headline=headline, body=body, id=id)
    if kind == "parquet":
        if file is None:
            raise InputError("standard input: Parquet cannot be streamed; name a file")
        batches = read_parquet(file, source, find, notes, batch_rows, batch_bytes)
    else:
        size = min(max(batch_bytes, _SMALLEST), BLOCK)
        blocks = to_utf8(read_blocks(file, source, notes, size), source, encoding, notes)
        blocks = with_cut_marked(blocks, notes)
        batches = _parsed(kind, blocks, source, find, batch_bytes)
    return _delivered(batches, notes, batch_rows)


def _parsed(
    kind: str,
    blocks: Iterator[bytes],
    source: str,
    find: Callable[[Sequence[str]], Columns],
    size: int,
) -> Iterator[Batch]:
    if kind in DELIMITERS:
        return read_delimited(with_newlines(blocks), source, find, DELIMITERS[kind], size)
    if kind == "lines":
        return read_lines(with_newlines(blocks), source, find, size)
    return (read_json if kind == "json" else read_jsonl)(blocks, source, find, size)


def _checked(kind: str | None, source: str) -> str:
    if kind == "txt":
        raise UsageError(f"{source}: a .txt is one article; give --lines for one headline a line")
    if kind is None or kind not in (*CORPORA, "lines"):
        known = ", ".join(CORPORA)
        raise InputError(f"{source}: not a corpus that can be read; the formats are {known}")
    return kind


def _delivered(batches: Iterator[Batch], notes: list[str], rows: int) -> Iterator[Batch]:
    """Batches without the empty ones, the file's notes attached to the batch they came with."""
    held: Batch | None = None
    given = 0
    for batch in batches:
        if held is not None and held.table.num_rows:
            yield from split(held, rows)
        said, given = notes[given:], len(notes)
        carried = held.notes if held is not None and not held.table.num_rows else ()
        held = replace(batch, notes=(*carried, *said))
    if held is not None:
        yield from split(replace(held, notes=(*held.notes, *notes[given:])), rows)
