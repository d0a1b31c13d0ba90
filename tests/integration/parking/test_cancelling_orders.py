"""Taking back an order of visitor sessions while it is not paid."""

from typing import Any

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
from services.parking.client import ParkingClient
from services.parking.records.permits import PermitKind
from tests.integration.parking.conftest import AMINAS
from tests.integration.parking.test_visitors import BUY, INDEX, order, page, pay_for
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]
TASK = "cancel-visitor-sessions"


@pytest.fixture
def right(as_amina: Client) -> str:
    """Of the 25 sessions she has just ordered, by mistake."""
    order(as_amina, 25)
    return Submission.objects.get().supplier_reference


def address(right: str) -> str:
    return reverse("parking:cancel-order", args=[right])


def cancel(client: Client, right: str) -> Any:
    form = client.get(address(right)).context["form"]
    return client.post(address(right), {"form_key": form["form_key"].value()})


def orders() -> set[str]:
    parking = run(ParkingAdapter.from_settings().fetch_parking(AMINAS.reference))
    return {permit.reference for permit in parking.permits}


def a_permit() -> str:
    parking = run(ParkingAdapter.from_settings().fetch_parking(AMINAS.reference))
    return next(one.reference for one in parking.permits if one.kind is PermitKind.PERMIT)


def test_an_order_that_is_not_paid_is_taken_back_and_owed_no_more(
    as_amina: Client, right: str
) -> None:
    assert address(right) in page(as_amina, INDEX)

    asks = page(as_amina, address(right))
    receipt = page(as_amina, cancel(as_amina, right)["Location"])

    assert "Cancel this order?" in asks
    assert "£17.50" in asks
    assert "There is nothing to pay for it." in receipt
    assert right not in orders()
    assert "£17.50" not in page(as_amina, INDEX)
    assert "Order these sessions" in page(as_amina, BUY)
    assert Journey.objects.get(task=TASK).outcome == "completed"
    assert OutboundNotification.objects.filter(template__endswith="sessions-cancelled").exists()


def test_a_card_page_that_stands_open_for_it_is_found(as_amina: Client, right: str) -> None:
    """By the charge as the card page has it: `payments.withdrawals` closes it."""
    charge = run(ParkingAdapter.from_settings().fetch_charge(AMINAS.reference, right))

    cancel(as_amina, right)

    taken_back = submissions.list_withdrawals().get()
    assert taken_back.account_reference == charge.account_reference
    assert taken_back.supplier_reference == charge.charge_reference


def test_looking_at_the_page_cancels_nothing(as_amina: Client, right: str) -> None:
    page(as_amina, address(right))

    assert right in orders()


def test_pressing_twice_cancels_once(as_amina: Client, right: str) -> None:
    key = as_amina.get(address(right)).context["form"]["form_key"].value()

    first, again = (as_amina.post(address(right), {"form_key": key}) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert Submission.objects.filter(task=TASK).count() == 1


def test_what_is_paid_is_not_taken_back_here(as_amina: Client, right: str) -> None:
    """Nor by a page that stood open since before."""
    form = as_amina.get(address(right)).context["form"]
    pay_for(right, 1750)

    answer = as_amina.post(address(right), {"form_key": form["form_key"].value()})

    assert "You have paid for this order" in answer.text
    assert right in orders()
    assert address(right) not in page(as_amina, INDEX)


@pytest.fixture
def waiting(as_amina: Client, right: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The parking system went down as she pressed."""
    with monkeypatch.context() as down:
        down.setattr("services.submissions.deliver_now", lambda *args, **kwargs: False)
        cancel(as_amina, right)
    return right


def deliver() -> str:
    submissions.deliver_due(now=timezone.now())
    return str(Submission.objects.get(task=TASK).state)


def test_a_cancellation_is_kept_while_parking_is_down(as_amina: Client, waiting: str) -> None:
    assert deliver() == DeliveryState.DELIVERED
    assert waiting not in orders()


def test_what_was_paid_while_the_cancellation_waited_stays_and_she_is_told(
    as_amina: Client, waiting: str
) -> None:
    pay_for(waiting, 1750)

    assert deliver() == DeliveryState.GIVEN_UP
    assert waiting in orders()
    assert OutboundNotification.objects.filter(template="request-not-handed-over").exists()


def test_what_is_gone_already_is_cancelled(as_amina: Client, waiting: str) -> None:
    """The answer to the first try was lost on its way."""
    run(ParkingClient.from_settings().delete_right(waiting, key="before"))

    assert deliver() == DeliveryState.DELIVERED


def test_a_permit_is_no_order_and_nobody_cancels_anothers(
    as_amina: Client, as_grace: Client, right: str, sandbox: Sandbox
) -> None:
    assert as_grace.get(address(right)).status_code == 404
    assert as_grace.post(address(right), {}).status_code == 404
    assert as_amina.get(address(a_permit())).status_code == 404
    assert right in orders()
