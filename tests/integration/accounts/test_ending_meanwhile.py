"""A record is marked while one of those who help with it ends by themselves."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.assisted import cautioning
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.models import Caution
from accounts.audit.record import record
from accounts.mandates import authority
from accounts.mandates.models import EndedBy, Mandate
from accounts.staff.roles import Role
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentWithoutEmailFactory,
    StaffMemberFactory,
)
from tests.factories.assisted import agree

SOON = 0.5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_neither_waits_for_what_the_other_holds(monkeypatch):
    desmond, now = ResidentWithoutEmailFactory(), timezone.now()
    sue = StaffMemberFactory(name="Sue Wren", roles=[Role.SUPERVISOR.value])
    bea, joy = LibraryAdviserFactory(name="Bea Lind"), LibraryAdviserFactory()
    beas, _joys = agree(bea, desmond, now=now), agree(joy, desmond, now=timezone.now())
    has_ended, hands = threading.Event(), []

    def end_beas():
        actor = actor_at_desk(bea)
        authority.end_mandate(beas, actor=actor, by=EndedBy.SESSION, now=timezone.now())
        connection.close()

    def record_while_bea_ends_hers(*what, **facts):
        if threading.current_thread() in hands:
            has_ended.set()
        line = record(*what, **facts)
        if not hands:
            hands.append(threading.Thread(target=end_beas))
            hands[0].start()
            has_ended.wait(SOON)
        return line

    monkeypatch.setattr(authority, "record", record_while_bea_ends_hers)

    cautioning.mark(desmond, kind=Caution.Kind.ASK_FIRST, supervisor=sue, now=timezone.now())
    hands[0].join()

    assert not Mandate.objects.filter(ended_at=None).exists()
