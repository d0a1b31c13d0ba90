"""What an ID token of the staff directory must say (security catalogue B01 to B08, B21)."""

import pytest

from accounts.staff.tokens import TokenRefused, check_id_token
from tests.unit.accounts.staff.keys import ACCESS_TOKEN, CLIENT, ISSUER, NONCE, NOW, claims


def check(payload, *, nonce=NONCE, methods=("mfa",), access_token=ACCESS_TOKEN):
    return check_id_token(
        payload,
        issuer=ISSUER,
        client_id=CLIENT,
        nonce=nonce,
        access_token=access_token,
        methods=list(methods),
        longest_ago=36_000,
        now=NOW,
    )


def test_a_good_token_says_who_it_is():
    assert check(claims()) == "joy"


GOOD = {
    "the audience as a list of one": {"aud": [CLIENT]},
    "ourselves as the authorised party": {"azp": CLIENT},
    "a clock that is 59 seconds behind ours": {"exp": NOW - 59},
    "a clock that is 60 seconds ahead of ours": {"iat": NOW + 60},
    "no word about the access token": {"at_hash": ...},
    "no word about when they signed in": {"auth_time": ...},
    "a sign-in from this morning": {"auth_time": NOW - 36_000},
    "a sign-in ten hours and a clock's difference ago": {"auth_time": NOW - 36_060},
    "a start that a slow clock has not seen yet": {"nbf": NOW + 60},
    "a subject of 255 characters": {"sub": "s" * 255},
    "a subject of one": {"sub": "7"},
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD.keys())
def test_a_token_is_taken_with(changes):
    assert check(claims(**changes)) == changes.get("sub", "joy")


BAD = {
    "B01 another issuer": ("iss", {"iss": "https://evil.example"}),
    "B01 the issuer with a slash": ("iss", {"iss": f"{ISSUER}/"}),
    "B01 no issuer": ("iss", {"iss": ...}),
    "B01 a list of issuers": ("iss", {"iss": [ISSUER]}),
    "B02 another audience": ("aud", {"aud": "somebody-else"}),
    "B02 no audience": ("aud", {"aud": ...}),
    "B02 an empty list of audiences": ("aud", {"aud": []}),
    "B02 an audience besides us": ("aud", {"aud": [CLIENT, "somebody-else"]}),
    "B02 another authorised party": ("azp", {"azp": "somebody-else"}),
    "B03 ended": ("exp", {"exp": NOW - 60}),
    "B03 no end": ("exp", {"exp": ...}),
    "B03 an end in words": ("exp", {"exp": "tomorrow"}),
    "B03 true as an end": ("exp", {"exp": True}),
    "B03 true as a beginning": ("iat", {"iat": True}),
    "B03 made in the future": ("iat", {"iat": NOW + 61}),
    "B03 never made": ("iat", {"iat": ...}),
    "B03 not valid yet": ("nbf", {"nbf": NOW + 61}),
    "B04 another nonce": ("nonce", {"nonce": "of-another-tab"}),
    "B04 no nonce": ("nonce", {"nonce": ...}),
    "B04 an empty nonce": ("nonce", {"nonce": ""}),
    "B08 no subject": ("sub", {"sub": ...}),
    "B08 an empty subject": ("sub", {"sub": ""}),
    "B08 a number as a subject": ("sub", {"sub": 7}),
    "B08 256 characters of subject": ("sub", {"sub": "s" * 256}),
    "B08 100 kB of subject": ("sub", {"sub": "s" * 100_000}),
    "B21 a password alone": ("amr", {"amr": ["pwd"]}),
    "B21 no word about methods": ("amr", {"amr": ...}),
    "B21 methods as a text": ("amr", {"amr": "mfa"}),
    "B21 methods as an object": ("amr", {"amr": {"mfa": True}}),
    "B21 signed in yesterday": ("auth_time", {"auth_time": NOW - 36_061}),
    "B21 signed in at some time": ("auth_time", {"auth_time": "lately"}),
    "somebody else's access token": ("at_hash", {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
}


@pytest.mark.parametrize(("reason", "changes"), BAD.values(), ids=BAD.keys())
def test_a_token_is_refused_with(reason, changes):
    with pytest.raises(TokenRefused) as refused:
        check(claims(**changes))

    assert str(refused.value) == reason


def test_b04_a_session_without_a_nonce_takes_no_token():
    with pytest.raises(TokenRefused, match="nonce"):
        check(claims(nonce=""), nonce="")


def test_a_council_may_ask_for_no_second_factor():
    assert check(claims(amr=...), methods=()) == "joy"
