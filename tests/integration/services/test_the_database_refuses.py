"""What is never there twice, whatever the code around it does and however fast it is asked."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.models import Model
from django.utils import timezone

from accounts.assisted.models import AssistedSession, Caution
from accounts.models import User
from accounts.residents.models import AddressChange
from accounts.staff.models import StaffMember
from services.models import Draft, PostedCode
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentFactory,
    StaffUserFactory,
    UserFactory,
)
from tests.factories.assisted import agree, begin
from tests.factories.reporting import ContactVolumeFactory
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory
from tests.factories.twins import again

pytestmark = pytest.mark.django_db


def a_code() -> PostedCode:
    return PostedCode.objects.create(
        resident_id=uuid4(),
        service="benefits",
        reference="claim-1",
        code_hash="0" * 64,
        posted_at=timezone.now(),
    )


def a_draft() -> Draft:
    return Draft.objects.create(
        resident_id=uuid4(), service="parking", task="challenge", about="TB1", sealed=b"x"
    )


def a_change_of_address() -> AddressChange:
    return AddressChange.objects.create(
        user=UserFactory(),
        before="old@example.org",
        after="new@example.org",
        key="0" * 64,
        changed_at=timezone.now(),
    )


TWICE: dict[str, tuple[Callable[[], Model], Callable[[], dict[str, Any]], list[dict[str, Any]]]] = {
    "a link of a resident to a service": (
        ServiceLinkFactory,
        dict,
        [{"resident_id": uuid4()}, {"service": "parking"}],
    ),
    "a code in the post": (a_code, dict, [{"resident_id": uuid4()}, {"service": "social_care"}]),
    "a draft of a task": (
        a_draft,
        lambda: {"form_key": uuid4()},
        [{"resident_id": uuid4()}, {"service": "leisure"}, {"task": "appeal"}, {"about": "TB2"}],
    ),
    "a draft of one form": (a_draft, lambda: {"about": "TB2"}, [{"form_key": uuid4()}]),
    "a request from one form": (
        WaitingSubmissionFactory,
        lambda: {"reference": "other"},
        [{"form_key": uuid4()}],
    ),
    "a reference of a request": (
        WaitingSubmissionFactory,
        lambda: {"form_key": uuid4()},
        [{"reference": "other"}],
    ),
    "a count of contacts that holds": (
        ContactVolumeFactory,
        dict,
        [{"superseded_at": timezone.now()}, {"service": "parking"}],
    ),
    "somebody of the directory": (
        LibraryAdviserFactory,
        lambda: {"user_id": StaffUserFactory().pk},
        [{"subject": "somebody else"}, {"issuer": "https://another.example"}],
    ),
    "a way back to an old address": (a_change_of_address, dict, [{"key": "1" * 64}]),
    "an address to sign in with": (UserFactory, dict, [{"email": "another@example.org"}]),
}


@pytest.mark.parametrize(("make", "besides", "others"), TWICE.values(), ids=TWICE.keys())
def test_it_is_there_once(
    make: Callable[[], Model],
    besides: Callable[[], dict[str, Any]],
    others: list[dict[str, Any]],
) -> None:
    """What differs in just that is something else."""
    row = make()

    with pytest.raises(IntegrityError):
        again(row, **besides())
    for other in others:
        again(row, **besides(), **other)


def test_nobody_was_counted_less_than_not_at_all() -> None:
    with pytest.raises(IntegrityError):
        again(ContactVolumeFactory(), service="parking", count=-1)


def test_nobody_helps_two_residents_at_once_and_consent_is_for_one_session() -> None:
    joy, amina = LibraryAdviserFactory(), ResidentFactory()
    helping = begin(joy, amina)
    other = agree(joy, amina)

    with pytest.raises(IntegrityError):
        again(helping, mandate_id=other.pk)
    with pytest.raises(IntegrityError):
        again(helping, ended_at=timezone.now())
    again(helping, mandate_id=other.pk, ended_at=timezone.now())
    assert AssistedSession.objects.filter(ended_at=None).count() == 1


def test_a_record_has_one_mark() -> None:
    caution = Caution.objects.create(
        resident=ResidentFactory(), kind="ask_first", set_by=LibraryAdviserFactory()
    )

    with pytest.raises(IntegrityError):
        again(caution, kind="has_died")
    again(caution, resident_id=ResidentFactory().pk)


def test_a_login_is_one_person() -> None:
    resident, joy = ResidentFactory(), LibraryAdviserFactory()

    with pytest.raises(IntegrityError):
        again(resident)
    with pytest.raises(IntegrityError):
        again(joy, subject="somebody else")
    assert User.objects.count() == 2
    assert StaffMember.objects.count() == 1
