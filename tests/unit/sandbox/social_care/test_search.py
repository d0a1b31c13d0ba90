"""FHIR search over one person's resources: dates, tokens, order, pages, and nobody else's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.social_care import books
from services.sandbox.social_care.fhir import Refused
from services.sandbox.social_care.search import PARAMETERS, SORTED_BY, search
from tests.unit.sandbox.conftest import Shelf

BASE = "https://care.example/social-care"
DESMOND, LAKSHMI = "SC700103", "SC700208"
MAY = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)


def a_visit(number: int, *, person: str = DESMOND, **changes: Any) -> dict[str, Any]:
    starts = MAY + timedelta(days=number)
    return {
        "resourceType": "Appointment",
        "id": f"visit-{person}-{number}",
        "status": "booked",
        "start": starts.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "participant": [{"actor": {"reference": f"Patient/{person}"}}],
    } | changes


@pytest.fixture(autouse=True)
def care_books(shelf: Shelf) -> Shelf:
    """Two patients; Desmond has five visits on five days, Lakshmi one."""
    for patient, name, family, born in (
        (DESMOND, "desmond", "Clarke", "1948-02-11"),
        (LAKSHMI, "lakshmi", "Nair", "1950-06-21"),
    ):
        body = {
            "resourceType": "Patient",
            "id": patient,
            "identifier": [{"system": books.CARE_NUMBER, "value": patient}],
            "name": [{"family": family}],
            "birthDate": born,
        }
        shelf.put(books.SUPPLIER, "Patient", patient, body, person=name)
    for number in (2, 0, 4, 1, 3):
        shelf.put(books.SUPPLIER, "Appointment", f"d{number}", a_visit(number), person="desmond")
    shelf.put(books.SUPPLIER, "Appointment", "l0", a_visit(0, person=LAKSHMI), person="lakshmi")
    return shelf


def find(query: str, kind: str = "Appointment") -> dict[str, Any]:
    return search(kind, QueryDict(query), base=BASE)


def numbers(query: str) -> list[int]:
    """Which of Desmond's visits were found, in order."""
    entries = find(f"patient={DESMOND}&{query}").get("entry", [])
    return [int(entry["resource"]["id"][-1]) for entry in entries]


def test_one_persons_resources_are_found_and_nobody_elses() -> None:
    """G12, G27: the patient in the question is the patient in every answer."""
    found = find(f"patient={LAKSHMI}")

    assert [entry["resource"]["id"] for entry in found["entry"]] == [f"visit-{LAKSHMI}-0"]
    assert find(f"patient=Patient/{LAKSHMI}")["total"] == 1
    assert find("patient=SC999999")["total"] == 0


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("Appointment", ""),
        ("Appointment", "status=booked"),
        ("Appointment", "patient=&status=booked"),
        ("Appointment", f"patient={DESMOND}&colour=red"),
        ("Appointment", f"patient={DESMOND}&_include=Patient"),
        ("Appointment", f"patient={DESMOND}&identifier=1"),
        ("Invoice", "patient=Patient/"),
        ("Patient", f"identifier={DESMOND}&family=Clarke"),
        ("Patient", "family=Clarke&birthdate=1948-02-11"),
        ("Patient", f"identifier={DESMOND}&birthdate=1948-02-11&family="),
        ("PaymentReconciliation", ""),
    ],
)
def test_a_question_that_would_list_more_than_one_person_is_refused(kind: str, query: str) -> None:
    with pytest.raises(Refused) as refused:
        find(query, kind)

    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("identifier={number}&family=Clarke&birthdate=1948-02-11", 1),
        ("identifier={system}|{number}&family=CLARKE&birthdate=eq1948-02-11", 1),
        ("identifier=|{number}&family= clarke &birthdate=1948-02-11", 1),
        ("identifier={number}&family=Clark&birthdate=1948-02-11", 0),
        ("identifier={number}&family=Clarke&birthdate=1948-02-10", 0),
        ("identifier=SC700208&family=Clarke&birthdate=1948-02-11", 0),
        ("identifier=https://elsewhere|{number}&family=Clarke&birthdate=1948-02-11", 0),
    ],
)
def test_all_three_facts_must_be_the_same_persons(query: str, found: int) -> None:
    asked = query.format(number=DESMOND, system=books.CARE_NUMBER)

    assert find(asked, "Patient")["total"] == found


def test_any_of_several_statuses_is_a_match(care_books: Shelf) -> None:
    for number, status in ((5, "cancelled"), (6, "fulfilled")):
        visit = a_visit(number, status=status)
        care_books.put(books.SUPPLIER, "Appointment", f"d{number}", visit, person="desmond")

    assert numbers("status=cancelled,fulfilled&_sort=date") == [5, 6]
    assert numbers("status=cancelled&status=fulfilled") == [], "given twice, both must hold"


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("", [2]), ("eq", [2]), ("ge", [2, 3, 4]), ("gt", [3, 4]),
        ("le", [0, 1, 2]), ("lt", [0, 1]),
    ],
)  # fmt: skip
def test_each_prefix_compares_with_the_whole_day(prefix: str, found: list[int]) -> None:
    assert numbers(f"date={prefix}2026-05-06&_sort=date") == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ge2026-05-06T08:30:00Z", [2, 3, 4]),
        ("gt2026-05-06T08:30:00Z", [3, 4]),
        ("ge2026-05-06T09:30:00%2B01:00", [2, 3, 4]),
        ("lt2026-05-06T08:30:00Z", [0, 1]),
        ("2026-05-06T08:30:00Z", [2]),
        ("2026-05-06T08:31:00Z", []),
    ],
)
def test_an_instant_compares_with_the_instant(value: str, found: list[int]) -> None:
    assert numbers(f"date={value}&_sort=date") == found


