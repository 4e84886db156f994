"""Writes batches as CSV, TSV, JSON, JSON lines or Parquet, packed or not."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa

from sensational.corpus.parquet_output import ParquetOutput
from sensational.corpus.paths import CORPORA, STANDARD_STREAM, compression_of, format_of
from sensational.corpus.rendering import csv_lines, header_line, json_objects
from sensational.corpus.sinks import open_sink, writing
from sensational.errors import UsageError

_DELIMITERS = {"csv": ",", "tsv": "\t"}


class Output(Protocol):
    """What a format does with rows; `close` writes what must stand at the end."""

    def write(self, batch: pa.RecordBatch) -> None: ...

    def close(self) -> None: ...


@contextmanager
def open_writer(
    path: str | Path | None,
    format: str | None = None,
    schema: pa.Schema | None = None,
    *,
    excel: bool = False,
) -> Iterator[Output]:
    """A writer of batches with this schema; the file appears when the block ends without error.

    `path` None or `-` is standard output, CSV unless `format` says otherwise; a file's suffix
    gives its format, and .gz or .zst at its end packs it. `excel` is for CSV and TSV: UTF-8 with
    a byte order mark, and an apostrophe before text that a spreadsheet would run as a formula.
    The bytes depend on the rows alone, not on how they were cut into batches. Raises OutputError
    when writing fails, UsageError for a format that does not exist or does not go with `excel`.
    """
    file = None if path is None or str(path) == STANDARD_STREAM else Path(path)
    kind = format or (format_of(file) if file else "csv")
    place = str(file or "standard output")
    if kind not in CORPORA:
        raise UsageError(f"{place}: not a format for a corpus; choose of {', '.join(CORPORA)}")
    if excel and kind not in _DELIMITERS:
        raise UsageError(f"{place}: --excel is for CSV and TSV, not for {kind}")
    packed = compression_of(file) if file else None
    if packed and kind == "parquet":
        raise UsageError(f"{place}: Parquet is packed inside; leave the last suffix away")
    with open_sink(file) as raw:
        sink: Any = _packing(raw, packed) if packed else raw
        with writing(place):
            output = _output(kind, sink, schema or pa.schema([]), excel)
        guarded = _Guarded(output, place)
        yield guarded
        guarded.close()
        if packed:
            with writing(place):
                sink.close()


def _packing(raw: IO[bytes], compression: str) -> Any:
    """A stream that packs; without the time of day, so that the same rows give the same bytes."""
    if compression == "gzip":  # Arrow's own packs at the slowest level
        return gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0)
    return pa.CompressedOutputStream(pa.PythonFile(raw, mode="w"), compression)


class _Guarded:
    """An output whose failures to write are OutputErrors that name the place."""

    def __init__(self, output: Output, place: str) -> None:
        self._output = output
        self._place = place

    def write(self, batch: pa.RecordBatch) -> None:
        with writing(self._place):
            self._output.write(batch)

    def close(self) -> None:
        with writing(self._place):
            self._output.close()


def _output(kind: str, sink: IO[bytes], schema: pa.Schema, excel: bool) -> Output:
    if kind == "parquet":
        return ParquetOutput(sink, schema)
    if kind in _DELIMITERS:
        return _Delimited(sink, schema, _DELIMITERS[kind], excel)
    return _Json(sink, array=kind == "json")


class _Delimited:
    """CSV or TSV: a line of names, then the rows."""

    def __init__(self, sink: IO[bytes], schema: pa.Schema, delimiter: str, excel: bool) -> None:
        self._sink = sink
        self._lines = partial(csv_lines, delimiter=delimiter, disarm=excel)
        if excel:
            sink.write(codecs.BOM_UTF8)
        sink.write(header_line(schema, delimiter, disarm=excel))

    def write(self, batch: pa.RecordBatch) -> None:
        self._sink.write(self._lines(batch))

    def close(self) -> None:
        """Nothing stands at the end of a table of text."""


class _Json:
    """JSON lines, or one array with an object on each line."""

    def __init__(self, sink: IO[bytes], *, array: bool) -> None:
        self._sink = sink
        self._array = array
        self._begun = False

    def write(self, batch: pa.RecordBatch) -> None:
        if not self._array:
            self._sink.write(json_objects(batch))
        elif len(batch):
            self._sink.write(b",\n" if self._begun else b"[\n")
            self._begun = True
            self._sink.write(json_objects(batch, ",\n")[:-2])

    def close(self) -> None:
        if self._array:
            self._sink.write(b"\n]\n" if self._begun else b"[]\n")
