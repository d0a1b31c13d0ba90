"""What the pretended housing system answers and accepts, with its books in memory."""

import base64
import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from services.housing import payloads
from services.sandbox.housing import seed_rents
from services.sandbox.housing.api import TOKEN
from services.sandbox.housing.urls import urlpatterns
from services.sandbox.personas import AMINA, DESMOND, GRACE, PRIYA, Person
from tests.contract.housing.calls import AMINAS_HOME, a_repair
from tests.factories.sandbox_books import Books, open_books
from tests.factories.sandbox_books import call as call_one_of
from tests.factories.wrong_answers import is_read

WORK_ORDERS = "api/v2/workOrders"
TRANSACTIONS = f"api/v1/transactions/targettype/Tenure/{AMINA.tenancy}"
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + b"0" * 64).decode()


@pytest.fixture(autouse=True)
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    """The books of the town, freshly seeded; the long rent accounts among them."""
    written: list[Any] = []
    shelf = SimpleNamespace(bulk_create=written.extend)

    class Line(SimpleNamespace):
        objects = shelf

    monkeypatch.setattr(seed_rents, "Document", Line)
    opened = open_books(monkeypatch, "housing", today=timezone.localdate())
    for line in written:
        opened.put(line.supplier, line.kind, line.key, line.body, person=line.person)
    return opened


def call(method: str, path: str, body: Any = None) -> HttpResponse:
    return call_one_of(urlpatterns, method, path, body, authorization=f"Bearer {TOKEN}")


def asked(path: str) -> Any:
    answer = call("GET", path)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def sent(path: str, body: Any, status: int = 200) -> Any:
    answer = call("POST", path, body)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def raised(**changes: Any) -> int:
    return int(sent(f"{WORK_ORDERS}/schedule", a_repair(**changes))["id"])


def update(reference: int, status: int = 200, **changes: str) -> Any:
    body = {"relatedWorkOrderReference": {"id": str(reference)}, "typeCode": "0", **changes}
    return sent("api/v2/jobStatusUpdate", body, status)


def slots(reference: int, **days: date) -> Iterator[str]:
    asked_for = "".join(f"&{name}={day}" for name, day in days.items())
    for day in asked(f"api/v2/appointments?workOrderReference={reference}{asked_for}"):
        for slot in day["slots"]:
            yield slot["reference"]


def book(reference: int, slot: str, status: int = 200) -> Any:
    body = {"workOrderReference": {"id": str(reference)}, "appointmentReference": {"id": slot}}
    return sent("api/v2/appointments", body, status)


def test_a_tenure_is_found_by_its_payment_reference_and_by_its_own_id() -> None:
    by_reference = asked(f"api/v1/tenures/{AMINA.tenancy}")
    by_id = asked(f"api/v1/tenures/{by_reference['id']}")

    assert by_id == by_reference
    assert by_id["householdMembers"][0]["fullName"] == AMINA.full_name
    assert call("GET", "api/v1/tenures/6009999999").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"?targetId={AMINA.tenancy}", 1),
        (f"?targetId={AMINA.tenancy}&accountType=Master", 1),
        (f"?targetId={AMINA.tenancy}&accountType=Garage", 0),
        ("?targetId=6009999999", 0),
    ],
)
def test_an_account_is_found_by_its_target_and_kind(query: str, found: int) -> None:
    assert len(asked(f"api/v1/accounts{query}")["accountResponseList"]) == found


def test_who_and_what_have_to_be_said() -> None:
    for path in ("accounts", "charges", "statements"):
        assert call("GET", f"api/v1/{path}").status_code == 400
    assert call("GET", WORK_ORDERS).status_code == 400
    assert call("GET", "api/v2/appointments").status_code == 400


def test_charges_are_the_tenants_own() -> None:
    (charge,) = asked(f"api/v1/charges?targetId={AMINA.tenancy}")

    assert [each["amount"] for each in charge["detailedCharges"]] == [111.86, 6.78]
    assert asked(f"api/v1/charges?targetId={PRIYA.uprn}") == []


