"""What happens between the portal's words and the housing system, without a database."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from services.contract import ServiceUnavailable, WrongRecord
from services.housing import payloads
from services.housing.operations import (
    RepairRequest,
    _check_own,
    _is_same,
    _schedule,
    _work_order,
)
from services.housing.payloads import ScheduleRepairResult, TenuredAsset
from services.housing.records import NoSuchRepair
from services.http import NotFound
from services.models import Submission
from services.sandbox.housing import hact
from services.sealing import seal
from tests.factories.housing import REFERENCE, PretendClient, a_tenure, a_work_order

NUMBER = "10004104"
SENT_AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
REPAIR = RepairRequest("leaking-tap", "kitchen", "It drips", "Mornings", "07700 900141")


def a_submission(repair: Any = REPAIR, account: str = REFERENCE) -> Submission:
    return Submission(
        account_reference=account,
        sealed=seal(repair),
        reference="KTM-4RZ-9WB",
        submitted_at=SENT_AT,
    )


def check_own(number: str = NUMBER, **answers: Any) -> set[str]:
    """What the housing system was asked before the repair may be changed."""
    well = {"get_tenure": a_tenure(), "get_work_order": a_work_order()}
    client: Any = PretendClient(**(well | answers))
    asyncio.run(_check_own(client, REFERENCE, number))
    return set(client.asked)


def test_a_repair_of_the_home_may_be_changed_when_both_sides_say_so() -> None:
    assert check_own() == {"get_tenure", "get_work_order"}


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"get_work_order": NotFound("404")}, NoSuchRepair),
        ({"get_tenure": NotFound("404")}, NoSuchRepair),
        ({"get_work_order": a_work_order(property_reference="00023427")}, NoSuchRepair),
        ({"get_work_order": a_work_order(reference=10_004_105)}, WrongRecord),
        ({"get_tenure": a_tenure(payment_reference="6001234575")}, WrongRecord),
        ({"get_work_order": ServiceUnavailable()}, ServiceUnavailable),
    ],
)
def test_any_other_repair_is_left_alone(answers: dict[str, Any], why: type[Exception]) -> None:
    """G12: never change a repair at somebody else's home, whatever number was sent."""
    with pytest.raises(why):
        check_own(**answers)


@pytest.mark.parametrize("number", ["010004104", "10004104 ", "10004104x", "-1"])
def test_a_number_is_the_whole_number(number: str) -> None:
    with pytest.raises(WrongRecord):
        check_own(number)


def schedule(photos: list[tuple[str, bytes]], **answers: Any) -> tuple[str, list[Any]]:
    """The work order's number, and what was sent in which order."""
    sent: list[Any] = []

    class Client:
        async def get_tenure(self, reference: str) -> payloads.Tenure:
            return answers.get("tenure", a_tenure())

        async def schedule_repair(self, body: Any, *, key: str) -> ScheduleRepairResult:
            sent.append(("raise", key, body))
            return ScheduleRepairResult(10_004_200)

        async def attach_photo(self, number: str, photo: bytes, *, name: str, key: str) -> None:
            sent.append(("photo", key, (number, name, photo)))

    client: Any = Client()
    submission = answers.get("submission", a_submission())
    return asyncio.run(_schedule(client, submission, REPAIR, photos)), sent


def test_a_repair_is_raised_first_and_its_photos_follow_each_with_its_own_key() -> None:
    number, sent = schedule([("a", b"one"), ("b", b"two")])

    assert number == "10004200"
    assert [(what, key) for what, key, _ in sent][1:] == [("photo", "a"), ("photo", "b")]
    assert sent[1][2] == ("10004200", "photo-1.jpg", b"one")
    assert sent[2][2] == ("10004200", "photo-2.jpg", b"two")


def test_nothing_is_raised_at_the_home_of_somebody_else() -> None:
    """G12"""
    with pytest.raises(WrongRecord):
        schedule([], tenure=a_tenure(payment_reference="6001234575"))


def test_the_key_of_the_work_order_is_the_submissions_own() -> None:
    submission = a_submission()

    _, sent = schedule([], submission=submission)

    assert sent[0][1] == str(submission.pk)


def test_the_work_order_says_what_she_said_and_is_the_standards() -> None:
    body = _work_order(a_submission(), REPAIR, a_tenure())

    hact.check(body, "ScheduleRepair")
    assert body["descriptionOfWork"] == "Kitchen: Leaking tap or pipe\nIt drips"
    assert body["accessInformation"] == {"description": "Mornings"}
    assert body["customer"]["person"]["name"] == {"full": "Amina Yusuf"}
    assert body["dateReported"] == "2026-05-04T09:30:00+00:00"


@pytest.mark.parametrize(
    ("problem", "code", "required_by"),
    [
        ("no-power", "2", "2026-05-05T10:30:00+01:00"),
        ("toilet", "3", "2026-05-11T23:59:00+01:00"),
        ("leaking-tap", "4", "2026-06-01T23:59:00+01:00"),
    ],
)
def test_the_time_runs_from_when_it_was_told_and_not_from_when_it_is_handed_over(
    problem: str, code: str, required_by: str
) -> None:
    repair = RepairRequest(problem, "bathroom", "x")

    priority = _work_order(a_submission(repair), repair, a_tenure())["priority"]

    assert priority == {"priorityCode": code, "requiredCompletionDateTime": required_by}


def test_the_home_is_the_one_of_the_tenancy() -> None:
    elsewhere = TenuredAsset(full_address="27 Mill Lane", uprn="1", property_reference="00023427")

    body = _work_order(a_submission(), REPAIR, a_tenure(tenured_asset=elsewhere))

    unit = body["site"]["property"][0]["unit"][0]
    assert unit["reference"][0]["id"] == "00023427"
    assert unit["address"] == {"addressLine": ["27 Mill Lane"]}


@pytest.mark.parametrize(
    ("before", "is_same"),
    [
        (REPAIR, True),
        (RepairRequest("leaking-tap", "kitchen", "Quite other words"), True),
        (RepairRequest("leaking-tap", "bathroom", "It drips"), False),
        (RepairRequest("toilet", "kitchen", "It drips"), False),
    ],
)
def test_the_same_problem_in_the_same_room_is_the_same_repair(
    before: RepairRequest, is_same: bool
) -> None:
    assert _is_same(a_submission(before), REPAIR) is is_same


def test_a_report_that_cannot_be_read_any_more_is_no_obstacle() -> None:
    unreadable = a_submission()
    unreadable.sealed = b"another key"

    assert not _is_same(unreadable, REPAIR)
    assert not _is_same(a_submission(SimpleNamespace(a=1).__dict__), REPAIR)


def test_a_report_is_named_as_people_would_name_it() -> None:
    assert REPAIR.title == "Repair: leaking tap or pipe, kitchen"
