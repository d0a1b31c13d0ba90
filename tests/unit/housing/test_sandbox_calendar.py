"""Days of the pretended housing system: visits, targets, rent weeks and rent years."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.housing.appointments import (
    SLOTS,
    _day_of_slot,
    appointment_body,
    free_slots,
    slot_body,
)
from services.sandbox.housing.rents import (
    _period,
    balance_type,
    period_number,
    start_of_financial_year,
    transaction_body,
)
from services.sandbox.housing.schedule_of_rates import PRIORITIES
from services.sandbox.housing.seed import _is_adult
from services.sandbox.housing.seed_rents import rent_year_start
from services.sandbox.housing.seed_repairs import _working_day

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 5, 4)
"""A Monday."""
NUMBER = 10_004_104
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def free(day: date, *, number: int = NUMBER) -> list[dict[str, str]]:
    return list(free_slots(number, day, TODAY))


@given(st.integers(min_value=-5, max_value=40), st.integers(min_value=1, max_value=10**8))
def test_a_visit_is_on_a_working_day_from_tomorrow_to_four_weeks_ahead(
    ahead: int, number: int
) -> None:
    day = TODAY + timedelta(days=ahead)
    can_be_booked = 1 <= ahead <= 28 and day.weekday() < 5

    slots = free(day, number=number)

    assert len(slots) <= 2
    assert can_be_booked or not slots
    assert slots == free(day, number=number)


@pytest.mark.parametrize(
    ("ahead", "is_open"), [(0, False), (1, True), (28, True), (29, False), (-7, False)]
)
def test_the_first_and_the_last_day_that_can_be_booked(ahead: int, is_open: bool) -> None:
    day = TODAY + timedelta(days=ahead)

    assert any(free(day, number=number) for number in (1, 2, 3)) is is_open


def test_somebody_always_finds_a_visit_within_two_weeks_and_some_are_taken() -> None:
    offered = [free(TODAY + timedelta(days=ahead)) for ahead in range(1, 15)]

    assert sum(map(len, offered)) >= 6
    assert any(len(of_day) < 2 for of_day in offered if of_day)


def test_a_slot_names_its_order_its_day_and_its_hours() -> None:
    assert slot_body(NUMBER, date(2026, 5, 11), "PM") == {
        "reference": "10004104/20260511/PM",
        "description": "Afternoon",
        "start": "12:00",
        "end": "17:00",
    }


@given(days, st.sampled_from(list(SLOTS)))
def test_the_day_of_a_slot_is_read_back_from_its_reference(day: date, code: str) -> None:
    assert _day_of_slot(slot_body(NUMBER, day, code)["reference"]) == day


@pytest.mark.parametrize("reference", ["", "nonsense", "1//AM", "1/20261399/AM", "1/soon"])
def test_a_reference_that_names_no_day_is_a_day_that_cannot_be_booked(reference: str) -> None:
    assert free(_day_of_slot(reference)) == []


def test_an_appointment_is_in_local_time_without_an_offset() -> None:
    booked = appointment_body(date(2026, 5, 11), slot_body(NUMBER, date(2026, 5, 11), "AM"))

    assert booked["date"] == "2026-05-11T00:00:00"
    assert (booked["start"], booked["end"]) == ("08:00", "12:00")


@pytest.mark.parametrize(
    ("code", "raised", "due"),
    [
        (1, "2026-05-04T09:30", "2026-05-04T11:30"),
        (2, "2026-05-04T09:30", "2026-05-05T09:30"),
        (3, "2026-05-04T09:30", "2026-05-11T23:59"),
        (3, "2026-05-08T09:30", "2026-05-15T23:59"),
        (3, "2026-05-09T09:30", "2026-05-15T23:59"),
        (4, "2026-05-04T09:30", "2026-06-01T23:59"),
        (5, "2026-05-04T09:30", "2026-05-18T23:59"),
    ],
)
def test_each_priority_has_its_own_time(code: int, raised: str, due: str) -> None:
    assert PRIORITIES[code].due(london(raised)) == london(due)


@given(days)
def test_a_visit_of_the_seed_is_on_a_working_day_no_earlier(day: date) -> None:
    moved = _working_day(day)

    assert moved.weekday() < 5
    assert timedelta(0) <= moved - day <= timedelta(days=2)


@pytest.mark.parametrize(
    ("day", "year", "week", "starts_on"),
    [
        (date(2026, 3, 31), 2025, 53, date(2025, 4, 1)),
        (date(2026, 4, 1), 2026, 1, date(2026, 4, 1)),
        (date(2026, 4, 7), 2026, 1, date(2026, 4, 1)),
        (date(2026, 4, 8), 2026, 2, date(2026, 4, 1)),
        (date(2027, 1, 1), 2026, 40, date(2026, 4, 1)),
    ],
)
def test_a_financial_year_starts_on_the_first_of_april(
    day: date, year: int, week: int, starts_on: date
) -> None:
    assert start_of_financial_year(day) == starts_on
    assert starts_on.year == year
    assert period_number(day) == week


@given(days)
def test_every_day_is_in_one_week_of_its_year(day: date) -> None:
    assert 1 <= period_number(day) <= 53


@given(st.integers(min_value=2020, max_value=2040))
def test_rents_change_on_the_first_monday_of_april(year: int) -> None:
    start = rent_year_start(year)

    assert start.weekday() == 0
    assert (start.month, 1 <= start.day <= 7) == (4, True)


@pytest.mark.parametrize(("pence", "word"), [(1, "Arrears"), (0, "Nil"), (-1, "Credit")])
def test_a_balance_says_which_way_it_points(pence: int, word: str) -> None:
    assert balance_type(pence) == word


def line(day: date, **money: int) -> dict[str, object]:
    return transaction_body(
        key="1",
        account={"targetId": "t", "paymentReference": "6001234567"},
        kind="DirectDebit",
        when=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        owed_pence=100,
        **money,
    )


@pytest.mark.parametrize(
    ("money", "amount"),
    [
        ({"charged_pence": 11_864}, 118.64),
        ({"paid_pence": 4_025}, -40.25),
        ({"housing_benefit_pence": 6_842}, -68.42),
        ({"paid_pence": 100, "housing_benefit_pence": 50}, -1.5),
    ],
)
def test_a_charge_raises_what_is_owed_and_a_payment_lowers_it(
    money: dict[str, int], amount: float
) -> None:
    assert line(TODAY, **money)["transactionAmount"] == amount


@pytest.mark.parametrize(
    ("day", "quarter", "year"),
    [
        (date(2026, 4, 1), "2026/27 Q1", "2026/27"),
        (date(2026, 6, 30), "2026/27 Q1", "2026/27"),
        (date(2026, 7, 1), "2026/27 Q2", "2026/27"),
        (date(2026, 12, 31), "2026/27 Q3", "2026/27"),
        (date(2027, 1, 1), "2026/27 Q4", "2026/27"),
        (date(2027, 3, 31), "2026/27 Q4", "2026/27"),
        (date(1999, 12, 1), "1999/00 Q3", "1999/00"),
    ],
)
def test_a_statement_is_of_a_quarter_or_of_a_year(day: date, quarter: str, year: str) -> None:
    assert _period(line(day), yearly=False) == quarter
    assert _period(line(day), yearly=True) == year


@pytest.mark.parametrize(
    ("born", "is_adult"),
    [(date(2008, 5, 4), True), (date(2008, 5, 5), False), (date(2008, 4, 30), True)],
)
def test_somebody_is_an_adult_on_the_birthday(born: date, is_adult: bool) -> None:
    assert _is_adult(born, TODAY) is is_adult


def test_the_slots_of_a_day_do_not_overlap() -> None:
    hours = [(start, end) for _, start, end in SLOTS.values()]

    assert all(ends <= starts for (_, ends), (starts, _) in pairwise(hours))
