"""CSV that breaks the rules of quotation, cell by cell: a stray mark spoils its own row alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

UNCLOSED = "a quotation mark is opened and never closed"


class Rows(NamedTuple):
    """Records as cells of UTF-8, none for a blank line; and why some (by place) are no good."""

    cells: list[list[bytes]]
    faults: dict[int, str]


@lru_cache
def _cell(delimiter: bytes, final: bool) -> re.Pattern[bytes]:
    """One cell and what ends it; possessive throughout, so that nothing is tried twice.

    Groups: quoted by the rules; open until the end of the window (not when `final`); quoted with
    marks inside that are not doubled, on one line; unquoted; the delimiter or line end.
    The bound of 20 marks inside keeps a line of nothing but quotation marks linear.
    """
    d = re.escape(delimiter)
    end = rb"(?=" + d + rb"|\r?\n|\r?\Z)"
    unclosed = rb"(?!)()" if final else rb'("(?:[^"]++|"")*+\Z)'
    loose = rb'"([^"\n]*+(?:"(?!' + end[3:-1] + rb')[^"\n]*+){1,20}+)"' + end
    plain = rb"([^" + d + rb"\n]*+)"
    options = [rb'"((?:[^"]++|"")*+)"' + end, unclosed, loose, plain]
    return re.compile(rb"(?:" + rb"|".join(options) + rb")(" + d + rb"|\r?\n|\r?\Z)")


def tokenise(window: bytes, delimiter: bytes, *, final: bool, enough: int) -> tuple[Rows, int]:
    """Read whole records until `enough` bytes are used; the rows, and the bytes they took.

    Unless `final`, a record that the window's end cuts is left for the next window. Lines up to
    the next quotation mark are split as they stand; only a record with a mark is read by cell.
    """
    rows = Rows([], {})
    used, size = 0, len(window)
    while used < min(enough, size):
        quote = window.find(b'"', used)
        stop = window.rfind(b"\n", used, quote if quote >= 0 else size) + 1
        if quote < 0 and final:
            stop = size
        if stop > used:
            stop = min(stop, window.find(b"\n", min(used + enough, stop) - 1) + 1 or stop)
            text = window[used:stop].replace(b"\r\n", b"\n")
            text = text.removesuffix(b"\n" if text.endswith(b"\n") else b"\r")
            rows.cells.extend([line.split(delimiter) if line else [] for line in text.split(b"\n")])
            used = stop
            continue
        cells, fault, end = _record(window, used, delimiter, final)
        if not cells:
            break
        if fault:
            rows.faults[len(rows.cells)] = fault
        rows.cells.append(cells)
        used = end
    return rows, used


def _record(window: bytes, at: int, delimiter: bytes, final: bool) -> tuple[list[bytes], str, int]:
    """The cells of the record that begins here, their fault, its end; no cells if it is cut."""
    cells: list[bytes] = []
    fault = ""
    for match in _cell(delimiter, final).finditer(window, at):
        quoted, unclosed, loose, plain, end = match.groups()
        if unclosed is not None or (end in (b"", b"\r") and not final):
            break
        if quoted is not None:
            cell = quoted.replace(b'""', b'"')
        elif loose is not None:  # outer marks are the file's only if they hide a delimiter
            cell = loose if delimiter in loose else b'"' + loose + b'"'
        else:
            cell = plain[:-1] if end != delimiter and plain.endswith(b"\r") else plain
            if cell.startswith(b'"') and cell.count(b'"') % 2:
                fault = UNCLOSED
        cells.append(cell)
        if end != delimiter:
            return cells, fault, match.end()
    return [], "", at
