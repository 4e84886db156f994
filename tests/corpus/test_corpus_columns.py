"""The columns that are found, and the messages when they are not."""

import pytest

from sensational.corpus import Columns, find_columns
from sensational.errors import UsageError


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["id", "headline", "body"], Columns("headline", "body", "id")),
        (["title", "text"], Columns("title", "text")),
        (["title", "headline", "content"], Columns("headline", "content")),
        (["Headline ", "BODY", "Id"], Columns("Headline ", "BODY", "Id")),
        (["Title", "HEADLINE", "title"], Columns("title")),
        (["headline", "Headline"], Columns("headline")),
        (["x", "headline"], Columns("headline")),
    ],
)
def test_usual_names(names, expected):
    assert find_columns(names, "f.csv") == expected


def test_named_columns():
    names = ["a", "b", "c", "headline", "body"]
    found = find_columns(names, "f.csv", headline="a", body="b", id="c")
    assert found == Columns("a", "b", "c")
    assert find_columns(["text", "b"], "f.csv", headline="text") == Columns("text")


@pytest.mark.parametrize("option", ["headline", "body", "id"])
def test_an_unknown_name_is_answered_with_those_that_exist(option):
    with pytest.raises(UsageError) as error:
        find_columns(["headline", "kicker"], "f.csv", **{option: "lede"})
    assert str(error.value) == (
        f"f.csv: no column 'lede' (--{option}); its columns are 'headline', 'kicker'"
    )


def test_no_headline_column_is_answered_with_those_that_exist():
    with pytest.raises(UsageError, match=r"no column 'headline' or 'title'.* 'a', 'b'.*--headline"):
        find_columns(["a", "b"], "f.csv")


def test_a_wide_table_is_not_listed_whole():
    with pytest.raises(UsageError, match="and 970 more"):
        find_columns([f"c{i}" for i in range(1000)], "f.csv")


def test_one_column_cannot_be_both():
    with pytest.raises(UsageError, match="both the headline and the body"):
        find_columns(["headline", "x"], "f.csv", body="headline")
