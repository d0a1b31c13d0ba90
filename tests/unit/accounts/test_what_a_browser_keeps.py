"""At every change of resident a browser keeps who of staff sits there, and forgets the rest."""

import re
from types import SimpleNamespace

import pytest

from accounts import sign_ins
from accounts.assisted import browser, proposing
from accounts.assisted.forms import FindForm, IdentityForm, NewcomerForm
from accounts.assisted.identity_script import FACE_TO_FACE, TELEPHONE
from tests.unit.accounts.test_desk_forms import JOY, form_for

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


@pytest.mark.parametrize(
    "make",
    [
        FindForm,
        NewcomerForm,
        lambda: IdentityForm(questions=FACE_TO_FACE.questions + TELEPHONE.questions),
        lambda: form_for(JOY),
    ],
    ids=["find", "newcomer", "identity", "agreement"],
)
def test_no_browser_at_a_desk_offers_what_the_last_resident_said(monkeypatch, make):
    monkeypatch.setattr(proposing, "council_services", lambda: {"housing": "Housing"})
    boxes = re.findall(r'<input(?![^>]*"(?:radio|checkbox|hidden)")[^>]*>', str(make()))

    assert boxes
    assert [box for box in boxes if 'autocomplete="off"' not in box] == []
