"""The pretended card company's refunds, books, lists and events, to Stripe's own client."""

import pytest

from tests.contract.card_payments.calls import create, paid, refused

pytestmark = pytest.mark.sandbox


def test_never_more_is_refunded_than_was_paid(client, type_card):
    """F20."""
    intent = paid(client, type_card).payment_intent.id

    first = client.v1.refunds.create({"payment_intent": intent, "amount": 9000})
    problem = refused(lambda: client.v1.refunds.create({"payment_intent": intent, "amount": 216}))
    rest = client.v1.refunds.create({"payment_intent": intent})

    assert (first.amount, first.status, rest.amount) == (9000, "succeeded", 215)
    assert problem.http_status == 400
    assert (
        refused(lambda: client.v1.refunds.create({"payment_intent": intent})).code
        == "charge_already_refunded"
    )
    assert len(client.v1.refunds.list({"payment_intent": intent}).data) == 2


def test_the_accounts_own_books_add_up_to_what_was_paid_and_given_back(fresh, client, type_card):
    session = paid(client, type_card)
    client.v1.refunds.create({"payment_intent": session.payment_intent.id, "amount": 215})
    client.v1.refunds.create({"payment_intent": session.payment_intent.id, "amount": 1000})

    lines = client.v1.balance_transactions.list({"expand": ["data.source"]}).data

    assert [(line.type, line.amount) for line in lines] == [
        ("refund", -1000),
        ("refund", -215),
        ("charge", 9215),
    ]
    assert all(line.net == line.amount - line.fee for line in lines)
    assert lines[2].source.payment_intent == session.payment_intent.id
    assert lines[2].source.balance_transaction == lines[2].id
    of_charges = client.v1.balance_transactions.list({"type": "charge"}).data
    assert [line.id for line in of_charges] == [lines[2].id]


def test_lists_are_newest_first_and_go_on(fresh, client):
    ids = [create(client).id for _ in range(5)]

    listed = client.v1.checkout.sessions.list({"limit": 2})

    assert [session.id for session in listed.data] == ids[:-3:-1]
    assert [session.id for session in listed.auto_paging_iter()] == ids[::-1]


def test_lists_are_narrowed_by_when_and_what(fresh, client, type_card):
    session = paid(client, type_card)
    create(client)

    by_intent = {"payment_intent": session.payment_intent.id}
    assert [s.id for s in client.v1.checkout.sessions.list(by_intent).data] == [session.id]
    assert client.v1.checkout.sessions.list({"created": {"lt": session.created}}).data == []
    assert len(client.v1.checkout.sessions.list({"created": {"gte": session.created}}).data) == 2
    assert len(client.v1.checkout.sessions.list({"status": "open"}).data) == 1


def test_what_happened_is_in_the_events(fresh, client, type_card):
    session = paid(client, type_card)
    client.v1.refunds.create({"payment_intent": session.payment_intent.id})

    kinds = [event.type for event in client.v1.events.list({"limit": 20}).data]

    assert kinds == [
        "charge.refunded",
        "refund.created",
        "checkout.session.completed",
        "payment_intent.succeeded",
        "charge.succeeded",
    ]
