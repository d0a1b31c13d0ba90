"""The inventory knows every kind of page and who may see it."""

from urllib.parse import urlsplit

import pytest
from django.urls import NoReverseMatch, Resolver404, resolve

from accessibility.inventory import PAGES, VISITOR, PageKind, pages_for, personas

SOME = (PageKind("a", "/"), PageKind("b", "/b/", "amina"), PageKind("c", "/c/", "joy"))


def test_pages_are_those_of_one_persona():
    assert [page.name for page in pages_for("amina", SOME)] == ["b"]
    assert [page.name for page in pages_for(VISITOR, SOME)] == ["a"]


def test_who_has_to_sign_in_is_everybody_but_the_visitor():
    assert personas(SOME) == ("amina", "joy")


def test_an_address_may_be_a_path_or_the_name_of_a_page():
    assert PageKind("x", "/no-such-page/").path == "/no-such-page/"
    assert PageKind("x", "accessibility_statement").path == "/accessibility-statement/"
    assert PageKind("x", "services:link", "g", {"slug": "housing"}).path.endswith("/housing/link/")


def test_a_page_that_has_gone_is_found_out():
    with pytest.raises(NoReverseMatch):
        _ = PageKind("gone", "no:such-page").path


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_every_page_of_the_inventory_is_still_there(kind):
    try:
        assert resolve(urlsplit(kind.path).path)
    except Resolver404:
        pytest.fail(f"{kind.path} leads nowhere")


def test_no_page_is_listed_twice():
    assert len({page.name for page in PAGES}) == len(PAGES)
