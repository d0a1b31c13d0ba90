"""Working days, as GOV.UK lists the bank holidays of England and Wales."""

from datetime import date, timedelta

import pytest

from services.working_days import add_working_days, bank_holidays, is_working_day


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_the_bank_holidays_are_the_published_ones(year: int, days: str) -> None:
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(year)) == days.split()


def test_christmas_on_a_sunday_gives_monday_and_tuesday() -> None:
    assert {date(2022, 12, 26), date(2022, 12, 27)} <= bank_holidays(2022)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), False),
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), False),
        (date(2026, 5, 5), True),
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 4, 13), 5, date(2026, 4, 20)),
        (date(2026, 4, 17), 1, date(2026, 4, 20)),
        (date(2026, 4, 18), 1, date(2026, 4, 20)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 12, 24), 5, date(2027, 1, 5)),  # over Christmas and New Year
        (date(2026, 4, 13), 0, date(2026, 4, 13)),
    ],
)
def test_the_day_itself_does_not_count(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days) == end


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1818, "03-22"), (1943, "04-25"), (1954, "04-18"), (1981, "04-19"), (2029, "04-01"),
        (2030, "04-21"), (2031, "04-13"), (2032, "03-28"), (2035, "03-25"), (2038, "04-25"),
        (2041, "04-21"), (2043, "03-29"), (2049, "04-18"), (2076, "04-19"), (2285, "03-22"),
    ],
)  # fmt: skip
def test_easter_is_where_the_prayer_book_has_it(year: int, easter: str) -> None:
    """The earliest and the latest there can be, and the years in which rules of thumb fail."""
    sunday = date.fromisoformat(f"{year}-{easter}")

    assert sunday.weekday() == 6
    assert {sunday - timedelta(days=2), sunday + timedelta(days=1)} <= bank_holidays(year)


@pytest.mark.parametrize("good_friday", ["1954-04-16", "1981-04-17", "2049-04-16", "2076-04-17"])
def test_easter_is_right_in_the_years_that_the_simple_rule_gets_wrong(good_friday):
    """As published: in these the full moon counts a day or a week earlier."""
    day = date.fromisoformat(good_friday)

    assert day in bank_holidays(day.year)
    assert day + timedelta(days=3) in bank_holidays(day.year)
