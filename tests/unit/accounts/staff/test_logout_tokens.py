"""Back-channel logout: which tokens end somebody's sessions (security catalogue B20)."""

import pytest

from accounts.staff.tokens import LOGOUT_EVENT, TokenRefused, check_logout_token
from tests.unit.accounts.staff.keys import CLIENT, ISSUER, NOW


def logout_claims(**changes):
    good = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "joy",
        "iat": NOW,
        "exp": NOW + 120,
        "jti": "one-of-a-kind",
        "events": {LOGOUT_EVENT: {}},
        **changes,
    }
    return {name: value for name, value in good.items() if value is not ...}


def check(payload):
    return check_logout_token(payload, issuer=ISSUER, client_id=CLIENT, now=NOW)


def test_a_good_logout_token_says_whose_sessions_end():
    assert check(logout_claims()) == "joy"


BAD = {
    "another issuer": ("iss", {"iss": "https://evil.example"}),
    "another audience": ("aud", {"aud": "somebody-else"}),
    "ended": ("exp", {"exp": NOW - 60}),
    "no end": ("exp", {"exp": ...}),
    "a nonce, as an ID token has": ("nonce", {"nonce": "n"}),
    "no events": ("events", {"events": ...}),
    "another event": ("events", {"events": {"https://example.org/else": {}}}),
    "an event that is no object": ("events", {"events": {LOGOUT_EVENT: "yes"}}),
    "events in a list": ("events", {"events": [LOGOUT_EVENT]}),
    "no identifier": ("jti", {"jti": ...}),
    "an empty identifier": ("jti", {"jti": ""}),
    "a number as identifier": ("jti", {"jti": 1}),
    "no subject": ("sub", {"sub": ...}),
}


@pytest.mark.parametrize(("reason", "changes"), BAD.values(), ids=BAD.keys())
def test_nobody_is_signed_out_by_a_token_with(reason, changes):
    with pytest.raises(TokenRefused) as refused:
        check(logout_claims(**changes))

    assert str(refused.value) == reason