@pytest.mark.parametrize("person", [AMINA, GRACE, DESMOND])
def test_two_years_of_lines_add_up_to_what_is_owed(person: Person) -> None:
    path = f"api/v1/transactions/targettype/Tenure/{person.tenancy}"
    rows = asked(path)["results"]
    account = asked(f"api/v1/accounts?targetId={person.tenancy}")["accountResponseList"][0]

    assert rows[-1]["balanceAmount"] == account["accountBalance"]
    for before, after in pairwise(rows):
        moved = round((before["balanceAmount"] + after["transactionAmount"]) * 100)
        assert moved == round(after["balanceAmount"] * 100)
        assert before["transactionDate"] <= after["transactionDate"]
    assert all(is_read(row, payloads.Transaction) for row in rows)


def test_lines_between_two_days_are_the_lines_of_these_days() -> None:
    since, until = (timezone.localdate() - timedelta(days=days) for days in (60, 30))

    some = asked(f"{TRANSACTIONS}?startDate={since}&endDate={until}")

    days = [row["transactionDate"][:10] for row in some["results"]]
    everything = [row["transactionDate"][:10] for row in asked(TRANSACTIONS)["results"]]
    assert days == [day for day in everything if f"{since}" <= day <= f"{until}"]
    assert some["total"] == len(days)
    assert call("GET", f"{TRANSACTIONS}?startDate=soon").status_code == 400


def test_lines_come_in_pages() -> None:
    whole = asked(TRANSACTIONS)["results"]

    second = asked(f"{TRANSACTIONS}?PageNumber=2&PageSize=10")

    assert (second["results"], second["total"]) == (whole[10:20], len(whole))


@pytest.mark.parametrize(("kind", "most"), [("Quarterly", 9), ("Yearly", 3)])
def test_statements_follow_each_other_to_the_balance_of_today(kind: str, most: int) -> None:
    found = asked(f"api/v1/statements?targetId={AMINA.tenancy}&statementType={kind}")

    assert most - 1 <= len(found) <= most
    assert found[-1]["finishBalance"] == 186.42
    for before, after in pairwise(found):
        assert after["startBalance"] == before["finishBalance"]
        assert before["endDate"] < after["startDate"]


def test_a_repair_that_was_raised_is_the_newest_of_its_home() -> None:
    reference = raised(locationOfRepair="Kitchen", accessInformation={"description": "Ring twice"})

    newest = asked(f"{WORK_ORDERS}?propertyReference={AMINAS_HOME}")[0]

    assert is_read(newest, payloads.WorkOrder)
    assert (newest["reference"], newest["status"]) == (reference, "In Progress")
    assert newest["locationOfRepair"] == "Kitchen"
    assert newest["callerName"] == AMINA.full_name
    notes = asked(f"{WORK_ORDERS}/{reference}/notes")
    assert [note["note"] for note in notes] == ["Access: Ring twice"]


def test_each_order_has_its_own_number_and_says_who_called() -> None:
    first, second = raised(), raised(customer={"person": {"name": {"full": "Zaid Yusuf"}}})

    assert second == first + 1
    assert asked(f"{WORK_ORDERS}/{second}")["callerName"] == "Zaid Yusuf"


@pytest.mark.parametrize(
    "changes",
    [
        {"site": {"property": [{"unit": [{"reference": [{"id": "99999999"}]}]}]}},
        {"workElement": [{"rateScheduleItem": [{"customCode": "NO-SUCH"}]}]},
    ],
)
def test_a_repair_nowhere_or_of_nothing_is_refused(changes: dict[str, Any]) -> None:
    before = len(asked(f"{WORK_ORDERS}?tenureId={AMINA.tenancy}"))

    assert call("POST", f"{WORK_ORDERS}/schedule", a_repair(**changes)).status_code == 400
    assert len(asked(f"{WORK_ORDERS}?tenureId={AMINA.tenancy}")) == before


def test_work_orders_are_found_by_tenancy_and_by_status_newest_first() -> None:
    found = asked(f"{WORK_ORDERS}?tenureId={AMINA.tenancy}")
    under_way = asked(f"{WORK_ORDERS}?tenureId={AMINA.tenancy}&statusCode=In+Progress")

    raised_at = [order["dateRaised"] for order in found]
    assert raised_at == sorted(raised_at, reverse=True)
    assert [order["reference"] for order in under_way] == [found[0]["reference"]]
    assert asked(f"{WORK_ORDERS}?tenureId=6009999999") == []


