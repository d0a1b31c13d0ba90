"""No page without a guard, and no forgotten door."""

import pytest

from tests.architecture.pages import every_door

WAGTAILS_OWN = ("wagtail.", "cms.admin")
"""Wagtail's admin and page serving carry its own permissions: tests/integration/cms proves them."""
KINDS = {"public", "resident", "account_holder", "staff", "system"}


def ours():
    return [door for door in every_door() if not door.module.startswith(WAGTAILS_OWN)]


@pytest.mark.parametrize("door", ours(), ids=lambda door: door.route or "/")
def test_every_page_says_who_may_open_it(door):
    assert door.guard is not None, f"{door.route} ({door.module}) has no guard"
    assert door.guard.kind in KINDS


def test_system_doors_say_how_the_caller_is_known():
    system = [door for door in ours() if door.guard and door.guard.kind == "system"]

    assert system
    assert all(door.guard.why for door in system)


@pytest.mark.parametrize("slug", ["housing", "benefits", "parking", "leisure", "social_care"])
def test_every_page_of_a_service_is_guarded_for_that_service(slug):
    prefix = f"services/{slug.replace('_', '-')}/"
    doors = [door for door in ours() if door.route.startswith(prefix)]

    assert doors
    assert {door.guard.service for door in doors} == {slug}
    assert {door.guard.kind for door in doors} == {"resident"}


@pytest.mark.django_db
def test_wagtails_own_password_form_is_closed(client):
    for route in ("/cms/login/", "/cms/password_reset/", "/admin/", "/django-admin/login/"):
        response = client.get(route)

        assert response.status_code in {302, 403, 404}
        assert "/staff/sign-in/" in response.headers.get("Location", "/staff/sign-in/")
