"""The overlay of accessibility mistakes is a developer's, and the portal runs without it."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.template import engines
from django.urls import NoReverseMatch, reverse

LOCK = settings.BASE_DIR / "requirements-axe.lock"
PAGE = "{% load overlay %}{% accessibility_overlay %}"


def test_a_page_has_no_overlay_when_it_is_off():
    assert engines["django"].from_string(PAGE).render({}) == ""


def test_its_pages_are_not_there_when_it_is_off():
    with pytest.raises(NoReverseMatch):
        reverse("django_axe:store")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_no_lock_of_ours_names_it(name):
    assert "django-axe" not in (settings.BASE_DIR / name).read_text()


def test_its_own_lock_is_pinned_and_hashed():
    lines = [line for line in LOCK.read_text().splitlines() if not line.startswith("#")]

    assert lines[0].startswith("django-axe==0.5.22")
    assert "--hash=sha256:" in lines[1]


@pytest.mark.parametrize(
    ("debug", "installed", "enabled"),
    [
        ("1", True, True),
        ("0", True, False),
        ("1", False, False),
        ("0", False, False),
    ],
)
def test_it_is_on_only_while_developing_with_it_installed(tmp_path, debug, installed, enabled):
    if installed:
        (tmp_path / "django_axe").mkdir()
        (tmp_path / "django_axe" / "__init__.py").touch()
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings; "
            "print(settings.DJANGO_AXE_ENABLED, 'django_axe' in settings.INSTALLED_APPS)",
        ],
        cwd=settings.BASE_DIR,
        env={
            "PATH": "",
            "PYTHONPATH": str(tmp_path),
            "DEBUG": debug,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == [str(enabled), str(enabled)]
