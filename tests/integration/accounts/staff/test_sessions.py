"""What the directory decides while somebody is signed in (catalogue B19, B20, B24, B25)."""

from datetime import timedelta

import pytest
import requests
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.session import pause_session
from accounts.audit.models import AuditEntry
from accounts.models import SignIn
from accounts.staff.models import StaffMember
from accounts.staff.recheck import _take_turn
from tests.factories.accounts import ResidentFactory
from tests.factories.assisted import begin
from tests.integration.accounts.staff.directory import answer


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def joy(client, directory, clock) -> Client:
    """Joy's browser, a moment after she signed in."""
    directory.sign_in(client)
    directory.calls.clear()
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("staff:landing")).status_code == 200


def keep_busy(client: Client, clock, minutes: float) -> None:
    """Time passes with a request every ten minutes, so that nothing ends for idleness."""
    left = minutes
    while left > 0:
        clock.shift(timedelta(minutes=min(10, left)))
        left -= 10
        if left > 0:
            client.get(reverse("staff:signed-out"))


def test_b19_for_fifteen_minutes_the_directory_is_not_asked(joy, directory, clock):
    keep_busy(joy, clock, 14.9)

    assert is_in(joy)
    assert directory.calls == []


def test_b19_after_fifteen_minutes_it_is_asked_once(joy, directory, clock):
    keep_busy(joy, clock, 15)

    assert is_in(joy)
    assert is_in(joy)
    assert directory.calls == ["/token", "/userinfo"]
    assert directory.sent[-2]["grant_type"] == "refresh_token"


def test_b19_a_group_taken_away_is_a_role_taken_away(joy, directory, clock):
    directory.person["groups"] = ["auditors"]
    keep_busy(joy, clock, 15)

    page = joy.get(reverse("staff:landing")).text

    assert "Reports" in page
    assert "Find somebody" not in page
    assert StaffMember.objects.get().roles == ["auditor"]
    assert AuditEntry.objects.filter(event="staff.roles.changed").exists()


def test_b19_the_last_group_taken_away_ends_the_session(joy, directory, clock):
    directory.person["groups"] = []
    keep_busy(joy, clock, 15)

    assert not is_in(joy)
    assert SignIn.objects.get().ended_why == "by_directory"


def test_b20_a_closed_account_ends_the_session(joy, directory, clock):
    directory.answers["/token"] = answer({"error": "invalid_grant"}, 400)
    keep_busy(joy, clock, 15)

    assert not is_in(joy)


def test_b20_other_sessions_of_a_closed_account_end_at_their_next_request(joy, directory, clock):
    desktop = Client()
    directory.sign_in(desktop)
    keep_busy(joy, clock, 10)
    directory.answers["/token"] = answer({"error": "invalid_grant"}, 400)
    desktop.get(reverse("staff:signed-out"))
    clock.shift(timedelta(minutes=5))

    assert not is_in(joy)
    assert not is_in(desktop)


def test_userinfo_about_somebody_else_ends_the_session(joy, directory, clock):
    directory.userinfo = {"sub": "morgan"}
    keep_busy(joy, clock, 15)

    assert not is_in(joy)
    assert StaffMember.objects.get().name == "Joy Adeyemi"


def test_a_directory_that_is_down_is_asked_once_a_minute_and_given_fifteen_more(
    joy, directory, clock
):
    directory.answers["/token"] = requests.ConnectionError("down")
    keep_busy(joy, clock, 15)
    assert is_in(joy)
    assert is_in(joy)
    assert directory.calls.count("/token") == 1

    clock.shift(60)
    assert is_in(joy)
    assert directory.calls.count("/token") == 2

    keep_busy(joy, clock, 13.9)
    assert is_in(joy)
    clock.shift(60)
    assert not is_in(joy)


def test_a_directory_that_is_back_is_believed_again(joy, directory, clock):
    directory.answers["/token"] = requests.ConnectionError("down")
    keep_busy(joy, clock, 16)
    assert is_in(joy)
    del directory.answers["/token"]
    clock.shift(61)

    assert is_in(joy)
    keep_busy(joy, clock, 14)
    assert is_in(joy)


def test_b25_a_form_sent_after_fifteen_minutes_arrives(joy, directory, clock):
    keep_busy(joy, clock, 15)

    response = joy.post(reverse("residents:stay-signed-in"), {"next": "/staff/"})

    assert response.headers["Location"] == "/staff/"
    assert directory.calls == ["/token", "/userinfo"]


