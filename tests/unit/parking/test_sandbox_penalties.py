"""The pretended parking system keeps the statutory timetable, day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.sandbox.parking.penalties import Notice, Tariff, discount_ends_on, standing

SERVED = date(2026, 3, 2)
ON_THE_WINDSCREEN = Notice(level="higher", served_on=SERVED, served_by="windscreen")
TARIFF = Tariff()


def on_day(number: int) -> date:
    """Day 1 is the day of service."""
    return SERVED + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("day", "status", "due", "may_challenge"),
    [
        (1, "discount", 3500, "informal"),
        (14, "discount", 3500, "informal"),
        (15, "full", 7000, "informal"),
        (28, "full", 7000, "informal"),
        (29, "notice_to_owner", 7000, "formal"),
        (58, "notice_to_owner", 7000, "formal"),
        (59, "charge_certificate", 10500, ""),
        (74, "charge_certificate", 10500, ""),
        (75, "order_for_recovery", 11500, ""),
        (97, "order_for_recovery", 11500, ""),
        (98, "warrant", 11500, ""),
    ],
)
def test_a_notice_on_a_windscreen_grows_dearer_in_steps(
    day: int, status: str, due: int, may_challenge: str
) -> None:
    stands = standing(ON_THE_WINDSCREEN, on_day(day), TARIFF)

    assert (stands.status, stands.due_pence) == (status, due)
    assert stands.may_challenge == may_challenge


@pytest.mark.parametrize(("level", "due"), [("lower", 2500), ("higher", 3500)])
def test_the_discount_is_half_of_the_penalty_of_its_level(level: str, due: int) -> None:
    assert standing(replace(ON_THE_WINDSCREEN, level=level), SERVED, TARIFF).due_pence == due


def test_the_last_day_of_each_step_is_told() -> None:
    assert standing(ON_THE_WINDSCREEN, on_day(1), TARIFF).until == on_day(14)
    assert standing(ON_THE_WINDSCREEN, on_day(15), TARIFF).until == on_day(28)
    assert standing(ON_THE_WINDSCREEN, on_day(98), TARIFF).until is None


@pytest.mark.parametrize(("by", "last_day"), [("windscreen", 14), ("post", 14), ("camera", 21)])
def test_a_camera_gives_three_weeks_of_discount(by: str, last_day: int) -> None:
    notice = replace(ON_THE_WINDSCREEN, served_by=by)

    assert discount_ends_on(notice, TARIFF) == on_day(last_day)


def test_a_notice_that_comes_by_post_is_the_notice_to_owner_too() -> None:
    posted = replace(ON_THE_WINDSCREEN, served_by="post")

    assert standing(posted, on_day(1), TARIFF).may_challenge == "formal"
    assert standing(posted, on_day(28), TARIFF).status == "full"
    assert standing(posted, on_day(29), TARIFF).status == "charge_certificate"


@pytest.mark.parametrize(
    ("challenged", "kind", "status", "due"),
    [
        (14, "informal", "challenged", 3500),
        (15, "informal", "challenged", 7000),
        (40, "formal", "representations", 7000),
    ],
)
def test_a_challenge_stops_the_clock(challenged: int, kind: str, status: str, due: int) -> None:
    notice = replace(ON_THE_WINDSCREEN, challenged_on=on_day(challenged), challenge_kind=kind)

    stands = standing(notice, on_day(200), TARIFF)

    assert (stands.status, stands.due_pence, stands.until) == (status, due, None)
    assert not stands.may_challenge


def test_a_challenge_made_in_time_gets_the_discount_again_when_it_is_rejected() -> None:
    rejected = replace(
        ON_THE_WINDSCREEN,
        challenged_on=on_day(10),
        challenge_kind="informal",
        rejected_on=on_day(60),
    )

    assert standing(rejected, on_day(73), TARIFF).due_pence == 3500
    assert standing(rejected, on_day(74), TARIFF).due_pence == 7000
    assert standing(rejected, on_day(87), TARIFF).status == "full"
    assert standing(rejected, on_day(88), TARIFF).status == "notice_to_owner"


def test_a_late_challenge_gets_no_discount_when_it_is_rejected() -> None:
    rejected = replace(
        ON_THE_WINDSCREEN,
        challenged_on=on_day(15),
        challenge_kind="informal",
        rejected_on=on_day(60),
    )

    assert standing(rejected, on_day(61), TARIFF).due_pence == 7000


def test_rejected_representations_leave_28_days_to_pay_or_appeal() -> None:
    rejected = replace(
        ON_THE_WINDSCREEN,
        challenged_on=on_day(40),
        challenge_kind="formal",
        rejected_on=on_day(80),
    )

    assert standing(rejected, on_day(107), TARIFF).status == "rejected"
    assert standing(rejected, on_day(107), TARIFF).due_pence == 7000
    assert standing(rejected, on_day(108), TARIFF).status == "charge_certificate"


@pytest.mark.parametrize("closed_as", ["paid", "cancelled", "appeal_allowed"])
def test_nothing_is_due_on_a_closed_notice(closed_as: str) -> None:
    stands = standing(replace(ON_THE_WINDSCREEN, closed_as=closed_as), on_day(1), TARIFF)

    assert (stands.status, stands.due_pence, stands.may_challenge) == ("closed", 0, "")


def test_the_amounts_are_the_councils_to_set() -> None:
    london = Tariff(higher_pence=16000, surcharge_percent=50, discount_percent=50)

    assert standing(ON_THE_WINDSCREEN, on_day(1), london).due_pence == 8000
    assert standing(ON_THE_WINDSCREEN, on_day(60), london).due_pence == 24000
