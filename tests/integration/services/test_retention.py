"""What is kept of people's affairs goes when its time is over, and no sooner."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from accounts.delivery import DeliveryState
from services.models import Attachment, Draft, LinkAttempt, PostedCode, ServiceLink
from services.retention import LOOKED, forget_what_is_old
from services.sealing import seal, seal_bytes
from tests.factories.accounts import ResidentFactory
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()
MOMENT = timedelta(seconds=1)


def a_draft(at: datetime) -> Model:
    kept = {"service": "housing", "task": "report-repair", "sealed": seal({})}
    return Draft.objects.create(resident_id=uuid4(), saved_at=at, **kept)


def a_photo(
    delivered_at: datetime | None, state: DeliveryState = DeliveryState.DELIVERED
) -> Attachment:
    submission = WaitingSubmissionFactory(
        state=state, delivered_at=delivered_at, submitted_at=NOW - timedelta(days=400)
    )
    return Attachment.objects.create(
        resident_id=submission.resident_id,
        submission=submission,
        name="Photo 1",
        media_type="image/jpeg",
        sealed=seal_bytes(b"picture"),
        created_at=NOW - timedelta(days=400),
    )


def a_request(delivered_at: datetime) -> Model:
    state = DeliveryState.DELIVERED
    return WaitingSubmissionFactory(state=state, delivered_at=delivered_at)


def a_snapshot(at: datetime) -> ServiceLink:
    return ServiceLinkFactory(resident_id=uuid4(), snapshot=seal({}), snapshot_at=at)


def a_code(at: datetime) -> Model:
    return PostedCode.objects.create(
        resident_id=uuid4(), service="benefits", reference="70043211", code_hash="x", posted_at=at
    )


def an_attempt(at: datetime) -> Model:
    return LinkAttempt.objects.create(
        resident_id=uuid4(), service="housing", facts_hash="x", tried_at=at
    )


@pytest.mark.parametrize(
    ("made_at", "days"),
    [(a_draft, 28), (a_photo, 30), (a_request, 730), (a_code, 28), (an_attempt, 30)],
)
def test_each_kind_is_kept_to_the_moment_its_days_are_over(
    made_at: Callable[[datetime], Model], days: int
) -> None:
    """L05, I13: drafts 28 days, photos 30 and requests two years after they were sent."""
    made = made_at(NOW)

    assert forget_what_is_old(now=NOW + timedelta(days=days) - MOMENT) == 0
    assert forget_what_is_old(now=NOW + timedelta(days=days)) == 1
    assert not type(made).objects.exists()  # type: ignore[attr-defined]  # every model has it


def test_a_last_answer_is_kept_for_seven_days_and_the_link_it_is_on_for_longer() -> None:
    """L05."""
    link = a_snapshot(NOW)

    assert forget_what_is_old(now=NOW + timedelta(days=7) - MOMENT) == 0
    assert [forget_what_is_old(now=NOW + timedelta(days=7)) for _ in range(2)] == [1, 0]
    link.refresh_from_db()
    assert link.snapshot is None


def test_a_photo_goes_and_the_report_it_was_part_of_stays() -> None:
    """I13: what was reported is the resident's to look up; the picture has done its work."""
    submission = a_photo(NOW).submission
    assert submission is not None

    forget_what_is_old(now=NOW + timedelta(days=30))

    submission.refresh_from_db()
    assert submission.is_delivered
    assert not submission.attachments.exists()


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.GIVEN_UP])
def test_a_photo_the_service_does_not_have_is_kept_however_old(state: DeliveryState) -> None:
    """G25: erasing it would lose what the resident asked for."""
    a_photo(None, state)

    assert forget_what_is_old(now=NOW + timedelta(days=4000)) == 0


def test_a_draft_takes_its_photos_along_and_leaves_other_drafts() -> None:
    """I13: no file is left behind when nobody came back to what it hung on."""
    old, fresh = a_draft(NOW), a_draft(NOW + MOMENT)
    for draft in (old, fresh):
        Attachment.objects.create(
            resident_id=uuid4(), draft=draft, name="Photo", media_type="image/jpeg", sealed=b""
        )

    assert forget_what_is_old(now=NOW + timedelta(days=28)) == 2
    assert Attachment.objects.get().draft_id == fresh.pk


def test_what_a_resident_owns_is_not_old() -> None:
    ServiceLinkFactory(resident_id=ResidentFactory().pk, linked_at=NOW - timedelta(days=900))

    assert forget_what_is_old(now=NOW) == 0
    assert ServiceLink.objects.exists()


def test_the_worker_sees_to_it_once_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """N17: it reads whole tables, and everybody's payments wait for the worker meanwhile."""
    cache.delete(LOOKED)
    monkeypatch.setattr(settings, "DELIVERIES", ["services.retention.forget_due"])

    for _ in range(2):
        a_snapshot(NOW - timedelta(days=8))
        call_command("run_worker", once=True)

    assert ServiceLink.objects.filter(snapshot=None).count() == 1
