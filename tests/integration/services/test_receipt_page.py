"""The receipt never says that we have what the service did not take."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.delivery import DeliveryState
from accounts.residents.models import Resident
from services.models import Submission
from services.sealing import seal
from tests.factories.accounts import ResidentFactory

pytestmark = pytest.mark.django_db

RECEIPTS = {
    ("housing", "report-repair"): "housing:repair-reported",
    ("benefits", "report-change"): "benefits:change-reported",
    ("benefits", "challenge-decision"): "benefits:challenge-sent",
    ("benefits", "upload-evidence"): "benefits:evidence-sent",
    ("benefits", "apply-council-tax-reduction"): "benefits:applied",
    ("parking", "challenge-notice"): "parking:challenged",
    ("parking", "renew-permit"): "parking:permit-asked",
    ("parking", "change-vehicle"): "parking:permit-asked",
}
REFERENCE = "KTM-4RZ-9WB"


@pytest.mark.parametrize(("asked", "receipt"), RECEIPTS.items(), ids=[task for _, task in RECEIPTS])
def test_a_request_that_was_given_up_is_not_said_to_be_with_us(
    client: Client, asked: tuple[str, str], receipt: str
) -> None:
    resident = ResidentFactory.create()
    given_up = a_request(resident, *asked, state=DeliveryState.GIVEN_UP)
    client.force_login(resident.user)

    html = client.get(reverse(receipt, args=[given_up.reference])).content.decode()

    assert "Please call us about this" in html
    assert REFERENCE in html
    assert "We have your" not in html
    assert "Repair reported" not in html


def test_a_request_that_waits_is_safe_with_us(client: Client) -> None:
    resident = ResidentFactory.create()
    waiting = a_request(resident, "parking", "challenge-notice", state=DeliveryState.WAITING)
    client.force_login(resident.user)

    html = client.get(reverse("parking:challenged", args=[waiting.reference])).content.decode()

    assert "We have your challenge" in html
    assert "You do not need to send it again" in html


def a_request(resident: Resident, service: str, task: str, *, state: DeliveryState) -> Submission:
    return Submission.objects.create(
        resident_id=resident.pk,
        channel="online",
        service=service,
        task=task,
        title="What was asked",
        account_reference="6001234567",
        sealed=seal({}),
        form_key=uuid4(),
        reference=REFERENCE,
        state=state,
    )
