"""mozilla-django-oidc with its defaults closed: who comes back from the staff directory, and how.

What is changed, and why: nobody is found by e-mail but by issuer and subject; the ID token's
issuer, audience, times, nonce and methods are checked (`tokens`); signatures are RS256 or ES256
with a key of the directory; every call is bounded (`directory`); userinfo must be about the same
subject; groups count only word for word (`claims`).
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from accounts.models import User
from accounts.staff import tokens
from accounts.staff.claims import StaffClaims, read_claims
from accounts.staff.directory import StaffDirectory, Tokens
from accounts.staff.members import welcome

REFRESH_TOKEN_KEY = "staff_refresh_token"  # noqa: S105  (where it is, not what it is)


class StaffDirectoryBackend(OIDCAuthenticationBackend):
    """One sign-in through the staff directory.

    Raises DirectoryUnavailable, DirectoryRefused, TokenRefused or NoRoleHere, which the callback
    page puts into words.
    """

    def __init__(self) -> None:  # the library's own reads settings that discovery replaces
        self.OIDC_RP_CLIENT_ID = settings.STAFF_DIRECTORY_CLIENT_ID
        self.OIDC_RP_CLIENT_SECRET = settings.STAFF_DIRECTORY_CLIENT_SECRET
        self.UserModel = User

    def authenticate(self, request: HttpRequest | None, **kwargs: Any) -> User | None:
        """Only for the callback: Django asks every backend at every door, with any address."""
        if request is None or not kwargs.get("nonce") or not kwargs.get("code_verifier"):
            return None
        user: User | None = super().authenticate(request, **kwargs)
        return user

    def get_token(self, payload: dict[str, Any]) -> dict[str, str]:
        received = StaffDirectory().exchange(
            payload["code"],
            verifier=payload.get("code_verifier", ""),
            redirect_uri=callback_address(),
        )
        self._received = received
        return {"access_token": received.access_token, "id_token": received.id_token}

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        claims = tokens.read_signed(
            token,
            algorithms=settings.STAFF_DIRECTORY_ALGORITHMS,
            find_keys=StaffDirectory().find_keys,
        )
        tokens.check_id_token(
            claims,
            issuer=settings.STAFF_DIRECTORY_ISSUER,
            client_id=settings.STAFF_DIRECTORY_CLIENT_ID,
            nonce=kwargs.get("nonce") or "",
            access_token=self._received.access_token,
            methods=settings.STAFF_DIRECTORY_METHODS,
            longest_ago=settings.STAFF_ABSOLUTE_SECONDS,
            now=time.time(),
        )
        return claims

    def store_tokens(self, access_token: str, id_token: str) -> None:
        """Kept for the check of roles, once somebody is signed in; see `callback`."""
        self.request.staff_refresh_token = self._received.refresh_token

    def get_or_create_user(
        self, access_token: str, id_token: str, payload: dict[str, Any]
    ) -> User | None:
        found = fetch_staff_claims(self._received, subject=tokens.subject_of(payload))
        return welcome(found).user

    def get_user(self, user_id: Any) -> User | None:
        user: User | None = super().get_user(user_id)
        return user if user is not None and user.is_active else None


def fetch_staff_claims(received: Tokens, *, subject: str) -> StaffClaims:
    """Who the directory says this is now; raises TokenRefused when it speaks of somebody else."""
    claims = StaffDirectory().fetch_claims(received.access_token)
    if tokens.subject_of(claims) != subject:
        raise tokens.TokenRefused("userinfo sub")
    return read_claims(
        claims,
        issuer=settings.STAFF_DIRECTORY_ISSUER,
        subject=subject,
        groups=settings.STAFF_DIRECTORY_GROUPS,
    )


def callback_address() -> str:
    """From settings alone: a request's Host header chooses nothing here."""
    return f"{settings.PORTAL_URL}{reverse('staff:callback')}"
