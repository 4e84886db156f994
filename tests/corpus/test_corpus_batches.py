"""Batches of bounded size, scores beside their rows, folders and patterns, flat memory."""

import json
import os
import pickle
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sensational.corpus import expand, format_of, read, with_scores
from sensational.errors import InputError, UsageError

SCORES = pa.RecordBatch.from_pydict({"bias": [0.5, None], "band": ["low", None]})


def one(tmp_path, content: str):
    path = tmp_path / "in.csv"
    path.write_text(content)
    (batch,) = read(path)
    return batch


def test_scores_stand_after_the_columns_without_the_body(tmp_path):
    batch = one(tmp_path, "id,headline,body,x\n007,a,long,1\n008,b,longer,2\n")
    found = with_scores(batch, SCORES)
    assert found.schema.names == ["id", "headline", "x", "bias", "band"]
    assert found.to_pylist()[0] == {
        "id": "007",
        "headline": "a",
        "x": "1",
        "bias": 0.5,
        "band": "low",
    }
    assert batch.output_schema.names == ["id", "headline", "x"]
    assert batch.body.to_pylist() == ["long", "longer"]


def test_a_column_named_like_ours_needs_a_prefix(tmp_path):
    batch = one(tmp_path, "headline,bias\na,1\nb,2\n")
    with pytest.raises(UsageError, match=r"in\.csv: has a column 'bias'.*--prefix"):
        with_scores(batch, SCORES)
    found = with_scores(batch, SCORES, "our_")
    assert found.schema.names == ["headline", "bias", "our_bias", "our_band"]
    with pytest.raises(UsageError, match="'headline'"):
        with_scores(batch, SCORES.rename_columns(["line", "band"]), "head")


def test_a_body_named_like_ours_is_dropped_anyway(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("headline,bias\na,1\nb,2\n")
    (batch,) = read(path, body="bias")
    assert with_scores(batch, SCORES).schema.names == ["headline", "bias", "band"]


def test_batches_have_at_most_so_many_rows(corpus):
    content = "headline,b\n" + "".join(f"h{i},{i}\n" if i % 50 else "ragged\n" for i in range(1000))
    whole = corpus(content)
    assert whole.batches == 1
    for rows in (1, 7, 333):
        found = corpus(content, batch_rows=rows)
        assert found.batches == -(-1000 // rows)
        assert (found.rows, found.warnings) == (whole.rows, whole.warnings)


def test_a_piece_of_a_batch_travels_light(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"headline": "storm nears the coast", "body": "long", "n": [1]}\n' * 10_000)
    pieces = list(read(path, batch_rows=100))
    assert len(pickle.dumps(pieces[0])) < 20_000
    assert pickle.loads(pickle.dumps(pieces[3])) == pieces[3]


@pytest.mark.parametrize("size", [1, 5000, 100_000])
def test_batches_of_any_bytes_give_the_same_rows(corpus, size):
    rows = [f'"storm, number ""{i}""",{i}\n' if i % 3 else f"calm {i},{i}\n" for i in range(2000)]
    content = "headline,b\n" + "".join(rows)
    assert corpus(content, batch_bytes=size).rows == corpus(content).rows


def names(paths) -> list[str]:
    return [path.name for path in paths]


def test_folders_patterns_and_files(tmp_path):
    for name in (
        "b.csv",
        "a.txt",
        "sub/c.jsonl.gz",
        "x.md",
        ".hidden.csv",
        "_parts/d.csv",
        "e.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("headline\nx\n")
    assert names(expand([tmp_path])) == ["a.txt", "b.csv", "e.html", "c.jsonl.gz"]
    assert names(expand([tmp_path / "*.csv"])) == ["b.csv"]
    assert names(expand([tmp_path / "**" / "*.gz"])) == ["c.jsonl.gz"]
    assert names(expand([tmp_path / "s*"])) == ["c.jsonl.gz"]
    assert names(expand([tmp_path / "x.md", tmp_path / "b.csv", tmp_path])) == [
        *("x.md", "b.csv", "a.txt", "e.html", "c.jsonl.gz")
    ]
    assert names(expand(["-"])) == ["-"]
    odd = tmp_path / "what[1]?.csv"
    odd.write_text("headline\nx\n")
    assert expand([odd]) == [odd]


def test_paths_that_lead_nowhere(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        expand([tmp_path / "none.csv"])
    with pytest.raises(InputError, match="no file has a name like this"):
        expand([tmp_path / "*.csv"])
    (tmp_path / "notes.md").write_text("x")
    with pytest.raises(InputError, match="no file in this folder can be read"):
        expand([tmp_path])


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.csv", "csv"),
        ("a.CSV.GZ", "csv"),
        ("a.b.tsv.zst", "tsv"),
        ("a.ndjson", "jsonl"),
        ("a.pq", "parquet"),
        ("a.txt", "txt"),
        ("a.htm", "html"),
        ("a.gz", None),
        ("a", None),
    ],
)
def test_formats_by_suffix(name, format):
    assert format_of(name) == format


MEASURE = """
import re, sys
from sensational.corpus import open_writer, read
batches = read(sys.argv[1])
first = next(batches)
rows = len(first.headline)
with open_writer(sys.argv[2], None, first.output_schema) as writer:
    writer.write(first.table)
    del first
    for batch in batches:
        rows += len(batch.headline)
        writer.write(batch.table)
status = open("/proc/self/status").read()  # unlike rusage, without the parent's share
print(rows, re.search(r"VmHWM:\\s+(\\d+)", status)[1])
"""


def grow(path, rows: int) -> None:
    with open(path, "w", encoding="utf-8") as file:
        if path.suffix == ".csv":
            file.write("id,headline\n")
        for start in range(0, rows, 10_000):
            lines = (
                json.dumps({"id": i, "headline": f"storm {i} nears the coast of the north"})
                if path.suffix == ".jsonl"
                else f'{i},"storm {i}, near ""the coast"" of the north"'
                for i in range(start, start + 10_000)
            )
            file.write("\n".join(lines) + "\n")


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_memory_is_flat(tmp_path, suffix):
    peaks = []
    for rows in (100_000, 1_000_000):
        path = tmp_path / f"in{rows}{suffix}"
        if suffix == ".parquet":
            ids = pa.array(range(rows))
            lines = pa.array([f"storm {i} nears the coast of the north" for i in range(rows)])
            table = pa.table({"id": ids, "headline": lines})
            pq.write_table(table, path, row_group_size=200_000)
        else:
            grow(path, rows)
        command = [sys.executable, "-c", MEASURE, str(path), str(tmp_path / f"out{suffix}")]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found, peak = map(int, out.split())
        assert found == rows
        peaks.append(peak)
    assert peaks[1] < 1.3 * peaks[0], peaks
    assert peaks[1] < 400 * 1024, peaks
