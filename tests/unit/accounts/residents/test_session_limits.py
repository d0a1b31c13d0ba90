"""How long a session lasts, second by second."""

import pytest
from django.conf import settings

from accounts.residents.sessions import NOTED_EVERY, Limits

RESIDENT = Limits(idle=settings.RESIDENT_IDLE_SECONDS, absolute=settings.SESSION_COOKIE_AGE)
STAFF = Limits(idle=settings.STAFF_IDLE_SECONDS, absolute=settings.STAFF_ABSOLUTE_SECONDS)
HOUR = 3600

TABLE = [
    # limits, seconds since sign-in, seconds since the last request, why it has ended
    (RESIDENT, 0, 0, ""),
    (RESIDENT, 899, 899, ""),
    (RESIDENT, 900, 900, "idle"),
    (RESIDENT, 12 * HOUR - 1, 0, ""),
    (RESIDENT, 12 * HOUR, 0, "too_long"),
    (RESIDENT, 12 * HOUR, 900, "too_long"),
    (STAFF, 899, 899, ""),
    (STAFF, 900, 900, "idle"),
    (STAFF, 10 * HOUR - 1, 0, ""),
    (STAFF, 10 * HOUR, 0, "too_long"),
]


@pytest.mark.parametrize(("limits", "since_sign_in", "since_last", "why"), TABLE)
def test_a_session_has_ended(limits, since_sign_in, since_last, why):
    now = 1_780_000_000.0

    assert why == limits.ended_why(
        signed_in_at=now - since_sign_in, last_seen_at=now - since_last, now=now
    )


def test_the_policy_numbers_are_those_we_promised():
    assert (settings.RESIDENT_IDLE_SECONDS, settings.SESSION_COOKIE_AGE) == (900, 43_200)
    assert (settings.STAFF_IDLE_SECONDS, settings.STAFF_ABSOLUTE_SECONDS) == (900, 36_000)
    assert settings.SESSION_WARNING_SECONDS == 150
    assert settings.ACCOUNT_REAUTHENTICATION_TIMEOUT == 300
    assert NOTED_EVERY == 15


def test_a24_nobody_is_remembered_on_a_computer_they_may_not_own():
    assert settings.ACCOUNT_SESSION_REMEMBER is False
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE is True
