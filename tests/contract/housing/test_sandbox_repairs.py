"""The pretended housing system takes repairs as the repairs standard says, and remembers them."""

import base64
from typing import Any
from urllib.request import Request, urlopen

import pytest

from services.sandbox.personas import AMINA, GRACE
from tests.contract.answers import Sandbox
from tests.contract.housing.calls import AMINAS_HOME, a_repair, ask, call

pytestmark = pytest.mark.sandbox

JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + b"0" * 64).decode()
REQUIRED = [
    "descriptionOfWork",
    "reference",
    "priority",
    "workClass",
    "instructedBy",
    "assignedToPrimary",
    "site",
]


def raise_repair(sandbox: Sandbox, *, key: str = "", **changes: Any) -> int:
    answer = call(sandbox, "POST", "v2/workOrders/schedule", a_repair(**changes), key=key)
    assert answer.status == 200, answer
    return int(answer.body["id"])


def test_a_repair_that_was_raised_is_listed(sandbox: Sandbox) -> None:
    reference = raise_repair(sandbox)

    newest = ask(sandbox, f"v2/workOrders?propertyReference={AMINAS_HOME}")[0]

    assert newest["reference"] == reference
    assert newest["status"] == "In Progress"
    assert newest["description"] == "Kitchen: the tap drips"


def test_the_same_key_raises_one_work_order(sandbox: Sandbox) -> None:
    before = len(ask(sandbox, f"v2/workOrders?tenureId={AMINA.tenancy}"))

    assert raise_repair(sandbox, key="once") == raise_repair(sandbox, key="once")

    assert len(ask(sandbox, f"v2/workOrders?tenureId={AMINA.tenancy}")) == before + 1


def test_the_same_key_for_another_repair_is_refused(sandbox: Sandbox) -> None:
    raise_repair(sandbox, key="once")

    other = a_repair(descriptionOfWork="Hall: the door sticks")

    assert call(sandbox, "POST", "v2/workOrders/schedule", other, key="once").status == 409


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_repair_without_what_the_standard_requires_is_refused(
    sandbox: Sandbox, missing: str
) -> None:
    body = a_repair()
    del body[missing]

    answer = call(sandbox, "POST", "v2/workOrders/schedule", body)

    assert answer.status == 400
    assert missing in answer.body["details"]


@pytest.mark.parametrize(
    "changes",
    [
        {"priority": {"priorityCode": "9", "requiredCompletionDateTime": "2026-06-01T09:00:00Z"}},
        {"priority": {"priorityCode": "4", "requiredCompletionDateTime": "1 June"}},
        {"priority": {"priorityCode": "4", "requiredCompletionDateTime": "2026-06-01T09:00:00"}},
        {"priority": {"priorityCode": "4"}},
        {"reference": []},
        {"workElement": [{"trade": [{"code": "PL"}]}]},
        {"workElement": [{"rateScheduleItem": [{"customCode": "NO-SUCH"}]}]},
        {"site": {"property": [{"unit": [{"reference": [{"id": "99999999"}]}]}]}},
        {"descriptionOfWork": ""},
    ],
)
def test_a_repair_that_breaks_the_standard_is_refused(
    sandbox: Sandbox, changes: dict[str, Any]
) -> None:
    answer = call(sandbox, "POST", "v2/workOrders/schedule", a_repair(**changes))

    assert answer.status == 400


def test_only_the_property_asked_for_is_listed(sandbox: Sandbox) -> None:
    reference = raise_repair(sandbox)

    others = ask(sandbox, f"v2/workOrders?tenureId={GRACE.tenancy}")

    assert reference not in {order["reference"] for order in others}


