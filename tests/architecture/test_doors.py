"""Nobody gets in but by the doors we know (security catalogue B26)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.pages import every_door
from tests.factories.accounts import PASSWORD, ResidentFactory

DOORS = {"account_login"}
"""Where an address and a password open an account."""
EMAIL = "amina@example.org"
CREDENTIALS = {
    "login": EMAIL,
    "username": EMAIL,
    "email": EMAIL,
    "password": PASSWORD,
    "password1": PASSWORD,
}
LOGIN_VIEWS = re.compile(r"(?:^|\.)(?:login|signin|sign_in|authenticate)", re.IGNORECASE)
KNOWN = {
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "staff:sign-in",
    "sign-in",
    "wagtailadmin_login",
    "wagtailcore_login",
    "wagtailcore_authenticate_with_password",
    "wagtaildocs_authenticate_with_password",
}


def plain_routes() -> list[str]:
    """Addresses that need nothing filled in."""
    routes = {"/" + door.route for door in every_door() if not re.search(r"[<(\\]", door.route)}
    return sorted(route.replace("^", "").replace("$", "") for route in routes)


@pytest.mark.django_db
def test_a_password_opens_an_account_at_one_address_only():
    ResidentFactory(user__email=EMAIL)
    opened = []
    for number, route in enumerate(plain_routes()):
        client = Client(REMOTE_ADDR=f"192.0.2.{number % 250}", raise_request_exception=False)
        client.post(route, CREDENTIALS)
        if "_auth_user_id" in client.session:
            opened.append(route)

    assert opened == [reverse(name) for name in DOORS]


def test_every_view_that_looks_like_a_door_is_one_we_know():
    looks = {
        door.name
        for door in every_door()
        if LOGIN_VIEWS.search(f"{door.module}.{getattr(door.view, '__name__', '')}")
        or LOGIN_VIEWS.search(door.name)
    }

    assert looks <= KNOWN, looks - KNOWN


@pytest.mark.parametrize("route", ["/cms/", "/cms/login/", "/cms/pages/", "/_util/login/"])
@pytest.mark.django_db
def test_wagtail_has_no_password_form(client, route):
    response = client.get(route, follow=True)

    assert 'name="username"' not in response.text


@pytest.mark.parametrize(
    "route", ["/admin/", "/django-admin/", "/api-auth/login/", "/accounts/login/"]
)
@pytest.mark.django_db
def test_no_door_is_left_open_where_other_sites_have_one(client, route):
    assert client.get(route).status_code == 404


@pytest.mark.django_db
def test_a_residents_password_never_opens_the_editors_desk(client):
    ResidentFactory(user__email=EMAIL)
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})

    for route in ("/cms/", "/staff/", "/reports/", "/assist/"):
        assert client.get(route).status_code in {302, 403, 404}
