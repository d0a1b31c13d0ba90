"""Refunds at Stripe, and what a line of its books is about."""

from datetime import timedelta
from uuid import UUID

import pytest

from payments.gateway import EntryKind
from payments.states import RefundState
from tests.unit.payments.stripe_line import CHARGE, NOW, Line, asked, gateway_on, page, paid_session

REFUND = {
    "id": "re_1",
    "object": "refund",
    "amount": 215,
    "created": int(NOW.timestamp()),
    "status": "succeeded",
    "metadata": {"refund_id": str(UUID(int=9))},
    "payment_intent": "pi_1",
}


@pytest.mark.parametrize("left_of_it", [215, 0])
def test_refunds_of_a_payment_are_read_even_when_none_of_them_holds(left_of_it):
    """One that failed is not in the charge's sum any more, and has to be heard of all the same."""
    line = Line(paid_session(amount_refunded=left_of_it), page(REFUND))

    seen = gateway_on(line).fetch_session("cs_1")

    assert asked(line)[1:3] == ("/v1/refunds", {"payment_intent": "pi_1", "limit": "100"})
    assert [(one.gateway_reference, one.amount_pence, one.refund_id) for one in seen.refunds] == [
        ("re_1", 215, UUID(int=9))
    ]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("succeeded", RefundState.SUCCESS),
        ("failed", RefundState.ERROR),
        ("canceled", RefundState.ERROR),
        ("pending", RefundState.SUBMITTED),
        ("requires_action", RefundState.SUBMITTED),
        (None, RefundState.SUBMITTED),
    ],
)
def test_a_refund_is_made_once_and_is_what_stripe_says_it_is(status, state):
    """F20, F21: the refund's id is the key, so that asking again gives nothing back again."""
    line = Line({**REFUND, "status": status, "metadata": None})

    seen = gateway_on(line).refund("pi_1", refund_id=UUID(int=9), amount_pence=215)

    method, path, said, headers = asked(line)
    assert (method, path, headers["Idempotency-Key"]) == (
        "POST",
        "/v1/refunds",
        f"refund-{UUID(int=9)}",
    )
    assert said == {
        "payment_intent": "pi_1",
        "amount": "215",
        "metadata[refund_id]": str(UUID(int=9)),
    }
    assert (seen.state, seen.refund_id, seen.refunded_at) == (state, None, NOW)


def an_entry_line(kind, source, amount):
    return {
        "id": "txn_1",
        "object": "balance_transaction",
        "type": kind,
        "source": source,
        "amount": amount,
        "currency": "gbp",
        "created": int(NOW.timestamp()),
    }


SOURCE = {**CHARGE, "metadata": {"reference": "TB-7KQ4-M2WD"}}


@pytest.mark.parametrize(
    ("line", "kind", "about", "payment", "reference"),
    [
        (an_entry_line("charge", SOURCE, 9215), "payment", "pi_1", "pi_1", "TB-7KQ4-M2WD"),
        (an_entry_line("payment", SOURCE, 9215), "payment", "pi_1", "pi_1", "TB-7KQ4-M2WD"),
        (an_entry_line("refund", REFUND, -215), "refund", "re_1", "pi_1", ""),
        (an_entry_line("payment_refund", REFUND, -215), "refund", "re_1", "pi_1", ""),
        (an_entry_line("refund_failure", REFUND, 215), "other", "re_1", "pi_1", ""),
        (an_entry_line("adjustment", "dp_1", -9215), "other", "dp_1", "", ""),
        (an_entry_line("charge", "ch_1", 9215), "payment", "txn_1", "", ""),
        (an_entry_line("tomorrows", None, 5), "other", "txn_1", "", ""),
    ],
)
def test_a_line_of_their_books_says_what_it_is_about(line, kind, about, payment, reference):
    """F25: nothing that is money of a resident is left out, whatever Stripe calls it."""
    entries = gateway_on(Line(page(line))).list_entries(since=NOW, until=NOW)

    assert [(one.kind, one.gateway_reference) for one in entries] == [(EntryKind(kind), about)]
    assert (entries[0].payment_reference, entries[0].reference) == (payment, reference)
    assert (entries[0].amount_pence, entries[0].at) == (line["amount"], NOW)


@pytest.mark.parametrize("kind", ["payout", "payout_cancel", "payout_failure", "stripe_fee"])
def test_what_goes_to_our_bank_is_nobodys_payment(kind):
    line = Line(page(an_entry_line(kind, "po_1", -5)))

    assert gateway_on(line).list_entries(since=NOW, until=NOW + timedelta(days=1)) == ()
    moment = int(NOW.timestamp())
    said = asked(line)[2]
    assert (said["created[gte]"], said["created[lt]"]) == (str(moment), str(moment + 86400))