def test_a_visit_is_booked_moved_and_cancelled(sandbox: Sandbox) -> None:
    reference = raise_repair(sandbox)
    days = ask(sandbox, f"v2/appointments?workOrderReference={reference}")
    first, second = days[0]["slots"][0], days[1]["slots"][0]

    for day, slot in ((days[0], first), (days[1], second)):
        booked = call(sandbox, "POST", "v2/appointments", a_booking(reference, slot["reference"]))
        assert booked.status == 200
        visit = ask(sandbox, f"v2/workOrders/{reference}")["appointment"]
        assert visit["date"].startswith(day["date"])
    cancelled = a_status_update(reference, otherType="cancelAppointment")
    assert call(sandbox, "POST", "v2/jobStatusUpdate", cancelled).status == 200

    assert ask(sandbox, f"v2/workOrders/{reference}")["appointment"] is None


@pytest.mark.parametrize("slot", ["nonsense", "1/20260101/AM", "{reference}/19990104/AM"])
def test_a_visit_that_is_not_free_cannot_be_booked(sandbox: Sandbox, slot: str) -> None:
    reference = raise_repair(sandbox)

    booking = a_booking(reference, slot.format(reference=reference))

    assert call(sandbox, "POST", "v2/appointments", booking).status == 400


def test_a_cancelled_repair_cannot_be_changed_any_more(sandbox: Sandbox) -> None:
    reference = raise_repair(sandbox)
    cancel = a_status_update(reference, otherType="cancel", comments="Fixed it ourselves")

    assert call(sandbox, "POST", "v2/jobStatusUpdate", cancel).status == 200
    assert call(sandbox, "POST", "v2/jobStatusUpdate", cancel).status == 400

    notes = ask(sandbox, f"v2/workOrders/{reference}/notes")
    assert notes[-1]["note"] == "Fixed it ourselves"
    assert ask(sandbox, f"v2/workOrders/{reference}")["status"] == "Work Cancelled"


def test_the_housing_officer_moves_a_repair_on(sandbox: Sandbox) -> None:
    reference = raise_repair(sandbox)

    sandbox_form(sandbox, f"/housing/work-orders/{reference}", "status=Work+Complete")

    order = ask(sandbox, f"v2/workOrders/{reference}")
    assert order["status"] == "Work Complete"
    assert order["closedDated"]


def test_a_photograph_is_kept_with_its_work_order(sandbox: Sandbox) -> None:
    reference = raise_repair(sandbox)
    photo = {"filename": "tap.jpg", "title": "The tap", "embeddedFileBinaryObject": JPEG}

    added = call(sandbox, "POST", f"v2/workOrders/{reference}/attachments", photo, key="photo")
    call(sandbox, "POST", f"v2/workOrders/{reference}/attachments", photo, key="photo")

    assert added.status == 201
    kept = ask(sandbox, f"v2/workOrders/{reference}/attachments")
    assert [(row["filename"], row["sizeBytes"]) for row in kept] == [("tap.jpg", 68)]


@pytest.mark.parametrize(
    "changes",
    [
        {"embeddedFileBinaryObject": base64.b64encode(b"MZ not a photo").decode()},
        {"embeddedFileBinaryObject": "not base64 !"},
        {"filename": "../../etc/passwd"},
    ],
)
def test_something_that_is_no_photograph_is_refused(
    sandbox: Sandbox, changes: dict[str, str]
) -> None:
    photo = {"filename": "tap.jpg", "embeddedFileBinaryObject": JPEG} | changes
    reference = raise_repair(sandbox)

    answer = call(sandbox, "POST", f"v2/workOrders/{reference}/attachments", photo)

    assert answer.status == 400


def a_booking(reference: int, slot: str) -> dict[str, Any]:
    return {
        "workOrderReference": {"id": str(reference)},
        "appointmentReference": {"id": slot},
    }


def a_status_update(reference: int, **changes: str) -> dict[str, Any]:
    return {"relatedWorkOrderReference": {"id": str(reference)}, "typeCode": "0"} | changes


def sandbox_form(sandbox: Sandbox, path: str, body: str) -> None:
    with urlopen(Request(sandbox.url + path, data=body.encode()), timeout=10):
        pass
