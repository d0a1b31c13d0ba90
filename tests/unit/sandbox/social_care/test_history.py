"""Two years of care that could have been: right days, right sums, valid FHIR, one person."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.sandbox.personas import AMINA, DESMOND, GRACE, LAKSHMI, Person
from services.sandbox.social_care import books, history, plans
from services.sandbox.social_care.people import CARE

TODAY = date(2026, 5, 4)
CARED_FOR = [AMINA, GRACE, DESMOND, LAKSHMI]
LONDON = ZoneInfo("Europe/London")

everybody = pytest.mark.parametrize("person", CARED_FOR, ids=lambda person: person.name)


def visits(person: Person, *, today: date = TODAY, seed: int = 1) -> list[dict[str, Any]]:
    return list(history.visits(person, CARE[person.name], today, Random(seed)))


def invoices(person: Person) -> list[dict[str, Any]]:
    return list(history.invoices(person, CARE[person.name], TODAY))


def requests(person: Person) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {}
    for resource in history.requests(person, CARE[person.name], TODAY):
        made.setdefault(resource["resourceType"], []).append(resource)
    return made


def everything(person: Person) -> list[dict[str, Any]]:
    care = CARE[person.name]
    asked = [one for kind in requests(person).values() for one in kind]
    planned = [plans.patient(person), *plans.care_plan(person, care, TODAY)]
    return [*planned, *visits(person), *invoices(person), *asked]


def starts(visit: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(visit["start"])


@everybody
def test_every_resource_is_valid_fhir(person: Person) -> None:
    """G28: by the published models, not by what we think they say."""
    for resource in everything(person):
        kind = resource["resourceType"]
        model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
        assert model.model_validate(resource).id == resource["id"]


@everybody
def test_every_resource_names_this_person_and_no_other(person: Person) -> None:
    for resource in everything(person)[1:]:
        assert books.subject_of(resource) == person.care_number, resource["id"]


@everybody
def test_no_two_resources_share_an_id(person: Person) -> None:
    names = [(one["resourceType"], one["id"]) for one in everything(person)]

    assert len(set(names)) == len(names)


def test_the_same_day_and_seed_give_the_same_history() -> None:
    assert visits(DESMOND) == visits(DESMOND)
    ids = [{visit["id"] for visit in visits(DESMOND, seed=seed)} for seed in (1, 2)]
    assert ids[0] == ids[1], "a visit is the same visit, however it went"


@pytest.mark.parametrize(("person", "days"), [(DESMOND, {0, 2, 4}), (LAKSHMI, {1, 3})])
def test_visits_fall_on_the_days_the_plan_says_for_two_years_and_six_weeks(
    person: Person, days: set[int]
) -> None:
    dates = [starts(visit).astimezone(LONDON).date() for visit in visits(person)]

    assert {day.weekday() for day in dates} == days
    assert min(dates) <= TODAY - timedelta(days=717)
    assert TODAY + timedelta(days=38) <= max(dates) < TODAY + timedelta(days=42)
    assert len(set(dates)) == len(dates)


def test_a_visit_is_at_half_past_eight_by_the_kitchen_clock_in_summer_and_in_winter() -> None:
    clocks = {starts(visit).astimezone(LONDON).strftime("%H:%M") for visit in visits(DESMOND)}
    hours_utc = {starts(visit).astimezone(UTC).hour for visit in visits(DESMOND)}

    assert clocks == {"08:30"}
    assert hours_utc == {7, 8}


def test_what_is_to_come_is_booked_and_what_has_been_is_not() -> None:
    for visit in visits(DESMOND):
        is_past = starts(visit).astimezone(LONDON).date() < TODAY
        assert (visit["status"] == "booked") is not is_past


def test_most_visits_took_place() -> None:
    past = [visit["status"] for visit in visits(DESMOND) if visit["status"] != "booked"]

    assert set(past) == {"fulfilled", "cancelled", "noshow"}
    assert past.count("fulfilled") / len(past) > 0.9


def test_who_waits_for_an_assessor_has_one_visit_on_a_working_day_to_come() -> None:
    [visit] = visits(AMINA)

    day = starts(visit).date()
    assert TODAY < day <= TODAY + timedelta(days=14)
    assert day.weekday() < 5
    assert visit["participant"][1]["actor"]["display"] == "Owen Blake"


@pytest.mark.parametrize(("person", "pounds"), [(DESMOND, 164.8), (LAKSHMI, 114.4), (AMINA, 18.0)])
def test_an_invoice_is_four_weeks_charge_and_only_the_newest_is_owed(
    person: Person, pounds: float
) -> None:
    made = invoices(person)

    assert {one["totalGross"]["value"] for one in made} == {pounds}
    assert [one["status"] for one in made] == ["balanced"] * (len(made) - 1) + ["issued"]
    owed = [books.extension(one, books.OUTSTANDING)["value"] for one in made]
    assert owed == [0.0] * (len(made) - 1) + [pounds]


def test_invoices_come_every_four_weeks_and_are_due_four_weeks_later() -> None:
    made = invoices(DESMOND)
    days = [date.fromisoformat(one["date"][:10]) for one in made]

    assert {(after - before).days for before, after in pairwise(days)} == {28}
    assert days[-1] == TODAY - timedelta(days=10)
    assert (TODAY - days[0]).days >= 700
    due = {books.extension(one, books.DUE_ON) for one in made[-1:]}
    assert due == {(days[-1] + timedelta(days=28)).isoformat()}


def test_who_pays_nothing_has_no_invoice() -> None:
    assert invoices(GRACE) == []


@everybody
def test_each_request_has_its_answers_and_a_task_that_says_how_far_it_is(person: Person) -> None:
    made = requests(person)

    for request, answers, task in zip(*made.values(), strict=True):
        literal = f"ServiceRequest/{request['id']}"
        assert answers["basedOn"] == [{"reference": literal}]
        assert task["focus"] == {"reference": literal}
        assert task["identifier"] == request["identifier"]
        assert (task["status"] == "completed") is (request["status"] == "completed")
        assert request["authoredOn"] <= task["lastModified"] < f"{TODAY}T"


def test_a_plan_follows_the_one_before_it_and_is_in_force_today() -> None:
    before, now, team = plans.care_plan(DESMOND, CARE["desmond"], TODAY)

    assert (before["status"], now["status"]) == ("completed", "active")
    assert before["period"]["end"] == now["period"]["start"]
    assert now["period"]["start"] <= TODAY.isoformat() < now["period"]["end"]
    assert now["careTeam"] == [{"reference": f"CareTeam/{team['id']}"}]


@pytest.mark.parametrize(
    ("person", "kinds"),
    [(DESMOND, ["CarePlan", "CarePlan", "CareTeam"]), (AMINA, ["CareTeam"]), (GRACE, [])],
)
def test_who_has_no_plan_has_none(person: Person, kinds: list[str]) -> None:
    made = plans.care_plan(person, CARE[person.name], TODAY)

    assert [one["resourceType"] for one in made] == kinds


def test_a_patient_without_an_e_mail_has_none_in_the_record() -> None:
    systems = [one["system"] for one in plans.patient(DESMOND)["telecom"]]

    assert systems == ["phone"]
