"""The receipt never says that we have what the service did not take."""

from datetime import UTC, date, datetime
from typing import Any
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
    ("parking", "cancel-visitor-sessions"): "parking:permit-asked",
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


def test_what_was_booked_leads_to_where_the_booking_stands(client: Client) -> None:
    resident = ResidentFactory.create()
    booked = a_request(resident, "leisure", "book-session", state=DeliveryState.DELIVERED)
    Submission.objects.update(delivered_at=datetime(2026, 5, 4, 9, tzinfo=UTC))
    client.force_login(resident.user)

    page = client.get(reverse("services:submission", args=[booked.pk])).text

    assert '<a class="govuk-link" href="/services/leisure/">your leisure page</a>' in page


@pytest.mark.parametrize(
    ("asked", "receipt"),
    [
        *RECEIPTS.items(),
        (("social_care", "ask-for-assessment"), "social_care:request"),
        (("leisure", "book-session"), "services:submission"),
    ],
)
def test_each_receipt_is_of_the_request_it_was_asked_for(
    client: Client, asked: tuple[str, str], receipt: str
) -> None:
    """E-series: of two of her own it shows that one, and none of another service's."""
    resident = ResidentFactory.create()
    one, other = (
        a_request(resident, *asked, state=DeliveryState.WAITING, reference=f"KTM-4RZ-9W{end}")
        for end in "BC"
    )
    elsewhere = a_request(
        resident, "town_hall", "ask", state=DeliveryState.WAITING, reference="KTM-4RZ-9WD"
    )
    client.force_login(resident.user)

    def page(of: Submission) -> Any:
        by_its_number = receipt in {"social_care:request", "services:submission"}
        return client.get(reverse(receipt, args=[of.pk if by_its_number else of.reference]))

    assert one.reference in page(one).text
    assert other.reference not in page(one).text
    assert other.reference in page(other).text
    assert page(elsewhere).status_code == (200 if receipt == "services:submission" else 404)


@pytest.mark.parametrize(("asked", "receipt"), RECEIPTS.items(), ids=[task for _, task in RECEIPTS])
def test_a_request_that_staff_dealt_with_says_so_and_promises_nothing(
    client: Client, asked: tuple[str, str], receipt: str
) -> None:
    resident = ResidentFactory.create()
    done = a_request(resident, *asked, state=DeliveryState.DELIVERED)
    done.by_hand, done.promised_on = True, date(2026, 5, 18)
    done.delivered_at = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
    done.save()
    client.force_login(resident.user)

    html = client.get(reverse(receipt, args=[done.reference])).content.decode()

    assert "We dealt with this" in html
    assert "by hand on 6 May" in html
    assert "18 May" not in html
    assert "team has" not in html


def test_a_request_that_waits_is_safe_with_us(client: Client) -> None:
    resident = ResidentFactory.create()
    waiting = a_request(resident, "parking", "challenge-notice", state=DeliveryState.WAITING)
    client.force_login(resident.user)

    html = client.get(reverse("parking:challenged", args=[waiting.reference])).content.decode()

    assert "We have your challenge" in html
    assert "You do not need to send it again" in html


PANEL, THEIRS, BY = "govuk-panel--confirmation", "TB-C-77", "18 May 2026"


@pytest.mark.parametrize(
    ("state", "theirs", "told", "tag"),
    [
        (DeliveryState.WAITING, "", {PANEL, BY}, "Waiting for the service"),
        (DeliveryState.DELIVERED, THEIRS, {PANEL, BY, THEIRS}, ""),
        (DeliveryState.GIVEN_UP, "", set(), "Not accepted"),
    ],
)
def test_only_what_the_service_can_still_answer_has_a_day_for_the_answer(
    client: Client, state: DeliveryState, theirs: str, told: set[str], tag: str
) -> None:
    resident = ResidentFactory.create()
    sent = a_request(resident, "parking", "challenge-notice", state=state)
    sent.supplier_reference, sent.promised_on = theirs, date(2026, 5, 18)
    sent.save()
    client.force_login(resident.user)

    page = client.get(reverse("parking:challenged", args=[sent.reference])).text
    listed = client.get(reverse("services:submissions")).text

    assert {words for words in (PANEL, THEIRS, BY) if words in page} == told
    assert ("Parking team" in page) is bool(theirs)
    assert [one for one in ("Waiting for the service", "Not accepted") if one in listed] == (
        [tag] if tag else []
    )


def a_request(
    resident: Resident,
    service: str,
    task: str,
    *,
    state: DeliveryState,
    reference: str = REFERENCE,
) -> Submission:
    return Submission.objects.create(
        resident_id=resident.pk,
        channel="online",
        service=service,
        task=task,
        title="What was asked",
        account_reference="6001234567",
        sealed=seal({}),
        form_key=uuid4(),
        reference=reference,
        state=state,
    )
