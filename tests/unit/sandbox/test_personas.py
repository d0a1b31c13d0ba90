"""Nobody in the pretended town can be anybody, and everybody can be found by their own letters."""

import re
from dataclasses import fields

import pytest

from services.sandbox.personas import DESMOND, LAKSHMI, PEOPLE, PRIYA, Person

KEYS = [
    "name", "email", "national_insurance_number", "tenancy", "claim", "permit", "vrm",
    "penalty_charge_notice", "membership", "care_number",
]  # fmt: skip
FOR_DRAMA = re.compile(r"(07700 900|01632 960)\d{3}")
"""Ofcom's numbers that belong to nobody."""


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_nobody_can_be_anybody(person: Person) -> None:
    assert person.postcode.startswith("TB"), "a postcode area that does not exist"
    assert person.national_insurance_number[:2] in {"", "QQ"}, "never issued"
    assert not person.telephone or FOR_DRAMA.fullmatch(person.telephone)
    assert not person.email or person.email.endswith("@example.org")


@pytest.mark.parametrize("key", KEYS)
def test_no_two_people_share_what_proves_who_they_are(key: str) -> None:
    known = [value for person in PEOPLE if (value := getattr(person, key))]

    assert len(set(known)) == len(known) > 0


def test_only_who_lives_together_shares_an_address() -> None:
    """A27: Priya and Lakshmi do, so that one seeing the other's benefits would show."""
    homes: dict[str, list[str]] = {}
    for person in PEOPLE:
        homes.setdefault(person.uprn, []).append(person.name)

    assert [who for who in homes.values() if len(who) > 1] == [["priya", "lakshmi"]]
    assert PRIYA.postcode == LAKSHMI.postcode
    assert LAKSHMI.claim
    assert not PRIYA.claim


def test_one_of_them_has_no_way_in_but_the_library() -> None:
    assert not DESMOND.email
    assert DESMOND.care_number
    assert DESMOND.telephone.startswith("01632"), "a line at home takes no texts"


def test_every_key_a_person_may_have_somebody_has() -> None:
    for each in fields(Person):
        assert any(getattr(person, each.name) for person in PEOPLE), each.name
