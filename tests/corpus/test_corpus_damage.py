"""Archives and Parquet files that are damaged, standard input, lists of lines."""

import gzip
import io
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sensational.corpus import read
from sensational.errors import InputError, UsageError

TABLE = "headline,b\n" + "".join(f"storm number {i} nears the coast,{i}\n" for i in range(50_000))


def zstd(data: bytes) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as stream:
        stream.write(data)
    return out.getvalue().to_pybytes()


@pytest.mark.parametrize("name", ["in.csv.gz", "in.csv", "in.csv.zst"])
def test_packed_files_are_known_by_their_content(corpus, name):
    packed = zstd(TABLE.encode()) if name.endswith("zst") else gzip.compress(TABLE.encode())
    found = corpus(packed, name)
    assert len(found.rows) == 50_000
    assert found.notes == []


def test_several_members_and_padding(corpus):
    parts = gzip.compress(b"headline,b\nx,1\n") + gzip.compress(b"y,2\n") + bytes(512)
    found = corpus(parts, "in.csv.gz")
    assert found.rows == [["x", "1"], ["y", "2"]]
    assert found.notes == []


def test_a_truncated_gzip_gives_what_it_holds(corpus):
    packed = gzip.compress(TABLE.encode())
    found = corpus(packed[:-9], "in.csv.gz")  # all the data but the end mark
    assert len(found.rows) == 50_000
    assert "cut short" in found.notes[0]
    found = corpus(packed[: len(packed) // 2], "in.csv.gz")
    assert 20_000 < len(found.rows) < 30_000
    assert found.rows[:-1] == [
        [f"storm number {i} nears the coast", f"{i}"] for i in range(len(found.rows) - 1)
    ]
    assert found.warnings.keys() == {len(found.rows) - 1}  # cut in the middle
    assert len(found.notes) == 1
    assert "in.csv.gz" in found.notes[0]


def test_a_damaged_gzip_gives_what_stands_before(corpus):
    packed = bytearray(gzip.compress(TABLE.encode()))
    packed[-6] ^= 255  # the checksum: everything else is sound
    found = corpus(bytes(packed), "in.csv.gz")
    assert len(found.rows) == 50_000
    assert "damaged" in found.notes[0]
    packed[len(packed) // 2 : len(packed) // 2 + 40] = bytes(40)
    found = corpus(bytes(packed), "in.csv.gz")
    assert 10_000 < len(found.rows) < 50_000
    assert "damaged" in found.notes[0]


def test_a_truncated_zstd_gives_what_it_holds(corpus):
    packed = zstd(TABLE.encode())
    found = corpus(packed[: len(packed) // 2], "in.csv.zst")
    assert 1000 < len(found.rows) < 50_000
    assert "cut short" in found.notes[0]


def test_notes_are_said_once(corpus):
    packed = gzip.compress(TABLE.encode())[:-9]
    assert len(corpus(packed, "in.csv.gz", batch_rows=100).notes) == 1


def parquet(path, rows: int = 1000, group: int = 100, **columns):
    table = pa.table({"headline": [f"storm {i}" for i in range(rows)], "n": range(rows), **columns})
    pq.write_table(table, path, row_group_size=group, compression="zstd", write_page_checksum=True)
    return table


def test_parquet_keeps_its_types(corpus, copied, tmp_path):
    source = tmp_path / "in.parquet"
    when = pa.array([0, 10**15] * 500, pa.timestamp("us"))
    table = parquet(source, when=when, tags=[["a"], None] * 500, x=[1.5, None] * 500)
    found = corpus(source)
    assert found.rows == [list(row.values()) for row in table.to_pylist()]
    assert pq.read_table(io.BytesIO(copied(source, "out.parquet"))).equals(table)


def test_a_damaged_row_group_loses_one_column_of_its_rows(corpus, tmp_path):
    source = tmp_path / "in.parquet"
    parquet(source)
    column = pq.ParquetFile(source).metadata.row_group(3).column(1)
    data = bytearray(source.read_bytes())
    start = column.data_page_offset
    data[start + 30 : start + 60] = bytes(30)
    source.write_bytes(data)
    found = corpus(source)
    assert len(found.rows) == 1000
    assert found.headlines == [f"storm {i}" for i in range(1000)]
    assert [row[1] for row in found.rows[295:305]] == [295, 296, 297, 298, 299, *[None] * 5]
    assert found.warnings.keys() == set(range(300, 400))
    assert found.notes == [f"{source}: row group 4 of 10 is damaged; 100 rows lost n"]


def test_a_damaged_headline_column_keeps_the_rows(corpus, tmp_path):
    source = tmp_path / "in.parquet"
    parquet(source)
    column = pq.ParquetFile(source).metadata.row_group(0).column(0)
    data = bytearray(source.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + 60] = bytes(60)
    source.write_bytes(data)
    found = corpus(source, batch_rows=30)
    assert found.headlines == [None] * 100 + [f"storm {i}" for i in range(100, 1000)]
    assert [row[1] for row in found.rows] == list(range(1000))
    assert found.warnings.keys() == set(range(100))


def test_parquet_without_its_footer_is_an_error(corpus, tmp_path):
    source = tmp_path / "in.parquet"
    parquet(source)
    with pytest.raises(InputError, match="cut short"):
        corpus(source.read_bytes()[:-100], "in.parquet")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        corpus("headline\nx\n", "in.parquet")


def test_parquet_strings_that_are_no_utf_8(corpus, tmp_path):
    source = tmp_path / "in.parquet"
    raw = pa.array([b"br\xfcder", b"fine", None], pa.binary())
    broken = pa.StringArray.from_buffers(3, raw.buffers()[1], raw.buffers()[2], raw.buffers()[0], 1)
    pq.write_table(pa.table({"headline": broken}), source)
    found = corpus(source)
    assert found.headlines == ["br\ufffdder", "fine", None]
    assert found.warnings.keys() == {0}


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pa.array([1.5, float("nan"), None, 2.0, 1e300]), ["1.5", None, None, "2.0", "1e+300"]),
        (pa.array([7, None, -1]), ["7", None, "-1"]),
        (pa.array([None, None], pa.null()), [None, None]),
        (pa.array([True, None]), ["true", None]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
        (pa.array(["a", ""], pa.large_string()), ["a", None]),
        (pa.array([b"a", b"\xff"], pa.binary()), ["a", "\ufffd"]),
    ],
)
def test_headlines_of_other_types_are_their_text(corpus, tmp_path, column, texts):
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"headline": column}), source)
    assert corpus(source).headlines == texts


