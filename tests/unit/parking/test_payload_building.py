"""What we write to the parking system keeps the standard, to the penny and to the minute."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.parking import payloads
from services.parking.adapter.words import permits
from services.supplied import written_pounds
from tests.factories import apds
from tests.factories.parking import KINDS, VRM, ZONES, a_right, as_json

LONDON = ZoneInfo("Europe/London")
ISSUED_AT = datetime(2026, 5, 20, 11, 30, tzinfo=UTC)
amounts = st.integers(min_value=0, max_value=100_000)


def a_new_right(**changes: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "right": "TB-P-20231-R20270607",
        "permit": "TB-P-20231",
        "vrm": VRM,
        "specification": "RESIDENT-A",
        "pounds": "58.00",
        "starts_at": datetime(2026, 6, 8, tzinfo=LONDON),
        "ends_at": datetime(2027, 6, 7, 23, 59, 59, tzinfo=LONDON),
        "issued_at": ISSUED_AT,
    }
    return payloads.assigned_right(**(asked | changes))


def understood(written: dict[str, Any]) -> payloads.AssignedRight:
    """As the supplier's own reader would: through JSON."""
    return msgspec.json.decode(msgspec.json.encode(written), type=payloads.AssignedRight)


@pytest.mark.parametrize("sessions", [None, 10, 50])
def test_a_new_right_keeps_the_standard(sessions: int | None) -> None:
    assert apds.faults(a_new_right(sessions=sessions), apds.ASSIGNED_RIGHT) == []


def test_a_new_right_is_not_paid_and_belongs_to_the_permit_and_the_vehicle() -> None:
    right = understood(a_new_right())

    assert (right.permit_numbers, right.plates) == (["TB-P-20231"], [VRM])
    assert right.payments == []
    assert right.total_instances is None


def test_visitor_sessions_are_all_still_to_be_used() -> None:
    written = a_new_right(sessions=25, specification="VISITOR-A")

    assert (written["totalInstances"], written["instancesAvailable"]) == (25, 25)
    assert written["instancesUsed"] == 0


@given(pence=amounts)
def test_no_penny_is_lost_between_what_is_written_and_what_is_read(pence: int) -> None:
    """F27: the standard wants a number, and two places survive it."""
    right = understood(a_new_right(pounds=written_pounds(pence)))

    [permit] = permits([right], KINDS, ZONES)

    assert permit.price_pence == pence
    assert permit.owed_pence == pence


@given(day=st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 1, 1)))
def test_the_first_and_last_day_are_londons_in_summer_and_in_winter(day: date) -> None:
    first = datetime.combine(day, time.min, LONDON)
    last = datetime.combine(day + timedelta(days=364), time.max, LONDON)

    [permit] = permits([understood(a_new_right(starts_at=first, ends_at=last))], KINDS, ZONES)

    assert (permit.starts_on, permit.ends_on) == (day, day + timedelta(days=364))


@given(pence=amounts)
def test_a_payment_keeps_the_standard_and_its_amount(pence: int) -> None:
    entry = payloads.right_payment("TB-7KQ4-M2WD", written_pounds(pence), ISSUED_AT)

    assert apds.faults(a_new_right() | {"payments": [entry]}, apds.ASSIGNED_RIGHT) == []
    [line] = entry["paymentLines"]
    assert round(line["value"]["currencyValue"] * 100) == pence
    assert understood(a_new_right() | {"payments": [entry]}).payments == [
        payloads.RightPayment("TB-7KQ4-M2WD")
    ]


def test_another_plate_takes_the_place_of_the_old_one_and_nothing_else_changes() -> None:
    before = as_json(a_right()) | {"issueMethod": "electronic", "notKnownToUs": [1, {"a": None}]}

    after = payloads.with_plate(before, "TB20NEW")

    right = understood(after)
    assert (right.permit_numbers, right.plates) == (["TB-P-20231"], ["TB20NEW"])
    for name in before.keys() - {"rightHolder"}:
        assert after[name] == before[name]


def test_a_right_is_not_changed_in_place() -> None:
    before = as_json(a_right())
    copy = msgspec.json.decode(msgspec.json.encode(before))

    payloads.with_plate(before, "TB20NEW")

    assert before == copy


def test_other_ways_to_know_the_holder_are_kept() -> None:
    badge = {"type": "badge", "identifier": {"id": "BB-1", "className": "Badge"}}
    before = as_json(a_right())
    before["rightHolder"] = {
        "name": "kept",
        "credentials": [*before["rightHolder"]["credentials"], badge],
    }

    holder = payloads.with_plate(before, "TB20NEW")["rightHolder"]

    assert holder["name"] == "kept"
    assert badge in holder["credentials"]
    assert [each["type"] for each in holder["credentials"]] == ["permit", "badge", "licensePlate"]


@pytest.mark.parametrize(
    "broken",
    [
        {"rightHolder": {"credentials": []}},
        {"version": 0},
        {"expiry": "2027-06-07"},
        {"monetaryValue": {"value": {"currencyType": "GBP", "currencyValue": "58.00"}}},
        {"rightSpecification": {"id": "RESIDENT-A"}},
    ],
)
def test_the_check_against_the_standard_would_notice(broken: dict[str, Any]) -> None:
    assert apds.faults(a_new_right() | broken, apds.ASSIGNED_RIGHT)
