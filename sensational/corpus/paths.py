"""Paths of corpora: formats by suffix, folders and globs."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sensational.errors import InputError

STANDARD_STREAM = "-"
CORPORA = ("csv", "tsv", "jsonl", "json", "parquet")
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
_FORMATS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
}


def compression_of(path: str | Path) -> str | None:
    """gzip, zstd or None, by the last suffix."""
    return COMPRESSIONS.get(Path(path).suffix.lower())


def format_of(path: str | Path) -> str | None:
    """The format that a name's suffix stands for, a compression's suffix apart; None if unknown."""
    path = Path(path)
    if compression_of(path):
        path = path.with_suffix("")
    return _FORMATS.get(path.suffix.lower())


def expand(paths: Iterable[str | Path]) -> list[Path]:
    """Files behind paths, folders and globs, each once: as given, sorted inside each of them.

    A folder stands for every file below it that can be read, hidden ones (. or _) apart; `-` is
    standard input and stays. Raises InputError for a path or pattern that leads to no file.
    """
    found: dict[str, Path] = {}
    for given in paths:
        for path in _behind(Path(given)):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _behind(path: Path) -> list[Path]:
    if path.is_dir():
        return _inside(path)
    if path.exists() or str(path) == STANDARD_STREAM:
        return [path]
    if glob.has_magic(str(path)):
        matches = sorted(map(Path, glob.glob(str(path), recursive=True)))
        files = [f for match in matches for f in (_readable(match) if match.is_dir() else [match])]
        if files:
            return files
        raise InputError(f"{path}: no file has a name like this; check the pattern and the folder")
    raise InputError(f"{path}: no such file or folder; check the name")


def _inside(folder: Path) -> list[Path]:
    files = _readable(folder)
    if not files:
        suffixes = ", ".join(_FORMATS)
        raise InputError(f"{folder}: no file in this folder can be read; readable are {suffixes}")
    return files


def _readable(folder: Path) -> list[Path]:
    return sorted(file for file in _walk(folder) if format_of(file))


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        yield from (Path(base, name) for name in names if not name.startswith((".", "_")))
