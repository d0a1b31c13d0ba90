"""Everybody is asked at once, and nobody can keep the page waiting."""

import logging
import time

import pytest

from services import fan_out
from services.contract import AccountReference, ServiceUnavailable, WrongRecord
from services.fan_out import ask_services
from tests.factories.services import PretendService, a_summary

HOUSING, PARKING = AccountReference("tenure-1"), AccountReference("permit-1")
BOTH = {"housing": HOUSING, "parking": PARKING}


def ask(*services, deadline=0.5, references=BOTH):
    return ask_services(references, services=services, deadline=deadline).answers().summaries


def test_each_service_is_asked_about_its_own_account():
    housing, parking = PretendService("housing"), PretendService("parking")

    ask(housing, parking)

    assert (housing.asked, parking.asked) == ([HOUSING], [PARKING])


def test_an_answer_is_kept_under_its_service():
    answers = ask(PretendService("housing", answer=a_summary(owed_pence=1)))

    assert answers["housing"].charges[0].amount_pence == 1


def test_a_service_that_is_not_linked_is_not_asked():
    leisure = PretendService("leisure")

    assert ask(leisure) == {}
    assert leisure.asked == []


def test_services_are_asked_at_the_same_time():
    housing, parking = PretendService("housing", seconds=1), PretendService("parking", seconds=1)

    assert set(ask(housing, parking, deadline=1.9)) == {"housing", "parking"}


def test_a_slow_service_costs_the_others_nothing():
    slow = PretendService("housing", seconds=30)
    started = time.monotonic()

    answers = ask(slow, PretendService("parking"), deadline=0.2)

    assert set(answers) == {"parking"}
    assert time.monotonic() - started < 10


def test_a_service_that_is_late_is_no_longer_waited_for():
    slow = PretendService("housing", seconds=30)

    ask(slow, deadline=0.05)
    time.sleep(0.05)

    assert slow.was_cancelled


@pytest.mark.parametrize(
    ("failure", "level"),
    [
        (ServiceUnavailable("down"), logging.WARNING),
        (WrongRecord("housing"), logging.WARNING),
        (RuntimeError("a bug of ours"), logging.ERROR),
    ],
)
def test_a_failure_is_no_answer_for_the_resident_and_a_line_for_us(failure, level, caplog):
    answers = ask(PretendService("housing", answer=failure), PretendService("parking"))

    assert set(answers) == {"parking"}
    assert [line.levelno for line in caplog.records] == [level]
    assert caplog.records[0].service == "housing"


def test_nothing_linked_asks_nobody_and_answers_at_once():
    assert ask(PretendService("housing"), references={}) == {}


def test_a_page_waits_four_fifths_of_a_second_unless_it_says_otherwise(monkeypatch):
    """G01, N12: the page's own promise."""
    waited = []

    async def ask_all(references, services, deadline):
        waited.append(deadline)
        return {}

    monkeypatch.setattr(fan_out, "_ask_all", ask_all)
    ask_services(BOTH, services=[PretendService("housing")]).answers()

    assert waited == [0.8]
