"""The way through a list that does not fit on one page."""

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from tests.unit.accessibility.html import template

PAGES = Paginator(range(5), 2)


def links(number: int, words: str = "", query: str = "") -> str:
    request = RequestFactory().get(f"/list/?{query}")
    return template(f"{{% page_links page {words} %}}", page=PAGES.page(number), request=request)


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [(1, "", 'href="?page=2"'), (2, 'href="?page=1"', 'href="?page=3"'), (3, 'href="?page=2"', "")],
)
def test_each_page_leads_to_the_one_before_and_the_one_after(
    number: int, before: str, after: str
) -> None:
    html = links(number)

    assert (f'{before} rel="prev"' in html, 'rel="prev"' in html) == (bool(before),) * 2
    assert (f'{after} rel="next"' in html, 'rel="next"' in html) == (bool(after),) * 2


def test_what_was_searched_for_goes_along_and_is_escaped() -> None:
    html = links(1, query="q=a%26b&who=%22%3E&page=1")

    assert 'href="?q=a%26b&amp;who=%22%3E&amp;page=2"' in html


def test_the_words_are_the_pages_own_where_it_has_some() -> None:
    assert ">Older</span>" in links(1, words='before="Newer" after="Older"')
    assert "Next<span" in links(1)


def test_a_list_on_one_page_has_no_links() -> None:
    page = Paginator(range(2), 2).page(1)

    assert template("{% page_links page %}", page=page).strip() == ""
