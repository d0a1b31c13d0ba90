"""D02, D20: whose requests staff see when no system took them. The truth table of roles."""

import itertools

import pytest

from accounts.assisted.permissions import MAY_FOLLOW_UP, services_followed_up_by
from accounts.staff.roles import Role
from accounts.staff.tasks import TASKS

ORDINARY = {"housing", "benefits", "parking", "leisure"}
ALL = ORDINARY | {"social_care"}
SEES_TO = {Role.SUPERVISOR: ORDINARY, Role.SOCIAL_CARE_ADVISER: {"social_care"}}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_role_sees_to_exactly_these_services(role):
    assert services_followed_up_by([role], ALL) == SEES_TO.get(role, set())


@pytest.mark.parametrize("pair", list(itertools.combinations(Role, 2)), ids=str)
def test_roles_add_up_and_open_nothing_more(pair):
    expected = set().union(*(SEES_TO.get(role, set()) for role in pair))

    assert services_followed_up_by(pair, ALL) == expected


@pytest.mark.parametrize("roles", [[], ["Supervisor"], ["supervisor "], ["superuser"]])
def test_who_has_no_role_of_ours_sees_to_nothing(roles):
    assert services_followed_up_by(roles, ALL) == set()


def test_the_desk_opens_to_whoever_sees_to_something_and_is_offered_to_nobody_else():
    offered = next(task.roles for task in TASKS if task.address == "/services/desk/")

    assert SEES_TO.keys() == MAY_FOLLOW_UP == offered
