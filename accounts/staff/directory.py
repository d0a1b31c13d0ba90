"""The staff directory's own answers: where its pages are, its keys, tokens and who somebody is.

Everything starts from the issuer in the settings; what the directory says about itself must agree
with that. Its keys are kept for a day and asked for again at most once a minute.
"""

import time
from typing import Any, TypeVar

import msgspec
import requests
from django.conf import settings
from django.core.cache import cache
from django.core.signing import Signer

from accounts.outbound import call

KEPT_SECONDS = 24 * 60 * 60
ASKED_AGAIN_AFTER = 60.0

T = TypeVar("T")


class DirectoryUnavailable(Exception):
    """The directory gave no answer that makes sense."""


class DirectoryRefused(Exception):
    """The directory answered, and the answer is no: the code or the token is not good any more."""


class Discovery(msgspec.Struct, frozen=True):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""


class Tokens(msgspec.Struct, frozen=True):
    access_token: str
    id_token: str = ""
    refresh_token: str = ""


class Keys(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class StaffDirectory:
    """Calls to the directory, each within a few seconds."""

    def __init__(self) -> None:
        self._issuer: str = settings.STAFF_DIRECTORY_ISSUER
        self._session = requests.Session()

    def discover(self) -> Discovery:
        """What the directory says about itself, at most a day old."""
        known = self.known_discovery()
        if known is None:
            known = self._get(f"{self._issuer}/.well-known/openid-configuration", Discovery)
            if known.issuer != self._issuer:
                raise DirectoryUnavailable("it calls itself by another name")
            _check_addresses(known)
            cache.set(self._name("discovery"), msgspec.to_builtins(known), KEPT_SECONDS)
        return known

    def known_discovery(self) -> Discovery | None:
        """The same without asking; None when we have not asked for a day."""
        kept = cache.get(self._name("discovery"))
        return msgspec.convert(kept, Discovery) if kept else None

    def find_keys(self, key_id: str) -> list[dict[str, Any]]:
        """The public keys with this id: what we know, or what the directory has just added."""
        kept = cache.get(self._name("keys")) or {"keys": [], "asked_at": 0.0}
        found = [key for key in kept["keys"] if key.get("kid") == key_id]
        if found or time.time() - kept["asked_at"] < ASKED_AGAIN_AFTER:
            return found
        fetched = self._get(self.discover().jwks_uri, Keys).keys
        kept = {"keys": fetched, "asked_at": time.time()}
        cache.set(self._name("keys"), kept, KEPT_SECONDS)
        return [key for key in fetched if key.get("kid") == key_id]

    def exchange(self, code: str, *, verifier: str, redirect_uri: str) -> Tokens:
        return self._ask_for_tokens(
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
        )

    def renew(self, refresh_token: str) -> Tokens:
        return self._ask_for_tokens(grant_type="refresh_token", refresh_token=refresh_token)

    def fetch_claims(self, access_token: str) -> dict[str, Any]:
        """What the directory says about whoever this token was given for."""
        headers = {"Authorization": f"Bearer {access_token}"}
        return self._get(self.discover().userinfo_endpoint, dict[str, Any], headers=headers)

    def _ask_for_tokens(self, **form: str) -> Tokens:
        form["client_id"] = settings.STAFF_DIRECTORY_CLIENT_ID
        form["client_secret"] = settings.STAFF_DIRECTORY_CLIENT_SECRET
        return self._call("POST", self.discover().token_endpoint, Tokens, data=form)

    def _get(self, url: str, into: type[T], **options: Any) -> T:
        return self._call("GET", url, into, **options)

    def _call(self, method: str, url: str, into: type[T], **options: Any) -> T:
        try:
            response = call(self._session, method, url, **options)
        except requests.RequestException as fault:
            raise DirectoryUnavailable(type(fault).__name__) from fault
        if response.status_code in {400, 401, 403}:
            raise DirectoryRefused(f"status {response.status_code}")
        if response.status_code != 200:
            raise DirectoryUnavailable(f"status {response.status_code}")
        try:
            return msgspec.json.decode(response.content, type=into)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            raise DirectoryUnavailable("the answer made no sense") from fault

    def _name(self, what: str) -> str:
        return f"staff-directory:{Signer().signature(self._issuer)}:{what}"


def _check_addresses(discovery: Discovery) -> None:
    """A directory we reach by HTTPS does not send our secret anywhere else than by HTTPS."""
    scheme = "https://" if discovery.issuer.startswith("https://") else "http"
    addresses = (
        discovery.authorization_endpoint,
        discovery.token_endpoint,
        discovery.userinfo_endpoint,
        discovery.jwks_uri,
    )
    if not all(address.startswith(scheme) for address in addresses):
        raise DirectoryUnavailable("it has addresses that are not safe")
