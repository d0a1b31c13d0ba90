"""The directory's signing keys: kept in a file, so that a restart or a reset rotates nothing."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from joserfc.jwk import KeySet, RSAKey

KEPT = 2
"""How many keys are published: the one that signs, and the one before it."""


def signing_key() -> RSAKey:
    return _load()[0]


def public_keys() -> dict:
    """The key set that relying parties fetch; private members are left out."""
    return KeySet(_load()).as_dict(private=False)


def rotate() -> str:
    """Sign with a new key from now on; returns its id."""
    key = _generate()
    _save([key, *_load()][:KEPT])
    return key.kid


def _load() -> list[RSAKey]:
    path = _path()
    if not path.exists():
        _save([_generate()])
    return [RSAKey.import_key(key) for key in json.loads(path.read_text())["keys"]]


def _generate() -> RSAKey:
    return RSAKey.generate_key(
        2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)}, private=True
    )


def _save(keys: list[RSAKey]) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    waiting.touch(mode=0o600)
    waiting.write_text(json.dumps({"keys": [key.as_dict(private=True) for key in keys]}))
    waiting.replace(path)


def _path() -> Path:
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    folder = database.parent if database.is_absolute() else settings.BASE_DIR / "var"
    return folder / "staff-directory-keys.json"
