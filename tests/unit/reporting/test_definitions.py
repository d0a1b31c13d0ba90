"""The measures, as truth tables against their written definitions."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.channels import Channel
from portal.reporting.definitions import (
    Cost,
    MoreCompletedThanStarted,
    Share,
    UnitCost,
    completion_rate,
    cost_per_transaction,
    costs_on,
    digital_take_up,
    self_serve_share,
)

ONE_OF_EACH = dict.fromkeys(Channel, 1)
counts = st.dictionaries(st.sampled_from(Channel), st.integers(0, 10_000))


@pytest.mark.parametrize(
    ("channel", "in_take_up", "in_self_serve"),
    [
        (Channel.SELF_SERVE, True, True),
        (Channel.ASSISTED_FACE_TO_FACE, True, False),
        (Channel.ASSISTED_TELEPHONE, True, False),
        (Channel.TELEPHONE, False, False),
        (Channel.FACE_TO_FACE, False, False),
        (Channel.POST, False, False),
    ],
)
def test_each_channel_counts_where_its_definition_says(channel, in_take_up, in_self_serve):
    alone = {channel: 7}

    assert digital_take_up(alone) == Share(7 if in_take_up else 0, 7)
    assert self_serve_share(alone) == Share(7 if in_self_serve else 0, 7)


def test_every_channel_is_in_the_table_above():
    assert len(Channel) == 6


def test_take_up_counts_help_with_the_screen_as_digital():
    assert digital_take_up(ONE_OF_EACH).percent == Decimal("50.0")


def test_the_older_definition_does_not():
    assert self_serve_share(ONE_OF_EACH).percent == Decimal("16.7")


@given(counts)
def test_take_up_is_never_less_than_the_share_without_help(completed):
    take_up, self_serve = digital_take_up(completed), self_serve_share(completed)

    assert self_serve.part <= take_up.part <= take_up.whole == self_serve.whole


@given(counts)
def test_the_whole_is_every_channel_to_the_unit(completed):
    assert digital_take_up(completed).whole == sum(completed.values())


def test_a_share_of_nothing_has_no_percentage():
    nothing = digital_take_up({})

    assert nothing.fraction is None
    assert nothing.percent is None


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 10, "0.0"),
        (10, 10, "100.0"),
        (1, 2, "50.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),  # 6.25: halves go up
        (9_999, 10_000, "99.9"),  # not all of it is never 100
        (1, 100_000, "0.1"),  # something of it is never 0
    ],
)
def test_percentages_are_to_one_place_and_never_overstate(part, whole, percent):
    assert Share(part, whole).percent == Decimal(percent)


def test_a_share_keeps_its_exact_fraction():
    assert Share(1, 3).fraction == Fraction(1, 3)


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3), (1, 0)])
def test_a_part_larger_than_its_whole_is_refused(part, whole):
    with pytest.raises(ValueError, match="is not a part of"):
        Share(part, whole)


@pytest.mark.parametrize(
    ("part", "whole", "discloses"),
    [
        (0, 100, False),
        (1, 100, True),
        (4, 100, True),
        (5, 100, False),
        (95, 100, False),
        (96, 100, True),
        (99, 100, True),
        (100, 100, False),
        (0, 0, False),
        (2, 2, True),
        (0, 3, True),
    ],
)
def test_a_percentage_that_gives_a_small_count_away_says_so(part, whole, discloses):
    """M04."""
    assert Share(part, whole).is_disclosive is discloses


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_completion_is_never_above_all(started, completed):
    if completed > started:
        with pytest.raises(MoreCompletedThanStarted):
            completion_rate(started=started, completed=completed)
    else:
        rate = completion_rate(started=started, completed=completed)
        assert rate.percent is None or 0 <= rate.percent <= 100


@pytest.mark.parametrize(
    ("started", "completed", "percent"),
    [(0, 0, None), (10, 0, "0.0"), (10, 10, "100.0"), (3, 2, "66.7")],
)
def test_completion_is_completed_out_of_started(started, completed, percent):
    rate = completion_rate(started=started, completed=completed)

    assert rate.percent == (None if percent is None else Decimal(percent))


def price(channel, pence, since=date(2012, 5, 29)):
    return UnitCost(channel, pence, "Socitm", since)


PRICES = {
    Channel.SELF_SERVE: price(Channel.SELF_SERVE, 15),
    Channel.TELEPHONE: price(Channel.TELEPHONE, 283),
    Channel.FACE_TO_FACE: price(Channel.FACE_TO_FACE, 862),
}


def test_cost_is_the_total_over_the_completed():
    cost = cost_per_transaction({Channel.SELF_SERVE: 2, Channel.TELEPHONE: 1}, PRICES)

    assert cost == Cost(total_pence=313, transactions=3)
    assert cost.pence_each == 104


def test_cost_of_nothing_is_no_figure_and_not_nought():
    cost = cost_per_transaction({}, PRICES)

    assert cost is not None
    assert cost.pence_each is None


def test_a_channel_without_a_price_makes_no_figure_rather_than_a_cheap_one():
    assert cost_per_transaction({Channel.POST: 1, Channel.SELF_SERVE: 9}, PRICES) is None


def test_a_channel_nobody_used_needs_no_price():
    assert cost_per_transaction({Channel.POST: 0, Channel.SELF_SERVE: 9}, PRICES) is not None


@pytest.mark.parametrize(
    ("total", "transactions", "each"), [(1, 2, 1), (1, 3, 0), (5, 2, 3), (862, 1, 862), (0, 4, 0)]
)
def test_a_cost_is_rounded_to_the_penny_halves_up(total, transactions, each):
    assert Cost(total, transactions).pence_each == each


@given(counts, st.integers(0, 5_000))
def test_when_all_channels_cost_the_same_so_does_a_transaction(completed, pence):
    prices = {channel: price(channel, pence) for channel in Channel}

    cost = cost_per_transaction(completed, prices)

    assert cost is not None
    assert cost.pence_each in {None, pence}


def test_the_latest_price_that_has_begun_holds():
    old = price(Channel.TELEPHONE, 283, date(2012, 5, 29))
    new = price(Channel.TELEPHONE, 410, date(2026, 4, 1))
    later = price(Channel.TELEPHONE, 999, date(2027, 4, 1))

    known = [later, new, old]

    assert costs_on(date(2026, 3, 31), known) == {Channel.TELEPHONE: old}
    assert costs_on(date(2026, 4, 1), known) == {Channel.TELEPHONE: new}
    assert costs_on(date(2012, 5, 28), known) == {}


def test_every_measure_quotes_its_source():
    for measure in (digital_take_up, self_serve_share, completion_rate, cost_per_transaction):
        assert "Manual" in (measure.__doc__ or "")
