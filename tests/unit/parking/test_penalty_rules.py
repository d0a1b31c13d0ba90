"""The statutory timetable of a penalty, whatever the day, the level and the way it was served."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.parking.penalties import (
    ANSWER_WITHIN,
    Notice,
    Standing,
    Tariff,
    discount_ends_on,
    standing,
)

SERVED = date(2026, 3, 2)
TARIFF = Tariff()
ORDER = [
    "discount",
    "full",
    "notice_to_owner",
    "rejected",
    "charge_certificate",
    "order_for_recovery",
    "warrant",
]
notices = st.builds(
    Notice,
    level=st.sampled_from(["higher", "lower"]),
    served_on=st.just(SERVED),
    served_by=st.sampled_from(["windscreen", "post", "camera"]),
)
tariffs = st.builds(
    Tariff,
    higher_pence=st.integers(1000, 20_000),
    lower_pence=st.integers(1000, 20_000),
    discount_percent=st.integers(0, 100),
    surcharge_percent=st.integers(0, 100),
    court_fee_pence=st.integers(0, 5000),
)
offsets = st.integers(min_value=0, max_value=300)


def on(offset: int) -> date:
    return SERVED + timedelta(days=offset)


def every_day(notice: Notice, tariff: Tariff = TARIFF) -> list[Standing]:
    return [standing(notice, on(offset), tariff) for offset in range(300)]


@given(notice=notices, tariff=tariffs)
def test_a_notice_never_gets_cheaper_while_nobody_does_anything(
    notice: Notice, tariff: Tariff
) -> None:
    dues = [stands.due_pence for stands in every_day(notice, tariff)]

    assert dues == sorted(dues)


@given(notice=notices)
def test_a_notice_never_goes_back_a_step(notice: Notice) -> None:
    steps = [ORDER.index(stands.status) for stands in every_day(notice)]

    assert steps == sorted(steps)
    assert steps[-1] == ORDER.index("warrant")


@given(notice=notices, offset=offsets)
def test_the_last_day_of_a_step_is_really_its_last(notice: Notice, offset: int) -> None:
    today = standing(notice, on(offset), TARIFF)

    if today.until is None:
        assert today.status == "warrant"
    else:
        last = standing(notice, today.until, TARIFF)
        after = standing(notice, today.until + timedelta(days=1), TARIFF)
        assert last == today
        assert (after.status, after.due_pence) != (today.status, today.due_pence)


@given(notice=notices, offset=offsets)
def test_a_day_that_passes_takes_nothing_away_before_its_time(notice: Notice, offset: int) -> None:
    today = standing(notice, on(offset), TARIFF)

    assert today.until is None or today.until >= on(offset)


@given(notice=notices, offset=offsets)
def test_a_challenge_stops_the_clock_at_what_was_due_that_day(notice: Notice, offset: int) -> None:
    before = standing(notice, on(offset), TARIFF)
    if not before.may_challenge:
        return
    challenged = replace(notice, challenged_on=on(offset), challenge_kind=before.may_challenge)

    for later in (0, 56, 400):
        stands = standing(challenged, on(offset + later), TARIFF)
        assert stands.due_pence == before.due_pence
        assert stands.until is None
        assert stands.may_challenge == ""


@pytest.mark.parametrize(
    ("served_by", "kinds"),
    [
        ("windscreen", ["", "formal", "informal"]),
        ("post", ["", "formal"]),
        ("camera", ["", "formal"]),
    ],
)
def test_which_challenges_a_notice_ever_allows(served_by: str, kinds: list[str]) -> None:
    notice = Notice("higher", SERVED, served_by)

    assert sorted({stands.may_challenge for stands in every_day(notice)}) == kinds


@given(notice=notices)
def test_what_cost_more_than_the_penalty_cannot_be_challenged(notice: Notice) -> None:
    for stands in every_day(notice):
        if stands.due_pence > TARIFF.penalty(notice.level):
            assert stands.may_challenge == ""


@pytest.mark.parametrize(
    ("challenged_after", "ends_after_rejection"), [(0, 13), (13, 13), (14, None), (20, None)]
)
def test_the_discount_is_offered_again_only_to_who_challenged_in_the_first_fourteen_days(
    challenged_after: int, ends_after_rejection: int | None
) -> None:
    rejected_on = on(60)
    notice = Notice(
        "higher", SERVED, "windscreen", on(challenged_after), "informal", rejected_on=rejected_on
    )

    expected = (
        on(13)
        if ends_after_rejection is None
        else rejected_on + timedelta(days=ends_after_rejection)
    )
    assert discount_ends_on(notice, TARIFF) == expected


def test_formal_representations_never_bring_the_discount_back() -> None:
    notice = Notice("higher", SERVED, "post", on(5), "formal", rejected_on=on(40))

    assert discount_ends_on(notice, TARIFF) == on(13)
    assert standing(notice, on(41), TARIFF).due_pence == 7000


@pytest.mark.parametrize(
    ("offset", "status", "due"),
    [
        (40, "rejected", 7000),
        (67, "rejected", 7000),
        (68, "charge_certificate", 10500),
        (83, "charge_certificate", 10500),
        (84, "order_for_recovery", 11500),
        (106, "order_for_recovery", 11500),
        (107, "warrant", 11500),
    ],
)
def test_after_rejected_representations_the_certificate_follows(
    offset: int, status: str, due: int
) -> None:
    notice = Notice("higher", SERVED, "post", on(5), "formal", rejected_on=on(40))

    stands = standing(notice, on(offset), TARIFF)

    assert (stands.status, stands.due_pence) == (status, due)


@pytest.mark.parametrize(
    ("level", "penalty", "half", "half_more"),
    [("higher", 7000, 3500, 10500), ("lower", 5000, 2500, 7500)],
)
def test_the_amounts_outside_london(level: str, penalty: int, half: int, half_more: int) -> None:
    """Band 2; the charge certificate adds half of the penalty."""
    assert TARIFF.penalty(level) == penalty
    assert TARIFF.discounted(level) == half
    assert TARIFF.surcharged(level) == half_more


@given(tariff=tariffs, level=st.sampled_from(["higher", "lower"]))
def test_no_tariff_makes_a_part_of_a_penny(tariff: Tariff, level: str) -> None:
    penalty = tariff.penalty(level)

    assert 0 <= tariff.discounted(level) <= penalty <= tariff.surcharged(level)
    assert tariff.discounted(level) * 100 <= penalty * (100 - tariff.discount_percent)


def test_an_answer_is_due_within_the_laws_56_days() -> None:
    assert timedelta(days=56) == ANSWER_WITHIN


@pytest.mark.parametrize("offset", [0, 14, 40, 80, 120, 299])
def test_paying_closes_it_at_any_step(offset: int) -> None:
    paid = Notice("higher", SERVED, "windscreen", closed_as="paid")

    assert standing(paid, on(offset), TARIFF) == Standing("closed", 0)
