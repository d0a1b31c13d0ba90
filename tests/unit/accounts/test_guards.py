"""Who gets past which guard: the whole table (security catalogue B14, E, 8.1.1)."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from accounts import guards
from accounts.guards import Guard, for_account_holder, for_staff, for_system, public
from accounts.staff.models import StaffMember
from accounts.staff.roles import Role

OPENED, SIGN_IN, STAFF_SIGN_IN, REFUSED = "opened", "sign in", "staff sign in", "refused"


def nobody():
    return SimpleNamespace(is_authenticated=False, is_staff=False)


def resident():
    return SimpleNamespace(is_authenticated=True, is_staff=False)


def staff(*roles):
    member = StaffMember(roles=[role.value for role in roles])
    return SimpleNamespace(is_authenticated=True, is_staff=True, staff_member=member)


def staff_unknown_to_the_directory():
    return SimpleNamespace(is_authenticated=True, is_staff=True)


def resident_with_a_staff_record():
    """Cannot be; and if it ever is, the guard asks what the record says and not what it hopes."""
    user = staff()
    user.is_staff = False
    return user


def what_happens(guarded, user):
    request = RequestFactory().get("/where/?it=goes")
    request.user = user
    try:
        response = guarded(request, "x", y=1)
    except PermissionDenied:
        return REFUSED
    if response.status_code == 200:
        return OPENED
    assert response.status_code == 302
    assert response.headers["Location"].endswith("?next=/where/%3Fit%3Dgoes")
    door = response.headers["Location"].split("?")[0]
    return {"/account/sign-in/": SIGN_IN, "/staff/sign-in/": STAFF_SIGN_IN}[door]


def page(request, *args, **kwargs):
    assert (args, kwargs) == (("x",), {"y": 1}), "a guard changed what the view is given"
    return HttpResponse("the page")


GUARDS = {
    "public": public,
    "account holder": for_account_holder,
    "any staff": lambda view: for_staff()(view),
    "auditors": lambda view: for_staff(Role.AUDITOR)(view),
    "auditors or supervisors": lambda view: for_staff(Role.AUDITOR, Role.SUPERVISOR)(view),
}
TABLE = [
    # who, then what happens at each of GUARDS
    (nobody(), [OPENED, SIGN_IN, STAFF_SIGN_IN, STAFF_SIGN_IN, STAFF_SIGN_IN]),
    (resident(), [OPENED, OPENED, REFUSED, REFUSED, REFUSED]),
    (staff(), [OPENED, REFUSED, OPENED, REFUSED, REFUSED]),
    (staff(Role.AUDITOR), [OPENED, REFUSED, OPENED, OPENED, OPENED]),
    (staff(Role.SUPERVISOR), [OPENED, REFUSED, OPENED, REFUSED, OPENED]),
    (staff(Role.EDITOR, Role.ENGINEER), [OPENED, REFUSED, OPENED, REFUSED, REFUSED]),
    (staff_unknown_to_the_directory(), [OPENED, REFUSED, REFUSED, REFUSED, REFUSED]),
    (resident_with_a_staff_record(), [OPENED, OPENED, OPENED, REFUSED, REFUSED]),
]
WHO = ["nobody", "resident", "staff", "auditor", "supervisor", "editor", "unknown", "both"]


@pytest.mark.parametrize(("user", "expected"), TABLE, ids=WHO)
def test_who_gets_past_which_guard(user, expected):
    assert [what_happens(guard(page), user) for guard in GUARDS.values()] == expected


CAME_FROM = [
    # method, what the browser says it came from, where one comes back to
    ("GET", "http://testserver/services/housing/", "/where/?it=goes"),
    (
        "POST",
        "http://testserver/services/housing/?tab=repairs#photo",
        "/services/housing/?tab=repairs",
    ),
    ("POST", "", "/where/?it=goes"),
    ("POST", "http://elsewhere.example/services/", "/where/?it=goes"),
    ("POST", "//elsewhere.example/services/", "/where/?it=goes"),
    ("POST", "javascript:alert(1)", "/where/?it=goes"),
    ("POST", "http://testserver//elsewhere.example/", "/where/?it=goes"),
    ("POST", r"http://testserver/\elsewhere.example/", "/where/?it=goes"),
    ("POST", "http://testserver", "/where/?it=goes"),
]


@pytest.mark.parametrize(("method", "came_from", "back_to"), CAME_FROM)
def test_who_signs_in_because_of_a_press_comes_back_to_its_page(method, came_from, back_to):
    """The address of a button alone does nothing; and nobody is led to another site."""
    request = RequestFactory().generic(method, "/where/?it=goes", headers={"Referer": came_from})

    assert guards.page_of(request) == back_to


def test_a_guard_can_be_read_off_the_view():
    assert public(lambda request: None).guard == Guard("public")
    assert GUARDS["account holder"](page).guard == Guard("account_holder")
    assert GUARDS["auditors"](page).guard == Guard("staff", roles=frozenset({Role.AUDITOR}))
    assert for_system("a signature")(lambda request: None).guard == Guard(
        "system", why="a signature"
    )


def test_a_guarded_view_keeps_its_name():
    assert for_account_holder(page).__name__ == for_staff()(page).__name__ == "page"


def test_the_staffs_door_is_theirs():
    assert guards.STAFF_SIGN_IN == "/staff/sign-in/"


ROLES = [
    ([], [], False),
    (["auditor"], [Role.AUDITOR], True),
    (["auditor"], [Role.EDITOR], False),
    (["auditor", "editor"], [Role.EDITOR, Role.ENGINEER], True),
    (["auditors"], [Role.AUDITOR], False),
]


@pytest.mark.parametrize(("has", "asked", "answer"), ROLES)
def test_b18_a_role_is_had_word_for_word(has, asked, answer):
    assert StaffMember(roles=has).has_any_role(*asked) is answer
