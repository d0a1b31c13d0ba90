"""Telephone numbers on a page."""

import pytest

from accessibility.templatetags.numbers import call, unbroken_numbers


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
    assert unbroken_numbers("Call 01632 960 100.") == "Call 01632\xa0960\xa0100."
    linked = '<a href="tel:01632 960 100">us</a>'
    assert unbroken_numbers(linked) == linked
