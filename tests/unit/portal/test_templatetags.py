"""The header's links and the services' drawings, for whoever is looking."""

import re
from types import SimpleNamespace

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

from accounts.staff.roles import Role
from portal.templatetags import navigation, services
from services.contract import Notice
from services.housing.adapter import HousingAdapter

AUDITOR = SimpleNamespace(roles=[Role.AUDITOR])


def header(path, **who):
    user = SimpleNamespace(**{"is_authenticated": True, "is_staff": False, **who})
    request = SimpleNamespace(user=user, path=path, actor=SimpleNamespace(is_assisting=False))
    return navigation.navigation({"request": request})


@pytest.mark.parametrize(
    ("path", "who", "current"),
    [
        ("/account/", {}, "Your account"),
        ("/account/messages/3/", {}, "Messages"),
        ("/services/housing/", {}, "Services"),
        ("/nowhere/", {}, None),
        ("/", {"is_authenticated": False}, None),
        ("/help/", {"is_authenticated": False}, "Help"),
        (
            "/assist/oversight/",
            {"is_staff": True, "staff_member": AUDITOR},
            "Oversight",
        ),
    ],
)
def test_one_link_at_most_is_the_current_one(path, who, current):
    row = header(path, **who).rpartition("<nav")[2]  # the menu of a phone says the same before it

    marked = re.findall(r'aria-current="true"><strong[^>]*>([^<]*)</strong>', row)
    assert marked == ([current] if current else [])
    assert row.count("aria-current") == len(marked)


def test_a_link_goes_to_its_sections_first_page():
    assert re.search(r'href="/payments/">Payments</a>', header("/account/"))


def test_what_was_drawn_for_a_resident_is_not_drawn_for_staff_at_the_same_address():
    header("/reports/")

    assert "Your account" not in header("/reports/", is_staff=True, staff_member=AUDITOR)


@pytest.mark.parametrize("is_staff", [True, False])
def test_signing_out_is_a_form_with_its_token(is_staff):
    user = SimpleNamespace(is_authenticated=True, is_staff=is_staff)
    context = {"request": SimpleNamespace(user=user), "csrf_token": "token"}

    found = navigation.way_in_or_out(context)

    assert found["csrf_token"] == "token"
    assert found["way"].posts
    assert found["way"].address == ("/staff/sign-out/" if is_staff else "/account/sign-out/")


@pytest.mark.parametrize("slug", [HousingAdapter.slug, "a-service-from-next-year"])
def test_every_service_has_a_drawing_that_screen_readers_pass_over(slug):
    drawing = services.service_picture(slug)

    assert "<svg" in drawing
    assert 'aria-hidden="true"' in drawing


def test_a_page_never_fails_for_want_of_a_picture(monkeypatch):
    def nothing(names):
        raise TemplateDoesNotExist(", ".join(names))

    monkeypatch.setattr(services, "select_template", nothing)

    assert services.service_picture("a-service-without-any-drawing") == ""


@pytest.mark.parametrize(
    ("notice", "address"),
    [
        (
            Notice("", url_name="parking:renew", about="TB-P-1"),
            "/services/parking/permits/TB-P-1/renew/",
        ),
        (Notice("", url_name="benefits:index"), "/services/benefits/"),
    ],
)
def test_what_needs_doing_leads_to_the_very_thing_it_is_about(notice, address):
    page = SimpleNamespace(to_do=[("parking", notice)])

    assert f'href="{address}"' in render_to_string("dashboard/to_do.html", {"page": page})
