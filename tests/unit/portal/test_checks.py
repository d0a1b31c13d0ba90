"""A wrong setting is named with an id and a hint, before anybody can be served with it."""

import pytest
from cryptography.fernet import Fernet
from django.core.checks import Tags
from django.core.checks.registry import registry

from portal import checks, starting
from portal.settings import env

KEY = Fernet.generate_key().decode()
PARTS = {"accessibility", "accounts", "cms", "payments", "portal", "services"}


def found(check, **changes):
    return check(None, **changes)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [("SECRET_KEY", "is not set")],
        [("SECRET_KEY", "is not set"), ("HOUSING_URL", "is not an http or https address")],
    ],
)
def test_everything_wrong_in_the_environment_is_said_at_once(monkeypatch, wrong):
    monkeypatch.setattr(checks, "problems", wrong)

    errors = found(checks.check_environment)

    assert [error.msg for error in errors] == [f"{name} {what}." for name, what in wrong]
    assert {error.id for error in errors} <= {"portal.E001"}
    assert all("docs/reference/settings.md" in error.hint for error in errors)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([KEY], []),
        ([KEY, Fernet.generate_key().decode()], []),
        ([], ["SNAPSHOT_KEYS is empty."]),
        (["short"], ["SNAPSHOT_KEYS: number 1 is not a Fernet key."]),
        ([KEY, KEY[:-2]], ["SNAPSHOT_KEYS: number 2 is not a Fernet key."]),
        (
            ["", KEY, "£"],
            [
                "SNAPSHOT_KEYS: number 1 is not a Fernet key.",
                "SNAPSHOT_KEYS: number 3 is not a Fernet key.",
            ],
        ),
    ],
)
def test_every_key_that_seals_what_we_keep_is_a_key(settings, keys, said):
    settings.SNAPSHOT_KEYS = keys

    errors = found(checks.check_snapshot_keys)

    assert [error.msg for error in errors] == said
    assert all("generate_key" in error.hint for error in errors)


def test_a_wrong_key_is_named_by_its_number_and_never_shown(settings):
    settings.SNAPSHOT_KEYS = ["the-secret-itself"]

    (error,) = found(checks.check_snapshot_keys)

    assert "the-secret-itself" not in str(error)


@pytest.mark.parametrize(
    ("backend", "ids"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["portal.E003"]),
        ("django.core.cache.backends.redis.RedisCache", []),
        ("django.core.cache.backends.filebased.FileBasedCache", []),
    ],
)
def test_a_limit_that_each_worker_counts_alone_is_refused(settings, backend, ids):
    """J14"""
    settings.CACHES = {"default": {"BACKEND": backend}}

    assert [error.id for error in found(checks.check_shared_cache)] == ids


def test_what_is_wrong_with_a_setting_that_is_read_twice_is_said_once(monkeypatch):
    monkeypatch.setattr(checks, "problems", [("PORTAL_URL", "is not set")] * 2)

    assert len(found(checks.check_environment)) == 1


@pytest.mark.parametrize(
    ("hosts", "ids"),
    [
        (["account.example"], []),
        ([".example"], []),
        (["*"], []),
        ([], []),
        (["www.account.example"], ["portal.E004"]),
    ],
)
def test_the_host_that_links_lead_to_is_let_in(settings, hosts, ids):
    settings.PORTAL_URL, settings.ALLOWED_HOSTS = "https://account.example", hosts

    assert [error.id for error in found(checks.check_own_host)] == ids


@pytest.mark.parametrize("compiled", [True, False])
def test_missing_styles_are_a_warning_with_the_command_that_makes_them(
    monkeypatch, tmp_path, compiled
):
    monkeypatch.setattr(checks, "BASE_DIR", tmp_path)
    styles = tmp_path / "portal" / "static" / "compiled" / "portal.css"
    if compiled:
        styles.parent.mkdir(parents=True)
        styles.touch()

    warnings = found(checks.check_styles)

    assert [(one.id, one.is_serious()) for one in warnings] == (
        [] if compiled else [("portal.W001", False)]
    )


# Starting


class Finding:
    def __init__(self, text, *, serious=True, silenced=False):
        self.text, self._serious, self._silenced = text, serious, silenced

    def __str__(self):
        return self.text

    def is_serious(self):
        return self._serious

    def is_silenced(self):
        return self._silenced


@pytest.mark.parametrize(
    ("findings", "refused"),
    [
        ([], []),
        ([Finding("warning", serious=False)], []),
        ([Finding("silenced", silenced=True)], []),
        ([Finding("one"), Finding("warning", serious=False), Finding("two")], ["one", "two"]),
    ],
)
def test_a_server_starts_only_without_serious_findings(monkeypatch, findings, refused):
    asked = []

    def run_checks(**options):
        asked.append(options)
        return findings

    monkeypatch.setattr(starting.checks, "run_checks", run_checks)
    said = None
    try:
        starting.refuse_wrong_settings()
    except starting.WrongSettings as stopped:
        said = str(stopped)

    assert said == ("\n\n".join(["My Account does not start:", *refused]) if refused else None)
    assert asked == [{"include_deployment_checks": True}]


def test_every_check_of_ours_is_asked_before_a_server_starts():
    """A page in the way of an address is for `migrate`, which asks the database."""
    asked = registry.get_checks(include_deployment_checks=True)
    ours = [check for check in asked if check.__module__.split(".")[0] in PARTS]

    assert {check.__name__: Tags.database in check.tags for check in ours} == {
        "check_editors_door": False,
        "check_environment": False,
        "check_never_kept": False,
        "check_own_host": False,
        "check_payment_settings": False,
        "check_services": False,
        "check_shared_cache": False,
        "check_slugs": True,
        "check_snapshot_keys": False,
        "check_styles": False,
        "check_unit_costs": False,
    }


def test_refusing_to_start_ends_the_process_with_an_error():
    assert issubclass(starting.WrongSettings, SystemExit)
    assert starting.WrongSettings("why").code == "why"


def test_the_environment_of_the_tests_is_right():
    assert env.problems == []