def test_visits_are_offered_between_the_days_that_are_asked_for() -> None:
    reference, today = raised(), timezone.localdate()
    first, last = today + timedelta(days=7), today + timedelta(days=13)

    in_that_week = list(slots(reference, fromDate=first, toDate=last))

    days = {slot.split("/")[1] for slot in in_that_week}
    assert days <= {f"{first + timedelta(days=n):%Y%m%d}" for n in range(7)}
    assert list(slots(reference, fromDate=last, toDate=first)) == []
    assert list(slots(reference, toDate=today)) == []
    far = list(slots(reference, toDate=today + timedelta(days=900)))
    assert {slot.split("/")[1] for slot in far} <= {
        f"{today + timedelta(days=n):%Y%m%d}" for n in range(1, 29)
    }


def test_a_visit_is_booked_moved_and_given_up() -> None:
    reference = raised()
    first, second, *_ = slots(reference)

    for slot in (first, second):
        booked = book(reference, slot)
        assert asked(f"{WORK_ORDERS}/{reference}")["appointment"]["reference"] == slot
        assert booked["workOrderReference"] == reference
    update(reference, otherType="cancelAppointment", comments="Not needed")

    order = asked(f"{WORK_ORDERS}/{reference}")
    assert (order["appointment"], order["status"]) == (None, "In Progress")
    notes = [note["note"] for note in asked(f"{WORK_ORDERS}/{reference}/notes")]
    assert notes[0].startswith("Appointment booked: ")
    assert notes[-1] == "Not needed"


@pytest.mark.parametrize("slot", ["nonsense", "{other}/{day}/AM", "{own}/19990104/AM", "{own}//"])
def test_a_visit_that_is_not_free_is_not_booked(slot: str) -> None:
    own, other = raised(), raised()
    day = next(slots(other)).split("/")[1]

    book(own, slot.format(own=own, other=other, day=day), status=400)

    assert asked(f"{WORK_ORDERS}/{own}")["appointment"] is None


@pytest.mark.parametrize("kind", ["cancel", "complete"])
def test_a_closed_repair_changes_no_more(kind: str) -> None:
    reference = raised()
    slot = next(slots(reference))
    update(reference, otherType=kind)

    update(reference, status=400, otherType="cancelAppointment")
    book(reference, slot, status=400)

    assert asked(f"{WORK_ORDERS}/{reference}")["closedDated"]


def test_what_nobody_raised_is_not_found() -> None:
    for path in ("", "/notes", "/attachments"):
        assert call("GET", f"{WORK_ORDERS}/1{path}").status_code == 404
    assert call("GET", "api/v2/appointments?workOrderReference=1").status_code == 404
    update(1, status=404)
    book(1, "1/20260511/AM", status=404)
    photo = {"filename": "a.jpg", "embeddedFileBinaryObject": JPEG}
    assert call("POST", f"{WORK_ORDERS}/1/attachments", photo).status_code == 404


def test_photos_are_numbered_and_listed_without_their_content() -> None:
    reference = raised()
    photo = {"filename": "a.jpg", "title": "The tap", "embeddedFileBinaryObject": JPEG}

    for _ in range(2):
        sent(f"{WORK_ORDERS}/{reference}/attachments", photo, status=201)

    listed = asked(f"{WORK_ORDERS}/{reference}/attachments")
    assert [each["id"] for each in listed] == [f"{reference}-1", f"{reference}-2"]
    assert {each["sizeBytes"] for each in listed} == {68}
    assert JPEG not in json.dumps(listed)


def test_the_history_of_the_town_is_what_tenants_see() -> None:
    """Every order of the seed can be read, and none of the team's own words is for tenants."""
    for person in (AMINA, GRACE, DESMOND):
        orders = asked(f"{WORK_ORDERS}?tenureId={person.tenancy}")
        assert all(is_read(order, payloads.WorkOrder) for order in orders)
        for order in orders:
            booked = order["appointment"]
            day = booked and date.fromisoformat(booked["date"][:10])
            assert day is None or day.weekday() < 5
            finished = order["status"] in {"Work Complete", "No Access"}
            assert finished <= (booked is not None)
            assert (order["closedDated"] is not None) is (order["status"] == "Work Complete")
    (under_way,) = asked(f"{WORK_ORDERS}?tenureId={AMINA.tenancy}&statusCode=In+Progress")
    notes = asked(f"{WORK_ORDERS}/{under_way['reference']}/notes")
    assert {note["audience"] for note in notes} == {"Tenant", "Staff"}
