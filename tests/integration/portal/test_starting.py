"""A server with settings that cannot be right does not start, and says why."""

import os
import subprocess
import sys

from cryptography.fernet import Fernet

from tests.processes import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "PATH": os.environ["PATH"],
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "SECRET_KEY": "x" * 60,
    "SNAPSHOT_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "account.example",
    "PORTAL_URL": "https://account.example",
    "REDIS_URL": "redis://127.0.0.1:1",
    "SANDBOX_URL": "http://127.0.0.1:8001",
    "STRIPE_LIVE": "no",
}


def start(**changes):
    """What happens when a server imports the application with these settings."""
    env = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import portal.wsgi"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_everything_in_place():
    result = start()

    assert result.returncode == 0, result.stderr[-2000:]


WRONG = {
    "SECRET_KEY": "short",
    "SNAPSHOT_KEYS": "not-a-key",
    "HOUSING_READ_SECONDS": "soon",
    "HOUSING_URL": "housing.example",
    "STRIPE_LIVE": "yes",
    "PORTAL_URL": None,
    "REDIS_URL": None,
}
WORDS = [
    "SECRET_KEY is shorter than 50",
    "SNAPSHOT_KEYS: number 1 is not a Fernet key",
    "HOUSING_READ_SECONDS is not a number of seconds",
    "HOUSING_URL is not an http or https address",
    "STRIPE",
    "PORTAL_URL is not set",
]


def test_it_refuses_and_names_every_wrong_setting_at_once_each_with_a_hint():
    """One start for all of them: the rules one by one are in tests/unit/portal/test_checks.py."""
    result = start(**WRONG)

    assert result.returncode != 0
    assert [words for words in WORDS if words not in result.stderr] == []
    assert result.stderr.count("HINT") >= len(WORDS)


def test_n15_without_a_sandbox_nothing_of_the_sandboxs_is_believed():
    result = start(SANDBOX_URL=None)

    assert result.returncode != 0
    for name in ("HOUSING_TOKEN", "STRIPE_SECRET_KEY", "NOTIFY_API_KEY", "STAFF_DIRECTORY_ISSUER"):
        assert f"{name} is not set" in result.stderr
