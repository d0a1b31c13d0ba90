"""No page without a guard, and no forgotten door."""

from collections import defaultdict

import pytest

from tests.architecture.pages import every_door
from tests.contract.adapters import ADAPTERS

WAGTAILS_OWN = ("wagtail.", "cms.admin")
"""Wagtail's admin and page serving carry its own permissions: tests/integration/cms proves them."""
SERVICES = tuple(ADAPTERS)
KINDS = {"public", "resident", "account_holder", "staff", "system"}


def ours():
    return [door for door in every_door() if not door.module.startswith(WAGTAILS_OWN)]


def named(space: str, names: str, between: str = ":") -> set[str]:
    return {f"{space}{between}{name}" for name in names.split()}


@pytest.mark.parametrize("door", ours(), ids=lambda door: door.route or "/")
def test_every_page_says_who_may_open_it(door):
    assert door.guard is not None, f"{door.route} ({door.module}) has no guard"
    assert door.guard.kind in KINDS


def test_system_doors_say_how_the_caller_is_known():
    system = [door for door in ours() if door.guard and door.guard.kind == "system"]

    assert system
    assert all(door.guard.why for door in system)


def test_only_other_systems_send_a_form_without_our_token() -> None:
    """J06: they prove who they are by a signature."""
    exempt = {door.name for door in ours() if getattr(door.view, "csrf_exempt", False)}

    assert exempt == {"payments:stripe-webhook", "staff:back-channel-logout"}


@pytest.mark.parametrize("slug", SERVICES)
def test_every_page_of_a_service_is_guarded_for_that_service(slug):
    prefix = f"services/{slug.replace('_', '-')}/"
    doors = [door for door in ours() if door.route.startswith(prefix)]

    assert doors
    assert {door.guard.service for door in doors} == {slug}
    assert {door.guard.kind for door in doors} == {"resident"}


ADVISERS = frozenset({"library_adviser", "contact_centre_adviser", "social_care_adviser"})
ACTS = frozenset({"service_manager", "supervisor"})
BEGINS_TO_HELP = "start register identity agree begin stop ask-supervisor"
HELPS = "pause resume end end-elsewhere summary"
STAFF_DOORS = {
    ADVISERS: named("assisted", f"{BEGINS_TO_HELP} {HELPS}"),
    ADVISERS | {"supervisor"}: named("assisted", "find"),
    frozenset({"supervisor"}): named("assisted", "decide caution"),
    frozenset({"supervisor", "auditor"}): named("assisted", "oversight"),
    frozenset({"supervisor", "social_care_adviser"}): named(
        "services:desk", "request again by-hand", "-"
    )
    | {"services:desk"},
    ACTS: named("payments:desk", "resolve post-again refund approve decline compare-again", "-"),
    ACTS | {"auditor"}: named("payments:desk", "mismatch payment books", "-") | {"payments:desk"},
    frozenset({"service_manager"}): named("reporting", "import"),
    ACTS | {"auditor", "engineer"}: named("reporting", "index export"),
    frozenset(): named("staff", "landing sign-out"),
}
"""Who of the staff may open it; everybody where no role is named."""
AREAS = {
    "activity": named("activity", "index stop"),
    "payments": named("payments", "index start cancel receipt receipt-pdf"),
    "": named("services", "submissions submission link enter-code unlink") | {"dashboard:index"},
}
"""What the resident must have agreed to before staff open it; anything at all for the last."""
OTHERS = {
    "account_holder": named("account", "change_password email reauthenticate set_password", "_")
    | named("mfa", "index activate_totp deactivate_totp reauthenticate", "_")
    | named("mfa", "list_webauthn add_webauthn edit_webauthn remove_webauthn", "_")
    | named("mfa", "reauthenticate_webauthn view_recovery_codes", "_")
    | named("mfa", "generate_recovery_codes download_recovery_codes", "_")
    | named("residents", "about-you activity details end-others not-me security")
    | named("notifications", "index show"),
    "public": named("account", "login request_login_code confirm_login_code signup", "_")
    | named("account", "logout inactive email_verification_sent reset_password", "_")
    | named("account", "confirm_password_reset_code complete_password_reset", "_")
    | {"account_password_reset_completed", "mfa_authenticate", "mfa_login_webauthn"}
    | named("residents", "stay-signed-in undo-email")
    | named("staff", "sign-in callback signed-out")
    | named("payments", "link return")
    | {"accessibility_statement", "search", "rendition"}
    | named("wagtailadmin", "login password_reset", "_")
    | named("wagtailcore", "login authenticate_with_password", "_")
    | {"wagtaildocs_authenticate_with_password"},
    "system": named("health", "live ready")
    | {"payments:stripe-webhook", "staff:back-channel-logout"},
}
"""The rest, by who comes in: the account’s own holder, anybody, other systems."""


def test_every_staff_page_opens_to_these_roles_and_no_other() -> None:
    """D20, E20: a role more on a door is a decision, so it is made here too."""
    found: dict[frozenset[str], set[str]] = defaultdict(set)
    for door in ours():
        if door.guard.kind == "staff" and not door.route.startswith("cms/"):
            found[frozenset(map(str, door.guard.roles))].add(door.name)

    assert found == STAFF_DOORS


def test_every_other_page_about_a_resident_is_of_its_area() -> None:
    """D02, D08."""
    found: dict[str, set[str]] = defaultdict(set)
    for door in ours():
        if door.guard.kind == "resident" and door.guard.service not in SERVICES:
            found[door.guard.service].add(door.name)

    assert found == AREAS


def test_every_page_of_an_account_is_its_holders_and_no_other_is_open_to_anybody() -> None:
    """D02, D08: not even with a mandate do staff open it."""
    found: dict[str, set[str]] = defaultdict(set)
    for door in ours():
        if door.guard.kind not in {"staff", "resident"}:
            found[door.guard.kind].add(door.name)

    assert found == OTHERS


@pytest.mark.django_db
def test_wagtails_own_password_form_is_closed(client):
    for route in ("/cms/login/", "/cms/password_reset/", "/admin/", "/django-admin/login/"):
        response = client.get(route)

        assert response.status_code in {302, 403, 404}
        assert "/staff/sign-in/" in response.headers.get("Location", "/staff/sign-in/")
