"""Renewing a permit, from the vehicle check to the charge that is left to pay."""

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
from services.parking.records.account import ParkingAccount
from services.sandbox.personas import AMINA, GRACE, TOM
from tests.factories.accounts import signed_in
from tests.integration.parking.conftest import linked
from tests.sandbox import Sandbox
from tests.sent import audited_and_counted

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]
INDEX = reverse("parking:index")


def renewal_of(permit: str, *, ends_in: int) -> str:
    ends_on = timezone.localdate() + timedelta(days=ends_in)
    return reverse("parking:renew", args=[f"{permit}-R{ends_on.year}"])


FORM = 'name="form_key"'
AMINAS = renewal_of(AMINA.permit, ends_in=18)


def renew(client: Client) -> str:
    return str(client.post(AMINAS, {"form_key": str(uuid4())})["Location"])


def test_the_page_shows_the_vehicle_dvla_knows_and_the_price(as_amina: Client) -> None:
    assert AMINAS in as_amina.get(INDEX).content.decode()

    html = as_amina.get(AMINAS).content.decode()

    for shown in ("Blue Ford", "Taxed", "£58.00", FORM):
        assert shown in html


def test_a_renewal_issues_a_permit_that_is_left_to_pay(as_amina: Client) -> None:
    receipt = as_amina.get(renew(as_amina)).content.decode()

    sent = Submission.objects.get()
    assert sent.state == DeliveryState.DELIVERED
    pay = reverse("payments:start", args=["parking", sent.supplier_reference])
    assert sent.reference in receipt
    assert pay in receipt
    assert "£58.00" in as_amina.get(pay).content.decode()
    html = as_amina.get(INDEX).content.decode()
    assert pay in html
    assert AMINAS not in html


def test_it_is_audited_counted_and_told(as_amina: Client) -> None:
    renew(as_amina)

    sent = audited_and_counted("renew-permit")
    assert sent.supplier_reference in OutboundNotification.objects.get().body


def test_pressing_the_button_twice_renews_once(as_amina: Client) -> None:
    form_key = str(uuid4())

    first = as_amina.post(AMINAS, {"form_key": form_key})
    second = as_amina.post(AMINAS, {"form_key": form_key})

    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1
    assert Journey.objects.count() == 1


def test_a_permit_is_not_renewed_a_second_time(as_amina: Client) -> None:
    renew(as_amina)

    html = as_amina.post(AMINAS, {"form_key": str(uuid4())}).content.decode()

    assert "You have renewed this permit already." in html
    assert Submission.objects.count() == 1


def test_a_renewal_is_kept_when_the_supplier_goes_down(
    as_amina: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.submissions.deliver_now", lambda *args, **kwargs: False)

    receipt = as_amina.get(renew(as_amina)).content.decode()

    assert "We have it safely" in receipt
    later = timezone.now() + timedelta(minutes=1)
    assert submissions.deliver_due(now=later) == 1
    assert submissions.deliver_due(now=later) == 0


def test_an_untaxed_vehicle_gets_no_permit(sandbox: Sandbox) -> None:
    as_tom = signed_in(linked("Tom", ParkingAccount(TOM.permit)))
    toms = renewal_of(TOM.permit, ends_in=-12)

    shown = as_tom.get(toms).content.decode()
    as_tom.post(toms, {"form_key": str(uuid4())})

    assert "DVLA says that the vehicle is not taxed" in shown
    assert "Not taxed" in shown
    assert "Price" not in shown
    assert FORM not in shown
    assert not Submission.objects.exists()


def test_it_is_too_early_for_grace_and_the_page_says_when(as_grace: Client) -> None:
    html = as_grace.get(renewal_of(GRACE.permit, ends_in=204)).content.decode()

    opens_on = timezone.localdate() + timedelta(days=204 - 28)
    assert f"You can renew this permit from {opens_on:%-d %B %Y}." in html


def test_somebody_elses_permit_is_not_found(as_grace: Client) -> None:
    assert as_grace.get(AMINAS).status_code == 404


def test_when_dvla_is_down_the_page_says_so(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("vehicle-enquiry", "error")

    assert as_amina.get(AMINAS).status_code == 503
