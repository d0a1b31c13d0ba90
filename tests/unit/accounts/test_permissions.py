"""The truth table: what each role may do in each area, for any resident at all."""

import itertools

import pytest

from accounts.assisted.permissions import CLOSED_TO_STAFF, Action, may, services_open_to
from accounts.staff.roles import Role

V, C = Action.VIEW, Action.CHANGE
ORDINARY = ("housing", "benefits", "parking", "leisure", "payments", "")
CLOSED = ("sign_in", "security", "bank", "delegates", "activity", "card_payment")

ADVISER = {**{area: {V, C} for area in ORDINARY}, "details": {V}}
NOTHING: dict[str, set[Action]] = {}
ALLOWED: dict[Role, dict[str, set[Action]]] = {
    Role.LIBRARY_ADVISER: ADVISER,
    Role.CONTACT_CENTRE_ADVISER: ADVISER,
    Role.SOCIAL_CARE_ADVISER: {**ADVISER, "social_care": {V, C}},
    Role.SERVICE_MANAGER: NOTHING,
    Role.EDITOR: NOTHING,
    Role.ENGINEER: NOTHING,
    Role.SUPERVISOR: NOTHING,
    Role.AUDITOR: NOTHING,
}
AREAS = (*ORDINARY, *CLOSED, "details", "social_care")


def test_the_table_names_every_role():
    assert set(ALLOWED) == set(Role)


def test_the_table_names_every_closed_area():
    assert set(CLOSED) == CLOSED_TO_STAFF


@pytest.mark.parametrize(
    ("role", "area", "action"), list(itertools.product(Role, AREAS, Action)), ids=str
)
def test_each_role_may_do_exactly_what_the_table_says(role, area, action):
    assert may([role], area, action) == (action in ALLOWED[role].get(area, set()))


@pytest.mark.parametrize(("area", "action"), list(itertools.product(CLOSED, Action)))
def test_no_combination_of_roles_opens_what_is_closed_to_staff(area, action):
    assert not may(list(Role), area, action)


@pytest.mark.parametrize("area", AREAS)
def test_nobody_without_a_role_may_do_anything(area):
    assert not may([], area, V)
    assert not may([], area, C)


@pytest.mark.parametrize(
    "claimed", ["LIBRARY_ADVISER", "library_adviser ", "superuser", "is_staff"]
)
def test_a_role_that_is_not_exactly_ours_opens_nothing(claimed):
    """B18: groups arrive from the directory as text."""
    assert not may([claimed], "housing", V)


def test_roles_add_up():
    roles = [Role.EDITOR, Role.LIBRARY_ADVISER]

    assert may(roles, "housing", C)
    assert not may(roles, "social_care", V)


def test_a_service_the_role_does_not_open_is_not_mentioned():
    """D14"""
    services = ["housing", "social_care", "parking"]

    assert services_open_to([Role.LIBRARY_ADVISER], services) == {"housing", "parking"}
    assert services_open_to([Role.SOCIAL_CARE_ADVISER], services) == set(services)
    assert services_open_to([Role.EDITOR], services) == set()


@pytest.mark.parametrize(
    ("method", "action"),
    [
        ("GET", V),
        ("HEAD", V),
        ("OPTIONS", V),
        ("POST", C),
        ("PUT", C),
        ("PATCH", C),
        ("DELETE", C),
        ("get", C),
        ("ANYTHING", C),
        (None, C),
    ],
)
def test_whatever_is_not_plainly_reading_is_a_change(method, action):
    assert Action.of(method) is action
