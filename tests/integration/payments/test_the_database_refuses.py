"""What cannot be written down about money, whatever the code around it does."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from payments.models import (
    Mismatch,
    Payment,
    PaymentLink,
    PaymentSession,
    Posting,
    Refund,
    WebhookEvent,
)
from payments.states import MismatchKind
from tests.factories.payments import CreatedSessionFactory, PaidSessionFactory
from tests.factories.twins import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gateway")]
NUMBERS = count()


def paid() -> PaymentSession:
    return PaidSessionFactory(charge_reference=f"charge {next(NUMBERS)}")


def refused(is_refused: bool) -> AbstractContextManager[object]:
    return pytest.raises(IntegrityError) if is_refused else nullcontext()


@pytest.mark.parametrize(
    ("pence", "is_refused"), [(-1, True), (0, True), (1, False), (9215, False), (9216, True)]
)
def test_an_attempt_is_of_something_and_of_no_more_than_is_owed(pence, is_refused):
    """F04"""
    with refused(is_refused), transaction.atomic():
        CreatedSessionFactory(owed_pence=9215, amount_pence=pence)

    assert PaymentSession.objects.filter(amount_pence=pence).exists() is not is_refused


def test_a_link_is_never_to_less_than_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        again(a_link(), token_hash="2" * 64, amount_pence=-1)


@pytest.mark.parametrize(("pence", "is_refused"), [(0, True), (1, False)])
def test_a_payment_and_a_refund_are_of_something(pence, is_refused):
    payment = paid().payment

    with refused(is_refused):
        again(
            payment,
            **other_session(),
            reference="2",
            gateway_reference="pi_2",
            amount_pence=pence,
        )
    with refused(is_refused), transaction.atomic():
        Refund.objects.create(payment=payment, amount_pence=pence, reason="Paid twice")

    for kind in (Payment, Refund):
        assert kind.objects.filter(amount_pence=pence).exists() is not is_refused


def a_refund() -> Refund:
    return Refund.objects.create(
        payment=paid().payment, amount_pence=1, reason="Paid twice", gateway_reference="re_1"
    )


def a_mismatch() -> Mismatch:
    return Mismatch.objects.create(kind=MismatchKind.LATE, subject="TB-1")


def a_link() -> PaymentLink:
    return PaymentLink.objects.create(
        token_hash="1" * 64,
        resident_id=uuid4(),
        staff_id=uuid4(),
        channel="assisted_telephone",
        service="housing",
        charge_reference="rent",
        amount_pence=9215,
        expires_at=timezone.now(),
    )


def other_session() -> dict[str, object]:
    return {"session_id": CreatedSessionFactory(charge_reference=f"{next(NUMBERS)}").pk}


ONCE = {
    "the gateway's payment": (
        lambda: paid().payment,
        lambda: other_session() | {"reference": "2"},
        {"gateway_reference": "pi_2"},
    ),
    "our reference of a payment": (
        lambda: paid().payment,
        lambda: other_session() | {"gateway_reference": "pi_2"},
        {"reference": "2"},
    ),
    "our reference of an attempt": (
        paid,
        lambda: {"gateway_reference": "cs_2"},
        {"reference": "2"},
    ),
    "the gateway's attempt": (paid, lambda: {"reference": "2"}, {"gateway_reference": "cs_2"}),
    "an attempt the gateway has not heard of": (
        lambda: CreatedSessionFactory(state="error"),
        lambda: {},
        {"reference": "2"},
    ),
    "the gateway's refund": (a_refund, dict, {"gateway_reference": "re_2"}),
    "something that is wrong": (a_mismatch, dict, {"subject": "TB-2"}),
    "the same of another kind": (a_mismatch, dict, {"kind": MismatchKind.AMOUNT}),
    "a message of the gateway": (
        lambda: WebhookEvent.objects.create(event_id="evt_1", kind="x", received_at=timezone.now()),
        dict,
        {"event_id": "evt_2"},
    ),
    "a payment link": (a_link, dict, {"token_hash": "2" * 64}),
}


@pytest.mark.parametrize(("make", "besides", "other"), ONCE.values(), ids=ONCE.keys())
def test_it_is_written_down_once(
    make: Callable[[], Model],
    besides: Callable[[], dict[str, object]],
    other: dict[str, object],
) -> None:
    """F01, F13: and what differs in just that is something else."""
    row = make()

    with pytest.raises(IntegrityError):
        again(row, **besides())
    again(row, **besides(), **other)


def test_an_attempt_is_one_payment_and_a_payment_is_posted_once():
    """F13"""
    payment = paid().payment

    with pytest.raises(IntegrityError):
        again(payment, reference="2", gateway_reference="pi_2")
    with pytest.raises(IntegrityError):
        again(Posting.objects.get(payment=payment))
    assert Payment.objects.count() == 1


@pytest.mark.postgresql
def test_the_table_of_payments_is_never_emptied():
    """F26: nor with what stands on it."""
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        connection.cursor().execute("TRUNCATE payments_payment CASCADE")
