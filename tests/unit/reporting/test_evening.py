"""No two reports together give a small count away: proved by another history with the same reports.

A reader who has every report there is cannot tell two histories apart that have the same reports.
So a small count is safe when there is such a history in which it is another number.
"""

from collections import defaultdict
from datetime import UTC, date, datetime
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.channels import Channel
from portal.reporting.evening import even_out
from portal.reporting.periods import PERIODS, add_months, period_of
from portal.reporting.reading import Volume, facts_of
from portal.reporting.report import Question, report_of

SERVICES = ("housing", "parking", "leisure")
TODAY = date(2026, 11, 22)
MONTHS = [add_months(date(2026, 11, 1), -back) for back in (0, 1, 12)]
ONLINE = [channel for channel in Channel if channel.is_digital]
SMALL = range(1, 5)

parts = st.tuples(
    st.sampled_from(MONTHS),
    st.sampled_from(SERVICES),
    st.sampled_from(["pay", "renew-permit"]),
    st.sampled_from(ONLINE),
)
counts = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 30])
histories = st.dictionaries(parts, counts, max_size=12)


def row(*small):
    """Counts of as many tasks in one month through one channel."""
    return {
        (MONTHS[0], "housing", f"task-{n}", Channel.SELF_SERVE): count
        for n, count in enumerate(small)
    }


def evened(*small):
    return tuple(even_out(row(*small)).values())


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_small_count_could_be_another_and_nobody_would_see(number):
    """M03: gone through for every combination of up to four."""
    histories_of = defaultdict(list)
    for small in product(SMALL, repeat=number):
        histories_of[evened(*small)].append(small)

    for place, looking_alike in product(range(number), histories_of.values()):
        assert len({small[place] for small in looking_alike}) > 1, (place, looking_alike)


@given(st.lists(st.sampled_from(SMALL), min_size=1, max_size=40))
def test_what_is_shown_for_them_adds_up_to_what_they_are_or_one_beside(small):
    """M11."""
    shown = evened(*small)

    assert abs(sum(shown) - sum(small)) <= 1
    assert set(shown) <= set(SMALL)
    assert max(shown) - min(shown) <= 1


@pytest.mark.parametrize(
    ("small", "shown"),
    [
        ((1,), {2}),
        ((2,), {2}),
        ((3,), {3}),
        ((4,), {3}),
        ((1, 4, 4), {3}),
        ((1, 1, 1), {1, 2}),
        ((4, 4, 4), {3, 4}),
    ],
)
def test_nobodys_count_stands_out(small, shown):
    assert set(evened(*small)) == shown


@given(histories)
def test_noughts_and_larger_counts_stay_as_they_are(history):
    after = even_out(history)

    assert after.keys() == history.keys()
    for part, count in history.items():
        assert (after[part] == count) if count not in SMALL else after[part] in SMALL


def test_what_does_not_divide_goes_to_another_each_month():
    small = (2, 2, 3)
    by_month = [
        even_out({(month, "x", f"task-{n}", ONLINE[0]): c for n, c in enumerate(small)})
        for month in (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
    ]

    assert [list(shown.values()).index(3) for shown in by_month] == [2, 1, 0]


def test_months_and_channels_are_evened_out_by_themselves():
    """What happens in one month does not change another that was already reported."""
    here = row(1, 4)
    elsewhere = {
        (MONTHS[1], "housing", "pay", Channel.SELF_SERVE): 1,
        (MONTHS[0], "housing", "pay", Channel.ASSISTED_TELEPHONE): 4,
    }

    assert even_out(here | elsewhere) == even_out(here) | even_out(elsewhere)


@given(histories, st.randoms())
def test_the_order_they_are_read_in_decides_nothing(history, chance):
    shuffled = list(history.items())
    chance.shuffle(shuffled)

    assert even_out(dict(shuffled)) == even_out(history)


def completed_and_left(history, *, left):
    return [Volume(part, started=count + left, completed=count) for part, count in history.items()]


def left_and_completed(history, *, done):
    return [Volume(part, started=count + done, completed=done) for part, count in history.items()]


def every_report(volumes):
    """Every report there is: each service and all, each channel and all, each period."""
    facts = facts_of(volumes, {}, as_at=datetime(2026, 11, 22, tzinfo=UTC))
    return [
        report_of(facts, Question(period_of(name, today=TODAY), SERVICES, service, channel))
        for name, service, channel in product(PERIODS, ("", *SERVICES), (None, *ONLINE))
    ]


def twin_of(history, part):
    """A history in which the count at `part` is another, made from the one there is."""
    month, _, _, channel = part
    beside = [
        other
        for other, count in history.items()
        if other != part and (other[0], other[3]) == (month, channel) and count in SMALL
    ]
    for step, other in product((1, -1), beside):
        if history[part] + step in SMALL and history[other] - step in SMALL:
            return history | {part: history[part] + step, other: history[other] - step}
    lone = {1: 2, 2: 1, 3: 4, 4: 3}
    return history | {part: lone[history[part]]}


HISTORY = {
    (MONTHS[0], "housing", "pay", ONLINE[0]): 3,
    (MONTHS[0], "parking", "pay", ONLINE[0]): 900,
    (MONTHS[0], "leisure", "pay", ONLINE[0]): 50,
    (MONTHS[0], "housing", "renew-permit", ONLINE[1]): 1,
    (MONTHS[0], "parking", "renew-permit", ONLINE[1]): 1,
    (MONTHS[1], "parking", "pay", ONLINE[2]): 4,
    (MONTHS[1], "leisure", "pay", ONLINE[2]): 2,
    (MONTHS[2], "leisure", "pay", ONLINE[0]): 4,
    (MONTHS[2], "leisure", "renew-permit", ONLINE[0]): 4,
}


@pytest.mark.parametrize("part", [part for part, count in HISTORY.items() if count in SMALL])
def test_no_service_channel_month_or_period_gives_it_away(part):
    """M03: one service beside all of them, neighbouring months, one channel beside all."""
    twin = twin_of(HISTORY, part)

    assert twin[part] != HISTORY[part]
    for volumes in (partial(completed_and_left, left=7), partial(left_and_completed, done=7)):
        assert every_report(volumes(twin)) == every_report(volumes(HISTORY))


def test_reports_of_histories_that_differ_in_large_counts_do_differ():
    """Else the test above would prove nothing."""
    other = HISTORY | {(MONTHS[0], "parking", "pay", ONLINE[0]): 901}

    for volumes in (partial(completed_and_left, left=7), partial(left_and_completed, done=7)):
        assert every_report(volumes(other)) != every_report(volumes(HISTORY))
