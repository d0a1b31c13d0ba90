"""One gate: what is not yours looks exactly like what does not exist (E01 to E24, E33)."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from accounts.actor import Actor, NobodyToActFor
from accounts.audit.models import AuditEntry
from accounts.ownership import get_owned, list_owned
from services.models import Attachment, Submission
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.services import WaitingSubmissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.smoke]


@pytest.fixture
def alice():
    return ResidentFactory()


@pytest.fixture
def bob():
    return ResidentFactory()


def test_the_owner_gets_what_is_theirs(alice):
    hers = WaitingSubmissionFactory(resident_id=alice.pk)

    assert get_owned(Submission, actor=actor_of(alice), pk=hers.pk) == hers


@pytest.mark.parametrize("wanted", ["somebody else's", "nobody's"])
def test_anything_else_is_not_found_and_audited(alice, bob, wanted):
    theirs = WaitingSubmissionFactory(resident_id=bob.pk)
    pk = theirs.pk if wanted == "somebody else's" else uuid4()

    with pytest.raises(Http404) as refused:
        get_owned(Submission, actor=actor_of(alice), pk=pk)

    assert str(refused.value) == ""
    entry = AuditEntry.objects.get(event="accounts.ownership.refused")
    assert (entry.resident_id, entry.subject) == (alice.pk, "Submission")


def test_guessing_all_day_does_not_fill_a_trail_that_nobody_may_shorten(alice, bob, caplog):
    """L18: twenty lines in five minutes, then an alarm; of staff every try is written down."""
    joy = Actor(resident_id=alice.pk, staff_id=uuid4())
    for actor in [actor_of(alice)] * 25 + [actor_of(bob)] + [joy] * 25:
        with pytest.raises(Http404):
            get_owned(Submission, actor=actor, pk=uuid4())

    lines = Counter(AuditEntry.objects.values_list("resident_id", "staff_id"))
    assert lines == {(alice.pk, None): 20, (bob.pk, None): 1, (alice.pk, joy.staff_id): 25}
    assert [one.getMessage() for one in caplog.records] == ["audit.refusals.too_many"] * 5

    later = timezone.now() + timedelta(minutes=5)
    with time_machine.travel(later), pytest.raises(Http404):
        get_owned(Submission, actor=actor_of(alice), pk=uuid4())
    assert AuditEntry.objects.filter(resident_id=alice.pk, staff_id=None).count() == 21


def test_a_narrower_queryset_stays_narrow(alice):
    hers = WaitingSubmissionFactory(resident_id=alice.pk, service="housing")

    with pytest.raises(Http404):
        get_owned(Submission.objects.filter(service="parking"), actor=actor_of(alice), pk=hers.pk)


def test_a_list_holds_only_what_is_theirs(alice, bob):
    hers = WaitingSubmissionFactory(resident_id=alice.pk)
    WaitingSubmissionFactory(resident_id=bob.pk)

    assert list(list_owned(Submission, actor=actor_of(alice))) == [hers]


def test_without_a_resident_nothing_is_owned():
    with pytest.raises(NobodyToActFor):
        list_owned(Submission, actor=Actor())


def test_staff_get_what_belongs_to_no_service_of_the_resident_they_help(alice):
    """Her drafts' photos, say: the page that shows them looks at the service itself."""
    joy = Actor(resident_id=alice.pk, staff_id=uuid4(), services=frozenset({"housing"}))
    hers, _theirs = (
        Attachment.objects.create(resident_id=who, name="Photo 1", sealed=b"")
        for who in (alice.pk, uuid4())
    )

    assert list(list_owned(Attachment, actor=joy)) == [hers]


@pytest.mark.parametrize(("seconds", "lines"), [(299, 20), (300, 21)])
def test_after_five_minutes_a_refusal_is_written_down_again(alice, seconds, lines):
    """L18"""
    began = timezone.now()
    for moment in [began] * 20 + [began + timedelta(seconds=seconds)]:
        with time_machine.travel(moment, tick=False), pytest.raises(Http404):
            get_owned(Submission, actor=actor_of(alice), pk=uuid4())

    assert AuditEntry.objects.count() == lines
