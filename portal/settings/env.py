"""The environment, read once and typed. Nothing else in the project reads `os.environ`.

A missing or wrong value does not raise here: it is collected in `problems`, and
`portal.checks` reports each with an id and a hint, so that one start shows them all.
"""

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

T = TypeVar("T")

BASE_DIR = Path(__file__).resolve().parent.parent.parent

problems: list[tuple[str, str]] = []
"""(variable, what is wrong with it), for the system checks."""


def text(name: str, default: str = "", *, required: bool = False) -> str:
    value = os.environ.get(name, "").strip()
    if not value and required:
        problems.append((name, "is not set"))
    return value or default


def secret(name: str, default: str = "", *, at_least: int = 32) -> str:
    """A secret of at least `at_least` characters; without a default it must be set."""
    value = text(name, default, required=not default)
    if value and len(value) < at_least:
        problems.append((name, f"is shorter than {at_least} characters"))
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value in {"", "0", "1", "true", "false", "yes", "no"}:
        return default if not value else value in {"1", "true", "yes"}
    problems.append((name, "is neither yes nor no"))
    return default


def seconds(name: str, default: float) -> float:
    return _read(name, default, float, "is not a number of seconds")


def number(name: str, default: int) -> int:
    return _read(name, default, int, "is not a whole number")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, among: Collection[str]) -> str:
    value = text(name, default)
    if value in among:
        return value
    problems.append((name, f"is none of {', '.join(among)}"))
    return default


def url(name: str, default: str = "", *, required: bool = False) -> str:
    """An http or https address, without a slash at the end."""
    value = text(name, default, required=required).rstrip("/")
    if value and not value.startswith(("http://", "https://")):
        problems.append((name, "is not an http or https address"))
    return value


def redis(name: str) -> str:
    value = text(name)
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        problems.append((name, "is not a redis://, rediss:// or unix:// address"))
    return value


def origin(address: str) -> str:
    """Scheme, host and port of an address: what a content security policy names."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def database(name: str, default: str = "") -> dict[str, object]:
    """A database address: postgres://user:password@host:port/name or sqlite:///path."""
    value = text(name, default, required=not default)
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        return _sqlite(value.removeprefix("sqlite:///"))
    if parts.scheme not in {"postgres", "postgresql"}:
        problems.append((name, "is neither a postgres:// nor a sqlite:/// address"))
        return _sqlite(":memory:")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": _port(name, parts),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _port(name: str, parts: SplitResult) -> str:
    try:
        return str(parts.port or "")
    except ValueError:
        problems.append((name, "has a port that is no number"))
        return ""


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Writers wait for each other instead of failing, and readers never wait.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;"
            ),
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
        },
    }


def _read(name: str, default: T, kind: Callable[[str], T], wrong: str) -> T:
    value = text(name)
    if not value:
        return default
    try:
        return kind(value)
    except ValueError:
        problems.append((name, wrong))
        return default
