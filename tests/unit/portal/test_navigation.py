"""The header shows each visitor their own sections, and which one they are in."""

from types import SimpleNamespace

import pytest

from accounts.staff.roles import Role
from portal.navigation import (
    ASSISTED_SECTIONS,
    RESIDENT_SECTIONS,
    SIGN_IN,
    SIGN_OUT,
    STAFF_SIGN_OUT,
    VISITOR_SECTIONS,
    current_section,
    sections_for,
    staff_sections,
    way_for,
)


def a_request(*, signed_in=True, is_staff=False, roles=(), is_assisting=False):
    member = SimpleNamespace(roles=list(roles))
    user = SimpleNamespace(is_authenticated=signed_in, is_staff=is_staff, staff_member=member)
    return SimpleNamespace(user=user, actor=SimpleNamespace(is_assisting=is_assisting))


def test_a_visitor_sees_services_and_help_and_may_sign_in():
    assert sections_for(a_request(signed_in=False)) == VISITOR_SECTIONS
    assert way_for(a_request(signed_in=False)) == SIGN_IN


def test_a_resident_sees_their_account_and_signs_out_by_post():
    assert sections_for(a_request()) == RESIDENT_SECTIONS
    assert way_for(a_request()) == SIGN_OUT
    assert SIGN_OUT.posts
    assert STAFF_SIGN_OUT.posts


SECTIONS = [
    ([Role.LIBRARY_ADVISER], ["Help a resident"]),
    ([Role.CONTACT_CENTRE_ADVISER], ["Help a resident"]),
    ([Role.SOCIAL_CARE_ADVISER], ["Help a resident", "Requests"]),
    ([Role.SUPERVISOR], ["Oversight", "Requests", "Reports", "Money desk"]),
    ([Role.SERVICE_MANAGER], ["Reports", "Money desk"]),
    ([Role.AUDITOR], ["Oversight", "Reports", "Money desk"]),
    ([Role.ENGINEER], ["Reports"]),
    ([Role.EDITOR], ["Publish"]),
    ([Role.EDITOR, Role.SERVICE_MANAGER], ["Reports", "Money desk", "Publish"]),
    (["service_manager"], ["Reports", "Money desk"]),
    (["Service-Manager"], []),
    ([], []),
    (["nobody-has-heard-of"], []),
]


def test_every_role_has_somewhere_to_go():
    assert all(staff_sections([role]) for role in Role)


@pytest.mark.parametrize(("roles", "texts"), SECTIONS)
def test_staff_see_only_the_sections_of_their_roles(roles, texts):
    request = a_request(is_staff=True, roles=roles)

    assert [section.text for section in sections_for(request)] == texts
    assert sections_for(request) == staff_sections(roles)
    assert way_for(request) == STAFF_SIGN_OUT


def test_staff_who_are_helping_see_what_the_resident_would():
    request = a_request(is_staff=True, roles=["library_adviser"], is_assisting=True)

    assert sections_for(request) == ASSISTED_SECTIONS
    assert [section.text for section in ASSISTED_SECTIONS] == [
        "Your account",
        "Services",
        "Payments",
        "Help",
    ]
    assert way_for(request) == STAFF_SIGN_OUT


def test_staff_without_a_directory_record_see_no_section():
    request = a_request(is_staff=True)
    request.user.staff_member = None

    assert sections_for(request) == ()


PATHS = [
    ("/account/", "Your account"),
    ("/account/activity/", "Your details"),
    ("/account/security/", "Your details"),
    ("/account/security/activity/", "Your details"),
    ("/account/details/", "Your details"),
    ("/account/messages/", "Messages"),
    ("/services/housing/", "Services"),
    ("/accounts", None),
    ("/", None),
]


@pytest.mark.parametrize(("path", "current"), PATHS)
def test_a_section_is_current_on_the_pages_below_it_and_the_closest_one_wins(path, current):
    section = current_section(RESIDENT_SECTIONS, path)

    assert (section.text if section else None) == current


def test_services_are_current_below_their_own_addresses_though_they_start_on_the_dashboard():
    assert current_section(RESIDENT_SECTIONS, "/services/housing/").text == "Services"
    assert current_section(RESIDENT_SECTIONS, "/account/").text == "Your account"
    assert current_section(VISITOR_SECTIONS, "/services/housing/").text == "Services"
