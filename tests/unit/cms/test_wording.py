"""A service message leads nowhere but to the council. H13."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.wording import leads_away


@pytest.mark.parametrize(
    "text",
    [
        "You cannot pay online today. Call 01632 960 130.",
        "Call (020) 7946 0000 or 0300 123 4567.",
        "Call free on 0800 496 0000, or 0808 157 0000.",
        "From abroad, call +44 1632 960 130.",
        "In danger? Call 999. Not urgent: 111.",
        "Closed from 24.12.2026 to 2.1.2027, 8am to 6.30pm.",
        "Open 09.00-17.00 on 24.12.26. Call 01632 960 130. 24 hours: 0300 123 4567.",
        "Back at 9am.You do not need to do anything.",
        "Permits cost £62.50, or £120.00 for two.",
        "",
    ],
)
def test_ordinary_words_and_our_numbers_are_said(text):
    assert leads_away(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Pay at https://thornbridge-refunds.example/",
        "Pay at http:evil.example",
        "Pay at WWW.evil.example",
        "Pay at thornbridge-pay.co",
        "Pay at thornbridge.gov.uk.pay.site/now",
        "Write to refunds@evil.example",
        "See bit.ly/3xYz",
        "Pay at evil．ｃｏｍ",
        "Pay at evil.c\u200bom",
    ],
)
def test_no_web_or_email_address_is(text):
    assert "web and e-mail addresses" in leads_away(text)


@pytest.mark.parametrize(
    "number",
    [
        "07700 900 982",
        "0906 123 4567",
        "0844 123 4567",
        "+33 1 23 45 67 89",
        "+44 7700 900982",
        "(07700) 900-982",
        "0906.123.4567",
        "0906\u2011123\u20134567",
        "0906 1\u200b2\u200b3 4567",
        "01632 960 130 0906 123 4567",
        "4111 1111 1111 1111",
    ],
)
def test_no_number_that_is_not_a_councils_is(number):
    assert "a number of ours" in leads_away(f"Ring {number} at once.")


def test_a_second_number_is_looked_at_as_well():
    assert leads_away("Call 01632 960 130 or 0906 123 4567.")


@given(st.text(max_size=300))
def test_any_text_is_either_fine_or_told_why_not(text):
    """H11: whatever is typed, in no time."""
    assert leads_away(text) == "" or leads_away(text).endswith(".")
