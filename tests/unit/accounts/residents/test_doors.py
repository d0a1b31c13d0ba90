"""The pages one comes in by: counted, of today, and closed while nobody can count (A06, A11)."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisIsDown
from redis.exceptions import TimeoutError as RedisIsSlow

from accounts.residents import doors, half_done
from accounts.residents.adapter import ResidentAdapter, _method


@pytest.fixture
def request_():
    request = RequestFactory().get("/")
    request.session = {}
    return request


@pytest.mark.parametrize("fault", [RedisIsDown(), RedisIsSlow(), OSError(28, "No space left")])
def test_a06_without_a_counter_a_door_is_closed_and_says_so(monkeypatch, request_, fault, caplog):
    """N08: also when the counter is a file, and the disk is full; somebody is called to it."""
    shown = []
    monkeypatch.setattr(
        doors,
        "render",
        lambda request, name, status: shown.append(name) or HttpResponse("", status=status),
    )

    def view(request):
        raise fault

    assert doors.closed_without_limits(view)(request_).status_code == 503
    assert shown == ["account/paused.html"]
    assert [line.levelname for line in caplog.records] == ["ERROR"]


def test_another_fault_is_not_hidden_by_that(request_):
    def view(request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        doors.closed_without_limits(view)(request_)


def test_every_door_and_lock_is_behind_both(monkeypatch):
    """No page of allauth's is put in the URLconf bare, and none is there twice."""
    kinds = {pattern.name: pattern.callback.guard.kind for pattern in doors.urlpatterns}

    assert len(kinds) == len(doors.urlpatterns)
    assert set(kinds.values()) == {"public", "account_holder"}
    for pattern in doors.urlpatterns:
        beyond_the_door = "security/" in str(pattern.pattern) or str(pattern.pattern) in {
            "confirm/",
            "confirm/second-step/",
            "confirm/passkey/",
        }
        assert (kinds[pattern.name] == "account_holder") is beyond_the_door, pattern.name


RESET, LOGIN = (key for key, _, _ in half_done.BEGUN)
BEGUN = [
    # what is in the session, whether the account still has the address, whether it stays
    ({"email": "a@example.org", "user_id": "1", "user_pk": "1"}, True, True),
    ({"email": "a@example.org", "user_id": "1", "user_pk": "1"}, False, False),
    ({"email": "a@example.org", "user_id": None, "user_pk": None}, False, True),
    ({"email": None, "user_id": "1", "user_pk": "1"}, False, True),
]


@pytest.mark.parametrize("key", [RESET, LOGIN])
@pytest.mark.parametrize(("begun", "is_theirs", "stays"), BEGUN)
def test_a11_what_was_begun_with_an_old_address_is_forgotten(
    monkeypatch, request_, key, begun, is_theirs, stays
):
    """Begun by nobody (an unknown address) or without an address (a passkey) it goes on."""
    asked = []

    def find(**lookup):
        asked.append(lookup)
        return SimpleNamespace(exists=lambda: is_theirs)

    monkeypatch.setattr(half_done.User.objects, "filter", find)
    request_.session[key] = begun

    half_done.forget_what_is_stale(request_)

    assert (key in request_.session) is stays
    assert asked in ([], [{"pk": 1, "email": "a@example.org"}])


METHODS = [
    ([{"method": "password"}], "password"),
    ([{"method": "code"}], "e-mailed code"),
    ([{"method": "password"}, {"method": "mfa", "type": "totp"}], "password and second step"),
    ([{"method": "mfa", "type": "webauthn", "passwordless": True}], "passkey"),
    ([{"method": "mfa", "type": "webauthn"}], "second step"),
    ([{"method": "password"}, {"method": "password"}], "password"),
    ([{"method": "something new"}], ""),
    ([], ""),
]


@pytest.mark.parametrize(("records", "words"), METHODS)
def test_how_somebody_came_in_is_said_in_words(monkeypatch, request_, records, words):
    monkeypatch.setattr(
        "accounts.residents.adapter.get_authentication_records", lambda request, user: records
    )

    assert _method(request_, SimpleNamespace()) == words


NOW = 1_780_000_000.0
PROOFS = [
    ([], True),
    ([{"method": "password", "at": NOW - 300}], False),
    ([{"method": "password", "at": NOW - 300.1}], True),
    ([{"method": "mfa", "at": NOW - 10}], False),
    ([{"method": "code", "at": NOW - 1}], True),
    ([{"method": "password", "at": NOW - 900}, {"method": "mfa", "at": NOW - 1}], False),
    ([{"method": "password", "at": NOW - 1}, {"method": "mfa", "at": NOW - 900}], True),
]


@pytest.mark.parametrize(("records", "again"), PROOFS)
def test_a_proof_is_fresh_for_five_minutes_and_a_code_is_none(
    monkeypatch, request_, records, again
):
    monkeypatch.setattr(
        "accounts.residents.adapter.get_authentication_records", lambda request, user: records
    )
    monkeypatch.setattr("accounts.residents.adapter.time.time", lambda: NOW)
    request_.user, adapter = SimpleNamespace(), ResidentAdapter()
    adapter.request = request_

    assert adapter.is_reauthentication_required() is again
