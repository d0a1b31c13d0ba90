"""Telephone numbers on a page."""

import pytest
from django.utils.safestring import mark_safe

from accessibility.templatetags.numbers import call, ringing


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("01632 960 100", "01632960100"), ("+44 (1632) 960-100", "+441632960100")],
)
def test_a_number_on_a_page_rings_when_it_is_pressed(written: str, dialled: str) -> None:
    assert f'href="tel:{dialled}"' in call(written)


def test_a_number_from_a_supplier_cannot_bring_markup_with_it() -> None:
    assert "<script>" not in call("01632 <script>960 100")


def test_no_number_stands_on_two_lines() -> None:
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in call("01632 960 100")


def test_a_number_in_a_text_rings_too() -> None:
    rung = ringing("Call 01632 960 100, or 0800 111 999 if you smell gas.")

    assert rung.count("<a ") == 2
    assert "Call " + call("01632 960 100") in rung
    assert call("0800 111 999") in rung


@pytest.mark.parametrize(
    "text",
    [
        mark_safe('<p>Call <a href="tel:01632960100">us on <b>01632 960 100</b></a></p>'),
        mark_safe('<img alt="01632 960 100">'),
        "Your reference is TB10012345",
        "999",
    ],
)
def test_what_is_a_link_already_or_no_number_stays_as_it_is(text: str) -> None:
    assert ringing(text) == text


def test_a_text_that_is_not_html_brings_no_markup_with_it() -> None:
    """H01."""
    rung = ringing('<a onclick="x">01632 960 100</a>')

    assert rung == f"&lt;a onclick=&quot;x&quot;&gt;{call('01632 960 100')}&lt;/a&gt;"
