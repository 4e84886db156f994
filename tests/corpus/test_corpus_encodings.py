"""Bytes of any encoding in, UTF-8 text out, guesses and losses said."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensational.corpus.encoding import UNDECODABLE, to_utf8
from sensational.errors import InputError, UsageError

TEXT = "headline,b\nKälte “beißt” zu – naïve façade,£5\n東京 ☂ 😀,é\n"


def utf8(data: bytes, encoding: str | None = None, chunk: int = 5) -> tuple[bytes, list[str]]:
    notes: list[str] = []
    head = max(chunk, 64)  # the first block is never tiny
    chunks = [data[:head], *(data[at : at + chunk] for at in range(head, len(data), chunk))]
    return b"".join(to_utf8(iter(chunks), "test", encoding, notes)), notes


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
@pytest.mark.parametrize("chunk", [1, 2, 3, 64, 10_000])
def test_unicode_is_found(codec, mark, chunk):
    assert utf8(mark + TEXT.encode(codec), chunk=chunk) == (TEXT.encode(), [])


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "koi8-r"])
def test_a_named_encoding_is_taken(codec):
    text = "Привет мир\n" if codec == "koi8-r" else "Café\n"
    assert utf8(text.encode(codec), codec) == (text.encode(), [])


def test_utf_8_named_loses_its_mark():
    assert utf8(codecs.BOM_UTF8 + b"x", "utf-8")[0] == b"x"


def test_windows_1252_is_found_and_said():
    text = "headline\n" + "plain\n" * 100 + "“Café” – naïve\n"
    found, notes = utf8(text.encode("cp1252"))
    assert found == text.encode()
    assert len(notes) == 1
    assert "Windows-1252" in notes[0]


def test_a_few_broken_bytes_leave_utf_8_what_it_is():
    found, notes = utf8(TEXT.encode() + b"br\xfcder\n", chunk=1000)
    assert (found, notes) == (TEXT.encode() + b"br\xfcder\n", [])


def test_bytes_that_the_encoding_lacks_stay_undecodable():
    found, _ = utf8(b"x\x81y \x93z\x94\n", "cp1252")
    assert found == b"x" + UNDECODABLE + "y “z”\n".encode()
    found, _ = utf8("ab".encode("utf-16-le") + b"\x00\xd8" + "c".encode("utf-16-le"), "utf-16-le")
    assert found == b"ab" + UNDECODABLE + b"c"
    assert utf8("ab".encode("utf-16-le") + b"c", "utf-16-le")[0] == b"ab" + UNDECODABLE


@given(st.binary(max_size=200), st.sampled_from([None, "utf-16", "cp1252", "shift_jis", "utf-32"]))
def test_any_bytes_are_read_or_refused_as_binary(data, encoding):
    try:
        utf8(data, encoding)
    except InputError as error:
        assert "binary data" in str(error)


@pytest.mark.parametrize("encoding", ["utf-99", "base64", "rot13", "idna", "undefined"])
def test_an_unknown_encoding_is_a_usage_error(corpus, encoding):
    with pytest.raises(UsageError, match=f"unknown encoding '{encoding}'"):
        corpus("headline\nx\n", encoding=encoding)


def test_files_in_other_encodings(corpus):
    rows = [["Kälte “beißt” zu – naïve façade", "£5"], ["東京 ☂ 😀", "é"]]
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        found = corpus(TEXT.encode(codec))
        assert (found.names, found.rows, found.warnings) == (["headline", "b"], rows, {})
    found = corpus("headline,b\nCafé,x\x81y\n".encode("latin-1"))
    assert found.rows == [["Café", "x\ufffdy"]]
    assert found.warnings.keys() == {0}
    assert "Windows-1252" in found.notes[0]


def test_binary_data_is_refused(corpus):
    with pytest.raises(InputError, match="binary data"):
        corpus(bytes(range(256)) * 20)
    with pytest.raises(InputError, match="Office document"):
        corpus(b"PK\x03\x04" + bytes(100))
    with pytest.raises(InputError, match="PNG image"):
        corpus(b"\x89PNG\r\n\x1a\n" + bytes(100))
