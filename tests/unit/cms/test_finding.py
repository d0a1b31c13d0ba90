"""A question is only words: none of it reaches the index as an operator. H11."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from cms import finding
from cms.finding import find_pages, find_rendition, plain_query

LONGEST_QUERY = 100


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("pay rent", "pay rent"),
        ("  pay \n\t rent ", "pay rent"),
        ("resident's well-being", "resident's well-being"),
        ("council’s", "council’s"),
        ("café", "café"),
        ("title:*", "title"),
        ("rent AND (parking OR NOT fines)", "rent AND parking OR NOT fines"),
        ("a|b&c!d<->e", "a b c d - e"),
        ('"rent"', "rent"),
        ("100%_off", "100 off"),
        ("\0", ""),
        ("🅿️", ""),
        ("", ""),
    ],
)
def test_signs_are_taken_out_and_words_stay(asked, words):
    assert plain_query(asked) == words


@given(st.text(max_size=300))
def test_no_sign_of_any_index_survives_any_question(asked):
    words = plain_query(asked)

    assert not set(words) & set('"*:()&|!<>\\%_\0^~[]{}+=?/@#;,.')
    assert len(words) <= LONGEST_QUERY
    assert words == words.strip()
    assert "  " not in words


@given(st.text(max_size=100))
def test_plain_words_are_left_as_they_are(asked):
    assert plain_query(plain_query(asked)) == plain_query(asked)


def test_a_question_is_cut_and_not_refused():
    assert plain_query("a" * 10_000) == "a" * LONGEST_QUERY
    assert plain_query("a" * LONGEST_QUERY) == "a" * LONGEST_QUERY


def test_an_empty_question_asks_no_index():
    """This test may not touch a database, and does not."""
    assert find_pages("") == []


class EveryPage:
    """An index that finds more than anybody reads."""

    def live(self, **_: object) -> "EveryPage":
        return self

    public = filter = specific = live

    def search(self, _query: str, *, operator: str) -> list[int]:
        assert operator == "and"
        return list(range(5_000))


def test_the_best_hundred_of_all_that_is_found_are_read(monkeypatch):
    """N17"""
    monkeypatch.setattr(finding, "Page", SimpleNamespace(objects=EveryPage()))

    assert find_pages("rent") == list(range(100))


@pytest.mark.parametrize("name", ["\0", "picture.jpg\0.svg"])
def test_a_picture_with_a_nought_in_its_name_is_not_looked_for(name):
    assert find_rendition(SimpleNamespace(), name) is None


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (0, {"Nothing about “rent”", "Try fewer or other words"}),
        (1, {"1 page about “rent”"}),
        (2, {"2 pages about “rent”"}),
    ],
)
def test_how_much_was_found_is_said_and_what_to_do_when_nothing_was(total, said):
    page = Paginator([], 1).page(1)
    told = {"query": "rent", "total": total, "page": page}

    html = render_to_string("cms/search.html", {"council": {"telephone": "01632 960 100"}, **told})

    every = {"Nothing about “rent”", "Try fewer or other words"}
    every |= {f"{total} {pages} about “rent”" for pages in ("page", "pages")}
    assert {words for words in every if words in html} == said


def test_a_question_not_yet_asked_is_not_answered():
    html = render_to_string("cms/search.html", {"query": "", "council": {}})

    assert "about “" not in html
    assert "<title>Search" in html
