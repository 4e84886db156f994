"""The public corpora: read from a folder, checked against the ledger."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from sensational.errors import CorpusError

VARIABLE = "SENSATIONAL_CORPORA"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the ledger."""

    name: str
    rows: int
    sha256: str
    used_for: str
    citation: str

    @property
    def file(self) -> str:
        return f"{self.name}.jsonl.gz"


@cache
def ledger() -> dict[str, Entry]:
    """Every corpus file that the project knows, by name."""
    text = files("sensational.training").joinpath("ledger.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["name"]: Entry(**{**row, "rows": int(row["rows"])}) for row in rows}


def folder(option: str | None) -> Path | None:
    """The folder with the corpora: `option`, else the environment's; None for "none".

    Raises CorpusError where neither is given, or it is no folder.
    """
    place = option or os.environ.get(VARIABLE)
    if place == "none":
        return None
    if not place:
        raise CorpusError(
            f"no folder with the public corpora: give --corpora DIR (or set {VARIABLE}), "
            "or --corpora none to go without them"
        )
    if not Path(place).is_dir():
        raise CorpusError(
            f"{place}: no such folder; --corpora takes the folder with the .jsonl.gz files"
        )
    return Path(place)


def read(place: Path, name: str) -> pd.DataFrame:
    """One corpus as a frame, after its SHA-256 and number of rows were checked."""
    entry = ledger()[name]
    path = place / entry.file
    if not path.is_file():
        raise CorpusError(f"{path} is missing; it is the corpus of {entry.citation}")
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != entry.sha256:
        raise CorpusError(
            f"{path}: SHA-256 is {found}, the ledger says {entry.sha256}; fetch it again"
        )
    rows = [json.loads(line) for line in gzip.decompress(data).decode().splitlines()]
    if len(rows) != entry.rows:
        raise CorpusError(f"{path}: {len(rows)} rows, the ledger says {entry.rows}; fetch it again")
    return pd.DataFrame(rows)


def status(option: str | None) -> list[str]:
    """A line for each corpus of the ledger: name, rows, use, citation, and whether it is there."""
    place = folder(option) if option or os.environ.get(VARIABLE) else None
    lines = []
    for entry in ledger().values():
        path = None if place is None else place / entry.file
        if path is None or not path.is_file():
            state = "missing"
        else:
            same = hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
            state = "verified" if same else "not the file of the ledger"
        lines.append(
            "\t".join((entry.name, f"{entry.rows:,} rows", entry.used_for, entry.citation, state))
        )
    return lines
