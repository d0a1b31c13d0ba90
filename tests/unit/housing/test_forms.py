"""The questions of a repair report."""

from datetime import date

import pytest

from services.housing.forms import DetailsForm, ProblemForm, VisitForm, known_problem
from services.housing.records import Slot, Visit

GOOD = {"room": "kitchen", "details": "It drips", "access": "Mornings", "telephone": "01632 960001"}


@pytest.mark.parametrize(
    ("telephone", "is_right"),
    [
        ("", True),
        ("01632 960 001", True),
        ("07700900141", True),
        ("+44 7700 900141", True),
        ("(01632) 960-001", True),
        ("12345", False),
        ("call me", False),
        ("0770 090 014 155", False),
    ],
)
def test_telephone_numbers(telephone: str, is_right: bool) -> None:
    assert DetailsForm(GOOD | {"telephone": telephone}).is_valid() is is_right


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("room", ""),
        ("room", "dungeon"),
        ("details", ""),
        ("details", "   "),
        ("details", "x" * 501),
        ("access", "x" * 201),
        ("telephone", "01632" + " " * 10 + "960001"),
    ],
)
def test_an_answer_that_is_missing_or_too_long_is_said_plainly(name: str, value: str) -> None:
    form = DetailsForm(GOOD | {name: value})

    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert "This field" not in str(form.errors)


def test_nobody_has_to_say_when_they_are_in_or_give_a_number() -> None:
    assert DetailsForm({"room": "kitchen", "details": "It drips"}).is_valid()


def test_what_was_typed_is_kept_even_when_it_is_wrong() -> None:
    form = DetailsForm(GOOD | {"details": "x" * 600, "telephone": "call me"})

    kept = form.kept_answers()

    assert kept["details"] == "x" * 600
    assert kept["telephone"] == "call me"


def test_what_is_kept_has_an_end_and_no_null() -> None:
    kept = DetailsForm(GOOD | {"details": "y\x00" * 5000}).kept_answers()

    assert kept["details"] == "y" * 4000


def test_the_problems_are_grouped_and_share_one_name() -> None:
    groups = list(ProblemForm({"problem": "leaking-tap"}).groups())

    assert {group["name"] for group in groups} == {"problem"}
    assert len({group["id_prefix"] for group in groups}) == len(groups)
    assert {group["value"] for group in groups} == {"leaking-tap"}
    assert groups[0]["id_prefix"] == "id_problem"


@pytest.mark.parametrize("problem", ["", "haunted"])
def test_a_problem_has_to_be_chosen(problem: str) -> None:
    form = ProblemForm({"problem": problem})

    assert form.errors == {"problem": ["Choose what is wrong"]}


@pytest.mark.parametrize(
    ("slug", "is_known"), [("leaking-tap", True), ("gas", False), ("haunted", False), ("", False)]
)
def test_only_what_is_no_danger_is_reported_online(slug: str, is_known: bool) -> None:
    assert known_problem(slug) is is_known


def test_a_visit_is_one_of_those_that_are_free() -> None:
    visit = Visit(on=date(2026, 5, 11), part_of_day="Morning", starts="8am", ends="12 noon")
    slots = (Slot("10004104/20260511/AM", visit),)

    assert VisitForm({"slot": "10004104/20260511/AM"}, slots=slots).is_valid()
    taken = VisitForm({"slot": "10004104/20260512/AM"}, slots=slots)
    assert "just been taken" in str(taken.errors)
