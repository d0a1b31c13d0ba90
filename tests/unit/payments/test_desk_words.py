"""What the money desk says: something to do for everything, amounts in pounds, nobody's name."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest

from accounts.staff.tasks import TASKS
from payments.desk import pages
from payments.desk.urls import Day
from payments.desk.views import DECIDES, READS
from payments.desk.words import NEXT
from payments.mismatches import BLOCKS_PAYING
from payments.models import Mismatch, Reconciliation, Refund
from payments.states import MismatchKind, RefundState

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
MORGAN, HELEN = UUID(int=1), UUID(int=2)
NAMES = {MORGAN: "Morgan Ellis", HELEN: "Helen Marsh"}


@pytest.mark.parametrize("kind", list(MismatchKind))
def test_everything_that_can_be_wrong_says_what_to_do(kind):
    words = NEXT[kind]

    assert words.endswith(".")
    assert len(words) > 40
    assert ("nobody can pay this charge" in words) is (kind in BLOCKS_PAYING)


def test_money_the_bank_takes_back_is_never_refunded_on_top():
    """F22."""
    assert "Do not refund it" in NEXT[MismatchKind.DISPUTE]


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        (MismatchKind.AMOUNT, "9215", "£92.15"),
        (MismatchKind.AMOUNT, "100, 9215", "100, 9215"),
        (MismatchKind.REFUND_TO_POST, "-500", "−£5.00"),
        (MismatchKind.NOT_POSTED, "HTTP 422", "HTTP 422"),
        (MismatchKind.CURRENCY, "gbp", "gbp"),
        (MismatchKind.LATE, "2026", "2026"),
        (MismatchKind.ONLY_HERE, "", ""),
        (MismatchKind.ONLY_HERE, "4210", "£42.10"),
        (MismatchKind.ONLY_THERE, "0", "£0.00"),
        (MismatchKind.PAID_TWICE, "18430", "£184.30"),
        (MismatchKind.REFUND_BY_HAND, "-1200", "−£12.00"),
        (MismatchKind.REFUND_FAILED, "-1200", "−£12.00"),
    ],
)
def test_pence_are_said_in_pounds_and_words_are_left_alone(kind, words, said):
    assert pages._said(kind, words) == said


def a_session(*, posting_state="delivered", paid=True):
    payment = SimpleNamespace(
        reference="TB-7KQ4-M2WD", posting=SimpleNamespace(state=posting_state)
    )
    facts = {"service": "social_care", "account_reference": "SC700103"}
    return SimpleNamespace(**facts, **({"payment": payment} if paid else {}))


def a_page(kind, session=None, **facts):
    mismatch = Mismatch(pk=1, kind=kind, subject="TB-7KQ4-M2WD", noticed_at=NOW, **facts)
    mismatch._state.fields_cache["session"] = session
    return pages._mismatch_page(mismatch)


@pytest.mark.parametrize(
    ("kind", "posting", "resolved_at", "can"),
    [
        (MismatchKind.NOT_POSTED, "given_up", None, True),
        (MismatchKind.NOT_POSTED, "waiting", None, False),
        (MismatchKind.NOT_POSTED, "delivered", None, False),
        (MismatchKind.NOT_POSTED, "given_up", NOW, False),
        (MismatchKind.LATE, "given_up", None, False),
    ],
)
def test_the_ledger_is_told_again_only_about_what_it_refused(kind, posting, resolved_at, can):
    page = a_page(kind, a_session(posting_state=posting), resolved_at=resolved_at)

    assert page.can_post_again is can
    assert page.is_open is (resolved_at is None)


def test_a_mismatch_says_which_payment_and_account_it_is_about():
    page = a_page(MismatchKind.LATE, a_session())

    assert (page.payment_reference, page.service) == ("TB-7KQ4-M2WD", "Social care")
    assert page.account_reference == "SC700103"
    assert page.noticed_at.hour == 10


@pytest.mark.parametrize("session", [None, a_session(paid=False)])
def test_money_without_a_payment_of_ours_has_no_link(session):
    page = a_page(MismatchKind.UNKNOWN_SESSION, session)

    assert page.payment_reference == ""
    assert not page.can_post_again


def a_line(state=RefundState.REQUESTED, *, asked_by=MORGAN, reader=HELEN):
    refund = Refund(
        amount_pence=1250, reason="Twice", state=state, requested_by=asked_by, created_at=NOW
    )
    refund._state.fields_cache["payment"] = SimpleNamespace(reference="TB-7KQ4-M2WD")
    return pages._refund_line(refund, NAMES, reader)


@pytest.mark.parametrize(
    ("state", "reader", "decided", "approved"),
    [
        (RefundState.REQUESTED, HELEN, True, True),
        (RefundState.REQUESTED, MORGAN, True, False),
        (RefundState.SUBMITTED, HELEN, False, False),
        (RefundState.SUCCESS, HELEN, False, False),
        (RefundState.DECLINED, HELEN, False, False),
        (RefundState.ERROR, HELEN, False, False),
    ],
)
def test_who_asked_is_offered_to_withdraw_and_only_others_to_approve(
    state, reader, decided, approved
):
    """F20."""
    line = a_line(state, reader=reader)

    assert (line.can_be_decided, line.can_be_approved) == (decided, approved)


@pytest.mark.parametrize("state", list(RefundState))
def test_a_refund_has_its_own_words_and_colour_in_every_state(state):
    line = a_line(state)

    assert line.state == state.label
    assert line.colour.startswith("govuk-tag--")
    assert (line.amount, line.asked_by) == ("£12.50", "Morgan Ellis")


def test_a_refund_nobody_here_asked_for_names_nobody():
    assert a_line(asked_by=None).asked_by == ""
    assert a_line(asked_by=UUID(int=9)).asked_by == ""


def a_day(**changes):
    totals = {
        "taken_here_pence": 10_000,
        "taken_there_pence": 9_000,
        "returned_here_pence": 500,
        "returned_there_pence": 700,
        "posted_pence": 8_000,
    }
    return pages._books_line(
        Reconciliation(day=date(2026, 5, 4), made_at=NOW, **{**totals, **changes})
    )


def test_a_days_books_show_both_sides_and_what_they_differ_by():
    """F25."""
    line = a_day(differences=[{"kind": "only_here"}])

    assert line.rows == (
        ("Taken", "£100.00", "£90.00", "£10.00"),
        ("Given back", "£5.00", "£7.00", "−£2.00"),
    )
    assert line.not_posted == "£20.00"
    assert (line.agrees, line.differences) == (False, 1)
    assert a_day().agrees


@pytest.mark.parametrize(
    ("words", "day"), [("2026-05-04", date(2026, 5, 4)), ("2028-02-29", date(2028, 2, 29))]
)
def test_a_day_in_an_address_is_a_day_and_back(words, day):
    assert Day().to_python(words) == day
    assert Day().to_url(day) == words


@pytest.mark.parametrize("words", ["2026-13-01", "2026-02-29", "0000-01-01"])
def test_a_day_that_is_none_is_no_address(words):
    with pytest.raises(ValueError, match=r"day|month|year"):
        Day().to_python(words)


def test_whoever_may_act_may_read_and_has_the_desk_on_the_first_page():
    desk = next(task for task in TASKS if task.address == "/payments/desk/")

    assert set(DECIDES) < set(READS) == desk.roles
