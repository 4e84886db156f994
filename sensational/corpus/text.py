"""Arrow columns of any type as the text a person would write for their values."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

# What programs write for "nothing here" when they turn a missing value into text.
MISSING = pa.array(
    ["", "NaN", "nan", "None", "null", "NULL", "NA", "<NA>", "N/A", "n/a", "#N/A", "NaT"]
)
_JSON = pa.json_()


def as_text(column: pa.Array) -> pa.StringArray:
    """Each value as text, null where there is none; NaN counts as none, 007 stays 007.

    Floats are the shortest text that reads back as the same number; lists and structs are JSON.
    """
    kind = column.type
    if pa.types.is_string(kind):
        return column
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if isinstance(kind, pa.JsonType):
        return _unquoted(column.storage.cast(pa.string()))
    if isinstance(column, pa.ExtensionArray):
        return as_text(column.storage)
    if pa.types.is_floating(kind):
        return _floats(column)
    if pa.types.is_nested(kind):
        return pa.array([_dump(value) for value in column.to_pylist()], pa.string())
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:  # binary that is not UTF-8
        return text_array(
            [v if v is None else v.decode("utf-8", "replace") for v in column.to_pylist()]
        )


def text_array(texts: Sequence[str | None]) -> pa.StringArray:
    """A string array from Python strings; a lone surrogate, which Arrow refuses, becomes U+FFFD."""
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array([t if t is None else well_formed(t) for t in texts], pa.string())


def well_formed(text: str) -> str:
    """The text with U+FFFD in the place of each lone surrogate, pairs joined."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def present(texts: pa.StringArray) -> pa.StringArray:
    """The same texts with null wherever a cell is empty or says that it is missing."""
    missing = pc.is_in(texts, value_set=MISSING)
    return pc.if_else(missing, None, texts) if pc.any(missing).as_py() else texts


def _floats(column: pa.FloatingPointArray) -> pa.StringArray:
    if pa.types.is_float16(column.type):
        column = column.cast(pa.float32())
    text = column.cast(pa.string())
    nan = pc.is_nan(column)
    if pc.any(nan).as_py():
        text = pc.if_else(nan, None, text)
    whole = pc.fill_null(pc.equal(pc.floor(column), column), False)
    if not pc.any(whole).as_py():
        return text
    some = text.filter(whole)  # Arrow writes 2.0 as 2, and infinity as inf
    bare = pc.invert(pc.match_substring_regex(some, "[en.]"))
    some = pc.if_else(bare, pc.binary_join_element_wise(some, ".0", ""), some)
    return pc.replace_with_mask(text, whole, some)


def _unquoted(literals: pa.StringArray) -> pa.StringArray:
    """JSON texts as cells: a string without its quotes, anything else as it stands."""
    quoted = pc.fill_null(pc.starts_with(literals, '"'), False)
    if not pc.any(quoted).as_py():
        return literals
    texts = [json.loads(literal) for literal in literals.filter(quoted).to_pylist()]
    return pc.replace_with_mask(literals, quoted, text_array(texts))


def _dump(value: object) -> str | None:
    """A list or struct as JSON; what JSON has no form for (a date, bytes) as its str()."""
    if value is None:
        return None
    return well_formed(json.dumps(value, ensure_ascii=False, default=str))
