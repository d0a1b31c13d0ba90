"""The work order we send is the repairs standard's ScheduleRepair."""

from datetime import datetime
from typing import Any

from services.housing import payloads
from services.housing.catalogue import LONDON
from services.sandbox.housing import hact
from tests.unit.housing.made import is_taken

WORDS: dict[str, Any] = {
    "reference": "KTM-4RZ-9WB",
    "description": "Kitchen: leaking tap or pipe\nSince Monday",
    "room": "Kitchen",
    "access": "Mornings",
    "priority_code": 4,
    "finished_by": datetime(2026, 6, 1, 23, 59, tzinfo=LONDON),
    "trade": "PL",
    "code": "PLP5R001",
    "property_reference": "00023404",
    "address": "Flat 4, Alder Court TB1 4QN",
    "tenant": "Amina Yusuf",
    "telephone": "07700 900141",
    "reported_at": datetime(2026, 5, 4, 9, 30, tzinfo=LONDON),
}
REQUIRED = {
    "descriptionOfWork",
    "reference",
    "priority",
    "workClass",
    "instructedBy",
    "assignedToPrimary",
    "site",
}


def order(**changes: Any) -> dict[str, Any]:
    return payloads.schedule_repair(payloads.RepairOrder(**WORDS | changes))


def test_the_standard_accepts_it() -> None:
    assert is_taken("ScheduleRepair", order())


def test_it_has_everything_the_standard_requires() -> None:
    assert order().keys() >= REQUIRED
    assert set(hact.MESSAGES["ScheduleRepair"]["required"]) == REQUIRED


def test_the_priority_is_a_code_and_a_moment_with_its_offset() -> None:
    priority = order()["priority"]

    assert priority == {
        "priorityCode": "4",
        "requiredCompletionDateTime": "2026-06-01T23:59:00+01:00",
    }


def test_without_a_telephone_number_none_is_sent() -> None:
    person = order(telephone="")["customer"]["person"]

    assert "communication" not in person


def test_a_moment_without_an_offset_would_be_refused() -> None:
    naive = WORDS["finished_by"].replace(tzinfo=None)

    assert not is_taken("ScheduleRepair", order(finished_by=naive))
