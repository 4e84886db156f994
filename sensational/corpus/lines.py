"""Line by line: blocks of whole lines, and lists of one headline a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sensational.corpus.batches import Batch, make_batch
from sensational.corpus.columns import Columns
from sensational.corpus.delimited import UNDECODABLE_NOTE, decode
from sensational.corpus.streams import BLOCK
from sensational.errors import InputError

LONGEST_LINE = 64 * BLOCK


def whole_lines(blocks: Iterator[bytes], source: str, size: int = BLOCK) -> Iterator[bytes]:
    """Blocks of about `size` bytes that end at a line end; the last may lack it."""
    parts: list[bytes] = []
    have = 0
    for block in blocks:
        end = block.rfind(b"\n") + 1
        if end and have + end >= size:
            yield b"".join([*parts, block[:end]])
            parts, have, block = [], 0, block[end:]
        parts.append(block)
        have += len(block)
        if have > LONGEST_LINE:
            raise InputError(f"{source}: a line is longer than {LONGEST_LINE >> 20} MiB")
    if have:
        yield b"".join(parts)


def read_lines(
    blocks: Iterator[bytes],
    source: str,
    find: Callable[[Sequence[str]], Columns],
    size: int = BLOCK,
) -> Iterator[Batch]:
    """One row a line, blank lines too, so that row n of the output is line n of the file."""
    columns = find(["headline"])
    schema = pa.schema([("headline", pa.string())])
    empty = True
    for block in whole_lines(blocks, source, size):
        texts = block.removesuffix(b"\n")
        lines = pc.split_pattern(pa.array([texts], pa.binary()), "\n").values
        if b"\r" in block:
            lines = pc.replace_substring_regex(lines, r"\r\z", "")
        column, broken = decode(lines)
        table = pa.RecordBatch.from_arrays([column], schema=schema)
        yield make_batch(source, columns, table, dict.fromkeys(broken, UNDECODABLE_NOTE))
        empty = False
    if empty:
        raise InputError(f"{source}: is empty; it needs one headline a line")
