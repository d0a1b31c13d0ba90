"""Groups and names from the directory (security catalogue B18)."""

import pytest
from django.conf import settings

from accounts.channels import Channel
from accounts.staff.claims import read_claims, roles_from
from accounts.staff.roles import Role

GROUPS = {"library-advisers": "library_adviser", "editors": "editor"}


def read(**claims):
    return read_claims(claims, issuer="https://directory.example", subject="joy", groups=GROUPS)


def test_each_group_on_the_list_is_a_role():
    claimed = ["library-advisers", "everybody", "editors", "editors"]

    assert roles_from(claimed, GROUPS) == (Role.EDITOR, Role.LIBRARY_ADVISER)


NO_ROLES = {
    "no groups": None,
    "an empty list": [],
    "a text": "library-advisers",
    "a text with commas": "library-advisers,editors",
    "an object": {"library-advisers": True},
    "a nested list": [["library-advisers"]],
    "another case": ["Library-Advisers"],
    "a space": ["library-advisers "],
    "a NUL": ["library-advisers\x00"],
    "full-width letters": ["ｌｉｂｒａｒｙ-advisers"],
    "our own name of the role": ["library_adviser"],
    "numbers": [1, 2.5, None, True],
    "superuser": ["superuser", "is_staff", "admin"],
    "501 groups": ["library-advisers", *(f"g{n}" for n in range(500))],
    "3,000 groups": ["library-advisers", *(f"g{n}" for n in range(3000))],
}


@pytest.mark.parametrize("claimed", NO_ROLES.values(), ids=NO_ROLES.keys())
def test_b18_there_is_no_role_in(claimed):
    assert roles_from(claimed, GROUPS) == ()


def test_b18_somebody_in_five_hundred_groups_still_works_here():
    groups = ["library-advisers", *(f"g{n}" for n in range(499))]

    assert roles_from(groups, GROUPS) == (Role.LIBRARY_ADVISER,)


def test_every_role_can_be_given_by_a_group():
    assert {Role(role) for role in settings.STAFF_DIRECTORY_GROUPS.values()} == set(Role)


def test_name_and_place_are_shown_as_the_directory_writes_them():
    found = read(name="Siân  O'Brien", place_of_work="Central Library", work_channel="telephone")

    assert found.name == "Siân O'Brien"
    assert found.place_of_work == "Central Library"
    assert found.channel is Channel.ASSISTED_TELEPHONE


@pytest.mark.parametrize("claimed", [None, 7, ["Joy"], "", "\u202e\u200b"])
def test_somebody_without_a_name_is_a_member_of_staff(claimed):
    assert read(name=claimed).name == "A member of staff"


def test_hidden_characters_are_left_out_and_long_names_cut():
    assert read(name="Joy\u202e\x00 Ade" + "y" * 500).name == "Joy Ade" + "y" * 143


@pytest.mark.parametrize("claimed", [None, "carrier pigeon", 1, ["telephone"]])
def test_a_channel_nobody_knows_is_face_to_face(claimed):
    assert read(work_channel=claimed).channel is Channel.ASSISTED_FACE_TO_FACE


def test_b18_nothing_in_the_claims_makes_a_superuser():
    found = read(is_superuser=True, is_staff=True, role="admin", groups=["superusers"])

    assert found.roles == ()
    assert not hasattr(found, "is_superuser")
