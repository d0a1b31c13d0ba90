"""Staff at a desk report a repair and book its visit for a tenant, under both names."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.delivery import DeliveryState
from accounts.residents.models import Resident
from services.models import Attachment, Draft, Journey, Submission
from services.sandbox.personas import DESMOND
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentWithoutEmailFactory,
    UserFactory,
    signed_in,
)
from tests.factories.assisted import Desk
from tests.factories.services import ServiceLinkFactory
from tests.integration.housing.conftest import work_orders
from tests.integration.housing.repairs import ANSWERS, a_photo
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

PROBLEM, DETAILS, CHECK = (
    reverse(f"housing:report-{page}") for page in ("repair", "details", "check")
)


@pytest.fixture
def joy(db: None, sandbox: Sandbox) -> Desk:
    return Desk(LibraryAdviserFactory.create())


@pytest.fixture
def desmond(db: None) -> Resident:
    """A tenant who has no e-mail, and so no way to sign in."""
    resident: Resident = ResidentWithoutEmailFactory()
    ServiceLinkFactory(resident_id=resident.pk, reference=DESMOND.tenancy)
    return resident


def describe(joy: Desk, **more: object) -> None:
    joy.post(PROBLEM, {"problem": "leaking-tap"})
    joy.post(DETAILS, {**ANSWERS, **more})


def report(joy: Desk, **more: object) -> Submission:
    describe(joy, **more)
    joy.post(CHECK, {"form_key": str(Draft.objects.get().form_key)})
    return Submission.objects.get()


def test_a_repair_reported_at_the_desk_stands_under_both_names(
    joy: Desk, desmond: Resident, sandbox: Sandbox
) -> None:
    """D27"""
    session = joy.help(desmond, "housing")

    sent = report(joy)

    assert (sent.resident_id, sent.staff_id) == (desmond.pk, joy.staff.pk)
    assert sent.assisted_session_id == session.pk
    assert (sent.channel, sent.state) == (Channel.ASSISTED_FACE_TO_FACE, DeliveryState.DELIVERED)
    assert str(work_orders(sandbox, DESMOND)[0]["reference"]) == sent.supplier_reference
    lines = AuditEntry.objects.filter(subject=sent.reference)
    assert {(line.resident_id, line.staff_id) for line in lines} == {(desmond.pk, joy.staff.pk)}
    assert Journey.objects.get(task=sent.task).channel == Channel.ASSISTED_FACE_TO_FACE


def test_the_housing_system_is_told_of_the_tenant_and_not_of_the_adviser(
    joy: Desk, desmond: Resident, sandbox: Sandbox
) -> None:
    joy.help(desmond, "housing")
    report(joy)

    order = work_orders(sandbox, DESMOND)[0]
    assert order["callerName"] == DESMOND.full_name
    assert joy.staff.name not in str(order)


def test_a_visit_is_booked_at_the_desk_under_both_names(
    joy: Desk, desmond: Resident, sandbox: Sandbox
) -> None:
    joy.help(desmond, "housing")
    number = report(joy).supplier_reference
    address = reverse("housing:visit", args=[number])
    slot = joy.client.get(address).context["slots"][0].reference

    joy.post(address, {"slot": slot, "form_key": str(uuid4())})

    booked = AuditEntry.objects.get(subject=number, event="housing.visit.booked")
    assert (booked.resident_id, booked.staff_id) == (desmond.pk, joy.staff.pk)
    assert work_orders(sandbox, DESMOND)[0]["appointment"]["reference"] == slot  # type: ignore[index]  # JSON


def test_what_was_begun_at_the_desk_is_finished_at_home(joy: Desk, desmond: Resident) -> None:
    """The draft is the resident's: photo, words and all."""
    joy.help(desmond, "housing")
    describe(joy, photo=a_photo(), add_photo="yes")
    joy.post(reverse("assisted:end"))
    desmond.user = UserFactory.create(email="desmond@example.org")
    desmond.save()

    page = signed_in(desmond).get(CHECK).content.decode()

    assert "It drips all day" in page
    assert Attachment.objects.get().resident_id == desmond.pk


def test_after_the_help_the_adviser_opens_none_of_it(joy: Desk, desmond: Resident) -> None:
    joy.help(desmond, "housing")
    sent = report(joy, photo=a_photo())
    photo = Attachment.objects.get()
    joy.post(reverse("assisted:end"))

    for address in (
        reverse("housing:repair-reported", args=[sent.reference]),
        reverse("housing:repair", args=[sent.supplier_reference]),
        reverse("housing:photo", args=[photo.pk]),
        CHECK,
    ):
        assert joy.client.get(address).status_code in {302, 403}


def test_the_next_resident_at_the_desk_starts_with_an_empty_form(
    joy: Desk, desmond: Resident
) -> None:
    joy.help(desmond, "housing")
    describe(joy)
    joy.post(reverse("assisted:end"))
    other: Resident = ResidentWithoutEmailFactory()
    ServiceLinkFactory(resident_id=other.pk, reference="6001234567")

    joy.help(other, "housing")

    page = joy.client.get(DETAILS, follow=True).content.decode()
    assert "It drips all day" not in page
    assert not Submission.objects.exists()
