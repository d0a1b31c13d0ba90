"""What the pretended care system does with what it is told."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.social_care import books, rules
from services.working_days import add_working_days
from tests.unit.sandbox.conftest import Shelf
from tests.unit.sandbox.social_care.people import DESMOND, NOW, refused

HIS = {"reference": f"Patient/{DESMOND}"}

pytestmark = pytest.mark.usefixtures("care_books")


def a_request(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": {"text": "Needs assessment"},
        "subject": HIS,
    } | changes


def test_a_request_gets_a_number_a_promise_and_somebody_to_look_at_it(care_books: Shelf) -> None:
    kept, is_new = rules.create(a_request(), now=NOW)

    assert is_new
    assert kept["identifier"][0] == {"system": books.REQUEST_NUMBER, "value": "SCR-2600001"}
    assert kept["occurrencePeriod"] == {"end": "2026-05-11"}
    [task] = care_books.list_of(books.SUPPLIER, "Task", person="desmond")
    assert task["focus"]["reference"] == f"ServiceRequest/{kept['id']}"
    assert (task["for"], task["identifier"], task["status"]) == (
        HIS, kept["identifier"], "requested",
    )  # fmt: skip
    assert task["authoredOn"] == task["lastModified"] == "2026-05-04T09:00:00Z"


def test_no_two_requests_have_the_same_number() -> None:
    numbers = {rules.create(a_request(), now=NOW)[0]["identifier"][0]["value"] for _ in range(3)}

    assert numbers == {"SCR-2600001", "SCR-2600002", "SCR-2600003"}


@pytest.mark.parametrize("field", ["status", "intent", "subject", "code"])
def test_a_request_without_what_it_needs_is_refused_by_the_fields_name(
    care_books: Shelf, field: str
) -> None:
    no = refused(422, lambda: rules.create(a_request(**{field: None}), now=NOW))

    assert no.outcome["issue"][0]["expression"] == [f"ServiceRequest.{field}"]
    assert not care_books.list_of(books.SUPPLIER, "Task")


@pytest.mark.parametrize("kind", ["Patient", "Appointment", "Invoice", "Task", "Medication"])
def test_what_residents_do_not_make_cannot_be_made(care_books: Shelf, kind: str) -> None:
    before = dict(care_books.bodies)

    refused(405, lambda: rules.create({"resourceType": kind}, now=NOW))

    assert care_books.bodies == before


@pytest.mark.parametrize("subject", [{"reference": "Patient/SC999999"}, {"display": "Desmond"}])
def test_a_request_is_about_somebody_the_system_knows(
    care_books: Shelf, subject: dict[str, str]
) -> None:
    refused(422, lambda: rules.create(a_request(subject=subject), now=NOW))

    assert not care_books.list_of(books.SUPPLIER, "ServiceRequest")


def a_visit(shelf: Shelf, *, starts: datetime = NOW + timedelta(hours=1)) -> dict[str, Any]:
    visit = {
        "resourceType": "Appointment",
        "id": "visit-1",
        "status": "booked",
        "start": starts.isoformat(),
        "end": (starts + timedelta(minutes=45)).isoformat(),
        "participant": [{"actor": HIS}, {"actor": {"display": "Bluebell"}}],
        "meta": {"versionId": "3"},
    }
    return shelf.put(books.SUPPLIER, "Appointment", "visit-1", visit, person="desmond")


def the_visit(shelf: Shelf) -> dict[str, Any]:
    return shelf.bodies[books.SUPPLIER, "Appointment", "visit-1"]


def change(visit: dict[str, Any], *, version: str = "3", kind: str = "Appointment") -> Any:
    return rules.update(kind, "visit-1", visit, version=version, now=NOW)


def test_a_visit_is_cancelled_and_has_a_new_version(care_books: Shelf) -> None:
    kept = change(a_visit(care_books) | {"status": "cancelled"})

    assert (kept["status"], kept["meta"]["versionId"]) == ("cancelled", "4")
    assert the_visit(care_books) == kept


@pytest.mark.parametrize("version", ["", "2", "4", "W/3"])
def test_who_has_not_seen_the_newest_version_changes_nothing(
    care_books: Shelf, version: str
) -> None:
    visit = a_visit(care_books)

    refused(412, lambda: change(visit | {"status": "cancelled"}, version=version))
    assert the_visit(care_books)["status"] == "booked"


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"start": "2026-06-01T09:00:00+00:00"}, 422),
        ({"end": "2026-06-01T09:00:00+00:00"}, 422),
        ({"participant": [{"actor": {"reference": "Patient/SC700208"}}]}, 422),
        ({"participant": []}, 422),
        ({"status": ""}, 422),
        ({"id": "visit-2"}, 400),
        ({"resourceType": "Task"}, 400),
    ],
)
def test_a_visit_is_not_moved_not_emptied_and_not_given_away(
    care_books: Shelf, wanted: dict[str, Any], status: int
) -> None:
    visit = a_visit(care_books)

    refused(status, lambda: change(visit | wanted))

    assert the_visit(care_books) == visit


@pytest.mark.parametrize("starts", [NOW, NOW - timedelta(seconds=1), NOW - timedelta(days=1)])
def test_a_visit_that_has_begun_is_not_cancelled(care_books: Shelf, starts: datetime) -> None:
    cancelled = a_visit(care_books, starts=starts) | {"status": "cancelled"}

    refused(422, lambda: change(cancelled))

    assert the_visit(care_books)["status"] == "booked"


def test_a_visit_can_be_cancelled_until_it_begins(care_books: Shelf) -> None:
    visit = a_visit(care_books, starts=NOW + timedelta(seconds=1))

    assert change(visit | {"status": "cancelled"})["status"] == "cancelled"


def test_a_cancelled_visit_stays_cancelled(care_books: Shelf) -> None:
    visit = change(a_visit(care_books) | {"status": "cancelled"})

    refused(422, lambda: change(visit | {"status": "booked"}, version="4"))

    assert the_visit(care_books)["status"] == "cancelled"


@pytest.mark.parametrize("kind", ["Patient", "Invoice", "CarePlan", "ServiceRequest"])
def test_what_is_not_the_residents_to_change_cannot_be_changed(
    care_books: Shelf, kind: str
) -> None:
    theirs = care_books.put(books.SUPPLIER, kind, "visit-1", {"meta": {"versionId": "3"}})

    refused(405, lambda: change({"resourceType": kind, "id": "visit-1"}, kind=kind))

    assert care_books.bodies[books.SUPPLIER, kind, "visit-1"] is theirs


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 5, 6), 5, date(2026, 5, 13)),
        (date(2026, 5, 8), 1, date(2026, 5, 11)),
        (date(2026, 5, 9), 1, date(2026, 5, 11)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_the_promise_counts_from_monday_to_friday(day: date, count: int, due: date) -> None:
    assert rules.working_days_after(day, count) == due


@given(st.dates(date(2026, 5, 26), date(2026, 8, 20)), st.integers(0, 5))
def test_between_bank_holidays_the_supplier_and_we_count_alike(day: date, count: int) -> None:
    """What we promise on the receipt is what they write to us."""
    assert rules.working_days_after(day, count) == add_working_days(day, count)
