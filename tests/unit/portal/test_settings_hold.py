"""What the settings promise: protections that hold everywhere, and production's on top of them."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.assisted.policies import IDLE
from accounts.channels import Channel
from accounts.staff.roles import Role
from portal.settings import base, measures

ROOT = Path(settings.BASE_DIR)
CSP = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
WANTED = (
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY",
    "STRIPE_LIVE",
    "DJANGO_AXE_ENABLED",
    "ALLOWED_HOSTS",
    "CACHES",
)
NAMED = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "x" * 60,
    "SNAPSHOT_KEYS": "k",
    "ALLOWED_HOSTS": "account.example",
    "PORTAL_URL": "https://account.example",
    "REDIS_URL": "redis://127.0.0.1:1",
    "DATABASE_URL": "sqlite:///:memory:",
}
ASK = f"""
import json
from django.conf import settings
from portal.settings import env
found = {{name: getattr(settings, name) for name in {WANTED!r}}}
print(json.dumps({{**found, "problems": env.problems}}))
"""


def production(**changes: str) -> dict:
    """What production makes of an environment, in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={**NAMED, "DJANGO_SETTINGS_MODULE": "portal.settings.production", **changes},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(said.stdout)


@pytest.fixture(scope="module")
def found():
    return production()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", False),
        ("SECURE_SSL_REDIRECT", True),
        ("SECURE_HSTS_SECONDS", 63_072_000),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
        ("SECURE_PROXY_SSL_HEADER", ["HTTP_X_FORWARDED_PROTO", "https"]),
        ("SESSION_COOKIE_NAME", "__Host-session"),
        ("SESSION_COOKIE_SECURE", True),
        ("SESSION_COOKIE_HTTPONLY", True),
        ("SESSION_COOKIE_SAMESITE", "Lax"),
        ("CSRF_COOKIE_NAME", "__Host-csrf"),
        ("CSRF_COOKIE_SECURE", True),
        ("CSRF_COOKIE_HTTPONLY", True),
        ("STRIPE_LIVE", True),
        ("DJANGO_AXE_ENABLED", False),
        ("ALLOWED_HOSTS", ["account.example"]),
    ],
)
def test_production_protects_its_cookies_and_its_address(found, name, value):
    """J02, J04"""
    assert found[name] == value


def test_no_letter_leaves_this_machine_but_through_notify():
    """K06: Wagtail would write to its moderators by SMTP, to whoever listens, in the clear."""
    assert base.EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"


def test_production_counts_limits_where_every_worker_sees_them(found):
    """J14"""
    assert found["CACHES"]["default"]["BACKEND"].endswith("RedisCache")


MUST_BE_NAMED = {
    *(f"{name}_URL" for name in ("HOUSING", "BENEFITS", "PARKING", "LEISURE", "SOCIAL_CARE")),
    *(f"{name}_TOKEN" for name in ("HOUSING", "BENEFITS", "PARKING", "LEISURE", "SOCIAL_CARE")),
    "VEHICLES_URL",
    "VEHICLES_TOKEN",
    "STRIPE_API_URL",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRETS",
    "NOTIFY_URL",
    "NOTIFY_API_KEY",
    "STAFF_DIRECTORY_ISSUER",
    "STAFF_DIRECTORY_CLIENT_SECRET",
    "STAFF_DIRECTORY_CLIENT_ID",
    "STAFF_EMAIL_DOMAINS",
    *(f"NOTIFY_{kind}_TEMPLATE" for kind in ("EMAIL", "SMS", "LETTER")),
    *(f"COUNCIL_{said}" for said in ("NAME", "TELEPHONE", "HOURS", "ADDRESS")),
}


def test_production_takes_nothing_of_the_sandbox_by_default(found):
    """N15: its addresses and secrets can be read by everybody."""
    assert {name for name, what in found["problems"] if what == "is not set"} == MUST_BE_NAMED


def test_a_test_site_may_name_the_sandbox_and_then_needs_no_supplier():
    assert production(SANDBOX_URL="https://sandbox.example")["problems"] == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "PORTAL_URL", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_what_must_be_set_is_missed(name):
    assert [name, "is not set"] in production(**{name: ""})["problems"]


