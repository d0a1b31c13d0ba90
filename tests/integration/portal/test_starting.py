"""A server with settings that cannot be right does not start, and says why."""

import os
import subprocess
import sys

import pytest
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


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50"),
        ({"SNAPSHOT_KEYS": "not-a-key"}, "SNAPSHOT_KEYS: number 1 is not a Fernet key"),
        ({"SNAPSHOT_KEYS": None}, "SNAPSHOT_KEYS is empty"),
        ({"HOUSING_READ_SECONDS": "soon"}, "HOUSING_READ_SECONDS is not a number of seconds"),
        ({"HOUSING_URL": "housing.example"}, "HOUSING_URL is not an http or https address"),
        ({"STRIPE_LIVE": "yes"}, "STRIPE"),
        ({"PORTAL_URL": None}, "PORTAL_URL is not set"),
        ({"SANDBOX_URL": None}, "HOUSING_TOKEN is not set"),
        ({"SANDBOX_URL": None}, "STAFF_DIRECTORY_ISSUER is not set"),
    ],
)
def test_it_refuses_and_names_the_setting_with_a_hint(changes, words):
    result = start(**changes)

    assert result.returncode != 0
    assert words in result.stderr
    assert "HINT" in result.stderr
