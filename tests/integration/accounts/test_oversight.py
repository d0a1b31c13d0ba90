"""Supervisors see who looks too much, and no resident."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.actors import actor_at_desk
from accounts.assisted.finding import Facts, find_residents
from accounts.assisted.models import Clearance
from accounts.assisted.oversight import watch
from accounts.assisted.policies import Ending
from accounts.assisted.refusals import NotPermitted
from accounts.assisted.session import end_open_session
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.record import record
from accounts.staff.roles import Role
from tests.factories.accounts import LibraryAdviserFactory, StaffMemberFactory
from tests.factories.assisted import Desk, begin
from tests.integration.accounts.clearances import ask
from tests.together import together

pytestmark = pytest.mark.django_db


def searched(desk, times):
    for _ in range(times):
        record(Event.RESIDENTS_SEARCHED, actor=actor_at_desk(desk.staff))


def test_who_was_stopped_for_looking_too_much_is_named_first(joy, desmond):
    """D12"""
    bea = Desk(LibraryAdviserFactory.create(name="Bea Lind"))
    searched(bea, 30)
    bea.post(reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"})
    begin(joy.staff, desmond)

    first, second = watch(now=timezone.now())

    assert (first.name, first.searches, first.stopped, first.refused) == ("Bea Lind", 30, 1, 1)
    assert (second.name, second.helped, second.stopped) == ("Joy Adeyemi", 1, 0)
    assert (second.searches, second.refused, second.failed_checks) == (0, 0, 0)
    assert (first.helped, first.failed_checks, first.helping_since) == (0, 0, None)
    assert second.helping_since is not None
    end_open_session(joy.staff, why=Ending.FINISHED, now=timezone.now())
    assert [row.helping_since for row in watch(now=timezone.now())] == [None, None]


def test_refusals_of_other_kinds_are_counted_and_stop_nobody(joy, pages):
    joy.client.get("/t/housing/")

    (row,) = watch(now=timezone.now())

    assert (row.refused, row.stopped) == (1, 0)


def test_checks_that_failed_are_counted(joy):
    for _ in range(2):
        record(Event.IDENTITY_FAILED, actor=actor_at_desk(joy.staff))

    (row,) = watch(now=timezone.now())

    assert (row.failed_checks, row.refused) == (2, 0)


def test_who_does_their_work_and_looks_for_nobody_is_not_listed(joy):
    record(Event.SIGNED_IN, actor=actor_at_desk(joy.staff))

    assert watch(now=timezone.now()) == ()


def test_after_a_week_it_is_no_longer_shown(joy):
    searched(joy, 1)

    happened_at, week = AuditEntry.objects.latest("pk").happened_at, timedelta(days=7)
    assert len(watch(now=happened_at + week - timedelta(seconds=1))) == 1
    assert watch(now=happened_at + week) == ()


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_only_supervisors_and_auditors_see_it(role):
    """D20"""
    desk = Desk(StaffMemberFactory.create(roles=[role.value]))

    status = desk.client.get(reverse("assisted:oversight")).status_code

    assert status == (200 if role in {Role.SUPERVISOR, Role.AUDITOR} else 403)


def test_no_resident_is_named(joy, desmond):
    """D33"""
    searched(joy, 30)
    joy.post(reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"})
    joy.help(desmond)
    supervisor = Desk(StaffMemberFactory.create(name="Sue Wren", roles=[Role.SUPERVISOR.value]))

    page = supervisor.client.get(reverse("assisted:oversight")).content.decode()

    assert "Joy Adeyemi" in page
    assert "looked for 30 people within an hour" in page
    assert "Helping since" in page
    for secret in ("Desmond", "Clarke", str(desmond.pk)):
        assert secret not in page


def test_it_costs_the_same_however_many_there_are(django_assert_max_num_queries):
    for number in range(5):
        searched(Desk(LibraryAdviserFactory.create(name=f"Adviser {number}")), 2)

    with django_assert_max_num_queries(3):
        assert len(watch(now=timezone.now())) == 5


def test_a_supervisor_answers_the_request_that_was_chosen(joy, desmond, lakshmi):
    """D11: whichever was asked first."""
    sue = Desk(StaffMemberFactory.create(name="Sue Wren", roles=[Role.SUPERVISOR]))
    for resident in (desmond, lakshmi):
        ask(joy, resident)
    later = Clearance.objects.get(resident=lakshmi)

    sue.post(reverse("assisted:decide", args=[later.pk]), {"allow": "yes"})

    answered = Clearance.objects.exclude(decided_at=None)
    assert [one.resident for one in answered] == [lakshmi]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_looks_for_eight_people_at_the_same_moment_is_stopped_as_well():
    """D12"""
    actor, now = actor_at_desk(LibraryAdviserFactory()), timezone.now()
    for _ in range(28):
        record(Event.RESIDENTS_SEARCHED, actor=actor)
    facts = Facts(last_name="Clarke", postcode="TB1 6RS")

    answers = together(8, lambda: find_residents(facts, actor=actor, now=now))

    assert [type(one) for one in answers].count(NotPermitted) == 6
