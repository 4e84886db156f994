"""The word lists: provenance in every head, one entry a line, nothing twice in a family."""

from collections import Counter

import pytest

from sensational import lexicons
from sensational.reading import read
from sensational.tokens import cut
from sensational.vocabulary import load

LISTS = lexicons.read_all()
COUNTED = [name for name in LISTS if not name.startswith(("shared/", "form/"))]


@pytest.mark.parametrize("name", LISTS)
def test_head_names_title_source_and_licence(name):
    for key in ("title", "question", "source", "licence"):
        assert LISTS[name].head.get(key), key


@pytest.mark.parametrize("name", LISTS)
def test_forms_are_clean(name):
    for entry in LISTS[name].entries:
        for form in entry:
            assert form == form.strip().lower() != ""
            assert "’" not in form
            assert 1 <= len(cut([form]).hash) - form.count("-") <= 5 or name == "shared/alike", form


@pytest.mark.parametrize("family", sorted({name.split("/")[0] for name in COUNTED}))
def test_no_form_stands_twice_in_a_family(family):
    forms = Counter(
        form
        for name in COUNTED
        if name.startswith(f"{family}/")
        for entry in LISTS[name].entries
        for form in set(entry)
    )
    assert [form for form, count in forms.items() if count > 1] == []


def test_there_are_enough_entries():
    assert sum(len(LISTS[name].entries) for name in COUNTED) >= 2500


@pytest.mark.parametrize("name", COUNTED)
def test_every_entry_fires_its_list(name):
    forms = [form for entry in LISTS[name].entries for form in entry]
    reading = read(forms, load())
    number = reading.vocabulary.lists.index(name)
    first = reading.words[reading.found_first[reading.found_list == number]]
    silent = set(range(len(forms))) - set(reading.table.text[first].tolist())
    assert [forms[i] for i in sorted(silent)] == []


def test_sets_treated_alike_are_in_a_list_together_or_not_at_all():
    broken = []
    for name in COUNTED:
        listed = {form for entry in LISTS[name].entries for form in entry}
        for group in LISTS["shared/alike"].entries:
            inside = [form for form in group if form in listed]
            if inside and len(inside) < len(group):
                broken.append((name, inside))
    assert not [b for b in broken if b[0].split("/")[0] in ("emotive", "exaggeration", "loaded")]


def test_common_words_carry_counts_and_stems():
    words, articles, stems = lexicons.common_words()
    assert len(words) == len(articles) == len(stems) == len(set(words)) > 20_000
    assert articles == sorted(articles, reverse=True)
    assert dict(zip(words, stems, strict=True))["ministers"] == "minist"
