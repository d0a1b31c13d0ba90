"""The card company's books beside ours: every difference, and the sums equal to the penny."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.books import Line, bounds, compare, total
from payments.gateway import EntryKind, SeenEntry
from payments.states import MismatchKind

DAY = date(2026, 5, 4)
SINCE, UNTIL = bounds(DAY)
NOON = datetime(2026, 5, 4, 11, tzinfo=UTC)
PAYMENT, REFUND, OTHER = EntryKind.PAYMENT, EntryKind.REFUND, EntryKind.OTHER


def theirs(number, pence=1000, *, kind=PAYMENT, at=NOON, **changes):
    entry = SeenEntry(
        kind=kind,
        gateway_reference=f"{'re' if kind is REFUND else 'pi'}_{number}",
        payment_reference=f"pi_{number}",
        amount_pence=pence,
        currency="gbp",
        at=at,
        reference=f"TB-{number}" if kind is PAYMENT else "",
    )
    return replace(entry, **changes)


def ours(number, pence=1000, *, kind=PAYMENT, at=NOON):
    return Line(
        kind=kind,
        gateway_reference=f"{'re' if kind is REFUND else 'pi'}_{number}",
        payment_reference=f"pi_{number}",
        reference=f"TB-{number}",
        amount_pence=pence,
        at=at,
    )


def found(here, there, *, since=SINCE, until=UNTIL):
    compared = compare(here, there, since=since, until=until)
    return [(one.kind, one.subject, one.here, one.there) for one in compared.differences]


def test_books_that_agree_have_no_difference():
    compared = compare(
        [ours(1), ours(2, -300, kind=REFUND)],
        [theirs(2, -300, kind=REFUND), theirs(1)],
        since=SINCE,
        until=UNTIL,
    )

    assert compared.differences == ()
    assert total(compared.here) == total(compared.there) == 700
    assert (total(compared.here, PAYMENT), total(compared.here, REFUND)) == (1000, -300)


@pytest.mark.parametrize(
    ("here", "there", "difference"),
    [
        ([], [theirs(1)], (MismatchKind.ONLY_THERE, "TB-1", 0, 1000)),
        ([], [theirs(1, reference="")], (MismatchKind.ONLY_THERE, "pi_1", 0, 1000)),
        ([ours(1)], [], (MismatchKind.ONLY_HERE, "TB-1", 1000, 0)),
        ([ours(1)], [theirs(1, 999)], (MismatchKind.BOOKS_DIFFER, "TB-1", 1000, 999)),
        ([ours(1)], [theirs(1), theirs(1)], (MismatchKind.BOOKS_DIFFER, "TB-1", 1000, 2000)),
        ([], [theirs(1, -500, kind=REFUND)], (MismatchKind.ONLY_THERE, "re_1", 0, -500)),
        ([ours(1, -500, kind=REFUND)], [], (MismatchKind.ONLY_HERE, "re_1", -500, 0)),
        ([], [theirs(1, -1500, kind=OTHER)], (MismatchKind.ONLY_THERE, "pi_1", 0, -1500)),
    ],
)
def test_each_class_of_difference_is_told_of_once(here, there, difference):
    """F25: they have it and we lack it; we have it and they lack it; the amounts differ."""
    assert found(here, there) == [difference]


def test_another_currency_is_never_added_up_as_pounds():
    """F25: what they hold in dollars is not the payment in pounds that we wrote down."""
    differences = found([ours(1)], [theirs(1, currency="usd")])

    assert differences == [
        (MismatchKind.ONLY_THERE, "pi_1", 0, 0),
        (MismatchKind.ONLY_HERE, "TB-1", 1000, 0),
    ]


def test_a_refund_and_a_payment_with_the_same_number_are_two_things():
    assert len(found([ours(1)], [theirs(1, kind=OTHER, reference="TB-1")])) == 2


@pytest.mark.parametrize(
    ("their_moment", "our_moment", "belongs"),
    [
        (SINCE, SINCE, True),
        (SINCE - timedelta(seconds=1), SINCE, False),
        (SINCE, SINCE - timedelta(seconds=1), True),
        (UNTIL, UNTIL - timedelta(seconds=1), False),
        (UNTIL - timedelta(microseconds=1), UNTIL + timedelta(minutes=5), True),
        (None, SINCE, True),
        (None, SINCE - timedelta(microseconds=1), False),
        (None, UNTIL, False),
    ],
)
def test_a_payment_at_midnight_belongs_to_one_day_the_day_of_their_books(
    their_moment, our_moment, belongs
):
    """F25: midnight, when the two books may disagree about the day."""
    there = [theirs(1, at=their_moment)] if their_moment else []

    compared = compare([ours(1, at=our_moment)], there, since=SINCE, until=UNTIL)

    assert bool(compared.here) is belongs
    assert bool(compared.there) is (belongs and bool(there))
    assert bool(compared.differences) is (belongs and not there)


@pytest.mark.parametrize(
    ("day", "hours", "starts"),
    [
        (date(2026, 3, 29), 23, datetime(2026, 3, 29, 0, tzinfo=UTC)),
        (date(2026, 10, 25), 25, datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (date(2026, 5, 4), 24, datetime(2026, 5, 3, 23, tzinfo=UTC)),
        (date(2026, 12, 31), 24, datetime(2026, 12, 31, 0, tzinfo=UTC)),
    ],
)
def test_a_day_is_midnight_to_midnight_in_london(day, hours, starts):
    """F25: the days on which the clocks change have 23 and 25 hours."""
    since, until = (moment.astimezone(UTC) for moment in bounds(day))

    assert since == starts
    assert until - since == timedelta(hours=hours)


def test_days_leave_no_gap_and_never_overlap():
    for number in range(400):
        day = date(2026, 1, 1) + timedelta(days=number)

        assert bounds(day)[1] == bounds(day + timedelta(days=1))[0]


def a_day_of_a_thousand():
    """Books of 1,000 lines that agree, over the whole day."""
    random = Random(20260504)
    both = []
    for number in range(1000):
        kind = REFUND if number % 10 == 9 else PAYMENT
        pence = random.randint(30, 1_000_000) * (-1 if kind is REFUND else 1)
        at = SINCE + timedelta(seconds=random.randrange(24 * 60 * 60))
        both.append(
            (ours(number, pence, kind=kind, at=at), theirs(number, pence, kind=kind, at=at))
        )
    return both


def test_in_a_day_of_a_thousand_lines_exactly_what_was_broken_is_found():
    """F25: three of each class among a thousand, and not one too many."""
    both = a_day_of_a_thousand()
    here = [mine for mine, _ in both if mine.gateway_reference not in {"pi_1", "pi_2", "re_19"}]
    lost = {"pi_401", "pi_402", "re_409"}
    wrong = {"pi_700": 1, "pi_701": -1, "re_709": 5}
    there = [
        replace(other, amount_pence=other.amount_pence + wrong.get(other.gateway_reference, 0))
        for _, other in both
        if other.gateway_reference not in lost
    ]

    compared = compare(here, there, since=SINCE, until=UNTIL)

    by_kind = {}
    for one in compared.differences:
        by_kind.setdefault(one.kind, set()).add(one.subject)
    assert by_kind == {
        MismatchKind.ONLY_THERE: {"TB-1", "TB-2", "re_19"},
        MismatchKind.ONLY_HERE: {"TB-401", "TB-402", "re_409"},
        MismatchKind.BOOKS_DIFFER: {"TB-700", "TB-701", "re_709"},
    }
    assert (len(compared.here), len(compared.there)) == (997, 997)


NUMBERS = st.integers(1, 12)
PENCE = st.integers(-5000, 5000).filter(bool)
KINDS = st.sampled_from([PAYMENT, REFUND])
MOMENTS = st.integers(-7200, 26 * 3600).map(lambda seconds: SINCE + timedelta(seconds=seconds))


@given(
    here=st.lists(st.builds(ours, NUMBERS, PENCE, kind=KINDS, at=MOMENTS), max_size=20),
    there=st.lists(
        st.builds(
            theirs,
            NUMBERS,
            PENCE,
            kind=st.sampled_from(EntryKind),
            at=MOMENTS,
            currency=st.sampled_from(["gbp", "gbp", "gbp", "eur"]),
        ),
        max_size=20,
    ),
)
def test_the_differences_add_up_to_what_the_totals_differ_by(here, there):
    """F25: sums equal to the penny, whatever is in the two books."""
    compared = compare(here, there, since=SINCE, until=UNTIL)

    told = sum(one.here - one.there for one in compared.differences)
    assert total(compared.here) - total(compared.there) == told
    assert len({(one.kind, one.subject) for one in compared.differences}) <= len(here) + len(there)


@given(
    st.lists(
        st.tuples(NUMBERS, PENCE, KINDS, MOMENTS), max_size=20, unique_by=lambda t: (t[0], t[2])
    )
)
def test_the_same_books_never_differ(facts):
    here = [ours(number, pence, kind=kind, at=at) for number, pence, kind, at in facts]
    there = [theirs(number, pence, kind=kind, at=at) for number, pence, kind, at in facts]

    assert found(here, there) == []
    tomorrow = bounds(DAY + timedelta(days=1))
    assert found(here, there, since=tomorrow[0], until=tomorrow[1]) == []
