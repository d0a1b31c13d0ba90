"""At every change of resident a browser keeps who of staff sits there, and forgets the rest."""

from types import SimpleNamespace

import pytest

from accounts import sign_ins
from accounts.assisted import browser

OF_STAFF = [
    "_auth_user_id",
    "_auth_user_backend",
    "_auth_user_hash",
    "_csrftoken",
    "oidc_states",
    "oidc_id_token_expiration",
    "staff_session_id",
    sign_ins.SIGN_IN_KEY,
    sign_ins.SIGNED_IN_AT,
    sign_ins.LAST_SEEN_AT,
]
OF_A_RESIDENT = [
    browser.SESSION,
    browser.BROWSER,
    "_messages",
    "account_login",
    "kept_form",
    "parking_basket",
    "resident",
    "my_staff_note",
]


@pytest.mark.parametrize("key", OF_STAFF)
def test_whoever_of_staff_sits_there_stays_signed_in_for_as_long_as_before(key):
    request = SimpleNamespace(session={key: "1"}, _messages=[])

    browser.forget_residents(request)

    assert request.session == {key: "1"}


@pytest.mark.parametrize("key", OF_A_RESIDENT)
def test_nothing_of_one_resident_meets_the_next(key):
    """D06"""
    request = SimpleNamespace(session={key: "1"}, _messages=["Your request was sent."])

    browser.forget_residents(request)

    assert request.session == {}
