"""Buying visitor sessions: what may still be bought, the order, and what is left to pay."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from services import submissions
from services.models import Journey, Submission
from services.network import run
from services.parking.adapter import ParkingAdapter
from services.parking.records.account import ParkingAccount
from services.sandbox.personas import AMINA, TOM
from tests.factories.accounts import signed_in
from tests.integration.parking.conftest import AMINAS, linked
from tests.sandbox import Sandbox
from tests.sent import audited_and_counted

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]
INDEX = reverse("parking:index")
BUY = reverse("parking:buy-visitor-sessions")


def page(client: Client, address: str = BUY) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def order(client: Client, sessions: int = 10, **changes: str) -> str:
    sent = {"sessions": str(sessions), "form_key": str(uuid4())} | changes
    return str(client.post(BUY, sent)["Location"])


def pay_for(right: str, pence: int) -> None:
    """What the worker does once the card was charged."""
    run(
        ParkingAdapter.from_settings().post_payment(
            AMINAS.reference,
            right,
            payment_reference=f"TB-{right[-6:]}",
            amount_pence=pence,
            paid_at=timezone.now(),
        )
    )


def test_the_packs_and_their_prices_are_the_suppliers(as_amina: Client) -> None:
    assert BUY in page(as_amina, INDEX)

    html = page(as_amina)

    for words in ("10 sessions, £7.00", "25 sessions, £17.50", "50 sessions, £35.00"):
        assert words in html


def test_an_order_is_left_to_pay_and_can_be_used_once_it_is_paid(as_amina: Client) -> None:
    receipt = page(as_amina, order(as_amina, 25))

    sent = Submission.objects.get()
    assert sent.state == DeliveryState.DELIVERED
    pay = reverse("payments:start", args=["parking", sent.supplier_reference])
    assert pay in receipt
    assert re.search(r"<dt[^>]*>\s*Order\s*</dt>", receipt)
    assert "25 visitor sessions, zone A" in page(as_amina, pay)
    assert "£17.50" in page(as_amina, INDEX)
    pay_for(sent.supplier_reference, 1750)
    html = page(as_amina, INDEX)
    assert "25 of 25" in html
    assert pay not in html


def test_what_is_not_paid_yet_is_paid_before_more_is_ordered(as_amina: Client) -> None:
    order(as_amina)

    html = page(as_amina)
    again = as_amina.post(BUY, {"sessions": "10", "form_key": str(uuid4())})

    assert "Pay for the visitor sessions you have ordered first." in html
    assert "Order these sessions" not in html
    assert again.status_code == 200
    assert Submission.objects.count() == 1


def test_a_household_buys_no_more_than_a_hundred_in_a_year(as_amina: Client) -> None:
    """Fifty of Amina's are from this year already."""
    order(as_amina, 50)
    pay_for(Submission.objects.get().supplier_reference, 3500)

    html = page(as_amina)
    response = as_amina.post(BUY, {"sessions": "10", "form_key": str(uuid4())})

    assert "as many visitor sessions as a household may in a year" in html
    assert response.status_code == 200
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("sessions", ["", "11", "100", "-10", "ten"])
def test_only_a_pack_that_is_offered_is_sold(as_amina: Client, sessions: str) -> None:
    """F03: neither another number nor another price comes from the form."""
    response = as_amina.post(BUY, {"sessions": sessions, "price_pence": "1", "form_key": "x"})

    assert "Choose how many sessions you want" in response.content.decode()
    assert not Submission.objects.exists()


def test_pressing_the_button_twice_orders_once(as_amina: Client) -> None:
    form_key = str(uuid4())

    first, second = (order(as_amina, form_key=form_key) for _ in range(2))

    assert first == second
    assert Submission.objects.count() == 1
    assert Journey.objects.count() == 1


def test_it_is_audited_counted_and_told(as_amina: Client) -> None:
    order(as_amina)

    audited_and_counted("buy-visitor-sessions")
    assert "You ordered visitor parking sessions." in OutboundNotification.objects.get().body


def test_an_order_is_kept_when_the_supplier_goes_down_and_made_once(
    as_amina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.submissions.deliver_now", lambda *args, **kwargs: False)

    receipt = page(as_amina, order(as_amina))

    assert "We have it safely" in receipt
    later = timezone.now() + timedelta(minutes=1)
    assert [submissions.deliver_due(now=later) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("account", [ParkingAccount(TOM.permit), ParkingAccount()])
def test_who_has_no_permit_now_buys_no_sessions(
    db: None, sandbox: Sandbox, account: ParkingAccount
) -> None:
    """Tom's permit has run out; somebody with notices alone never had one."""
    client = signed_in(linked("Tom", account))

    assert client.get(BUY).status_code == 404
    assert client.post(BUY, {"sessions": "10"}).status_code == 404


def test_somebody_elses_receipt_is_not_found(as_amina: Client, as_grace: Client) -> None:
    receipt = order(as_amina)

    assert as_grace.get(receipt).status_code == 404


def test_an_outage_is_said_plainly(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("parking", "error")

    assert as_amina.get(BUY).status_code == 503
    assert AMINA.permit not in as_amina.get(BUY).content.decode()
