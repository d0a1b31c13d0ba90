"""The questions about a change of circumstances and about a decision."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.catalogue import KINDS, WAYS, find_kind, get_kind, get_way
from services.benefits.forms import (
    HOW_FAR_AHEAD,
    HOW_LONG_AGO,
    ApplicationForm,
    ChallengeForm,
    ChangeForm,
)

TODAY = date(2026, 5, 20)


def a_change(day: date = TODAY, **changes: Any) -> ChangeForm:
    answers = {
        "kind": "income",
        "happened_on_day": str(day.day),
        "happened_on_month": str(day.month),
        "happened_on_year": str(day.year),
        "details": "I now work 20 hours a week.",
    }
    return ChangeForm(answers | changes, today=TODAY)


def a_challenge(**changes: str) -> ChallengeForm:
    return ChallengeForm({"way": "revision", "reason": "I told you in time."} | changes)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, ""),
        (TODAY + HOW_FAR_AHEAD, ""),
        (TODAY + HOW_FAR_AHEAD + timedelta(days=1), "in the month before it happens"),
        (TODAY - HOW_LONG_AGO, ""),
        (TODAY - HOW_LONG_AGO - timedelta(days=1), "more than 13 months ago. Call us"),
    ],
)
def test_a_change_is_told_from_a_month_before_until_thirteen_months_after(
    day: date, words: str
) -> None:
    form = a_change(day)

    assert form.is_valid() is (not words)
    assert words in str(form.errors.get("happened_on", ""))


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31)))
def test_any_day_is_taken_as_it_was_typed_or_refused(day: date) -> None:
    form = a_change(day)
    is_in_time = TODAY - HOW_LONG_AGO <= day <= TODAY + HOW_FAR_AHEAD

    assert form.is_valid() is is_in_time
    assert not is_in_time or form.cleaned_data["happened_on"] == day


@pytest.mark.parametrize(
    "wrong",
    [
        {"happened_on_day": "31", "happened_on_month": "2"},
        {"happened_on_day": "0"},
        {"happened_on_month": "13"},
        {"happened_on_year": "26"},
        {"happened_on_day": "-1"},
        {"happened_on_day": "٢٧" * 10},
        {"happened_on_day": "", "happened_on_month": "", "happened_on_year": ""},
    ],
)
def test_what_is_no_day_is_said_and_never_guessed(wrong: dict[str, str]) -> None:
    """K13"""
    form = a_change(**wrong)

    assert not form.is_valid()
    assert set(form.errors) == {"happened_on"}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (a_change(details="x" * 2000), ""),
        (a_change(details="x" * 2001), "details"),
        (a_change(details="   "), "details"),
        (a_change(kind=""), "kind"),
        (a_change(kind="weather"), "kind"),
        (a_challenge(), ""),
        (a_challenge(reason="x" * 2000), ""),
        (a_challenge(reason="x" * 2001), "reason"),
        (a_challenge(reason=" \n "), "reason"),
        (a_challenge(way=""), "way"),
        (a_challenge(way="shout"), "way"),
    ],
)
def test_an_answer_is_asked_for_by_its_name(form: ChangeForm | ChallengeForm, name: str) -> None:
    assert set(form.errors) == ({name} if name else set())


def an_application(**changes: str) -> ApplicationForm:
    answers = {"weekly_income_pence": "210.05", "capital_pence": "0", "details": "I live alone."}
    return ApplicationForm(answers | changes)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("0", 0), ("210", 21_000), ("£1,210.05", 121_005), ("10000", 1_000_000), ("10000.01", None),
     ("-1", None), ("two hundred", None), ("", None), ("210.5", None)],
)  # fmt: skip
def test_an_income_is_an_amount_and_nothing_is_one_too(typed: str, pence: int | None) -> None:
    form = an_application(weekly_income_pence=typed)

    assert form.is_valid() is (pence is not None)
    assert set(form.errors) == (set() if form.is_valid() else {"weekly_income_pence"})
    assert not form.is_valid() or form.cleaned_data["weekly_income_pence"] == pence


@pytest.mark.parametrize(
    ("typed", "is_right"), [("0", True), ("10000000", True), ("10000000.01", False)]
)
def test_savings_have_an_end(typed: str, is_right: bool) -> None:
    assert an_application(capital_pence=typed).is_valid() is is_right


@pytest.mark.parametrize("details", ["", "  ", "x" * 2001])
def test_who_lives_there_is_asked_for(details: str) -> None:
    form = an_application(details=details)

    assert set(form.errors) == {"details"}
    assert form.kept_answers()["weekly_income_pence"] == "210.05"


@given(st.text(max_size=6000))
def test_whatever_is_typed_is_kept_up_to_twice_what_is_allowed(typed: str) -> None:
    for form, name in ((a_change(details=typed), "details"), (a_challenge(reason=typed), "reason")):
        kept = form.kept_answers()[name]

        assert len(kept) <= 4000
        assert "\x00" not in kept
        assert kept == typed.replace("\x00", "")[:4000]


def test_a_date_is_kept_box_by_box_right_or_wrong() -> None:
    kept = a_change(happened_on_day="31", happened_on_month="Feb").kept_answers()

    assert (kept["happened_on_day"], kept["happened_on_month"]) == ("31", "Feb")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_can_be_chosen_and_says_what_it_is_about(kind: Any) -> None:
    assert a_change(kind=kind.slug).is_valid()
    assert get_kind(kind.slug) is find_kind(kind.slug) is kind
    assert kind.title
    assert kind.hint
    assert bool(kind.evidence) is (kind.slug != "other")


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_challenge_can_be_chosen_and_says_what_it_means(way: Any) -> None:
    assert a_challenge(way=way.slug).is_valid()
    assert get_way(way.slug) is way
    assert way.hint.endswith(".")


@pytest.mark.parametrize("slug", ["", "weather", "INCOME"])
def test_what_is_not_in_the_catalogue_is_nothing(slug: str) -> None:
    assert find_kind(slug) is None
    for get in (get_kind, get_way):
        with pytest.raises(LookupError):
            get(slug)