def test_a_headline_column_of_lists_is_an_error(corpus, tmp_path):
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"headline": [["a"]]}), source)
    with pytest.raises(UsageError, match="holds list"):
        corpus(source)


def test_long_articles_make_small_batches(tmp_path):
    source = tmp_path / "in.parquet"
    body = [("word " * 2000) + str(i) for i in range(2000)]
    pq.write_table(pa.table({"headline": ["x"] * 2000, "body": body}), source, compression="none")
    sizes = [batch.table.nbytes for batch in read(source)]
    assert len(sizes) > 10
    assert max(sizes) < 3 << 20


def test_lines(corpus):
    content = "first storm, “then” calm\r\n\nsecond\t\n  third  \nNaN\nlast"
    found = corpus(content, "in.txt", lines=True)
    assert found.names == ["headline"]
    assert found.rows == [
        ["first storm, “then” calm"],
        [""],
        ["second\t"],
        ["  third  "],
        ["NaN"],
        ["last"],
    ]
    assert found.headlines[1] is None
    assert corpus("a\nb\n", "in.txt", lines=True).headlines == ["a", "b"]
    assert corpus("a\n\n", "in.txt", lines=True).headlines == ["a", None]
    assert corpus("a\rb\r", "in.txt", lines=True).headlines == ["a", "b"]
    assert corpus("é".encode() * 9 + b"\nx\xff\n", "in.txt", lines=True).warnings.keys() == {1}
    assert corpus(gzip.compress(b"a\nb\n"), "in.txt.gz", lines=True).headlines == ["a", "b"]


def test_ten_megabytes_on_one_line(corpus):
    found = corpus("x" * 10_000_000 + "\ny\n", "in.txt", lines=True)
    assert [len(headline) for headline in found.headlines] == [10_000_000, 1]


def test_an_empty_list_is_an_error(corpus):
    with pytest.raises(InputError, match="is empty"):
        corpus("", "in.txt", lines=True)


@pytest.mark.parametrize(
    ("name", "error", "match"),
    [
        ("in.txt", UsageError, "--lines"),
        ("in.html", InputError, "not a corpus"),
        ("in.docx", InputError, "csv, tsv, jsonl, json, parquet"),
        ("in", InputError, "not a corpus"),
    ],
)
def test_files_that_are_no_corpora(corpus, name, error, match):
    with pytest.raises(error, match=match):
        corpus("x", name)


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        next(read(tmp_path / "none.csv"))
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        next(read(tmp_path / "folder.csv"))
    with pytest.raises(InputError, match="cannot be opened"):
        next(read("a\0b.csv"))


class Stdin:
    """Standard input without `peek`, as test runners put it in place."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (b"headline,b\nx,1\n", {}),
        (gzip.compress(b"headline,b\nx,1\n"), {}),
        (b"headline\tb\nx\t1\n", {"format": "tsv"}),
        (b'{"headline": "x", "b": "1"}\n', {"format": "jsonl"}),
        (b"x\n", {"lines": True}),
    ],
)
def test_standard_input(corpus, monkeypatch, data, options):
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    assert [h for batch in read("-", **options) for h in batch.headline.to_pylist()] == ["x"]


def test_parquet_cannot_come_from_standard_input():
    with pytest.raises(InputError, match="standard input"):
        next(read("-", format="parquet"))
