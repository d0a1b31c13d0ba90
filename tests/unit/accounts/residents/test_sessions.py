"""A request by a session's clock: noted, ended or let through (policy numbers, A14, A15)."""

import time
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from accounts import sign_ins
from accounts.actor import NobodyToActFor
from accounts.residents import context, sessions
from accounts.residents.sessions import SessionLimits, ends_at, limits_for
from accounts.sign_ins import LAST_SEEN_AT, SIGNED_IN_AT

NOW = 1_780_000_000.0
HOUR = 3600


class Session(dict):
    session_key = "key-1"

    def cycle_key(self):
        self.session_key = "key-2"


def a_request(*, staff=False, signed_in=True, path="/x/?a=1", **session):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=signed_in, is_staff=staff)
    request.session = Session(session)
    return request


@pytest.fixture
def ended(monkeypatch):
    """Why sessions were ended, in turn; signing out empties the session."""
    ended = []
    monkeypatch.setattr(sessions.sign_ins, "end_current", lambda request, why: ended.append(why))
    monkeypatch.setattr(sessions, "logout", lambda request: request.session.clear())
    return ended


def pass_through(request, *, now=NOW, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: now)
    return SessionLimits(lambda request: HttpResponse("the page"))(request)


CASES = [
    # staff, seconds since signing in, seconds since the last request, ended why, noted again
    (False, 100, 14.9, "", False),
    (False, 100, 15, "", True),
    (False, 899, 899, "", True),
    (False, 900, 900, "idle", False),
    (False, 12 * HOUR - 1, 20, "", True),
    (False, 12 * HOUR, 1, "too_long", False),
    (True, 10 * HOUR - 1, 20, "", True),
    (True, 10 * HOUR, 1, "too_long", False),
    (True, 900, 900, "idle", False),
    (False, -600, -600, "", True),  # N07: the clock was put back, and idle minutes begin again
]


@pytest.mark.parametrize(("staff", "signed_in", "seen", "why", "noted"), CASES)
def test_a_request_is_noted_or_the_session_is_over(
    ended, monkeypatch, staff, signed_in, seen, why, noted
):
    times = {SIGNED_IN_AT: NOW - signed_in, LAST_SEEN_AT: NOW - seen}
    request = a_request(staff=staff, **times)

    pass_through(request, monkeypatch=monkeypatch)

    assert ended == ([why] if why else [])
    assert request.session.get(sessions.WHY_KEY, "") == why
    if not why:
        assert request.session == {**times, **({LAST_SEEN_AT: NOW} if noted else {})}


def test_a_session_that_never_said_when_it_began_begins_now(ended, monkeypatch):
    """It was made before this release, or by a test: it lasts as long as any, not for ever."""
    request = a_request()

    pass_through(request, monkeypatch=monkeypatch)

    assert request.session == {SIGNED_IN_AT: NOW, LAST_SEEN_AT: NOW}
    assert ended == []


def test_nobodys_session_is_not_touched(ended, monkeypatch):
    request = a_request(signed_in=False)

    pass_through(request, monkeypatch=monkeypatch)

    assert request.session == {}


ENDS = [(0, 0, 900), (HOUR, 0, 900), (12 * HOUR - 60, 0, 60), (HOUR, 600, 300)]


@pytest.mark.parametrize(("signed_in", "seen", "left"), ENDS)
def test_a_page_knows_what_ends_first(signed_in, seen, left):
    request = a_request(**{SIGNED_IN_AT: NOW - signed_in, LAST_SEEN_AT: NOW - seen})

    assert ends_at(request).timestamp() == NOW + left


@pytest.mark.parametrize("request_", [a_request(signed_in=False), a_request()])
def test_without_a_session_nothing_ends(request_):
    assert ends_at(request_) is None


def test_staff_have_limits_of_their_own(settings):
    settings.STAFF_IDLE_SECONDS, settings.RESIDENT_IDLE_SECONDS = 1, 2

    assert limits_for(a_request(staff=True)).idle == 1
    assert limits_for(a_request(staff=False)).idle == 2


ASKED = [
    # staff, signed in, the fault, whether they are asked who they are
    (False, True, NobodyToActFor(), True),
    (True, True, NobodyToActFor(), False),
    (False, False, NobodyToActFor(), False),
    (False, True, ValueError(), False),
]


@pytest.mark.parametrize(("staff", "signed_in", "fault", "asked"), ASKED)
def test_only_a_resident_we_do_not_know_yet_is_asked_who_they_are(staff, signed_in, fault, asked):
    request = a_request(staff=staff, signed_in=signed_in)

    answer = SessionLimits(lambda request: HttpResponse()).process_exception(request, fault)

    assert (answer is not None) is asked
    if answer:
        assert answer.headers["Location"] == "/account/about-you/?next=%2Fx%2F%3Fa%3D1"


def test_why_the_last_session_ended_is_told_once_and_only_to_a_page_that_asks():
    request = a_request(signed_in=False, **{sessions.WHY_KEY: "idle"})

    assert context.session(request)["session_seconds"] == 0
    assert request.session == {sessions.WHY_KEY: "idle"}, "a page that did not ask was told"
    assert str(context.session(request)["why_ended"]) == "idle"
    assert str(context.session(request)["why_ended"]) == ""
    assert context.session(RequestFactory().get("/")) == {}


def test_that_something_typed_is_kept_is_told_once_as_well():
    request = a_request(signed_in=False, **{sessions.KEPT_KEY: True})

    assert bool(context.session(request)["typed_is_kept"]) is True
    assert bool(context.session(request)["typed_is_kept"]) is False


def test_a_page_is_never_told_that_it_ends_before_it_does(monkeypatch):
    """Its clock would ask a moment too early, and so keep a session that nobody sits at."""
    request = a_request(**{SIGNED_IN_AT: NOW, LAST_SEEN_AT: NOW})
    almost = datetime.fromtimestamp(NOW + 0.3, tz=UTC)
    monkeypatch.setattr(context.timezone, "now", lambda: almost)

    assert context.session(request)["session_seconds"] == 900


def test_the_sign_in_of_a_session_is_known_by_what_it_began_with(monkeypatch):
    sign_in_id = uuid4()

    assert sign_ins.current_id(a_request(sign_in_id=str(sign_in_id))) == sign_in_id
    assert sign_ins.current_id(a_request()) == sign_ins.NOBODYS == UUID(int=0)


def test_a14_a_new_key_is_noted_with_the_sign_in(monkeypatch):
    followed = []
    monkeypatch.setattr(sign_ins, "follow", lambda request: followed.append(request.session_key()))
    request = a_request()
    request.session_key = lambda: request.session.session_key

    sign_ins.rotate(request)

    assert followed == ["key-2"]
