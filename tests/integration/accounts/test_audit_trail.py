"""The audit trail cannot be changed, and shows it when somebody managed to (L12 to L16, D23)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.actor import SYSTEM, Actor
from accounts.audit import record as recording
from accounts.audit.chain import BEGINNING, find_breaks
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry, AuditTrailIsAppendOnly
from accounts.audit.record import record
from accounts.channels import Channel
from accounts.residents.models import Resident
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory
from tests.together import together

pytestmark = pytest.mark.django_db
TRIGGERS = ("audit_rows_stay", "audit_rows_stay_as_they_are")


def entries():
    return AuditEntry.objects.order_by("id")


def tamper(sql, *parameters):
    """What somebody with the database's own password could do: switch the triggers off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            for name in TRIGGERS:
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql, parameters)


@pytest.mark.smoke
def test_an_entry_says_who_for_whom_and_through_which_channel():
    resident, joy = ResidentFactory(), LibraryAdviserFactory()
    actor = Actor(resident.pk, Channel.ASSISTED_FACE_TO_FACE, staff_id=joy.pk)

    record(Event.LINK_MADE, actor=actor, subject="housing", proof="letter")

    entry = entries().get()
    assert (entry.resident_id, entry.staff_id) == (resident.pk, joy.pk)
    assert (entry.channel, entry.subject) == ("assisted_face_to_face", "housing")
    assert entry.facts == {"proof": "letter"}


def test_the_first_entry_follows_from_the_beginning_and_each_from_the_one_before():
    for _ in range(3):
        record(Event.LINK_MADE, actor=SYSTEM)

    first, second, third = entries()
    assert first.previous_hash == BEGINNING
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert list(find_breaks(entries())) == []


def test_an_entry_cannot_be_saved_again_or_deleted():
    entry = record(Event.LINK_MADE, actor=SYSTEM)

    with pytest.raises(AuditTrailIsAppendOnly):
        entry.save()
    with pytest.raises(AuditTrailIsAppendOnly):
        entry.delete()


@pytest.mark.smoke
@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEntry.objects.update(reason="nothing happened"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.all()._raw_delete("default"),
    ],
    ids=["update", "delete", "raw delete"],
)
def test_the_database_itself_refuses_bulk_changes(change):
    record(Event.LINK_MADE, actor=SYSTEM)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()

    assert entries().count() == 1


@pytest.mark.postgresql
def test_the_database_refuses_to_empty_the_table():
    record(Event.LINK_MADE, actor=SYSTEM)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_auditentry")


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE audit_auditentry SET reason = 'x' WHERE id = %s", "words were changed"),
        ("UPDATE audit_auditentry SET channel = 'post' WHERE id = %s", "words were changed"),
        ("DELETE FROM audit_auditentry WHERE id = %s", "does not follow"),
    ],
)
def test_a_change_behind_the_triggers_is_found(sql, what):
    middle = [record(Event.LINK_MADE, actor=SYSTEM) for _ in range(3)][1]

    tamper(sql, middle.pk)

    assert what in next(find_breaks(entries())).what


def test_verify_audit_counts_an_unbroken_trail():
    last = [record(Event.LINK_MADE, actor=SYSTEM) for _ in range(3)][-1]
    out = StringIO()

    call_command("verify_audit", stdout=out)

    assert "3 entries, unbroken" in out.getvalue()
    assert last.hash in out.getvalue()


def test_verify_audit_fails_on_a_broken_trail_and_says_where():
    entry = record(Event.LINK_MADE, actor=SYSTEM)
    tamper("UPDATE audit_auditentry SET subject = 'x' WHERE id = %s", entry.pk)
    err = StringIO()

    with pytest.raises(CommandError, match="broken in 1 places"):
        call_command("verify_audit", stderr=err)
    assert f"Entry {entry.pk}" in err.getvalue()


def test_a_cut_tail_is_found_with_the_hash_noted_elsewhere():
    record(Event.LINK_MADE, actor=SYSTEM)
    tail = record(Event.LINK_MADE, actor=SYSTEM)
    tamper("DELETE FROM audit_auditentry WHERE id = %s", tail.pk)

    assert list(find_breaks(entries())) == []
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_audit", head=tail.hash)


def test_an_act_that_cannot_be_audited_does_not_happen(monkeypatch):
    def unwritable(*args, **kwargs):
        raise DatabaseError("the audit table is read-only")

    monkeypatch.setattr(AuditEntry, "save", unwritable)

    with pytest.raises(DatabaseError), transaction.atomic():
        record(Event.RESIDENT_CREATED, actor=Actor(ResidentFactory().pk))

    assert not Resident.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_unbroken_chain():
    """L14."""
    together(8, lambda: [record(Event.LINK_MADE, actor=SYSTEM) for _ in range(5)])

    assert entries().count() == 40
    assert list(find_breaks(entries())) == []


def test_the_correlation_id_of_the_request_is_kept(monkeypatch):
    monkeypatch.setattr(recording, "get_contextvars", lambda: {"request_id": "abc-123"})

    assert record(Event.LINK_MADE, actor=SYSTEM).correlation_id == "abc-123"
