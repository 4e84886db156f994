"""CSV and TSV in: every cell as it came, every row in its place."""

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensational.corpus.cells import tokenise
from sensational.corpus.columns import find_columns
from sensational.corpus.delimited import read_delimited
from sensational.corpus.records import LONGEST, survey
from sensational.errors import InputError, UsageError

SMALL = 64  # bytes a batch: a block's end falls into every kind of place


def parse(data: bytes, size: int = SMALL, chunk: int = 7, headline: str = "headline"):
    """Rows, warnings and headlines of CSV that arrives in chunks of odd sizes."""
    chunks = iter([data[at : at + chunk] for at in range(0, len(data), chunk)])

    def find(names):
        return find_columns(names, "test", headline=headline)

    rows, warnings, headlines = [], {}, []
    for batch in read_delimited(chunks, "test", find, b",", size):
        warnings |= {len(rows) + row: text for row, text in batch.warnings.items()}
        headlines += batch.headline.to_pylist()
        rows += zip(*(column.to_pylist() for column in batch.table.columns), strict=True)
    return [list(row) for row in rows], warnings, headlines


def written(rows: list[list[str]], **options) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **options).writerows(rows)
    return out.getvalue().encode()


cells = st.text(
    st.one_of(
        st.sampled_from(list('",;\n\r\t\0 a=é€😀\u2028\ufeff')), st.characters(codec="utf-8")
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(1, 40),
)
def test_whatever_is_written_by_the_rules_comes_out_the_same(rows, newline, quoting, chunk):
    if newline == "\n" and any("\r" in cell for row in rows for cell in row):
        quoting = csv.QUOTE_ALL  # the csv module would leave such a cell bare
    data = written([["headline", "b", "c"], *rows], lineterminator=newline, quoting=quoting)
    found, warnings, _ = parse(data, chunk=chunk)
    assert found == rows
    assert warnings == {}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_keep_their_lines_and_raise_nothing(noise, chunk):
    data = b"headline,b\n" + noise
    rows, warnings, headlines = parse(data, chunk=chunk)
    assert len(rows) == len(headlines)
    assert all(len(row) == 2 for row in rows)
    lines = [line for line in noise.split(b"\n") if line not in (b"", b"\r")]
    if b'"' not in noise:
        assert len(rows) == len(lines)
    assert set(warnings) <= set(range(len(rows)))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='ab",\r\n', max_size=200))
def test_blocks_of_any_size_give_the_same_rows(text):
    data = b"headline,b\n" + text.encode()
    whole = parse(data, size=1 << 20, chunk=1 << 20)
    for size in (1, 3, 16, 64):
        small = parse(data, size=size, chunk=5)
        assert small[0] == whole[0]
        assert small[1] == whole[1]


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet='a",\n', max_size=60))
def test_a_block_called_regular_is_read_alike_by_cell(text):
    window = text.encode()
    cut, regular = survey(window, b",", final=True)
    if regular and cut:
        expected = list(csv.reader(io.StringIO(text[:cut], newline="")))
        rows, used = tokenise(window[:cut], b",", final=True, enough=cut)
        assert used == cut
        assert [[cell.decode() for cell in row] for row in rows.cells] == expected
        assert not rows.faults


def test_cells_stay_text(corpus):
    found = corpus('id,headline,n\n007,NaN,1.50\n,"a ""b""",1e3\n+1,x,None\n')
    assert found.rows == [["007", "NaN", "1.50"], ["", 'a "b"', "1e3"], ["+1", "x", "None"]]
    assert found.headlines == [None, 'a "b"', "x"]  # NaN says that there is none


@pytest.mark.parametrize("mark", ["", "NaN", "nan", "None", "NULL", "NA", "<NA>", "#N/A"])
def test_marks_of_a_missing_value_are_no_headline(corpus, mark):
    assert corpus(f"headline,b\n{mark},1\n").headlines == [None]


