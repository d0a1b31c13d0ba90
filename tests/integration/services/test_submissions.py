"""What a resident asked for is kept before it is sent, and sent once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError

from accounts.actor import Actor
from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.notifications.models import OutboundNotification
from services import submissions
from services.contract import ServiceUnavailable
from services.models import Journey, ServiceLink, Submission
from services.snapshots import keep_snapshots
from services.submissions import asked, deliver_due
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory, actor_of
from tests.factories.services import ServiceLinkFactory, a_summary
from tests.integration.services.wishes import NOW, PROMISED, Wish, events, wish
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
def test_a_submission_is_delivered_at_once_when_the_service_answers(supplier, resident):
    submission = wish(actor_of(resident))

    assert submission.is_delivered
    assert (submission.supplier_reference, submission.promised_on) == ("WO-1001", PROMISED)
    assert supplier.keys == [submission.pk]


@pytest.mark.smoke
def test_it_is_kept_when_the_service_is_down_and_delivered_once_when_it_is_back(supplier, resident):
    supplier.failure = ServiceUnavailable("down")
    submission = wish(actor_of(resident))
    assert submission.is_waiting
    assert (submission.reference != "", submission.last_fault) == (True, "down")

    supplier.failure = None
    later = NOW + timedelta(minutes=1)
    assert [deliver_due(now=later), deliver_due(now=later)] == [1, 0]

    assert supplier.keys == [submission.pk]


def test_what_was_asked_comes_back_as_it_was_and_is_not_readable_in_the_database(
    supplier, resident
):
    submission = wish(actor_of(resident))

    assert asked(submission, Wish) == Wish("a dry kitchen")
    assert b"kitchen" not in bytes(Submission.objects.get().sealed)


def test_pressing_the_button_twice_is_one_submission(supplier, resident):
    key = uuid4()

    first = wish(actor_of(resident), form_key=key)
    another = wish(actor_of(resident))
    second = wish(actor_of(resident), form_key=key)

    assert first.pk == second.pk
    assert supplier.keys == [first.pk, another.pk]
    assert Journey.objects.count() == 2


def test_somebody_elses_form_key_gives_nothing_of_theirs(supplier, resident):
    key = uuid4()
    wish(actor_of(ResidentFactory()), form_key=key)

    with pytest.raises(Submission.DoesNotExist):
        wish(actor_of(resident), form_key=key)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_the_same_moment_are_one_submission(supplier, resident):
    key = uuid4()

    made = together(20, lambda: wish(actor_of(resident), form_key=key).pk)

    assert made == [made[0]] * 20
    assert len(supplier.keys) == 1
    assert events().count("services.submission.accepted") == 1


def test_it_is_audited_when_it_is_accepted_and_when_it_arrives(supplier, resident):
    submission = wish(actor_of(resident))

    assert events() == ["services.submission.accepted", "services.submission.delivered"]
    assert AuditEntry.objects.first().subject == submission.reference


def test_help_stands_on_the_record_with_both_names(supplier, resident):
    joy = LibraryAdviserFactory()
    session = uuid4()
    actor = Actor(resident.pk, Channel.ASSISTED_FACE_TO_FACE, joy.pk, session)

    submission = wish(actor)

    assert (submission.staff_id, submission.assisted_session_id) == (joy.pk, session)
    for entry in AuditEntry.objects.all():
        assert (entry.resident_id, entry.staff_id) == (resident.pk, joy.pk)
        assert entry.channel == Channel.ASSISTED_FACE_TO_FACE
    assert Journey.objects.get().channel == Channel.ASSISTED_FACE_TO_FACE


def test_without_an_audit_line_nothing_is_kept_and_nothing_is_sent(supplier, resident, monkeypatch):
    def unwritable(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(submissions, "record", unwritable)

    with pytest.raises(DatabaseError):
        wish(actor_of(resident))
    assert not Submission.objects.exists()
    assert supplier.keys == []


def test_the_journey_is_counted_as_completed_even_if_the_service_is_down(supplier, resident):
    supplier.failure = ServiceUnavailable("down")

    wish(actor_of(resident))

    assert Journey.objects.get().outcome == "completed"


@pytest.mark.parametrize(("promise", "words"), [(PROMISED, "by 1 December 2026."), (None, "by .")])
def test_the_resident_is_told_once_when_the_service_has_it(supplier, resident, promise, words):
    ResidentFactory()
    supplier.promise = promise
    submission = wish(actor_of(resident))

    message = OutboundNotification.objects.get()
    assert message.reference == f"submission-{submission.pk}"
    assert (message.resident_id, message.body) == (resident.pk, f"WO-1001 {words}")


def test_the_row_says_delivered_in_the_transaction_that_tells_the_resident(
    supplier, resident, monkeypatch
):
    """N04: killed right after it, nothing is sent or told a second time."""
    found = []
    monkeypatch.setattr(
        submissions, "_tell_the_resident", lambda *_: found.append(Submission.objects.get().state)
    )

    wish(actor_of(resident))

    assert found == ["delivered"]


def test_the_card_asks_the_service_again_after_a_change(supplier, resident):
    ServiceLinkFactory(resident_id=resident.pk)
    keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=NOW)

    wish(actor_of(resident))

    assert not ServiceLink.objects.exclude(snapshot=None).exists()


def test_what_belongs_to_it_is_kept_in_the_same_transaction(supplier, resident):
    def fails(submission):
        raise ValueError("the photo could not be kept")

    with pytest.raises(ValueError, match="photo"):
        wish(actor_of(resident), in_the_same_transaction=fails)
    assert not Submission.objects.exists()


def test_the_suppliers_promise_wins_over_ours(supplier, resident):
    assert wish(actor_of(resident), promised_on=date(2026, 1, 1)).promised_on == PROMISED