@pytest.mark.parametrize(("name", "value", "wrong"), [
    ("LOG_LEVEL", "LOUD", "is none of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    ("LOG_FORMAT", "xml", "is none of json, lines"),
    ("REDIS_URL", "localhost:6379", "is not a redis://, rediss:// or unix:// address"),
    ("DATABASE_URL", "postgres://me@here:54x2/db", "has a port that is no number"),
])  # fmt: skip
def test_what_cannot_be_right_is_named_instead_of_a_traceback(name, value, wrong):
    assert [name, wrong] in production(**{name: value})["problems"]


# Everywhere


@pytest.mark.parametrize("directive", ["object-src", "base-uri", "frame-ancestors"])
def test_what_no_page_needs_no_page_gets(directive):
    """J01"""
    assert CSP[directive] == ["'none'"]


def test_no_directive_lets_in_what_anybody_can_write():
    """J01"""
    sources = {str(source) for directive in CSP.values() for source in directive}

    assert not {"*", "http:", "https:", "'unsafe-inline'", "'unsafe-eval'"} & sources
    assert "data:" not in CSP["script-src"] + CSP["style-src"]


def test_forms_lead_to_origins_and_not_to_pages():
    for source in CSP["form-action"][1:]:
        assert urlsplit(source).path == ""


def test_no_page_uses_a_camera_or_a_place_or_a_payment_sheet():
    assert set(settings.PERMISSIONS_POLICY) >= {"camera", "geolocation", "microphone", "payment"}
    assert not any(settings.PERMISSIONS_POLICY.values())


@pytest.mark.parametrize("backend", settings.AUTHENTICATION_BACKENDS)
def test_every_way_in_exists(backend):
    assert import_string(backend)


def test_passwords_have_twelve_letters_and_are_not_the_first_to_try():
    """A02"""
    validators = {each["NAME"]: each.get("OPTIONS") for each in settings.AUTH_PASSWORD_VALIDATORS}

    assert {"min_length": 12} in validators.values()
    assert "accounts.residents.passwords.NotTheFirstToTry" in validators
    assert all(import_string(name) for name in validators)


def test_nobody_is_remembered_and_a_code_lasts_ten_minutes():
    """A24, A05"""
    assert settings.ACCOUNT_SESSION_REMEMBER is False
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE is True
    for name in ("EMAIL_VERIFICATION", "LOGIN", "PASSWORD_RESET"):
        assert getattr(settings, f"ACCOUNT_{name}_BY_CODE_TIMEOUT") == 600
        assert getattr(settings, f"ACCOUNT_{name}_BY_CODE_MAX_ATTEMPTS") == 6


def test_an_idle_adviser_stops_helping_before_they_are_signed_out():
    """D25: so the next one at the desk never finds help going on."""
    assert IDLE.total_seconds() < settings.STAFF_IDLE_SECONDS < settings.STAFF_ABSOLUTE_SECONDS


@pytest.mark.parametrize(("first", "second"), [
    ("SessionMiddleware", "AuthenticationMiddleware"),
    ("AuthenticationMiddleware", "ActorMiddleware"),
    ("SessionLimits", "ActorMiddleware"),
    ("StaffRecheck", "ActorMiddleware"),
    ("no_huge_bodies", "ActorMiddleware"),
    ("ActorMiddleware", "no_store"),
])  # fmt: skip
def test_whoever_depends_on_another_comes_after_it(first, second):
    """D08, I04: who it is, whether they may stay and how much is sent is asked first."""
    order = [path.rsplit(".", 1)[1] for path in settings.MIDDLEWARE]

    assert order.index(first) < order.index(second)


def test_every_group_of_the_directory_is_a_role_of_ours():
    """B18"""
    assert set(settings.STAFF_DIRECTORY_GROUPS.values()) == set(Role)


def test_the_directory_must_have_asked_for_a_second_factor():
    """B21"""
    assert settings.STAFF_DIRECTORY_METHODS == ["mfa"]
    assert "none" not in {each.lower() for each in settings.STAFF_DIRECTORY_ALGORITHMS}
    assert not any(each.startswith("HS") for each in settings.STAFF_DIRECTORY_ALGORITHMS)


@pytest.mark.parametrize("path", settings.COUNCIL_SERVICES)
def test_every_service_that_is_switched_on_has_a_supplier(path):
    assert import_string(path).slug in settings.SUPPLIERS


def test_nobody_outside_is_waited_for_longer_than_the_settings_page_says():
    """Two seconds for a supplier, whoever it is; docs/reference/settings.md names them all."""
    names = ("connect_seconds", "read_seconds", "connections", "rest_seconds")
    for slug, supplier in settings.SUPPLIERS.items():
        assert [supplier[name] for name in names] == [1, 2, 32, 30], slug
    stripe = (settings.STRIPE_CONNECT_SECONDS, settings.STRIPE_READ_SECONDS)
    assert (*stripe, settings.STRIPE_RETRIES) == (2, 5, 2)


def test_money_is_pretended_until_somebody_says_that_it_is_real():
    assert settings.STRIPE_LIVE is False


def test_social_care_is_never_kept():
    assert settings.SERVICES_WITHOUT_SNAPSHOTS == ["social_care"]


def test_every_package_that_logs_is_listened_to():
    """So that no event disappears below the root's level."""
    ours = {"accessibility", "accounts", "cms", "payments", "portal", "services"}

    assert ours < set(settings.LOGGING["loggers"])
    assert all(find_spec(name) for name in ours)
    assert settings.DJANGO_STRUCTLOG_IP_LOGGING_ENABLED is False
    assert settings.DJANGO_STRUCTLOG_USER_ID_FIELD is None


# What the reports measure by


@pytest.mark.parametrize("cost", measures.UNIT_COSTS, ids=lambda cost: cost["channel"])
def test_every_unit_cost_is_in_pence_dated_and_sourced(cost):
    assert isinstance(cost["pence"], int)
    assert cost["pence"] > 0
    assert cost["since"] <= date(2026, 5, 4)
    assert re.search(r"\b(Socitm|PwC)\b", cost["source"])


def test_every_channel_has_one_unit_cost():
    assert sorted(cost["channel"] for cost in measures.UNIT_COSTS) == sorted(Channel)
