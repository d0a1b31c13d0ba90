"""Keys and tokens that a directory, or somebody pretending to be one, would make."""

import base64
import hashlib
import json
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

ISSUER, CLIENT, NONCE = "https://directory.example", "my-account", "n-0S6_WzA2Mj"
ACCESS_TOKEN = "access-token-of-joy"
NOW = 1_780_000_000.0


@cache
def rsa_key(name: str = "ours", bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def public_jwk(key: Any, kid: str = "k1", **more: Any) -> dict[str, Any]:
    algorithm = jwt.algorithms.RSAAlgorithm if hasattr(key, "key_size") else None
    if isinstance(key, ec.EllipticCurvePrivateKey):
        algorithm = jwt.algorithms.ECAlgorithm
    return {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig", **more}


def claims(**changes: Any) -> dict[str, Any]:
    """Those of a good ID token, with changes; a change to `...` leaves the claim out."""
    good = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "joy",
        "exp": NOW + 300,
        "iat": NOW,
        "nonce": NONCE,
        "auth_time": NOW - 30,
        "amr": ["pwd", "mfa"],
        "at_hash": at_hash(ACCESS_TOKEN),
        **changes,
    }
    return {name: value for name, value in good.items() if value is not ...}


def signed(payload: dict[str, Any], *, key: Any = None, algorithm: str = "RS256", **header: Any):
    return jwt.encode(payload, key or rsa_key(), algorithm, headers={"kid": "k1", **header})


def at_hash(access_token: str) -> str:
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).rstrip(b"=").decode()
