"""Batches out: cells that read back the same, files that appear whole or not at all."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensational.corpus import check_output, open_writer, read, text_array
from sensational.corpus.rendering import csv_lines, json_objects
from sensational.errors import OutputError, UsageError

FORMATS = ["csv", "tsv", "json", "jsonl", "parquet", "csv.gz", "jsonl.zst", "tsv.gz", "json.gz"]
BATCH = pa.RecordBatch.from_pydict(
    {
        "headline": ["Storm, near", 'a "quote"', "two\nlines", "", None],
        "id": ["007", "NaN", "=1+1", "-5", "@x"],
        "score": [0.1, 1.0, 1e-7, None, float("nan")],
        "count": [1, -2, None, 4, 5],
        "good": [True, False, None, True, False],
    }
)


def write(path, *batches: pa.RecordBatch, format: str | None = None, excel: bool = False):
    with open_writer(path, format, batches[0].schema, excel=excel) as writer:
        for batch in batches:
            writer.write(batch)


texts = st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=10))
floats = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


def columns(rows: list[tuple], names: list[str]) -> pa.RecordBatch:
    """Rows of two texts and a number as a batch."""
    types = (pa.string(), pa.string(), pa.float64())
    found = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.RecordBatch.from_arrays(list(map(pa.array, found, types)), names)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(texts, texts, floats), max_size=10), st.sampled_from(",\t;"))
def test_csv_reads_back_the_same(rows, delimiter):
    batch = columns(rows, ["a", "b", "c"])
    text = bytes(csv_lines(batch, delimiter, disarm=False)).decode()
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [row[:2] for row in found] == [[a or "", b or ""] for a, b, _ in rows]
    assert [float(row[2]) if row[2] else None for row in found] == [c for _, _, c in rows]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(texts, texts, floats), max_size=10))
def test_json_reads_back_the_same(rows):
    batch = columns(rows, ["a", 'b"\n', "c"])
    lines = bytes(json_objects(batch)).decode().split("\n")[:-1]
    assert [tuple(json.loads(line).values()) for line in lines] == rows


def test_csv_quotes_only_what_needs_it(tmp_path):
    write(tmp_path / "o.csv", BATCH)
    assert (tmp_path / "o.csv").read_bytes() == (
        b"headline,id,score,count,good\n"
        b'"Storm, near",007,0.1,1,true\n'
        b'"a ""quote""",NaN,1.0,-2,false\n'
        b'"two\nlines",=1+1,1e-7,,\n'
        b",-5,,4,true\n"
        b",@x,,5,false\n"
    )


def test_json_keeps_types(tmp_path):
    write(tmp_path / "o.jsonl", BATCH)
    first, *_, last = (tmp_path / "o.jsonl").read_text().splitlines()
    assert first == (
        '{"headline": "Storm, near", "id": "007", "score": 0.1, "count": 1, "good": true}'
    )
    assert json.loads(last)["score"] is None


def test_excel_disarms_text_and_leaves_numbers(tmp_path):
    cells = ["=1+1", "+2", "-3", "@x", "\tx", "\rx", "safe", " =1", "", "a=b", "'=1"]
    batch = pa.RecordBatch.from_pydict({"=id": cells, "score": [-0.5] * len(cells)})
    write(tmp_path / "o.csv", batch, excel=True)
    data = (tmp_path / "o.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf'=id,score\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert [row[0] for row in rows] == [
        *("'=1+1", "'+2", "'-3", "'@x", "'\tx", "'\rx"),
        *("safe", " =1", "", "a=b", "'=1"),
    ]
    assert {row[1] for row in rows} == {"-0.5"}


