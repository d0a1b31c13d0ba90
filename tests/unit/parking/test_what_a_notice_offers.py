"""A notice says what it costs from when, and is paid or challenged only while it can be."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

PAY, CHALLENGE, OVER = "Pay this notice", "Challenge it</a>", "The time to challenge it"
NOTICE = {
    "number": "TB1",
    "due_today_pence": 3500,
    "until": date(2026, 5, 18),
    "seen_at": date(2026, 5, 4),
    "state": SimpleNamespace(words="Discount"),
    "next_step": None,
}


def shown(part, **facts):
    notice = SimpleNamespace(**{**NOTICE, **facts})
    return render_to_string(f"parking/parts/{part}.html", {"notice": notice, "council": {}})


@pytest.mark.parametrize(("can_be_challenged", "words"), [(True, CHALLENGE), (False, OVER)])
def test_a_challenge_is_offered_while_there_is_time(can_be_challenged, words):
    html = shown("to_pay", can_be_challenged=can_be_challenged)

    assert {one for one in (CHALLENGE, OVER) if one in html} == {words}
    assert "govuk-warning-text" not in html


@pytest.mark.parametrize(("next_pence", "dearer"), [(3500, False), (3501, True)])
def test_it_says_that_it_gets_dearer_only_when_it_does(next_pence, dearer):
    state = SimpleNamespace(words="Charge certificate")
    step = SimpleNamespace(amount_pence=next_pence, on=date(2026, 5, 19), state=state)

    html = shown("to_pay", can_be_challenged=True, next_step=step)

    assert ("From 19 May 2026 it costs £35.01" in html) is dearer
    assert ("Pay or challenge it by 18 May 2026" in html) is not dearer


@pytest.mark.parametrize(
    ("facts", "now", "is_payable"),
    [
        ({"is_closed": True, "closed_as": "paid"}, ">Paid<", False),
        ({"is_closed": True, "closed_as": "written off"}, ">Closed<", False),
        ({"is_closed": False}, ">Discount<", True),
        ({"is_closed": False}, ">Discount<", False),
    ],
)
def test_a_closed_notice_is_not_paid_again(facts, now, is_payable):
    html = shown("notice_card", **facts, is_payable=is_payable)

    assert {one for one in (">Paid<", ">Closed<", ">Discount<") if one in html} == {now}
    assert (PAY in html) is ("To pay today" in html) is is_payable
