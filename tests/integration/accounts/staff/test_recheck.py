"""When the directory is asked again, to the second, and how long it may stay silent (B19, B22)."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from accounts.staff import recheck
from accounts.staff.directory import DirectoryUnavailable
from tests.factories.accounts import LibraryAdviserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.mark.parametrize(
    ("seconds", "asked", "ended"),
    [
        (899, False, False),
        (900, True, False),
        (1799, True, False),
        (1800, True, True),
        (-600, True, False),  # N07: the clock was put back; who was sent away must not stay longer
    ],
)
def test_b22_a_silent_directory_is_asked_after_15_minutes_and_waited_for_15_more(
    monkeypatch, seconds, asked, ended
):
    checked_at = NOW - timedelta(seconds=seconds)
    joy = LibraryAdviserFactory.create(checked_at=checked_at)
    bea = LibraryAdviserFactory.create(checked_at=NOW)
    cal = LibraryAdviserFactory.create(checked_at=checked_at)
    calls, reasons = [], []

    def is_silent(request, member):
        calls.append(member)
        raise DirectoryUnavailable

    monkeypatch.setattr(recheck, "_ask", is_silent)
    monkeypatch.setattr(recheck, "_end", lambda request, member, reason: reasons.append(reason))
    request = RequestFactory().get("/")
    request.session = {}

    recheck._recheck(request, joy, now=NOW)

    assert (bool(calls), bool(reasons)) == (asked, ended)
    for member, before in ((joy, checked_at), (bea, NOW), (cal, checked_at)):
        member.refresh_from_db()
        assert member.checked_at == before, "silence confirms nobody, and no turn is kept"


def test_b22_a_silent_directory_is_asked_again_after_a_minute(monkeypatch):
    """Not at every page: each would wait for it."""
    joy = LibraryAdviserFactory.create(checked_at=NOW - timedelta(minutes=15))
    calls = []

    def is_silent(request, member):
        calls.append(member)
        raise DirectoryUnavailable

    monkeypatch.setattr(recheck, "_ask", is_silent)
    request = RequestFactory().get("/")
    request.session = {}

    asked = []
    for seconds in (0, 59, 60, 119, 120):
        recheck._recheck(request, joy, now=NOW + timedelta(seconds=seconds))
        asked.append(len(calls))

    assert asked == [1, 1, 2, 2, 3]
