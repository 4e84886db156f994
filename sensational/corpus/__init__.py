"""Corpora in and out: read a file of any format in batches, write batches to any format."""

from sensational.corpus.batches import Batch, with_scores
from sensational.corpus.columns import Columns, find_columns
from sensational.corpus.paths import expand, format_of
from sensational.corpus.readers import BATCH_ROWS, read
from sensational.corpus.sinks import check_output
from sensational.corpus.text import text_array
from sensational.corpus.writers import open_writer

__all__ = [
    "BATCH_ROWS",
    "Batch",
    "Columns",
    "check_output",
    "expand",
    "find_columns",
    "format_of",
    "open_writer",
    "read",
    "text_array",
    "with_scores",
]
