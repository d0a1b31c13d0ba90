"""What was given up goes on once more, or is done by hand, and never both."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.utils import timezone

from accounts.actor import Actor
from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.delivery import DeliveryState
from services import following_up
from services.following_up import (
    deal_with_by_hand,
    find_asked_since,
    is_of_another_account,
    list_given_up,
    send_again,
)
from services.models import Submission
from tests.factories.accounts import ResidentFactory
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory
from tests.together import together

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HELEN = Actor(staff_id=uuid4(), channel=Channel.ASSISTED_TELEPHONE)
SENT, BY_HAND = "services.submission.sent_again", "services.submission.by_hand"


def a_request(**facts):
    facts = {"state": "given_up", "attempts": 60, "last_fault": "status 503", **facts}
    return WaitingSubmissionFactory(**{"submitted_at": NOW - timedelta(days=2), **facts})


@pytest.fixture
def request_():
    return a_request()


def again(one):
    return send_again(one, actor=HELEN, now=NOW)


def by_hand(one):
    return deal_with_by_hand(one, actor=HELEN, resolution="Rang the team", now=NOW)


def events():
    return list(AuditEntry.objects.values_list("event", flat=True))


@pytest.mark.smoke
def test_sent_again_it_waits_as_if_it_had_just_been_asked_under_the_same_key(request_):
    other = a_request()
    key = request_.pk, request_.reference, request_.form_key

    assert again(request_)

    request_.refresh_from_db()
    assert (request_.state, request_.attempts, request_.next_attempt_at) == ("waiting", 0, NOW)
    assert (request_.pk, request_.reference, request_.form_key) == key
    assert list_given_up({"housing"}).get() == other
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.subject, entry.resident_id, entry.staff_id) == (
        SENT,
        request_.reference,
        request_.resident_id,
        HELEN.staff_id,
    )
    assert entry.facts == {"service": "housing", "task": "report-repair"}


@pytest.mark.smoke
def test_dealt_with_by_hand_it_is_off_the_list_and_the_record_says_how(request_):
    other = a_request()

    assert by_hand(request_)

    request_.refresh_from_db()
    assert (request_.is_delivered, request_.by_hand, request_.delivered_at) == (True, True, NOW)
    assert list_given_up({"housing"}).get() == other
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.reason, entry.resident_id, entry.staff_id) == (
        BY_HAND,
        "Rang the team",
        request_.resident_id,
        HELEN.staff_id,
    )


@pytest.mark.parametrize("act", [again, by_hand])
@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.DELIVERED])
def test_what_is_on_its_way_or_there_is_left_alone(act, state):
    """N-series: pressed on a page that is a minute old, the worker or the service has it."""
    request = a_request(state=state, attempts=3)

    assert not act(request)

    request.refresh_from_db()
    assert (request.state, request.attempts, request.by_hand) == (state, 3, False)
    assert events() == []


@pytest.mark.parametrize(("first", "second"), [(again, again), (again, by_hand), (by_hand, again)])
def test_the_second_press_does_nothing(request_, first, second):
    assert [first(request_), second(request_)] == [True, False]
    assert len(events()) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_ten_people_who_send_it_again_at_once_one_does(request_):
    """Real transactions: it goes back to the queue once, and one line of the record says so."""
    assert sorted(together(10, lambda: again(request_))) == [False] * 9 + [True]
    assert events() == [SENT]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_it_is_not_sent_and_done_by_hand_by_two_people_at_once(request_):
    acts = iter([again, by_hand] * 4)

    assert sorted(together(8, lambda: next(acts)(request_))) == [False] * 7 + [True]

    request_.refresh_from_db()
    sent = request_.is_waiting and not request_.by_hand
    assert events() == [SENT if sent else BY_HAND]


@pytest.mark.parametrize("act", [again, by_hand])
def test_without_a_line_on_the_record_nothing_happens(request_, act, monkeypatch):
    def unwritable(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(following_up, "record", unwritable)

    with pytest.raises(DatabaseError):
        act(request_)
    assert Submission.objects.get().is_given_up


SAME = [
    ({}, True),
    ({"state": "delivered"}, True),
    ({"state": "delivered", "by_hand": True}, True),
    ({"state": "given_up"}, False),
    ({"submitted_at": NOW - timedelta(days=2)}, False),
    ({"submitted_at": NOW - timedelta(days=3)}, False),
    ({"service": "parking"}, False),
    ({"task": "another-task"}, False),
    ({"account_reference": "tenure-2"}, False),
    ({"title": "Repair: broken window"}, False),
    ({"resident_id": uuid4()}, False),
]


@pytest.mark.parametrize(("changes", "is_twice"), SAME)
def test_what_the_resident_asked_for_once_more_is_not_sent_again_beside_it(
    request_, changes, is_twice
):
    """They were told that nobody has it, and need not have waited for us."""
    facts = {"resident_id": request_.resident_id, "submitted_at": NOW, **changes}
    since = WaitingSubmissionFactory(**facts)

    assert find_asked_since(request_) == (since if is_twice else None)
    assert again(request_) is not is_twice
    assert (SENT in events()) is not is_twice


@pytest.mark.parametrize(
    ("then", "now", "is_sent"),
    [
        ("tenure-1", None, True),
        ("tenure-1", "tenure-1", True),
        ("tenure-1", "tenure-9 tenure-1", True),
        ("tenure-1", "tenure-2", False),
        ("tenure-1", "tenure-10", False),
        ("", "tenure-2", True),
    ],
)
def test_after_a_move_nothing_is_sent_to_the_home_that_was(then, now, is_sent):
    """E-series: somebody else lives there. An account may also open several, and some ask none."""
    one = a_request(account_reference=then)
    for service, reference in (("housing", now), ("parking", "elsewhere")):
        if reference:
            facts = {"resident_id": one.resident_id, "reference": reference}
            ServiceLinkFactory(service=service, **facts)
    ServiceLinkFactory(reference="tenure-3")

    assert is_of_another_account(one) is not is_sent
    assert again(one) is is_sent
    one.refresh_from_db()
    assert one.is_waiting is is_sent


def test_it_can_be_done_by_hand_though_it_was_asked_for_once_more(request_):
    WaitingSubmissionFactory(resident_id=request_.resident_id, submitted_at=NOW)

    assert by_hand(request_)


def test_the_list_is_of_these_services_only_and_begins_with_who_waits_longest():
    young, old = a_request(submitted_at=NOW), a_request(submitted_at=NOW - timedelta(days=9))
    parking = a_request(service="parking", resident_id=ResidentFactory().pk)
    a_request(service="social_care")
    WaitingSubmissionFactory()

    assert list(list_given_up({"housing", "parking"})) == [old, parking, young]
    assert list(list_given_up(set())) == []


def test_one_of_a_service_that_is_not_theirs_is_not_found(request_):
    assert following_up.find(request_.pk, {"housing"}) == request_
    assert following_up.find(request_.pk, {"parking"}) is None
    assert following_up.find(uuid4(), {"housing"}) is None