def test_each_refresh_token_is_used_once(joy, directory, clock):
    for _ in range(3):
        keep_busy(joy, clock, 15)
        assert is_in(joy)

    used = [sent["refresh_token"] for sent in directory.sent if "refresh_token" in sent]
    assert len(used) == len(set(used)) == 3


def test_only_one_of_two_requests_at_once_asks(joy, directory, clock):
    member = StaffMember.objects.get()
    now = timezone.now() + timedelta(minutes=15)
    assert _take_turn(member, now=now)
    assert not _take_turn(member, now=now)


def test_staff_are_signed_out_after_fifteen_idle_minutes(joy, clock):
    clock.shift(timedelta(minutes=15))

    assert not is_in(joy)
    assert "nothing happened for 15 minutes" in joy.get(reverse("staff:signed-out")).text


def test_staff_are_signed_out_after_ten_hours(joy, directory, clock):
    keep_busy(joy, clock, 10 * 60 - 0.5)
    assert is_in(joy)
    clock.shift(30)

    assert not is_in(joy)


def test_b24_signing_out_ends_our_session_and_then_the_directorys(joy, settings):
    settings.PORTAL_URL = "https://account.example"

    response = joy.post(reverse("staff:sign-out"))

    assert response.headers["Location"].startswith("https://directory.example/end-session?")
    assert "https%3A%2F%2Faccount.example%2Fstaff%2Fsigned-out%2F" in response.headers["Location"]
    assert "id_token_hint" not in response.headers["Location"]
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(joy)
    assert AuditEntry.objects.filter(event="staff.session.ended").count() == 1
    assert SignIn.objects.get().ended_why == "signed_out"


def test_b24_signing_out_works_when_the_directory_is_down(joy, directory):
    cache.clear()
    directory.answers["/.well-known/openid-configuration"] = requests.ConnectTimeout("down")

    response = joy.post(reverse("staff:sign-out"))

    assert response.headers["Location"] == reverse("staff:signed-out")
    assert not is_in(joy)


def test_a_link_signs_nobody_out(joy):
    assert joy.get(reverse("staff:sign-out")).status_code == 405
    assert is_in(joy)


def log_out(token: str) -> int:
    return Client().post(reverse("staff:back-channel-logout"), {"logout_token": token}).status_code


def test_b20_the_directory_ends_every_session_of_somebody(joy, directory):
    desktop = Client()
    directory.sign_in(desktop)

    assert log_out(directory.make_logout_token()) == 200

    assert not is_in(joy)
    assert not is_in(desktop)
    assert set(SignIn.objects.values_list("ended_why", flat=True)) == {"by_directory"}


def test_b20_whoever_the_directory_signs_out_helps_nobody_any_more(joy, directory):
    """Also help that is paused, which else goes on until its hour is over."""
    session = begin(StaffMember.objects.get(), ResidentFactory())
    pause_session(session, now=timezone.now())

    log_out(directory.make_logout_token())

    session.refresh_from_db()
    assert session.ended_why == "signed_out"
    assert session.mandate.ended_at is not None


def test_b20_a_logout_token_counts_once(joy, directory):
    token = directory.make_logout_token()
    assert log_out(token) == 200
    directory.sign_in(joy)

    assert log_out(token) == 400
    assert is_in(joy)


NO_LOGOUT = {
    "another audience": {"aud": "another-client"},
    "another issuer": {"iss": "https://evil.example"},
    "a nonce": {"nonce": "n"},
    "no event": {"events": ...},
    "ended": {"exp": 1},
    "no identifier": {"jti": ...},
}


@pytest.mark.parametrize("changes", NO_LOGOUT.values(), ids=NO_LOGOUT.keys())
def test_b20_a_logout_token_that_is_not_right_ends_nothing(joy, directory, changes):
    assert log_out(directory.make_logout_token(**changes)) == 400
    assert is_in(joy)


def test_b20_an_id_token_is_no_logout_token(joy, directory):
    assert log_out(directory.make_id_token()) == 400
    assert is_in(joy)


def test_b20_a_logout_token_of_somebody_else_ends_nothing_of_joys(joy, directory):
    assert log_out(directory.make_logout_token(sub="morgan")) == 200
    assert is_in(joy)


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_b20_what_is_no_token_ends_nothing(joy, token):
    assert log_out(token) == 400
    assert is_in(joy)


def test_b20_a_token_signed_by_somebody_else_ends_nothing(joy, directory):
    directory.key = "evil"

    assert log_out(directory.make_logout_token()) == 400
    assert is_in(joy)
