"""Whole corpora in memory, for tests alone: the room itself never holds more than a batch."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sensational.corpus import Batch, open_writer, read


@dataclass
class Corpus:
    """Everything that reading a file gave, rows numbered through the file."""

    names: list[str]
    rows: list[list[object]] = field(default_factory=list)
    headlines: list[str | None] = field(default_factory=list)
    bodies: list[str | None] = field(default_factory=list)
    warnings: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    batches: int = 0

    def add(self, batch: Batch) -> None:
        columns = [column.to_pylist() for column in batch.table.columns]
        offset = len(self.headlines)
        self.rows += map(list, zip(*columns, strict=True))
        self.headlines += batch.headline.to_pylist()
        if batch.body is not None:
            self.bodies += batch.body.to_pylist()
        self.warnings |= {offset + row: text for row, text in batch.warnings.items()}
        self.notes += batch.notes
        self.batches += 1


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Corpus]:
    """Reads a corpus from content (bytes, or text as UTF-8) under a file name, or from a path."""

    def load(content: str | bytes | Path, name: str = "in.csv", **options: object) -> Corpus:
        if isinstance(content, Path):
            path = content
        else:
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        found: Corpus | None = None
        for batch in read(path, **options):  # type: ignore[arg-type]
            batch.table.validate(full=True)
            assert batch.table.num_rows == len(batch.headline)
            found = found or Corpus(batch.table.schema.names)
            found.add(batch)
        assert found is not None
        return found

    return load


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., bytes]:
    """What a file becomes when it is read and written again without scores."""

    def copy(source: Path, name: str, *, excel: bool = False, **options: object) -> bytes:
        batches = read(source, **options)  # type: ignore[arg-type]
        first = next(batches)
        with open_writer(tmp_path / name, None, first.output_schema, excel=excel) as writer:
            writer.write(first.table.select(first.output_schema.names))
            for batch in batches:
                writer.write(batch.table.select(batch.output_schema.names))
        return (tmp_path / name).read_bytes()

    return copy
