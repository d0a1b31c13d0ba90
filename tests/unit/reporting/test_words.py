"""How numbers read to a service manager."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.audit.presenters import task_in_words
from portal.reporting.definitions import Cost, Share
from portal.reporting.suppression import Hidden
from portal.reporting.words import (
    basis_in_words,
    cell_in_words,
    cost_change_in_words,
    cost_in_words,
    count_change_in_words,
    months_in_words,
    points_in_words,
    share_in_words,
)

NO_COMPARISON = "Nothing to compare with a year earlier"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (0, "0"),
        (5, "5"),
        (12_345, "12,345"),
        (Hidden.SMALL, "<5"),
        (Hidden.WITHHELD, "[not shown]"),
    ],
)
def test_a_count_that_is_hidden_says_how(cell, words):
    assert cell_in_words(cell) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 0), "No figure"),
        (Share(1, 2), "Too few to show"),
        (Share(97, 100), "Too few to show"),
        (Share(50, 100), "50.0%"),
        (Share(0, 100), "0.0%"),
        (Share(100, 100), "100.0%"),
    ],
)
def test_a_share_that_would_disclose_is_not_a_percentage(share, words):
    """M04, M13."""
    assert share_in_words(share) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(16_705, 33_869), "16,705 of 33,869 begun"),
        (Share(0, 100), "0 of 100 begun"),
        (Share(0, 0), ""),
        (Share(4, 100), ""),
        (Share(5, 100), "5 of 100 begun"),
        (Share(96, 100), ""),
    ],
)
def test_a_share_says_what_it_is_of_unless_that_would_disclose(share, words):
    """M04."""
    assert basis_in_words(share, "begun") == words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], ""),
        ([date(2026, 10, 1)], "in 1 month, to October 2026"),
        ([date(2026, 9, 1), date(2026, 10, 1)], "in 2 months, to October 2026"),
    ],
)
def test_a_count_says_over_how_many_months(months, words):
    assert months_in_words(months) == words


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (None, NO_COMPARISON),
        (Decimal("0.0"), "The same as a year earlier"),
        (Decimal("8.1"), "+8.1 points on a year earlier"),
        (Decimal("-0.3"), "−0.3 points on a year earlier"),
    ],
)
def test_a_change_is_in_points_with_its_sign(points, words):
    assert points_in_words(points) == words


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (10, 0, NO_COMPARISON),
        (0, 0, NO_COMPARISON),
        (10, 10, "The same as a year earlier"),
        (110, 100, "+10.0% on a year earlier"),
        (1001, 1000, "+0.1% on a year earlier"),
        (999, 1000, "−0.1% on a year earlier"),
        (0, 100, "−100.0% on a year earlier"),
    ],
)
def test_a_number_completed_is_compared_in_per_cent(now, then, words):
    assert count_change_in_words(now, then) == words


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (None, "No figure"),
        (Cost(0, 0), "No figure"),
        (Cost(15, 1), "£0.15"),
        (Cost(86_200, 100), "£8.62"),
    ],
)
def test_a_cost_is_in_pounds(cost, words):
    assert cost_in_words(cost) == words


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (Cost(300, 1), None, NO_COMPARISON),
        (None, Cost(300, 1), NO_COMPARISON),
        (Cost(300, 1), Cost(0, 0), NO_COMPARISON),
        (Cost(300, 1), Cost(300, 1), "The same as a year earlier"),
        (Cost(300, 1), Cost(409, 1), "−£1.09 on a year earlier"),
        (Cost(409, 1), Cost(300, 1), "+£1.09 on a year earlier"),
        (Cost(301, 1), Cost(300, 1), "+£0.01 on a year earlier"),
    ],
)
def test_a_change_of_cost_is_in_pounds_with_its_sign(now, then, words):
    assert cost_change_in_words(now, then) == words


def test_a_task_reads_as_people_say_it():
    assert task_in_words("report-repair") == "Report a repair"


def test_a_task_nobody_has_put_into_words_reads_as_its_name():
    assert task_in_words("join-the-choir") == "Join the choir"
