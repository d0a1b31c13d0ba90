"""What is the same for everybody is asked once in a while."""

import asyncio

import pytest

from services.contract import ServiceUnavailable
from services.remembered import Remembered


class Zones:
    """Answers with a number that grows; fails when told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_down = False
        self.at = 0.0

    async def ask(self) -> int:
        self.asked += 1
        if self.is_down:
            raise ServiceUnavailable("down")
        return self.asked


@pytest.fixture
def zones():
    return Zones()


@pytest.fixture
def remembered(zones):
    return Remembered(zones.ask, seconds=300, clock=lambda: zones.at)


def ask(remembered):
    return asyncio.run(remembered())


@pytest.mark.parametrize(("later", "answer"), [(0.0, 1), (299.9, 1), (300.0, 2), (86_400.0, 2)])
def test_it_is_asked_again_when_its_time_is_over_and_no_sooner(zones, remembered, later, answer):
    ask(remembered)
    zones.at = later

    assert ask(remembered) == answer


def test_a_failure_is_not_remembered(zones, remembered):
    zones.is_down = True
    with pytest.raises(ServiceUnavailable):
        ask(remembered)
    zones.is_down = False

    assert ask(remembered) == 2


def test_an_old_answer_never_stands_in_for_one_that_fails(zones, remembered):
    ask(remembered)
    zones.at, zones.is_down = 300.0, True

    with pytest.raises(ServiceUnavailable):
        ask(remembered)


def test_its_time_begins_with_the_answer_not_with_the_question(zones):
    async def slow() -> int:
        zones.at += 100
        return await zones.ask()

    remembered = Remembered(slow, seconds=300, clock=lambda: zones.at)
    ask(remembered)
    zones.at = 399.9

    assert ask(remembered) == 1
