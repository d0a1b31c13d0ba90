"""Staff at a desk apply, send evidence and challenge for a resident, under both names."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accessibility.plain_words import postal
from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.delivery import DeliveryState
from accounts.residents.models import Resident
from services.models import Attachment, Draft, Journey, Submission
from services.sandbox.personas import AMINA
from tests.factories.accounts import LibraryAdviserFactory, ResidentWithoutEmailFactory
from tests.factories.assisted import Desk
from tests.factories.photos import jpeg
from tests.factories.services import ServiceLinkFactory
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

EVIDENCE = reverse("benefits:evidence", args=[f"EVR-{AMINA.claim}-1"])
APPLICATION = {"weekly_income_pence": "150", "capital_pence": "0", "details": "He lives alone."}


@pytest.fixture
def joy(db: None, sandbox: Sandbox) -> Desk:
    return Desk(LibraryAdviserFactory.create())


@pytest.fixture
def desmond(db: None) -> Resident:
    """Nobody who signs in: helped at the library, with a claim that is linked."""
    resident: Resident = ResidentWithoutEmailFactory()
    ServiceLinkFactory(resident_id=resident.pk, service="benefits", reference=AMINA.claim)
    return resident


def apply(joy: Desk) -> Submission:
    joy.post(reverse("benefits:apply"), APPLICATION)
    key = str(Draft.objects.get().form_key)
    joy.post(reverse("benefits:apply-check"), {"form_key": key})
    return Submission.objects.get()


def test_an_application_at_the_desk_stands_under_both_names(joy: Desk, desmond: Resident) -> None:
    joy.help(desmond, "benefits")

    sent = apply(joy)

    assert (sent.resident_id, sent.staff_id) == (desmond.pk, joy.staff.pk)
    assert sent.channel == Channel.ASSISTED_FACE_TO_FACE
    assert sent.state == DeliveryState.DELIVERED
    lines = AuditEntry.objects.filter(subject=sent.reference)
    assert {(line.resident_id, line.staff_id) for line in lines} == {(desmond.pk, joy.staff.pk)}
    assert Journey.objects.get(task=sent.task).channel == Channel.ASSISTED_FACE_TO_FACE


def test_it_is_the_resident_who_applies_and_not_the_adviser(joy: Desk, desmond: Resident) -> None:
    joy.help(desmond, "benefits")
    joy.post(reverse("benefits:apply"), APPLICATION)

    html = joy.client.get(reverse("benefits:apply-check")).content.decode()

    assert desmond.full_name in html
    assert postal(desmond.postcode) in html


def test_photos_taken_at_the_desk_are_the_residents_own(joy: Desk, desmond: Resident) -> None:
    joy.help(desmond, "benefits")

    photo = SimpleUploadedFile("payslip.jpg", jpeg(8, 8).read(), "image/jpeg")
    joy.post(EVIDENCE, {"photo": photo, "send": "yes"})

    sent = Submission.objects.get()
    assert (sent.task, sent.staff_id) == ("upload-evidence", joy.staff.pk)
    assert Attachment.objects.get().resident_id == desmond.pk


def test_when_the_help_is_over_nothing_of_it_can_be_opened(joy: Desk, desmond: Resident) -> None:
    """D-series: the receipt and the photos close with the session."""
    joy.help(desmond, "benefits")
    photo = SimpleUploadedFile("payslip.jpg", jpeg(8, 8).read(), "image/jpeg")
    joy.post(EVIDENCE, {"photo": photo, "add_photo": "yes"})
    kept = Attachment.objects.get()
    joy.post(reverse("assisted:end"))

    shown = joy.client.get(reverse("benefits:evidence-photo", args=[kept.pk]))
    sent = joy.client.post(EVIDENCE, {"send": "yes"})

    assert shown.status_code in {302, 403}
    assert sent.status_code in {302, 403}
    assert Submission.objects.count() == 0


def test_another_resident_at_the_same_desk_sees_nothing_of_the_one_before(
    joy: Desk, desmond: Resident
) -> None:
    joy.help(desmond, "benefits")
    receipt = reverse("benefits:applied", args=[apply(joy).reference])
    assert joy.client.get(receipt).status_code == 200
    joy.post(reverse("assisted:end"))

    joy.help(ResidentWithoutEmailFactory(), "benefits")

    assert joy.client.get(receipt).status_code == 404
