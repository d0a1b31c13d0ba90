"""What can be reported, how soon it is done, and whom to ring in danger."""

from datetime import UTC, datetime

import pytest

from services.housing.catalogue import (
    DANGERS,
    LONDON,
    PROBLEMS,
    ROOMS,
    Priority,
    Problem,
    find_problem,
    get_problem,
    groups,
    room_name,
)
from services.sandbox.housing.schedule_of_rates import CODES


@pytest.mark.parametrize(
    ("priority", "reported", "finished"),
    [
        (Priority.EMERGENCY, "2026-05-01 22:00", "2026-05-02 22:00"),
        (Priority.URGENT, "2026-05-06 10:00", "2026-05-13 23:59"),
        (Priority.URGENT, "2026-05-01 10:00", "2026-05-11 23:59"),  # a bank holiday between
        (Priority.URGENT, "2026-05-03 10:00", "2026-05-11 23:59"),  # on a Sunday
        (Priority.NORMAL, "2026-05-06 10:00", "2026-06-03 23:59"),
    ],
)
def test_a_repair_is_promised_by_its_priority(
    priority: Priority, reported: str, finished: str
) -> None:
    now = datetime.fromisoformat(reported).replace(tzinfo=LONDON)

    assert f"{priority.finished_by(now):%Y-%m-%d %H:%M}" == finished


def test_late_in_a_summer_evening_counts_as_the_london_day() -> None:
    before_midnight_utc = datetime(2026, 5, 6, 23, 30, tzinfo=UTC)

    assert Priority.NORMAL.finished_by(before_midnight_utc).date().isoformat() == "2026-06-04"


def test_an_emergency_is_24_real_hours_even_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)

    finished = Priority.EMERGENCY.finished_by(before)

    assert (finished.astimezone(UTC) - before).total_seconds() == 24 * 3600


REPORTABLE = [problem for problem in PROBLEMS if not problem.call_instead]


@pytest.mark.parametrize("problem", REPORTABLE, ids=lambda problem: problem.slug)
def test_every_problem_has_a_code_the_housing_system_knows(problem: Problem) -> None:
    trade, _words = CODES[problem.code]

    assert trade == problem.trade


@pytest.mark.parametrize(
    "problem", [p for p in PROBLEMS if p.call_instead], ids=lambda problem: problem.slug
)
def test_every_danger_says_what_to_do(problem: Problem) -> None:
    assert DANGERS[problem.call_instead].steps


def test_gas_has_its_own_number() -> None:
    assert DANGERS["gas"].telephone == "0800 111 999"


def test_danger_comes_first() -> None:
    (name, problems), *_ = groups()

    assert name == "Danger"
    assert all(problem.call_instead for problem in problems)


def test_no_two_problems_share_a_name() -> None:
    assert len({problem.slug for problem in PROBLEMS}) == len(PROBLEMS)
    assert sum(len(problems) for _, problems in groups()) == len(PROBLEMS)


def test_a_problem_that_is_not_in_the_catalogue() -> None:
    assert find_problem("haunted") is None
    with pytest.raises(LookupError):
        get_problem("haunted")


def test_rooms_have_names() -> None:
    assert room_name("hall") == "Hall, stairs or landing"
    assert len(dict(ROOMS)) == len(ROOMS)


def test_every_kind_of_repair_says_until_when_it_is_finished():
    assert {priority: priority.promise for priority in Priority} == {
        Priority.EMERGENCY: "within 24 hours",
        Priority.URGENT: "within 5 working days",
        Priority.NORMAL: "within 28 days",
    }