def test_quoted_newlines_and_both_line_ends(corpus):
    found = corpus('headline,b\r\n"one\r\ntwo",1\r\nthree,"4\n5"\r\n')
    assert found.rows == [["one\r\ntwo", "1"], ["three", "4\n5"]]


def test_last_line_without_an_end(corpus):
    assert corpus("headline,b\nx,1\ny,2").rows == [["x", "1"], ["y", "2"]]
    assert corpus('headline,b\nx,"1"').rows == [["x", "1"]]
    assert corpus("headline,b\nx,").rows == [["x", ""]]


def test_lines_of_old_macs(corpus):
    assert corpus("headline,b\rx,1\ry,2\r").rows == [["x", "1"], ["y", "2"]]


def test_a_carriage_return_alone_is_text(corpus):
    assert corpus("headline,b\nx\ry,1\nz,2\n").rows == [["x\ry", "1"], ["z", "2"]]


def test_nul_bytes_survive(corpus):
    assert corpus(b"headline,b\nx\0y,1\n").rows == [["x\0y", "1"]]


def test_blank_lines_are_no_rows_of_a_table(corpus):
    assert corpus("\nheadline,b\n\nx,1\n\r\n\ny,2\n\n").rows == [["x", "1"], ["y", "2"]]


def test_every_line_is_a_row_of_a_single_column(corpus):
    found = corpus('headline\nx\n\n""\ny\n')
    assert found.rows == [["x"], [""], [""], ["y"]]
    assert found.headlines == ["x", None, None, "y"]


def test_a_header_alone_is_a_corpus_of_no_rows(corpus):
    for content in ("headline,b\n", "headline,b"):
        found = corpus(content)
        assert (found.names, found.rows, found.batches) == (["headline", "b"], [], 1)


@pytest.mark.parametrize("content", ["", "\n", "\r\n\n"])
def test_an_empty_file_is_an_error(corpus, content):
    with pytest.raises(InputError, match=r"in\.csv: is empty"):
        corpus(content)


def test_ragged_rows_keep_their_place_and_their_cells(corpus):
    found = corpus("headline,b,c\none,1,2\nshort\nlong,1,2,3,4\nlast,5,6\n")
    assert found.rows == [
        ["one", "1", "2"],
        ["short", "", ""],
        ["long", "1", "2,3,4"],
        ["last", "5", "6"],
    ]
    assert found.headlines == ["one", None, None, "last"]
    assert found.warnings.keys() == {1, 2}
    kind = "row not parsed: cells do not match the columns"
    assert found.warnings == {
        1: f"{kind} (1 for 3)",
        2: f"{kind} (5 for 3, the extra ones joined to the last)",
    }


def test_ragged_rows_with_quotes_among_blank_lines(corpus):
    found = corpus('headline,b\n\n"a, b",1\n\n"c\nd"\n"e ""f""",1,2\ng,1\n')
    assert found.rows == [["a, b", "1"], ["c\nd", ""], ['e "f"', "1,2"], ["g", "1"]]
    assert found.warnings.keys() == {1, 2}


def test_a_single_column_with_commas_is_ragged(corpus):
    found = corpus("headline\nstorm hits, river rises\ncalm\n")
    assert found.rows == [["storm hits, river rises"], ["calm"]]
    assert found.headlines == [None, "calm"]


def test_an_unclosed_quote_spoils_its_own_row_alone(corpus):
    found = corpus('id,headline\n1,fine\n2,"never closed\n3,next\n4,"with, comma"\n5,last\n')
    assert found.rows == [
        ["1", "fine"],
        ["2", '"never closed'],
        ["3", "next"],
        ["4", "with, comma"],
        ["5", "last"],
    ]
    assert found.headlines == ["fine", None, "next", "with, comma", "last"]
    assert found.warnings == {1: "row not parsed: a quotation mark is opened and never closed"}


def test_an_unclosed_quote_before_megabytes_without_any(corpus):
    tail = "".join(f"{row},plain words\n" for row in range(300_000))
    found = corpus(f'id,headline\n1,"never closed\n{tail}')
    assert len(found.rows) == 300_001
    assert found.warnings.keys() == {0}


