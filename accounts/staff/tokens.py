"""What a token of the staff directory must say before we believe it (OpenID Connect Core 3.1.3.7).

`mozilla-django-oidc` checks the signature and the nonce and nothing else.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import jwt

LEEWAY = 60.0
"""Seconds that two clocks may differ."""
LONGEST_SUBJECT = 255
LONGEST_TOKEN = 64 * 1024
SMALLEST_RSA_KEY = 2048
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"

FindKeys = Callable[[str], list[dict[str, Any]]]
Claims = Mapping[str, Any]


class TokenRefused(Exception):
    """A token is not what it should be. The message names the check, never its content."""


def read_signed(
    token: str, *, algorithms: list[str], find_keys: FindKeys, kind: str = "JWT"
) -> dict[str, Any]:
    """The claims of a token whose signature is right; keys come from the directory alone.

    `kind` is what its header must call it, if it says so at all: no token passes for another kind.
    """
    if not isinstance(token, str) or not 0 < len(token) <= LONGEST_TOKEN:
        raise TokenRefused("no token")
    try:
        header = jwt.get_unverified_header(token)
        algorithm, key_id = header.get("alg"), header.get("kid")
        if algorithm not in algorithms:
            raise TokenRefused("algorithm")
        if not isinstance(key_id, str) or "crit" in header:
            raise TokenRefused("header")
        if str(header.get("typ", kind)).lower() not in {kind.lower(), "jwt"}:
            raise TokenRefused("typ")
        key = _only_key(find_keys(key_id), algorithm)
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=[algorithm], options=_SIGNATURE)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as fault:
        raise TokenRefused("signature") from fault
    return claims


_SIGNATURE: Any = {  # we check the claims ourselves, all of them, below
    "verify_signature": True,
    "verify_aud": False,
    "verify_iss": False,
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_sub": False,
    "verify_jti": False,
}


def check_id_token(
    claims: Claims,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    methods: list[str],
    longest_ago: float,
    now: float,
) -> str:
    """Return the subject. `methods` are what the directory must have used, such as `mfa`."""
    _check_names(claims, issuer=issuer, client_id=client_id)
    _check_times(claims, now=now)
    if not nonce or claims.get("nonce") != nonce:
        raise TokenRefused("nonce")
    _check_access_token(claims, access_token)
    used = claims.get("amr", [])
    if not isinstance(used, list) or not set(methods) <= {str(method) for method in used}:
        raise TokenRefused("amr")
    if "auth_time" in claims and now - _number(claims, "auth_time") > longest_ago + LEEWAY:
        raise TokenRefused("auth_time")
    return subject_of(claims)


def check_logout_token(claims: Claims, *, issuer: str, client_id: str, now: float) -> str:
    """Return whose sessions end (OpenID Connect Back-Channel Logout 2.6)."""
    _check_names(claims, issuer=issuer, client_id=client_id)
    _check_times(claims, now=now)
    if "nonce" in claims:
        raise TokenRefused("nonce")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise TokenRefused("events")
    if not isinstance(claims.get("jti"), str) or not claims["jti"]:
        raise TokenRefused("jti")
    return subject_of(claims)


def subject_of(claims: Claims) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise TokenRefused("sub")
    return subject


def _check_names(claims: Claims, *, issuer: str, client_id: str) -> None:
    if claims.get("iss") != issuer:
        raise TokenRefused("iss")
    if claims.get("aud") not in (client_id, [client_id]):
        raise TokenRefused("aud")
    if claims.get("azp", client_id) != client_id:
        raise TokenRefused("azp")


def _check_times(claims: Claims, *, now: float) -> None:
    if _number(claims, "exp") + LEEWAY <= now:
        raise TokenRefused("exp")
    if _number(claims, "iat") - LEEWAY > now:
        raise TokenRefused("iat")
    if "nbf" in claims and _number(claims, "nbf") - LEEWAY > now:
        raise TokenRefused("nbf")


def _check_access_token(claims: Claims, access_token: str) -> None:
    """When the directory ties the two together, they must belong together."""
    if "at_hash" not in claims:
        return
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    if claims["at_hash"] != base64.urlsafe_b64encode(half).rstrip(b"=").decode():
        raise TokenRefused("at_hash")


def _number(claims: Claims, name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(name)
    return float(value)


def _only_key(found: list[dict[str, Any]], algorithm: str) -> Any:
    """The one key for this id and algorithm; two would be one too many."""
    kind = {"RS": "RSA", "ES": "EC"}[algorithm[:2]]
    usable = [
        key
        for key in found
        if key.get("kty") == kind
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
    ]
    if len(usable) != 1:
        raise TokenRefused("key")
    key = jwt.PyJWK(usable[0], algorithm=algorithm).key
    if kind == "RSA" and key.key_size < SMALLEST_RSA_KEY:
        raise TokenRefused("key")
    return key