def test_two_dates_are_a_window() -> None:
    assert numbers("date=ge2026-05-05&date=lt2026-05-07&_sort=date") == [1, 2]


@given(
    days=st.lists(st.integers(0, 400), min_size=1, max_size=12),
    asked=st.integers(0, 400),
    prefix=st.sampled_from(["ge", "gt", "le", "lt", "eq"]),
)
def test_days_compare_as_pythons_days_do(days: list[int], asked: int, prefix: str) -> None:
    """Against the plainest reading there is, for any days and any prefix."""
    wanted = date(2026, 1, 1) + timedelta(days=asked)
    plainly = {
        "ge": lambda day: day >= wanted,
        "gt": lambda day: day > wanted,
        "le": lambda day: day <= wanted,
        "lt": lambda day: day < wanted,
        "eq": lambda day: day == wanted,
    }[prefix]
    matches = PARAMETERS["Appointment"]["date"]

    for each in days:
        day = date(2026, 1, 1) + timedelta(days=each)
        assert matches({"start": f"{day}T23:59:59Z"}, f"{prefix}{wanted}") is plainly(day)


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "2026-5-4", "ge", "", "xx2026-05-04"])
def test_a_date_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(Refused, match="not a date"):
        numbers(f"date={value}")


@pytest.mark.parametrize(
    ("order", "found"), [("date", [0, 1, 2, 3, 4]), ("-date", [4, 3, 2, 1, 0])]
)
def test_results_come_in_the_order_asked_for(order: str, found: list[int]) -> None:
    assert numbers(f"_sort={order}") == found
    assert numbers("") == [2, 0, 4, 1, 3], "without one, as they were written"


@pytest.mark.parametrize("query", ["_sort=status", "_sort=--date", "_count=-1", "_offset=x"])
def test_an_order_or_a_number_nobody_knows_is_refused(query: str) -> None:
    with pytest.raises(Refused) as refused:
        numbers(query)

    assert refused.value.outcome["issue"][0]["severity"] == "error"


def test_every_field_one_can_sort_by_is_on_resources_one_can_search() -> None:
    assert set(SORTED_BY) <= set(PARAMETERS)
    assert all(set(orders) <= {*PARAMETERS[kind], "authored-on"}
               for kind, orders in SORTED_BY.items())  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_next_links_lead_through_everything_once(count: int) -> None:
    """G24: the pages end, and the last one says so by having no next."""
    query, seen, pages = f"patient={DESMOND}&_sort=date&_count={count}", [], 0
    while query:
        page = find(query)
        seen += [int(entry["resource"]["id"][-1]) for entry in page["entry"]]
        following = [link["url"] for link in page["link"] if link["relation"] == "next"]
        query, pages = urlsplit(following[0]).query if following else "", pages + 1

    assert seen == [0, 1, 2, 3, 4]
    assert pages == -(-5 // count)


def test_a_next_link_repeats_the_question() -> None:
    page = find(f"patient={DESMOND}&status=booked&date=ge2026-05-04&_sort=-date&_count=2")
    [following] = [link["url"] for link in page["link"] if link["relation"] == "next"]

    assert following.startswith(f"{BASE}/Appointment?")
    assert parse_qs(urlsplit(following).query) == {
        "patient": [DESMOND],
        "status": ["booked"],
        "date": ["ge2026-05-04"],
        "_sort": ["-date"],
        "_count": ["2"],
        "_offset": ["2"],
    }


@pytest.mark.parametrize(
    ("query", "shown"), [("_count=0", 0), ("_count=2", 2), ("_count=999", 5), ("_offset=4", 1)]
)
def test_the_total_is_of_everything_however_little_is_shown(query: str, shown: int) -> None:
    page = find(f"patient={DESMOND}&{query}")

    assert page["total"] == 5
    assert len(page.get("entry", [])) == shown
    assert ("entry" in page) is bool(shown), "FHIR knows no empty lists"


def test_what_cannot_be_searched_is_a_404() -> None:
    with pytest.raises(Refused) as refused:
        find("patient=x", "Medication")

    assert refused.value.status == 404


def test_answers_are_found_by_the_request_they_belong_to(care_books: Shelf) -> None:
    for number in (1, 2):
        body = {
            "resourceType": "QuestionnaireResponse",
            "id": f"answers-{number}",
            "basedOn": [{"reference": f"ServiceRequest/request-{number}"}],
        }
        care_books.put(books.SUPPLIER, body["resourceType"], f"a{number}", body, person="desmond")

    found = find(f"patient={DESMOND}&based-on=ServiceRequest/request-2", "QuestionnaireResponse")

    assert [entry["resource"]["id"] for entry in found["entry"]] == ["answers-2"]