def test_an_unclosed_quote_before_more_than_a_cell_can_hold(corpus):
    line = "2,plain words and more of them on a rather long line of text\n"
    count = LONGEST // len(line) + 1000
    found = corpus(f'id,headline\n1,"never closed\n{line * count}')
    assert len(found.rows) == count + 1
    assert found.warnings.keys() == {0}


def test_marks_inside_a_cell_are_read_as_meant(corpus):
    found = corpus(
        "id,headline\n"
        '1,a 6" pipe\n'  # not at the start: a character
        '2,"Enough" says mayor\n'  # at the start, but not around the cell
        '3,"He said "stop, now" to them"\n'  # not doubled inside, and hiding a comma
        '4,"Yes" or "no"\n'
    )
    assert [row[1] for row in found.rows] == [
        'a 6" pipe',
        '"Enough" says mayor',
        'He said "stop, now" to them',
        '"Yes" or "no"',
    ]
    assert found.warnings == {}


def test_a_ten_megabyte_cell(corpus):
    big = 'word "word"\n' * 900_000
    found = corpus(written([["headline", "body"], ["x", big], ["y", "z"]]))
    assert found.rows == [["x", big], ["y", "z"]]


def test_a_ten_megabyte_line_without_quotes(corpus):
    big = "w" * 10_000_000
    assert corpus(f"headline,b\n{big},1\nx,2\n").rows == [[big, "1"], ["x", "2"]]


def test_a_line_longer_than_any_table_has_is_an_error(corpus):
    with pytest.raises(InputError, match="longer than 32 MiB"):
        corpus("headline,b\n" + "w" * (LONGEST + 10))


@pytest.mark.parametrize(
    "line",
    ['"a,' * 1000, '"', '""a', '"""a', '"a""b', '"a"b",', '" "" ', '"\r', "\r", ",,", '","x'],
)
def test_hostile_quotes_take_linear_time(line):
    def seconds(count: int) -> float:
        data = b"headline,b\n" + (line.encode() + b"\n") * count
        start = time.perf_counter()
        parse(data, size=1 << 16, chunk=1 << 16)
        return time.perf_counter() - start

    count = max(1, 80_000 // (len(line) + 1))
    seconds(count)
    assert seconds(4 * count) < 12 * seconds(count) + 0.5


def test_one_endless_line_of_open_quotes_is_linear():
    data = b"headline,b\n" + b'"a,' * 300_000 + b"\n"
    start = time.perf_counter()
    rows, warnings, _ = parse(data, size=1 << 20, chunk=1 << 20)
    assert time.perf_counter() - start < 20
    assert len(rows) == 1
    assert warnings.keys() == {0}


def test_tsv_and_other_delimiters(corpus):
    assert corpus('headline\tb\n"a\tb"\t1\nx, y\t2\n', "in.tsv").rows == [
        ["a\tb", "1"],
        ["x, y", "2"],
    ]
    assert corpus("headline;b\nx, y;1\n").rows == [["x, y", "1"]]
    assert corpus("headline\tb\nx, y\t1\n").rows == [["x, y", "1"]]


def test_duplicate_columns_are_an_error(corpus):
    with pytest.raises(UsageError, match=r"in\.csv: more than one column 'b'"):
        corpus("headline,b,b\nx,1,2\n")
    with pytest.raises(UsageError, match="columns without a name"):
        corpus("headline,,\nx,1,2\n")


def test_undecodable_bytes_are_replaced_and_said(corpus):
    found = corpus("headline,b\nKöln ruft,é\nzwölf,1\n".encode() + b"br\xfcder,2\nx,3\n")
    assert found.rows[2] == ["br\ufffdder", "2"]
    assert found.headlines == ["Köln ruft", "zwölf", "br\ufffdder", "x"]
    assert found.warnings.keys() == {2}
    assert "U+FFFD" in found.warnings[2]


def test_a_replacement_character_of_the_file_is_no_fault(corpus):
    assert corpus("headline,b\nx\ufffdy,1\n").warnings == {}
