"""Sending evidence: photo by photo, then all of them, once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services import submissions, tasks
from services.benefits.operations.evidence import MOST_PHOTOS
from services.models import Attachment, Draft, Submission
from services.sandbox.personas import AMINA
from services.working_days import add_working_days
from tests.factories.photos import jpeg, jpeg_with_a_place
from tests.integration.benefits.conftest import evidence_wanted
from tests.sandbox import Sandbox
from tests.sent import audited_and_counted

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

WANTED = f"EVR-{AMINA.claim}-1"
PAGE = reverse("benefits:evidence", args=[WANTED])


def a_photo(content: BytesIO | None = None, name: str = "payslip.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (content or jpeg(64, 48)).read(), "image/jpeg")


def add(client: Client, content: BytesIO | None = None, name: str = "payslip.jpg") -> str:
    response = client.post(PAGE, {"photo": a_photo(content, name), "add_photo": "yes"})
    return str(response.get("Location", response.content.decode()))


def send(client: Client, **more: object) -> str:
    """Press «send»; returns the page that was reached, or what this one says."""
    draft = Draft.objects.filter(task="upload-evidence").first()
    key = {"form_key": str(draft.form_key)} if draft else {}
    response = client.post(PAGE, {"send": "yes", **key, **more})
    return str(response.get("Location", response.content.decode()))


def received(sandbox: Sandbox) -> list[dict[str, object]]:
    found: list[dict[str, object]] = evidence_wanted(sandbox)[0]["documents"]  # type: ignore[assignment]  # JSON
    return found


def test_photos_reach_the_benefits_system_with_a_receipt(
    as_amina: Client, sandbox: Sandbox
) -> None:
    add(as_amina)
    add(as_amina)

    receipt = as_amina.get(send(as_amina)).content.decode()

    sent = Submission.objects.get()
    assert (sent.task, sent.state) == ("upload-evidence", DeliveryState.DELIVERED)
    assert [each["fileName"] for each in received(sandbox)] == ["photo-1.jpg", "photo-2.jpg"]
    assert sent.reference in receipt
    assert "Keep the papers until we have written to you." in receipt
    assert sent.promised_on == add_working_days(timezone.localdate(), 10)


def test_a_photo_can_be_sent_with_the_last_press(as_amina: Client, sandbox: Sandbox) -> None:
    location = send(as_amina, photo=a_photo())

    assert location.startswith(reverse("benefits:evidence-sent", args=["x"])[:-2])
    assert len(received(sandbox)) == 1


def test_a_photo_added_while_another_window_sends_is_not_lost_on_an_error_page(
    as_amina: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at a photo takes a moment, and the draft is gone by then: she adds it again."""
    add(as_amina)

    def slowly(upload: object) -> bytes:
        if Submission.objects.count() == 0:
            send(as_amina)
        return b"a photo"

    monkeypatch.setattr(tasks, "clean_photo", slowly)

    assert "sent in another window" in add(as_amina)
    assert add(as_amina) == PAGE
    send(as_amina)
    assert len(received(sandbox)) == 2


def test_what_was_asked_for_is_said_and_offered_on_the_claim(as_amina: Client) -> None:
    claim = as_amina.get(reverse("benefits:index")).content.decode()
    page = as_amina.get(PAGE).content.decode()

    assert PAGE in claim
    assert "Your last 5 weekly or 2 monthly payslips" in page
    assert "A bank statement for the same weeks" in page


def test_once_sent_it_is_not_asked_for_again_and_is_listed(as_amina: Client) -> None:
    add(as_amina)
    send(as_amina)

    claim = as_amina.get(reverse("benefits:index")).content.decode()

    assert PAGE not in claim
    assert "Evidence you sent" in claim


def test_it_is_audited_counted_and_told(as_amina: Client, amina: Resident) -> None:
    add(as_amina)
    send(as_amina)

    sent = audited_and_counted("upload-evidence")
    told = OutboundNotification.objects.get()
    assert told.to == amina.email
    assert sent.reference in told.subject


