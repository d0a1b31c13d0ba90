"""The lock after six tries: whose it is, and to the second how long it holds (A01, A05, A07)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.residents import lock
from accounts.residents.models import SignInLock

pytestmark = pytest.mark.django_db
AMINA, TOM = "amina@example.org", "tom@example.org"
NOW = timezone.now()


def try_often(email, times=6):
    return [lock.take_try(email, now=NOW) for _ in range(times)]


@pytest.mark.parametrize(("tries", "locked"), [(0, False), (5, False), (6, True), (7, True)])
def test_a01_the_sixth_try_is_the_last(tries, locked):
    try_often(AMINA, tries)

    assert lock.is_locked(AMINA, now=NOW) is locked
    assert lock.take_try(AMINA, now=NOW) is not locked


@pytest.mark.parametrize(("seconds", "locked"), [(0, True), (899, True), (900, False)])
def test_a01_the_lock_holds_for_fifteen_minutes(seconds, locked):
    try_often(AMINA)
    later = NOW + timedelta(seconds=seconds)

    assert lock.is_locked(AMINA, now=later) is locked
    assert lock.take_try(AMINA, now=later) is not locked


def test_a01_one_try_after_the_lock_is_one_of_six_again():
    try_often(AMINA)
    later = NOW + timedelta(minutes=15)

    assert [lock.take_try(AMINA, now=later) for _ in range(7)] == [True] * 6 + [False]


def test_a07_a_lock_is_on_one_address_and_so_is_its_key():
    for email in (AMINA, TOM):
        try_often(email)

    lock.forget_tries(AMINA)

    assert not lock.is_locked(AMINA, now=NOW)
    assert lock.is_locked(TOM, now=NOW)
    assert lock.take_try("somebody@example.org", now=NOW)


def test_a04_a_lock_is_not_passed_with_the_tries_somebody_else_has_left():
    try_often(TOM, 1)
    try_often(AMINA)

    assert not lock.take_try(AMINA, now=NOW)
    assert try_often(TOM) == [True] * 5 + [False]


def test_a01_the_fifteen_minutes_begin_with_the_last_try():
    try_often(AMINA, 5)
    lock.take_try(AMINA, now=NOW + timedelta(minutes=10))

    assert lock.is_locked(AMINA, now=NOW + timedelta(minutes=25, seconds=-1))
    assert not lock.is_locked(AMINA, now=NOW + timedelta(minutes=25))


def test_who_signs_in_twice_at_once_is_not_locked_out_by_the_first_of_the_two(monkeypatch):
    """A double click: the first is through, and forgets the tries while the second is counted."""
    get_or_create = SignInLock.objects.get_or_create

    def and_then_the_first_is_through(**named):
        monkeypatch.undo()
        get_or_create(**named)
        lock.forget_tries(AMINA)

    monkeypatch.setattr(SignInLock.objects, "get_or_create", and_then_the_first_is_through)

    assert lock.take_try(AMINA, now=NOW)
    assert SignInLock.objects.get().tries == 1
