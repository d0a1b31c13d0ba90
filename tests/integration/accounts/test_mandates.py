"""A mandate is written down once, in exact words, and ends when it should."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.assisted.actors import actor_at_desk
from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.mandates.authority import (
    AgreedBefore,
    Consent,
    end_mandate,
    list_live_mandates,
    record_mandate,
)
from accounts.mandates.models import Agreed, EndedBy, Mandate
from accounts.mandates.wording import Language, hash_of
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory
from tests.factories.assisted import agree
from tests.integration.accounts.conftest import audited
from tests.together import together

pytestmark = pytest.mark.django_db
WORDS = "I am Desmond Clarke. I agree."


def consent(resident, now, **changes):
    facts = {
        "resident_id": resident.pk,
        "services": ("housing", "benefits"),
        "channel": Channel.ASSISTED_FACE_TO_FACE,
        "agreed_how": Agreed.ON_PAPER,
        "words_shown": WORDS,
        "ends_at": now + timedelta(hours=1),
    }
    return Consent(**{**facts, **changes})


def test_it_keeps_who_for_whom_for_what_until_when_how_and_the_words(joy, desmond):
    now = timezone.now()

    mandate = record_mandate(
        consent(desmond, now, language=Language.WELSH), actor=actor_at_desk(joy.staff), now=now
    )

    mandate.refresh_from_db()
    assert (mandate.resident_id, mandate.staff_id) == (desmond.pk, joy.staff.pk)
    assert mandate.services == ["housing", "benefits"]
    assert (mandate.starts_at, mandate.ends_at) == (now, now + timedelta(hours=1))
    assert (mandate.agreed_how, mandate.language) == (Agreed.ON_PAPER, Language.WELSH)
    assert mandate.words_shown == WORDS
    assert mandate.words_hash == hash_of(WORDS)
    assert mandate.ended_at is None


def test_writing_it_down_is_audited_with_the_hash_and_no_name(joy, desmond):
    now = timezone.now()

    mandate = record_mandate(consent(desmond, now), actor=actor_at_desk(joy.staff), now=now)

    entry = audited(
        "accounts.mandate.recorded",
        staff_id=joy.staff.pk,
        resident_id=desmond.pk,
        subject=str(mandate.pk),
    )
    assert entry.facts == {
        "services": "benefits, housing",
        "agreed_how": "on_paper",
        "words_hash": hash_of(WORDS),
        "authority": "own",
    }
    assert "Desmond" not in str(AuditEntry.objects.values())


@pytest.mark.parametrize("minutes", [0, -1])
def test_the_database_refuses_one_that_ends_before_it_starts(joy, desmond, minutes):
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        agree(joy.staff, desmond, now=now, ends_at=now + timedelta(minutes=minutes))


def test_the_database_refuses_a_verbal_one_without_a_witness(joy, desmond):
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(joy.staff, desmond, agreed_how=Agreed.VERBALLY, witness="")
    assert agree(joy.staff, desmond, agreed_how=Agreed.VERBALLY, witness="Ada Obi").pk


@pytest.mark.parametrize(
    ("starts", "ends", "ended", "live"),
    [
        (-10, 50, None, True),
        (0, 50, None, True),
        (1, 50, None, False),
        (-60, 0, None, False),
        (-60, 1, None, True),
        (-10, 50, -5, False),
    ],
)
def test_it_is_live_from_its_start_to_its_end_unless_it_was_ended(
    joy, desmond, starts, ends, ended, live
):
    now = timezone.now()
    mandate = agree(
        joy.staff,
        desmond,
        starts_at=now + timedelta(minutes=starts),
        ends_at=now + timedelta(minutes=ends),
        ended_at=None if ended is None else now + timedelta(minutes=ended),
    )

    assert (mandate in list_live_mandates(desmond.pk, now=now)) is live


def test_the_mandates_of_others_are_not_listed(joy, desmond, lakshmi):
    agree(joy.staff, lakshmi)

    assert list(list_live_mandates(desmond.pk, now=timezone.now())) == []


@pytest.mark.parametrize("by", list(EndedBy), ids=str)
def test_it_ends_once_and_says_by_whom(joy, desmond, by):
    mandate = agree(joy.staff, desmond)
    now, actor = timezone.now(), Actor(resident_id=desmond.pk)

    first = end_mandate(mandate, actor=actor, by=by, now=now)
    second = end_mandate(mandate, actor=actor, by=EndedBy.STAFF, now=now + timedelta(hours=1))

    mandate.refresh_from_db()
    assert (first, second) == (True, False)
    assert (mandate.ended_at, mandate.ended_by) == (now, by)
    assert AuditEntry.objects.filter(event="accounts.mandate.ended").count() == 1


def test_it_is_not_ended_when_the_trail_cannot_be_written(joy, desmond, monkeypatch):
    """D23"""
    mandate = agree(joy.staff, desmond)

    def refuse(*_args, **_facts):
        raise OSError("the disk is full")

    monkeypatch.setattr("accounts.mandates.authority.record", refuse)
    with pytest.raises(OSError, match="disk is full"):
        end_mandate(
            mandate,
            actor=Actor(resident_id=desmond.pk),
            by=EndedBy.RESIDENT,
            now=timezone.now(),
        )

    assert Mandate.objects.get().ended_at is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_agreement_sent_twice_at_the_same_moment_is_one_mandate():
    now, desmond, joy = timezone.now(), ResidentFactory(), LibraryAdviserFactory()
    agreed = consent(desmond, now)

    answers = together(8, lambda: record_mandate(agreed, actor=actor_at_desk(joy), now=now))

    assert Mandate.objects.count() == 1
    assert [type(one) for one in answers].count(AgreedBefore) == 7
