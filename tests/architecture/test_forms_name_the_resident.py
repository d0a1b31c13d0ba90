"""Every form says which resident it was filled in for, so none is sent for another."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSES = ("accessibility", "accounts", "services", "payments", "cms", "portal")
FORM = re.compile(r"<form\b(?P<attributes>[^>]*)>(?P<inside>.*?)</form>", re.DOTALL)
PASSKEYS = "accounts/residents/templates/mfa/webauthn"
NEEDS_NO_NAME = {
    # Signing out works from any page, however old.
    "portal/templates/portal/way_in_or_out.html",
    # Staff cannot reach them at all.
    f"{PASSKEYS}/sign_in_with_passkey.html",
    f"{PASSKEYS}/use_passkey.html",
}


def templates() -> list[Path]:
    found = (path for house in HOUSES for path in (ROOT / house).rglob("*.html"))
    strangers = {"node_modules", "sandbox"}
    return sorted(path for path in found if strangers.isdisjoint(path.parts))


def posting_forms(template: Path) -> list[str]:
    forms = FORM.finditer(template.read_text(encoding="utf-8"))
    return [form["inside"] for form in forms if "post" in form["attributes"].lower()]


def test_there_are_templates_to_look_at():
    assert len(templates()) > 20


@pytest.mark.parametrize("template", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_form_that_changes_something_names_the_resident(template):
    if str(template.relative_to(ROOT)) in NEEDS_NO_NAME:
        return
    for inside in posting_forms(template):
        assert "{% csrf_token %}" in inside
        assert "{% acting_for %}" in inside
