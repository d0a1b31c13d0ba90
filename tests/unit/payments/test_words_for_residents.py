"""What residents read about their payments, in every state an attempt can be in."""

from datetime import UTC, datetime
from itertools import product
from types import SimpleNamespace
from uuid import UUID

import pytest

from payments import presenters
from payments.models import PaymentSession, Refund
from payments.presenters import COLOURS, line_of, outcome_of, page_of_service
from payments.states import OPEN, RefundState, SessionState, Why
from payments.views import STOPS, _stop_for
from services.contract import NoSuchAccount, WrongRecord

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
STOP_PAGES = [one for one in vars(presenters).values() if isinstance(one, presenters.Stop)]


def attempt(state=SessionState.STARTED, why=Why.NONE):
    return PaymentSession(
        id=UUID(int=7),
        reference="TB-7KQ4-M2WD",
        description="Rent for 12 Canal Street",
        amount_pence=123450,
        state=state,
        why=why,
        created_at=NOW,
        expires_at=NOW,
    )


def with_refunds(*refunds):
    """A paid attempt as the list has it: its payment and refunds are there already."""
    paid = attempt(SessionState.SUCCESS)
    made = [Refund(state=state, amount_pence=pence) for state, pence in refunds]
    paid._state.fields_cache["payment"] = SimpleNamespace(refunds=SimpleNamespace(all=lambda: made))
    return paid


def ends():
    """Every way an attempt can have ended, as `verdicts` writes it."""
    yield SessionState.FAILED, Why.EXPIRED
    yield from product([SessionState.CANCELLED], [Why.BY_RESIDENT, Why.WITHDRAWN, Why.REPLACED])
    yield from product([SessionState.ERROR], [Why.NEVER_OPENED, Why.NOT_THERE, Why.DOES_NOT_MATCH])


@pytest.mark.parametrize("is_known", [True, False])
def test_money_received_is_said_first_and_whatever_else_is_unknown(is_known):
    outcome = outcome_of(attempt(SessionState.SUCCESS), is_known=is_known)

    assert outcome.is_paid
    assert (outcome.can_go_on, outcome.can_check_again) == (False, False)
    assert outcome.heading == "Payment received"


@pytest.mark.parametrize("state", OPEN)
def test_an_open_attempt_can_be_gone_on_with(state):
    outcome = outcome_of(attempt(state), is_known=True)

    assert (outcome.is_paid, outcome.can_go_on, outcome.can_check_again) == (False, True, False)
    assert "stays open until 10:30am." in outcome.text
    assert "Nothing has been taken" in outcome.text


@pytest.mark.parametrize("state", OPEN)
def test_when_the_card_company_does_not_answer_nobody_is_asked_to_pay_again(state):
    """F06, F09: it may have been paid; the page says that we are checking."""
    outcome = outcome_of(attempt(state), is_known=False)

    assert (outcome.is_paid, outcome.can_go_on, outcome.can_check_again) == (False, False, True)
    assert "Do not pay again" in outcome.text
    assert "Nothing has been taken" not in outcome.text


@pytest.mark.parametrize(("state", "why"), list(ends()))
@pytest.mark.parametrize("is_known", [True, False])
def test_an_ended_attempt_never_looks_paid_or_open(state, why, is_known):
    outcome = outcome_of(attempt(state, why), is_known=is_known)

    assert (outcome.is_paid, outcome.can_go_on, outcome.can_check_again) == (False,) * 3
    taken = why != Why.DOES_NOT_MATCH
    assert ("Nothing has been taken" in outcome.text) is taken
    assert ("Do not pay again" in outcome.text) is not taken


@pytest.mark.parametrize(
    ("state", "why", "words"),
    [
        (SessionState.FAILED, Why.EXPIRED, "ran out of time"),
        (SessionState.CANCELLED, Why.BY_RESIDENT, "You cancelled this payment"),
        (SessionState.CANCELLED, Why.WITHDRAWN, "not owed any more"),
        (SessionState.CANCELLED, Why.REPLACED, "You started again"),
        (SessionState.ERROR, Why.NEVER_OPENED, "could not be opened"),
        (SessionState.ERROR, Why.NOT_THERE, "could not be opened"),
        (SessionState.ERROR, Why.DOES_NOT_MATCH, "A person is looking at it"),
    ],
)
def test_how_it_ended_is_said(state, why, words):
    assert words in outcome_of(attempt(state, why), is_known=True).text


@pytest.mark.parametrize("state", list(SessionState))
def test_a_line_of_the_list_has_a_colour_and_a_link_in_every_state(state):
    session = with_refunds() if state == SessionState.SUCCESS else attempt(state)

    line = line_of(session)

    assert line.colour == COLOURS[state]
    assert (line.amount, line.on) == ("£1,234.50", "4 May 2026")
    is_receipt = line.url.endswith("/TB-7KQ4-M2WD/receipt/")
    assert is_receipt is (state == SessionState.SUCCESS)
    assert line.action == ("Receipt" if is_receipt else "See")


def test_only_paid_is_green():
    assert [state for state, colour in COLOURS.items() if "green" in colour] == ["success"]


def test_what_does_not_match_is_being_looked_at_and_has_not_failed():
    line = line_of(attempt(SessionState.ERROR, Why.DOES_NOT_MATCH))

    assert line.state == "Being looked at"
    assert line_of(attempt(SessionState.ERROR, Why.NEVER_OPENED)).state == "Did not work"


def test_a_refund_is_said_beside_its_payment_which_stays_paid():
    line = line_of(
        with_refunds(
            (RefundState.REQUESTED, 100),
            (RefundState.SUBMITTED, 200),
            (RefundState.SUCCESS, 300),
            (RefundState.DECLINED, 400),
            (RefundState.ERROR, 500),
        )
    )

    assert line.state == "Paid"
    assert line.refunded == ("£2.00 on its way back", "£3.00 refunded")


@pytest.mark.parametrize("stop", STOP_PAGES, ids=lambda stop: stop.heading)
def test_every_dead_end_says_what_is_and_what_to_do(stop):
    words = f"{stop.heading}. {stop.text}"

    assert "successfully" not in words
    assert "error" not in words.lower()
    if stop.status == 503:
        assert stop.can_try_again
        assert "Nothing has been taken" in stop.text


@pytest.mark.parametrize("kind", list(STOPS), ids=lambda kind: kind.__name__)
def test_every_stop_has_its_page(kind):
    assert _stop_for(kind("why")) is STOPS[kind]


@pytest.mark.parametrize("kind", [NoSuchAccount, WrongRecord])
def test_a_kind_of_outage_is_an_outage(kind):
    assert _stop_for(kind("why")) is presenters.SERVICE_UNAVAILABLE


@pytest.mark.parametrize(
    ("service", "page"),
    [
        ("housing", "/services/housing/"),
        ("social_care", "/services/social-care/"),
        ("libraries", "/account/"),
    ],
)
def test_the_way_back_is_the_services_own_page(service, page):
    assert page_of_service(service) == page