def test_where_a_photo_was_taken_stays_with_the_resident(as_amina: Client) -> None:
    """I08"""
    add(as_amina, jpeg_with_a_place())

    photo = Attachment.objects.get()
    shown = as_amina.get(reverse("benefits:evidence-photo", args=[photo.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert b"Thornbridge Phones" not in shown.content
    assert "sandbox" in shown["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (BytesIO(b""), "payslip.jpg", "The photo is empty"),
        (BytesIO(b"%PDF-1.7 a payslip"), "payslip.pdf", "must be a JPG, PNG or WebP file"),
        (BytesIO(b"MZ a program"), "payslip.jpg", "must be a JPG, PNG or WebP file"),
        (BytesIO(b"<svg onload=alert(1)>"), "payslip.jpg", "must be a JPG, PNG or WebP file"),
        (BytesIO(b"\xff\xd8\xff broken"), "payslip.jpg", "cannot be opened"),
    ],
)
def test_what_is_no_photo_is_refused_in_plain_words_and_never_kept(
    as_amina: Client, content: BytesIO, name: str, words: str
) -> None:
    """I01, I09"""
    html = add(as_amina, content, name)

    assert words in html
    assert "Error: " in html
    assert Attachment.objects.count() == 0


def test_nothing_is_sent_without_a_photo(as_amina: Client) -> None:
    html = send(as_amina)

    assert "Add a photo of what we asked to see" in html
    assert Submission.objects.count() == 0


def test_adding_nothing_is_answered_with_what_to_do(as_amina: Client) -> None:
    page = as_amina.post(PAGE, {"add_photo": "yes"}).content.decode()

    assert "Choose a photo first" in page
    assert not Attachment.objects.exists()


def test_sending_is_offered_once_there_is_something_to_send(as_amina: Client) -> None:
    assert "Send to the benefits team" not in as_amina.get(PAGE).content.decode()

    add(as_amina)

    html = as_amina.get(PAGE).content.decode()
    assert "Send to the benefits team" in html
    assert str(Draft.objects.get().form_key) in html


def test_a_photo_can_be_taken_off_before_it_is_sent_and_not_afterwards(as_amina: Client) -> None:
    add(as_amina)
    first = Attachment.objects.get()
    as_amina.post(reverse("benefits:remove-evidence-photo", args=[WANTED, first.pk]))
    assert Attachment.objects.count() == 0

    add(as_amina)
    send(as_amina)
    sent = Attachment.objects.get()
    late = as_amina.post(reverse("benefits:remove-evidence-photo", args=[WANTED, sent.pk]))

    assert late.status_code == 404
    assert Attachment.objects.count() == 1


def test_there_is_an_end_to_photos(as_amina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """I04"""
    monkeypatch.setattr("services.benefits.views.evidence.MOST_PHOTOS", 2)
    assert MOST_PHOTOS == 8
    add(as_amina)
    add(as_amina)

    assert "You can add up to 2 photos" in add(as_amina)
    assert Attachment.objects.count() == 2


def test_pressing_send_twice_sends_once(as_amina: Client, sandbox: Sandbox) -> None:
    add(as_amina)
    key = str(Draft.objects.get().form_key)

    first = as_amina.post(PAGE, {"send": "yes", "form_key": key})
    again = as_amina.post(PAGE, {"send": "yes", "form_key": key})

    assert first["Location"] == again["Location"]
    assert (Submission.objects.count(), len(received(sandbox))) == (1, 1)


def test_while_the_supplier_is_down_photos_are_kept_and_delivered_later_once(
    as_amina: Client, sandbox: Sandbox
) -> None:
    add(as_amina)
    key = str(Draft.objects.get().form_key)
    sandbox.fault("benefits", "late_error")  # it takes the photo, and then says that it did not
    page = as_amina.post(PAGE, {"send": "yes", "form_key": key})
    assert page.status_code == 503  # what we asked for cannot even be read
    assert Submission.objects.count() == 0
    assert Attachment.objects.count() == 1

    sandbox.well("benefits")
    later = timezone.now() + timedelta(hours=1)
    send(as_amina)
    submissions.deliver_due(now=later)

    assert len(received(sandbox)) == 1


def test_nobody_opens_what_somebody_else_was_asked_for(as_grace: Client, as_amina: Client) -> None:
    """E16: another resident's request, photo and receipt are not found."""
    add(as_amina)
    photo = Attachment.objects.get()
    receipt = send(as_amina)

    assert as_grace.get(PAGE).status_code == 404
    assert as_grace.post(PAGE, {"photo": a_photo()}).status_code == 404
    assert as_grace.get(receipt).status_code == 404
    assert as_grace.get(reverse("benefits:evidence-photo", args=[photo.pk])).status_code == 404
    assert Attachment.objects.count() == 1


def test_a_photo_of_the_claim_is_not_shown_under_housing(as_amina: Client) -> None:
    """L08: who helps with housing only must not reach it by its number."""
    add(as_amina)
    photo = Attachment.objects.get()

    assert as_amina.get(reverse("housing:photo", args=[photo.pk])).status_code == 404
    assert as_amina.post(reverse("housing:remove-photo", args=[photo.pk])).status_code == 404
    assert Attachment.objects.filter(pk=photo.pk).exists()
