"""D29: the rule table of who may agree for a resident, for what and until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.mandates.standing import (
    COVERS,
    THEMSELVES,
    Authority,
    Standing,
    is_child,
    why_not,
)

TODAY = date(2026, 5, 4)
GROWN_UP, CHILD, NOT_KNOWN = date(1948, 2, 11), date(2012, 2, 11), None
RUTH = "Ruth Clarke"
SERVICES = ("housing", "benefits", "parking", "leisure", "social_care")


def wrong_field(standing, born_on=GROWN_UP, services=("housing",), today=TODAY):
    wrong = why_not(standing, born_on=born_on, services=services, today=today)
    return wrong[0] if wrong else None


@pytest.mark.parametrize(
    ("born_on", "authority", "wrong"),
    [
        (GROWN_UP, Authority.OWN, None),
        (NOT_KNOWN, Authority.OWN, None),
        (CHILD, Authority.OWN, "authority"),
        (GROWN_UP, Authority.PARENT, "authority"),
        (NOT_KNOWN, Authority.PARENT, "authority"),
        (CHILD, Authority.PARENT, None),
        (CHILD, Authority.MONEY, None),
        (GROWN_UP, Authority.MONEY, None),
        (NOT_KNOWN, Authority.MONEY, None),
    ],
)
def test_children_do_not_agree_and_nobody_is_a_parent_of_a_grown_up(born_on, authority, wrong):
    """L11."""
    name = "" if authority is Authority.OWN else RUTH

    assert wrong_field(Standing(authority, name), born_on) == wrong


OPENS = {
    Authority.OWN: set(SERVICES),
    Authority.PARENT: set(SERVICES),
    Authority.APPOINTEE: {"benefits"},
    Authority.MONEY: {"housing", "benefits", "parking", "leisure"},
    Authority.CARE: {"social_care"},
}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("authority", list(Authority), ids=str)
def test_an_authority_covers_exactly_what_the_table_says(authority, service):
    standing = THEMSELVES if authority is Authority.OWN else Standing(authority, RUTH)
    born_on = CHILD if authority is Authority.PARENT else GROWN_UP

    wrong = wrong_field(standing, born_on, (service,))

    assert wrong == (None if service in OPENS[authority] else "services")


def test_the_table_names_every_authority():
    assert set(COVERS) == set(Authority) == set(OPENS)


def test_one_service_too_many_is_too_many():
    attorney = Standing(Authority.MONEY, RUTH)

    assert wrong_field(attorney, services=("housing", "benefits")) is None
    assert wrong_field(attorney, services=("housing", "social_care")) == "services"


@pytest.mark.parametrize(
    ("days", "wrong"),
    [(-365, "authority_ends_on"), (-1, "authority_ends_on"), (0, None), (1, None)],
)
def test_an_authority_counts_to_the_end_of_its_last_day(days, wrong):
    standing = Standing(Authority.MONEY, RUTH, TODAY + timedelta(days=days))

    assert wrong_field(standing) == wrong


def test_a_document_without_an_end_does_not_end():
    assert wrong_field(Standing(Authority.MONEY, RUTH, None)) is None


@pytest.mark.parametrize("name", ["", "   "])
@pytest.mark.parametrize("authority", [one for one in Authority if one is not Authority.OWN])
def test_whoever_agrees_for_another_says_who_they_are(authority, name):
    assert wrong_field(Standing(authority, name), CHILD) == "given_by"


@pytest.mark.parametrize(
    ("born_on", "child"),
    [
        (date(2010, 5, 3), False),
        (date(2010, 5, 4), False),
        (date(2010, 5, 5), True),
        (date(2010, 4, 30), False),
        (date(2010, 6, 1), True),
        (date(2026, 5, 4), True),
        (date(2030, 1, 1), True),
        (None, False),
    ],
)
def test_the_sixteenth_birthday_is_the_first_day_of_agreeing(born_on, child):
    assert is_child(born_on, today=TODAY) is child


def test_who_was_born_on_a_leap_day_is_sixteen_on_the_first_of_march():
    leapling = date(2008, 2, 29)

    assert is_child(leapling, today=date(2024, 2, 28))
    assert not is_child(leapling, today=date(2024, 2, 29))
    assert not is_child(date(2012, 2, 29), today=date(2028, 3, 1))


@given(born_on=st.dates(date(1900, 1, 1), date(2026, 5, 4)), days=st.integers(0, 40_000))
def test_nobody_becomes_a_child_again(born_on, days):
    today = min(born_on + timedelta(days=days), date(2126, 1, 1))

    if not is_child(born_on, today=today):
        assert not is_child(born_on, today=today + timedelta(days=1))
    assert is_child(born_on, today=born_on)


@given(
    authority=st.sampled_from(list(Authority)),
    name=st.sampled_from(["", " ", RUTH]),
    ends_on=st.none() | st.dates(date(2026, 4, 1), date(2026, 6, 1)),
    born_on=st.sampled_from([GROWN_UP, CHILD, NOT_KNOWN]),
    services=st.sets(st.sampled_from(SERVICES)),
)
def test_whoever_may_agree_to_more_may_agree_to_less(authority, name, ends_on, born_on, services):
    standing = Standing(authority, name, ends_on)

    if wrong_field(standing, born_on, services) is None:
        for service in services:
            assert wrong_field(standing, born_on, services - {service}) is None


@pytest.mark.parametrize("authority", list(Authority), ids=str)
def test_what_is_wrong_is_said_in_a_sentence(authority):
    wrong = why_not(
        Standing(authority, "", TODAY - timedelta(days=1)),
        born_on=CHILD,
        services=SERVICES,
        today=TODAY,
    )

    assert wrong is not None
    assert wrong[1].endswith(".")
