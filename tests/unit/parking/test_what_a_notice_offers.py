"""A notice says what it costs from when, and is paid or challenged only while it can be."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

PAY, CHALLENGE, OVER = "Pay this notice", "Challenge it</a>", "The time to challenge it"
NOTICE = {
    "number": "TB1",
    "penalty_pence": 7000,
    "due_today_pence": 3500,
    "until": date(2026, 5, 18),
    "seen_at": date(2026, 5, 4),
    "state": SimpleNamespace(words="Discount"),
    "next_step": None,
}


def page(name, more=(), **facts):
    notice = SimpleNamespace(**{**NOTICE, **facts})
    told = {"notice": notice, "council": {"telephone": "01632 960 100"}, **dict(more)}
    return render_to_string(f"parking/{name}.html", told)


def shown(part, **facts):
    return page(f"parts/{part}", **facts)


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
    ("facts", "more", "now"),
    [
        ({"is_closed": True, "closed_as": "paid"}, {}, ">Paid<"),
        ({"is_closed": True, "closed_as": "written off"}, {}, ">Closed<"),
        ({"is_closed": False}, {"payable": {"TB1"}}, ">Discount<"),
        ({"is_closed": False}, {"payable": {"TB2"}}, ">Discount<"),
        ({"is_closed": False}, {"on_their_way": {"TB1"}}, ">You challenged it: do not pay<"),
    ],
)
def test_a_closed_notice_is_not_paid_again_nor_one_that_is_looked_at(facts, more, now):
    html = page("parts/notice_card", more, **facts)

    every = (">Paid<", ">Closed<", ">Discount<", ">You challenged it: do not pay<")
    assert {one for one in every if one in html} == {now}
    assert (PAY in html) is ("To pay today" in html) is ("TB1" in more.get("payable", ()))


IS_PAID, IS_CLOSED = "This notice is paid.", "There is nothing to pay."
WE_HAVE_IT, WE_ANSWER = "Do not pay while we look at it.", "Until then you do not have to pay"
NOT_HERE = "This notice cannot be paid here."
PUT_IN = SimpleNamespace(
    reference="CH-1", received_on=date(2026, 5, 5), answer_by=date(2026, 6, 30), rejected_on=None
)
TURNED_DOWN = SimpleNamespace(**{**vars(PUT_IN), "rejected_on": date(2026, 5, 20)})


@pytest.mark.parametrize(
    ("facts", "sent", "said"),
    [
        ({"is_closed": True, "closed_as": "paid"}, None, IS_PAID),
        ({"is_closed": True, "closed_as": "cancelled"}, None, IS_CLOSED),
        ({"is_payable": True}, None, PAY),
        ({"is_payable": True}, date(2026, 5, 5), WE_HAVE_IT),
        ({"challenge": PUT_IN}, None, WE_ANSWER),
        ({"challenge": TURNED_DOWN}, None, NOT_HERE),
        ({"challenge": None}, None, NOT_HERE),
    ],
)
def test_the_page_of_a_notice_says_whether_to_pay_and_nothing_else(facts, sent, said):
    """A notice is paid, closed, on its way to be looked at, looked at, to be paid, or not here."""
    states = {"is_closed": False, "is_payable": False, "can_be_challenged": True}
    on_its_way = sent and SimpleNamespace(submitted_at=sent)

    html = page("notice", {"on_its_way": on_its_way}, **states | facts)

    everything = {IS_PAID, IS_CLOSED, PAY, WE_HAVE_IT, WE_ANSWER, NOT_HERE}
    assert {one for one in everything if one in html} == {said}


@pytest.mark.parametrize(("state", "promised"), [("discount", True), ("full", False)])
def test_half_price_is_kept_for_whoever_challenges_while_it_is_half_price(state, promised):
    html = page("challenge/why", state=state)

    assert ("you can still pay £35.00 for 14 days" in html) is promised
    assert "You began this on" not in html


def test_whoever_began_a_challenge_is_told_when():
    begun = {"draft": SimpleNamespace(saved_at=date(2026, 5, 6))}

    assert "You began this on 6 May 2026" in page("challenge/why", begun, state="full")


@pytest.mark.parametrize("taken", [[], [{"reference": "1", "taken_at": date(2026, 5, 4)}]])
def test_photographs_are_shown_or_can_be_asked_for(taken):
    html = page("parts/photographs", {"photographs": taken})

    assert html.count("<img") == len(taken)
    assert ("There are no photographs of this notice here." in html) is (taken == [])


def test_what_was_challenged_is_listed_only_when_something_was():
    sent = SimpleNamespace(reference="TB-1", title="Notice TB1", submitted_at=date(2026, 5, 6))

    assert "Notice TB1</a>, 6 May 2026" in page("index", {"challenges": [sent]})
    assert "What you challenged" not in page("index")