@pytest.mark.parametrize("format", ["json", "jsonl", "parquet"])
def test_excel_is_for_tables_of_text(tmp_path, format):
    with pytest.raises(UsageError, match="--excel"):
        write(tmp_path / f"o.{format}", BATCH, excel=True)


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_do_not_depend_on_the_batches(tmp_path, name):
    rows = 150_000 if name == "parquet" else 2000
    table = pa.RecordBatch.from_pydict(
        {"headline": [f'h "{i}", x' for i in range(rows)], "s": [i / 7 for i in range(rows)]}
    )
    write(tmp_path / f"whole.{name}", table)
    for size in (999, 65_536):
        pieces = [table.slice(at, size) for at in range(0, rows, size)]
        write(tmp_path / f"parts.{name}", *pieces)
        assert (tmp_path / f"parts.{name}").read_bytes() == (
            tmp_path / f"whole.{name}"
        ).read_bytes()
    assert sorted(os.listdir(tmp_path)) == [f"parts.{name}", f"whole.{name}"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_back(tmp_path, name):
    write(tmp_path / f"o.{name}", BATCH)
    found = read(tmp_path / f"o.{name}")
    headlines = [h for batch in found for h in batch.headline.to_pylist()]
    assert headlines == ["Storm, near", 'a "quote"', "two\nlines", None, None]


@pytest.mark.parametrize("name", FORMATS)
def test_no_rows(tmp_path, name):
    write(tmp_path / f"o.{name}", BATCH.slice(0, 0))
    if "json" not in name:
        (batch,) = read(tmp_path / f"o.{name}")
        assert batch.table.schema.names == BATCH.schema.names
        assert len(batch.headline) == 0
    with open_writer(tmp_path / f"p.{name}", None, BATCH.schema):
        pass
    assert (tmp_path / f"p.{name}").read_bytes() == (tmp_path / f"o.{name}").read_bytes()


def test_an_empty_json_array_is_valid(tmp_path):
    write(tmp_path / "o.json", BATCH.slice(0, 0))
    assert json.loads((tmp_path / "o.json").read_text()) == []


def test_a_single_column_has_no_blank_lines(tmp_path):
    write(tmp_path / "o.csv", pa.RecordBatch.from_pydict({"headline": ["a", "", None, "b"]}))
    assert (tmp_path / "o.csv").read_text() == 'headline\na\n""\n""\nb\n'


def test_pandas_reads_what_is_written(tmp_path):
    write(tmp_path / "o.csv", BATCH)
    missing = {"score": ""}
    frame = pd.read_csv(
        tmp_path / "o.csv", dtype={"id": str}, keep_default_na=False, na_values=missing
    )
    assert frame["id"].tolist() == ["007", "NaN", "=1+1", "-5", "@x"]
    assert frame["score"].tolist()[:3] == [0.1, 1.0, 1e-7]


def test_nested_columns_and_dates_become_text_in_csv(tmp_path):
    batch = pa.RecordBatch.from_pydict(
        {
            "t": pa.array([["a", "ü"], None]),
            "s": pa.array([{"k": 1}, None]),
            "d": pa.array([0, None], pa.date32()),
            "b": pa.array([b"x", b"\xff"]),
            "f": pa.array([0.5, 2.0], pa.float32()),
        }
    )
    write(tmp_path / "o.csv", batch)
    assert (tmp_path / "o.csv").read_text().splitlines()[1:] == [
        '"[""a"", ""ü""]","{""k"": 1}",1970-01-01,x,0.5',
        ",,,\ufffd,2.0",
    ]
    write(tmp_path / "o.jsonl", batch)
    first = json.loads((tmp_path / "o.jsonl").read_text().splitlines()[0])
    assert first == {"t": ["a", "ü"], "s": {"k": 1}, "d": "1970-01-01", "b": "x", "f": 0.5}


def json_column(*literals: str | None) -> pa.RecordBatch:
    stored = pa.array(literals, pa.string())
    return pa.RecordBatch.from_arrays([pa.ExtensionArray.from_storage(pa.json_(), stored)], ["j"])


@pytest.mark.parametrize(
    ("literals", "values", "kind"),
    [
        (["1", None, "-7"], [1, None, -7], pa.int64()),
        (["true", "false"], [True, False], pa.bool_()),
        (["1", "1.50", "1e5"], [1.0, 1.5, 1e5], pa.float64()),
        (['"a"', "1"], ["a", "1"], pa.string()),
        (["[1]", None], ["[1]", None], pa.string()),
        (["12345678901234567890"], ["12345678901234567890"], pa.string()),
        ([None, None], [None, None], pa.string()),
    ],
)
def test_json_columns_get_types_in_parquet(tmp_path, literals, values, kind):
    write(tmp_path / "o.parquet", json_column(*literals))
    column = pq.read_table(tmp_path / "o.parquet").column("j")
    assert (column.type, column.to_pylist()) == (kind, values)


@pytest.mark.parametrize("late", ['"a word"', "2.5", "[1]"])
def test_a_late_value_that_does_not_fit_loses_nothing(tmp_path, late):
    rows = 200_000
    first = json_column(*map(str, range(rows)))
    write(tmp_path / "o.parquet", first, json_column(late), json_column("7"))
    file = pq.ParquetFile(tmp_path / "o.parquet")
    found = file.read().column("j").to_pylist()
    assert found == [*map(str, range(rows)), late.strip('"'), "7"]
    assert file.num_row_groups == 4


def test_row_groups_end_by_bytes_too(tmp_path):
    big = pa.RecordBatch.from_pydict({"headline": ["w" * 100_000] * 700})
    write(tmp_path / "a.parquet", big)
    write(tmp_path / "b.parquet", *[big.slice(at, 9) for at in range(0, 700, 9)])
    assert pq.ParquetFile(tmp_path / "a.parquet").num_row_groups == 3
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_lone_surrogates_do_not_crash(tmp_path):
    texts = text_array(["x\ud800y", "\udcff", None, "fine", "\ud83d\ude00"])
    assert texts.to_pylist() == ["x\ufffdy", "\ufffd", None, "fine", "😀"]
    for name in FORMATS:
        write(tmp_path / f"o.{name}", pa.RecordBatch.from_arrays([texts], ["headline"]))


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "o.csv"
    target.write_text("before")
    with pytest.raises(RuntimeError), open_writer(target, None, BATCH.schema) as writer:
        writer.write(BATCH)
        assert target.read_text() == "before"
        raise RuntimeError
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["o.csv"]


def test_a_link_keeps_pointing(tmp_path):
    (tmp_path / "real.csv").write_text("before")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write(tmp_path / "link.csv", BATCH)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("headline")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl", "parquet"])
def test_a_full_disk_is_an_output_error(format):
    big = pa.RecordBatch.from_pydict({"headline": [f"storm {i}" for i in range(100_000)]})
    with pytest.raises(OutputError, match=r"/dev/full: cannot be written \(No space left"):
        write("/dev/full", big, format=format)
    with pytest.raises(OutputError, match="No space left"):  # all of it still in a buffer
        write("/dev/full", BATCH, format=format)


def test_places_that_cannot_be_written(tmp_path):
    with pytest.raises(OutputError, match="does not exist"):
        write(tmp_path / "none" / "o.csv", BATCH)
    (tmp_path / "o.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write(tmp_path / "o.csv", BATCH)
    (tmp_path / "in.csv").write_text("headline\nx\n")
    (tmp_path / "other.csv").symlink_to(tmp_path / "in.csv")
    for name in ("in.csv", "other.csv"):
        with pytest.raises(OutputError, match="is also an input"):
            check_output(tmp_path / name, [tmp_path / "x.csv", tmp_path / "in.csv"])
    check_output(tmp_path / "new.csv", ["-", tmp_path / "in.csv"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission"):
        check_output(tmp_path / "o.csv")


@pytest.mark.parametrize(
    ("name", "format", "match"),
    [
        ("o.docx", None, "choose of csv, tsv"),
        ("o", None, "not a format"),
        ("o.txt", None, "not a format"),
        ("o.csv", "xlsx", "not a format"),
        ("o.parquet.gz", None, "packed inside"),
    ],
)
def test_formats_that_do_not_exist(tmp_path, name, format, match):
    with pytest.raises(UsageError, match=match):
        write(tmp_path / name, BATCH, format=format)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("path", [None, "-"])
@pytest.mark.parametrize("format", [None, "csv", "jsonl", "parquet"])
def test_standard_output(capfdbinary, path, format):
    write(path, BATCH, format=format)
    out = capfdbinary.readouterr().out
    starts = {None: b"headline,", "csv": b"headline,", "jsonl": b"{", "parquet": b"PAR1"}
    assert out.startswith(starts[format])


def test_a_closed_pipe_is_left_to_the_caller():
    code = (
        "import pyarrow as pa; from sensational.corpus import open_writer\n"
        "batch = pa.RecordBatch.from_pydict({'headline': ['x' * 100] * 10000})\n"
        "try:\n"
        "    with open_writer(None, None, batch.schema) as writer:\n"
        "        for _ in range(100): writer.write(batch)\n"
        "except BrokenPipeError:\n"
        "    import os; os._exit(7)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(60) == 7


def test_gzip_has_no_time_in_it(tmp_path):
    write(tmp_path / "o.csv.gz", BATCH)
    data = (tmp_path / "o.csv.gz").read_bytes()
    assert data[4:8] == bytes(4)
    assert gzip.decompress(data).startswith(b"headline,")
