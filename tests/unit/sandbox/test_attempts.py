"""Three wrong answers about a record close it for a day, at the supplier itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from services.sandbox import attempts
from tests.unit.sandbox.conftest import Shelf

pytestmark = pytest.mark.usefixtures("shelf")

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wrong(times: int, *, record: str = "70043211", supplier: str = "benefits") -> None:
    for _ in range(times):
        attempts.count_wrong(supplier, record)


def closed_for(at: datetime, *, record: str = "70043211", supplier: str = "benefits") -> int:
    with time_machine.travel(at, tick=False):
        return attempts.seconds_closed(supplier, record)


@pytest.fixture(autouse=True)
def at_nine() -> object:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.mark.parametrize(("times", "seconds"), [(0, 0), (1, 0), (2, 0), (3, 86_400), (5, 86_400)])
def test_the_third_wrong_answer_closes_it_for_a_day(times: int, seconds: int) -> None:
    wrong(times)

    assert attempts.seconds_closed("benefits", "70043211") == seconds


@pytest.mark.parametrize(
    ("later", "seconds"),
    [
        (timedelta(0), 86_400),
        (HOUR, 82_800),
        (timedelta(hours=24) - timedelta(milliseconds=1), 1),
        (timedelta(hours=24), 0),
    ],
)
def test_it_says_how_long_and_opens_when_it_said(later: timedelta, seconds: int) -> None:
    wrong(3)

    assert closed_for(START + later) == seconds


def test_it_opens_as_soon_as_only_two_of_the_tries_are_of_the_last_day() -> None:
    for hours in (0, 10, 20):
        with time_machine.travel(START + hours * HOUR, tick=False):
            wrong(1)

    assert closed_for(START + 23 * HOUR) == 3600
    assert closed_for(START + 24 * HOUR) == 0


def test_one_record_closes_alone() -> None:
    wrong(3)

    assert closed_for(START, record="70043229") == 0
    assert closed_for(START, supplier="parking") == 0


def test_a_right_answer_wipes_the_slate() -> None:
    wrong(2)
    attempts.forget("benefits", "70043211")
    wrong(2)

    assert closed_for(START) == 0


def test_tries_of_yesterday_are_not_kept_for_ever(shelf: Shelf) -> None:
    wrong(2)
    with time_machine.travel(START + timedelta(days=2), tick=False):
        wrong(1)

    assert len(shelf.bodies["benefits", "attempts", "70043211"]["at"]) == 1
