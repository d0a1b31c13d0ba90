"""Two advisers help two residents: whatever is done about one pair leaves the other as it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.actor import Actor
from accounts.assisted import cautioning, clearing, conflicts, session
from accounts.assisted.models import AssistedSession, Caution, Clearance
from accounts.assisted.policies import Ending
from accounts.assisted.refusals import NotPermitted
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.mandates.authority import end_mandate
from accounts.mandates.models import EndedBy, Mandate
from accounts.staff.roles import Role
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentFactory,
    StaffMemberFactory,
)
from tests.factories.assisted import FailedCheckFactory, PassedCheckFactory, agree, begin

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def bea():
    return LibraryAdviserFactory.create(name="Bea Lind")


@pytest.fixture
def joys(joy, desmond):
    return begin(joy.staff, desmond)


@pytest.fixture
def beas(bea, lakshmi):
    return begin(bea, lakshmi)


def going_on():
    return set(AssistedSession.objects.filter(ended_at=None, paused_at=None))


def test_d03_one_agreement_ends_and_no_other(joy, bea, desmond):
    ended, kept = agree(joy.staff, desmond), agree(bea, desmond)

    end_mandate(ended, actor=Actor(resident_id=desmond.pk), by=EndedBy.RESIDENT, now=NOW)

    assert Mandate.objects.get(ended_at=None) == kept


def test_d08_signing_out_ends_ones_own_help_alone(joy, joys, beas):
    assert session.end_open_session(joy.staff, why=Ending.SIGNED_OUT, now=NOW) == joys

    assert going_on() == {beas}


def test_d08_help_that_is_over_is_neither_found_for_the_new_one_nor_ended_again(
    joy, desmond, lakshmi
):
    over = begin(joy.staff, lakshmi)
    session.end_session(over, why=Ending.FINISHED, now=NOW)
    now_open = begin(joy.staff, desmond)

    assert session.find_session(now_open.pk, joy.staff) == now_open
    assert session.end_open_session(joy.staff, why=Ending.SIGNED_OUT, now=NOW) == now_open

    over.refresh_from_db()
    assert over.ended_why == Ending.FINISHED


def test_d25_what_one_adviser_does_keeps_no_other_session_awake(joy, desmond, beas, pages):
    long_ago = NOW - timedelta(minutes=8)
    AssistedSession.objects.filter(pk=beas.pk).update(last_seen_at=long_ago)

    joy.help(desmond)
    joy.client.get("/t/housing/")

    beas.refresh_from_db()
    assert beas.last_seen_at == long_ago


def test_a_pause_begins_once_and_is_written_down_once(joys):
    for minutes in (0, 3):
        session.pause_session(joys, now=NOW + timedelta(minutes=minutes))
        assert AuditEntry.objects.filter(event=Event.SESSION_PAUSED).count() == 1

    joys.refresh_from_db()
    assert joys.paused_at == NOW


def test_who_goes_on_after_a_long_pause_has_ten_minutes_again_and_who_never_paused_has_not(
    joys, beas
):
    """D25: going on is doing something; a form that only says so is not."""
    session.pause_session(joys, now=NOW)
    later = timezone.now() + timedelta(minutes=20)

    for one in (joys, beas):
        session.resume_session(one, now=later)

    assert AuditEntry.objects.get(event=Event.SESSION_RESUMED).subject == str(joys.pk)
    assert session.end_what_is_over(now=later) == 1
    assert going_on() == {joys}


def test_one_session_pauses_and_goes_on_and_no_other(joys, beas):
    session.pause_session(joys, now=NOW)
    assert going_on() == {beas}
    session.pause_session(beas, now=NOW)

    session.resume_session(joys, now=NOW)

    assert going_on() == {joys}


def test_d25_the_worker_ends_what_is_over_and_nothing_else(joys, beas):
    AssistedSession.objects.filter(pk=joys.pk).update(last_seen_at=NOW - timedelta(minutes=10))

    assert session.end_what_is_over(now=NOW) == 1

    assert going_on() == {beas}


def test_d02_a_session_is_found_by_the_adviser_whose_it_is(joy, bea, joys):
    assert session.find_session(joys.pk, joy.staff) == joys
    assert session.find_session(joys.pk, bea) is None


def test_d01_only_ones_own_check_of_this_resident_counts(joy, bea, desmond, lakshmi):
    own = PassedCheckFactory(staff=joy.staff, resident=desmond, checked_at=NOW)
    later = NOW + timedelta(seconds=1)
    FailedCheckFactory(staff=bea, resident=desmond, checked_at=later)
    FailedCheckFactory(staff=joy.staff, resident=lakshmi, checked_at=later)

    assert session.find_check(joy.staff, desmond) == own


def test_d11_one_answer_is_for_one_request(joy, bea, desmond, lakshmi):
    sue = StaffMemberFactory.create(name="Sue Wren", roles=[Role.SUPERVISOR.value])
    pairs = [(joy.staff, desmond), (bea, desmond), (joy.staff, lakshmi)]
    asked = [
        clearing.ask_supervisor(
            staff=staff, resident=resident, why=Clearance.Why.NOBODY_ELSE, now=NOW
        )
        for staff, resident in pairs
    ]
    assert len({one.pk for one in asked}) == 3, "each of them asks for themselves"

    clearing.decide(asked[0], supervisor=sue, allow=True, now=NOW)

    answers = [clearing.find_latest(*pair) for pair in pairs]
    assert [one.is_allowed for one in answers] == [True, None, None]
    assert [one.decided_by for one in answers] == [sue, None, None]
    assert set(clearing.list_waiting(now=NOW)) == set(asked[1:])


@pytest.mark.parametrize(("seconds", "waits"), [(0, True), (86_399, True), (86_400, False)])
def test_a_request_waits_for_a_day_to_the_second(joy, desmond, seconds, waits):
    clearing.ask_supervisor(
        staff=joy.staff, resident=desmond, why=Clearance.Why.NOBODY_ELSE, now=NOW
    )

    waiting = clearing.list_waiting(now=NOW + timedelta(seconds=seconds))

    assert waiting.exists() is waits


def test_d11_a_mark_is_on_one_record(desmond, lakshmi, joys, beas):
    sue = StaffMemberFactory.create(name="Sue Wren", roles=[Role.SUPERVISOR.value])
    now = timezone.now()  # both are being helped by then
    cautioning.mark(lakshmi, kind=Caution.Kind.ASK_FIRST, supervisor=sue, now=now)
    assert Mandate.objects.get(ended_at=None).resident_id == desmond.pk

    assert cautioning.has_marked(sue, lakshmi)
    assert not cautioning.has_marked(sue, desmond)
    bea = beas.staff
    assert conflicts.get_resident(desmond.pk, staff=bea, now=now) == desmond
    with pytest.raises(NotPermitted):
        conflicts.get_resident(lakshmi.pk, staff=bea, now=now)

    cautioning.mark(desmond, kind=None, supervisor=sue, now=now)

    assert Caution.objects.get().resident == lakshmi


def test_d11_who_has_the_name_of_somebody_who_works_here_may_be_a_colleague(joy, desmond):
    """The directory tells us names and no addresses."""
    sam = ResidentFactory.create(first_name="Sam", last_name="Hughes")
    nameless = ResidentFactory.create(first_name="", last_name="")
    assert not conflicts.is_colleague(sam)

    StaffMemberFactory.create(name="HUGHES, Sám")

    found = [conflicts.is_colleague(resident) for resident in (sam, desmond, nameless)]
    assert found == [True, False, False]


def test_d02_a_record_that_does_not_exist_is_not_found(bea, desmond):
    with pytest.raises(Http404):
        conflicts.find_resident(uuid4())
