"""The staff directory's backend, which Django asks at every door (catalogue B10, B14)."""

from types import SimpleNamespace

import pytest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from accounts.staff.oidc import StaffDirectoryBackend

SOMEBODY = SimpleNamespace(is_active=True)


@pytest.mark.parametrize(
    ("request_", "proof", "asked"),
    [
        ("a request", {"nonce": "n", "code_verifier": "v"}, True),
        (None, {"nonce": "n", "code_verifier": "v"}, False),
        ("a request", {"nonce": "", "code_verifier": "v"}, False),
        ("a request", {"code_verifier": "v"}, False),
        ("a request", {"nonce": "n", "code_verifier": ""}, False),
        ("a request", {"nonce": "n"}, False),
        ("a request", {"username": "joy", "password": "three funny words"}, False),
    ],
)
def test_b14_only_the_callback_with_its_own_proof_is_asked(monkeypatch, request_, proof, asked):
    """B04, B13: without the nonce or the verifier of this browser no code is exchanged."""
    monkeypatch.setattr(
        OIDCAuthenticationBackend, "authenticate", lambda self, request, **kwargs: SOMEBODY
    )

    found = StaffDirectoryBackend().authenticate(request_, **proof)

    assert found is (SOMEBODY if asked else None)


@pytest.mark.parametrize("user", [SOMEBODY, SimpleNamespace(is_active=False), None])
def test_b20_a_session_of_a_closed_account_is_nobodys(monkeypatch, user):
    monkeypatch.setattr(OIDCAuthenticationBackend, "get_user", lambda self, user_id: user)

    found = StaffDirectoryBackend().get_user(1)

    assert found is (SOMEBODY if user is SOMEBODY else None)
