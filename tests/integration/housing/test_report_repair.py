"""Reporting a repair, from the first page to the housing system."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions
from services.models import Attachment, Draft, Journey, Submission
from services.photos import LARGEST_FILE
from tests.factories.photos import jpeg, png_that_claims
from tests.integration.housing.conftest import HOUSING_TOKEN, signed_in, work_orders
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

PROBLEM, DETAILS, CHECK = (
    "housing:report-repair",
    "housing:report-details",
    "housing:report-check",
)
ANSWERS = {"room": "kitchen", "details": "It drips all day", "access": "Mornings"}


def choose(client: Client, problem: str = "leaking-tap") -> Any:
    return client.post(reverse(PROBLEM), {"problem": problem})


def describe(client: Client, **changes: Any) -> Any:
    return client.post(reverse(DETAILS), {**ANSWERS, **changes})


def send(client: Client, form_key: object = None) -> Any:
    key = form_key or Draft.objects.get().form_key
    return client.post(reverse(CHECK), {"form_key": str(key)})


def report(client: Client, problem: str = "leaking-tap", **changes: Any) -> Submission:
    choose(client, problem)
    describe(client, **changes)
    response = send(client)
    assert response.status_code == 302, response.content.decode()
    return Submission.objects.latest("submitted_at")


def a_photo(content: BytesIO | None = None, name: str = "tap.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (content or jpeg()).getvalue(), content_type="image/jpeg")


def test_a_report_reaches_the_housing_system_and_the_resident_gets_its_number(
    as_amina: Client, sandbox: Sandbox
) -> None:
    submission = report(as_amina)

    newest = work_orders(sandbox)[0]
    assert submission.is_delivered
    assert submission.supplier_reference == str(newest["reference"])
    assert newest["description"] == "Kitchen: Leaking tap or pipe\nIt drips all day"
    page = as_amina.get(reverse("housing:repair-reported", args=[submission.reference]))
    assert submission.supplier_reference in page.content.decode()


def test_the_resident_is_told_when_it_will_be_done(as_amina: Client, amina: Resident) -> None:
    submission = report(as_amina, "toilet")

    notification = OutboundNotification.objects.get(resident_id=amina.pk)
    assert submission.supplier_reference in notification.body
    assert submission.promised_on is not None
    assert f"{submission.promised_on:%-d %B %Y}" in notification.body


def test_a_report_is_written_in_the_audit_trail_and_counted_once(as_amina: Client) -> None:
    submission = report(as_amina)

    events = AuditEntry.objects.filter(subject=submission.reference)
    assert set(events.values_list("event", flat=True)) == {
        "services.submission.accepted",
        "services.submission.delivered",
    }
    journey = Journey.objects.get(service="housing", task="report-repair")
    assert journey.outcome == "completed"


def test_pressing_send_twice_is_one_report(as_amina: Client, sandbox: Sandbox) -> None:
    before = len(work_orders(sandbox))
    choose(as_amina)
    describe(as_amina)
    form_key = Draft.objects.get().form_key

    first, second = send(as_amina, form_key), send(as_amina, form_key)

    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1
    assert len(work_orders(sandbox)) == before + 1


def test_a_report_is_kept_while_the_housing_system_is_down_and_delivered_once(
    as_amina: Client, sandbox: Sandbox
) -> None:
    before = len(work_orders(sandbox))
    sandbox.fault("housing", "error")
    submission = report(as_amina)
    receipt = as_amina.get(reverse("housing:repair-reported", args=[submission.reference]))
    repairs = as_amina.get(reverse("housing:repairs"))

    sandbox.well("housing")
    _forget_failures()
    later = timezone.now() + timedelta(minutes=1)
    assert submissions.deliver_due(now=later) == 1
    assert submissions.deliver_due(now=later + timedelta(hours=1)) == 0

    assert not submission.is_delivered
    assert "We have your report safely" in receipt.content.decode()
    assert "Leaking tap or pipe" in repairs.content.decode()
    assert len(work_orders(sandbox)) == before + 1


def test_a_report_whose_answer_was_lost_is_not_raised_again(
    as_amina: Client, sandbox: Sandbox, settings: Any
) -> None:
    before = len(work_orders(sandbox))
    submission = report(as_amina)
    Submission.objects.update(state="waiting", supplier_reference="", delivered_at=None)

    submissions.deliver_due(now=timezone.now() + timedelta(minutes=2))

    again = Submission.objects.get()
    assert again.supplier_reference == submission.supplier_reference
    assert len(work_orders(sandbox)) == before + 1


def test_the_same_repair_is_not_reported_twice(as_amina: Client, sandbox: Sandbox) -> None:
    first = report(as_amina)
    before = len(work_orders(sandbox))
    choose(as_amina)
    describe(as_amina, details="It still drips")

    response = send(as_amina)

    html = response.content.decode()
    assert response.status_code == 200
    assert f"You reported this on {timezone.localdate():%-d %B}" in html
    assert reverse("housing:repair", args=[first.reference]) in html
    assert "01632 960 100" in html
    assert len(work_orders(sandbox)) == before


@pytest.mark.parametrize("changes", [{"problem": "toilet"}, {"room": "bathroom"}])
def test_another_problem_or_another_room_is_another_repair(
    as_amina: Client, changes: dict[str, str]
) -> None:
    report(as_amina)

    report(as_amina, **changes)

    assert Submission.objects.count() == 2


def test_a_repair_that_was_finished_can_be_reported_again(
    as_amina: Client, sandbox: Sandbox
) -> None:
    first = report(as_amina)
    _finish(sandbox, first.supplier_reference)

    report(as_amina)

    assert Submission.objects.count() == 2


def test_a_repair_of_long_ago_can_be_reported_again(as_amina: Client) -> None:
    report(as_amina)
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=28, minutes=1))

    report(as_amina)

    assert Submission.objects.count() == 2


def test_while_the_housing_system_is_down_the_same_repair_is_still_refused(
    as_amina: Client, sandbox: Sandbox
) -> None:
    report(as_amina)
    sandbox.fault("housing", "error")
    choose(as_amina)
    describe(as_amina)

    assert "You reported this" in send(as_amina).content.decode()


def test_what_another_tenant_reported_does_not_stand_in_the_way(
    as_amina: Client, as_grace: Client
) -> None:
    report(as_amina)

    report(as_grace)

    assert Submission.objects.count() == 2


@pytest.mark.parametrize("problem", ["gas", "flood", "sparks"])
def test_danger_leads_to_a_telephone_number_and_keeps_nothing(
    as_amina: Client, problem: str
) -> None:
    response = as_amina.post(reverse(PROBLEM), {"problem": problem}, follow=True)

    html = response.content.decode()
    number = "0800 111 999" if problem == "gas" else "01632 960 100"
    assert html.index(number) < html.index("What to do until somebody comes")
    assert not Draft.objects.exists()


def test_the_first_page_shows_the_emergency_numbers_before_anything_else(
    as_amina: Client,
) -> None:
    html = as_amina.get(reverse(PROBLEM)).content.decode()

    assert html.index("0800 111 999") < html.index("What is wrong?")


def test_nothing_is_lost_when_an_answer_is_missing(as_amina: Client) -> None:
    choose(as_amina)

    response = describe(as_amina, room="", photo=a_photo())

    html = response.content.decode()
    assert response.status_code == 200
    assert "Error: " in html
    assert "Choose where it is" in html
    assert "It drips all day" in html
    assert Attachment.objects.count() == 1
    again = as_amina.get(reverse(DETAILS)).content.decode()
    assert "It drips all day" in again
    assert reverse("housing:photo", args=[Attachment.objects.get().pk]) in again


def test_what_was_typed_is_still_there_after_signing_in_again(
    as_amina: Client, amina: Resident
) -> None:
    choose(as_amina)
    describe(as_amina, room="")

    html = signed_in(amina).get(reverse(DETAILS)).content.decode()

    assert "It drips all day" in html


def test_pages_cannot_be_skipped(as_amina: Client) -> None:
    assert as_amina.get(reverse(DETAILS))["Location"] == reverse(PROBLEM)
    choose(as_amina)
    assert as_amina.get(reverse(CHECK))["Location"] == reverse(DETAILS)
    assert send(as_amina)["Location"] == reverse(DETAILS)
    assert not Submission.objects.exists()


def test_a_draft_can_be_deleted(as_amina: Client) -> None:
    choose(as_amina)

    as_amina.post(reverse("housing:discard-report"))

    assert not Draft.objects.exists()


def test_a_photo_travels_to_the_housing_system_without_where_it_was_taken(
    as_amina: Client, sandbox: Sandbox
) -> None:
    submission = report(as_amina, photo=a_photo())

    kept = sandbox.call(
        "GET",
        f"/housing/api/v2/workOrders/{submission.supplier_reference}/attachments",
        Authorization=f"Bearer {HOUSING_TOKEN}",
    )
    assert [photo["filename"] for photo in kept] == ["photo-1.jpg"]
    repair = as_amina.get(reverse("housing:repair", args=[submission.supplier_reference]))
    assert "Photo 1 that you added" in repair.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (BytesIO(b"MZ a program"), "tap.jpg", "must be a JPG, PNG or WebP file"),
        (BytesIO(b"%PDF-1.7"), "tap.pdf.jpg", "must be a JPG, PNG or WebP file"),
        (BytesIO(b""), "tap.jpg", "The photo is empty"),
        (png_that_claims(65_500, 65_500), "tap.png", "too many pixels"),
        (BytesIO(b"\xff\xd8\xff" + b"0" * LARGEST_FILE), "tap.jpg", "smaller than 10 MB"),
    ],
)
def test_a_bad_photo_is_refused_in_plain_words_and_nothing_else_is_lost(
    as_amina: Client, content: BytesIO, name: str, words: str
) -> None:
    choose(as_amina)

    html = describe(as_amina, photo=a_photo(content, name)).content.decode()

    assert words in html
    assert "It drips all day" in html
    assert not Attachment.objects.exists()


def test_three_photos_and_no_more(as_amina: Client) -> None:
    choose(as_amina)
    for _ in range(3):
        assert describe(as_amina, photo=a_photo(), add_photo="yes")["Location"] == reverse(DETAILS)

    html = describe(as_amina, photo=a_photo()).content.decode()

    assert "You can add up to 3 photos" in html
    assert Attachment.objects.count() == 3


def test_a_photo_can_be_taken_off_and_what_was_typed_stays(as_amina: Client) -> None:
    choose(as_amina)
    describe(as_amina, photo=a_photo(), add_photo="yes")
    photo = Attachment.objects.get()

    typed = {**ANSWERS, "details": "Typed meanwhile"}
    as_amina.post(reverse("housing:remove-photo", args=[photo.pk]), typed)

    assert not Attachment.objects.exists()
    assert "Typed meanwhile" in as_amina.get(reverse(DETAILS)).content.decode()


def test_a_photo_is_her_own_and_nobody_elses(as_amina: Client, as_grace: Client) -> None:
    choose(as_amina)
    describe(as_amina, photo=a_photo())
    photo = Attachment.objects.get()
    address, remove = (
        reverse(f"housing:{name}", args=[photo.pk]) for name in ("photo", "remove-photo")
    )

    mine = as_amina.get(address)

    assert mine["Content-Type"] == "image/jpeg"
    assert "sandbox" in mine["Content-Security-Policy"]
    assert as_grace.get(address).status_code == 404
    assert as_grace.post(remove).status_code == 404
    assert Attachment.objects.count() == 1


def test_a_photo_of_a_report_that_was_sent_cannot_be_taken_off(as_amina: Client) -> None:
    report(as_amina, photo=a_photo())
    photo = Attachment.objects.get()

    response = as_amina.post(reverse("housing:remove-photo", args=[photo.pk]))

    assert response.status_code == 404


def test_nobody_reads_the_receipt_of_another(as_amina: Client, as_grace: Client) -> None:
    submission = report(as_amina)

    receipt = reverse("housing:repair-reported", args=[submission.reference])

    assert as_grace.get(receipt).status_code == 404
    assert as_grace.get(reverse("housing:repair", args=[submission.reference])).status_code == 404


def test_what_she_typed_comes_out_as_text(as_amina: Client) -> None:
    submission = report(as_amina, details="<script>alert(1)</script>")

    page = as_amina.get(reverse("housing:repair", args=[submission.supplier_reference]))

    assert "<script>alert(1)" not in page.content.decode()


def test_a_form_key_of_nobody_sends_nothing_twice(as_amina: Client) -> None:
    report(as_amina)

    response = send(as_amina, uuid4())

    assert response["Location"] == reverse(DETAILS)
    assert Submission.objects.count() == 1


def _finish(sandbox: Sandbox, number: str) -> None:
    sandbox.call(
        "POST",
        "/housing/api/v2/jobStatusUpdate",
        {
            "relatedWorkOrderReference": {"id": number},
            "typeCode": "0",
            "otherType": "complete",
        },
        Authorization=f"Bearer {HOUSING_TOKEN}",
    )


def _forget_failures() -> None:
    from services.http import breakers

    for breaker in breakers().values():
        breaker.succeeded()
