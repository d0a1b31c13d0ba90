"""Unit costs are settings: traceable, or the portal does not start."""

from datetime import date

import pytest

from accounts.channels import Channel
from portal.reporting.costs import check_unit_costs, unit_costs

GOOD = {"channel": "post", "pence": 1210, "source": "PwC", "since": date(2012, 5, 29)}


def problems(settings, **wrong):
    settings.UNIT_COSTS = [{**GOOD, **wrong}]
    return [problem.msg for problem in check_unit_costs(None)]


def test_the_costs_that_ship_are_good():
    assert check_unit_costs(None) == []


def test_the_published_prices_are_quoted_right_and_help_costs_what_the_same_time_does():
    assert {cost.channel: cost.pence for cost in unit_costs()} == {
        Channel.SELF_SERVE: 15,
        Channel.TELEPHONE: 283,
        Channel.FACE_TO_FACE: 862,
        Channel.POST: 1210,
        Channel.ASSISTED_TELEPHONE: 283,
        Channel.ASSISTED_FACE_TO_FACE: 862,
    }
    assert {cost.since for cost in unit_costs()} == {date(2012, 5, 29)}
    assert all(cost.source for cost in unit_costs())


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "fax"},
        {"channel": None},
        {"pence": 12.10},
        {"pence": "1210"},
        {"pence": -1},
        {"pence": True},
        {"source": ""},
        {"since": "2012-05-29"},
        {"since": None},
    ],
)
def test_a_price_that_is_not_one_is_said_with_its_number(settings, wrong):
    (said,) = problems(settings, **wrong)

    assert said.startswith("UNIT_COSTS, number 1: ")


def test_everything_wrong_with_a_price_is_said_at_once(settings):
    assert len(problems(settings, channel="fax", pence=1.5, source="", since=None)) == 4


@pytest.mark.parametrize("pence", [1210, 0])
def test_a_good_price_is_not_complained_about_and_may_be_nothing(settings, pence):
    assert problems(settings, pence=pence) == []
