"""Forms, records and questions of adult social care: the words, the limits, the moments."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict

from services.social_care import catalogue
from services.social_care.catalogue import Assessment
from services.social_care.forms import AssessmentForm, CancelForm, initial_of
from services.social_care.records import Invoice, Record, Visit
from services.supplied import when

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
VISIT = Visit(
    visit_id="visit-1",
    what="Help with washing",
    by="Bluebell",
    where="At home",
    starts_at=NOW + timedelta(hours=1),
    ends_at=NOW + timedelta(hours=2),
    is_booked=True,
    was_cancelled=False,
)
FILLED_IN = {
    "kind": "needs-assessment",
    "difficulties": ["washing", "moving"],
    "words": "  The stairs.  ",
    "telephone": " 01632 960412 ",
    "form_key": str(uuid4()),
}


def sent(**changes: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in {**FILLED_IN, **changes}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_what_was_filled_in_becomes_the_request() -> None:
    form = AssessmentForm(sent())

    assert form.is_valid()
    request = form.request(now=NOW)
    assert (request.kind, request.difficulties) == (Assessment.NEEDS, ("washing", "moving"))
    assert (request.words, request.telephone) == ("The stairs.", "01632 960412")
    assert request.asked_at == NOW


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kind", "", "Choose what you would like us to look at"),
        ("difficulties", [], "Choose at least one thing that is hard at the moment"),
        ("telephone", "  ", "Enter a telephone number we can reach you on"),
        ("kind", "free-money", ""),
        ("difficulties", ["washing", "flying"], ""),
        ("words", "x" * 2001, ""),
        ("telephone", "0" * 21, ""),
        ("form_key", "1", ""),
    ],
)
def test_what_is_missing_or_never_offered_is_refused(
    field: str, value: str | list[str], words: str
) -> None:
    """D21: a choice that is not on the page is no choice."""
    form = AssessmentForm(sent(**{field: value}))

    assert list(form.errors) == [field]
    assert words in form.errors[field][0]


@pytest.mark.parametrize(("field", "value"), [("words", "x" * 2000), ("telephone", "0" * 20)])
def test_the_longest_answer_fits(field: str, value: str) -> None:
    assert AssessmentForm(sent(**{field: value})).is_valid()


def test_words_are_the_one_thing_that_can_be_left_out() -> None:
    assert AssessmentForm(sent(words="")).is_valid()


def test_a_half_done_form_comes_back_as_it_was_left() -> None:
    key = uuid4()
    kept = AssessmentForm(sent(kind="", telephone="not yet")).answers_so_far

    again = AssessmentForm(initial=initial_of(kept, form_key=key))

    assert again["difficulties"].value() == ["washing", "moving"]
    assert again["telephone"].value() == "not yet"
    assert again["kind"].value() == ""
    assert str(again["form_key"].value()) == str(key)


def test_nothing_ticked_is_nothing_kept() -> None:
    assert AssessmentForm(sent(difficulties=[])).answers_so_far["difficulties"] == ""
    assert initial_of({}, form_key=uuid4())["difficulties"] == []


def test_every_reason_to_cancel_is_offered_and_no_other() -> None:
    def cancelling(reason: str) -> CancelForm:
        sent = {"reason": reason, "form_key": str(uuid4()), "starts_at": NOW.isoformat()}
        return CancelForm(sent, now_at=NOW.isoformat())

    for reason, _ in catalogue.CANCEL_REASONS:
        assert cancelling(reason).is_valid()
    for reason in ("", "bored"):
        assert "reason" in cancelling(reason).errors


def test_two_forms_opened_are_two_keys() -> None:
    """F01's cousin: pressing twice is one, asking twice is two."""
    keys = {CancelForm(now_at=NOW.isoformat())["form_key"].value() for _ in range(3)}

    assert len(keys) == 3


def test_difficulties_are_passed_on_in_the_words_of_the_page() -> None:
    assert catalogue.words_for(("home", "washing")) == (
        "Washing, dressing or using the toilet; Looking after my home"
    )
    assert catalogue.words_for(()) == ""


@pytest.mark.parametrize("kind", list(Assessment))
def test_every_assessment_has_a_name_a_choice_and_a_hint(kind: Assessment) -> None:
    assert kind.label.endswith("assessment")
    assert kind.value in dict(catalogue.KINDS)
    assert "free" in catalogue.KIND_HINTS[kind.value]


@pytest.mark.parametrize(
    ("changes", "now", "can"),
    [
        ({}, NOW, True),
        ({}, NOW + timedelta(minutes=59, seconds=59), True),
        ({}, NOW + timedelta(hours=1), False),
        ({}, NOW + timedelta(hours=3), False),
        ({"is_booked": False}, NOW, False),
        ({"is_booked": False, "was_cancelled": True}, NOW, False),
    ],
)
def test_a_visit_can_be_cancelled_until_the_moment_it_begins(
    changes: dict[str, bool], now: datetime, can: bool
) -> None:
    visit = replace(VISIT, **changes)  # type: ignore[arg-type]  # flags only

    assert visit.can_be_cancelled(now=now) is can


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 5, 4, 18, 0, tzinfo=UTC), "Monday 4 May at 7pm"),
        (datetime(2026, 12, 1, 19, 30, tzinfo=UTC), "Tuesday 1 December at 7:30pm"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July at 12:30am"),
    ],
)
def test_a_moment_is_said_as_it_is_in_london(moment: datetime, words: str) -> None:
    assert when(moment) == words


def test_a_visit_late_at_night_is_on_the_day_it_is_in_london() -> None:
    visit = replace(VISIT, starts_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert visit.on == date(2026, 7, 1)


@pytest.mark.parametrize(("owed", "is_owed"), [(0, False), (1, True)])
def test_a_penny_is_owed_and_nothing_is_not(owed: int, is_owed: bool) -> None:
    invoice = Invoice("SCI-1", "Home care", date(2026, 4, 1), None, 100, owed)

    assert invoice.is_owed is is_owed


def test_what_is_owed_in_all_is_the_sum() -> None:
    invoices = tuple(
        Invoice(f"SCI-{owed}", "Home care", date(2026, 4, 1), None, 100, owed) for owed in (1, 29)
    )

    assert Record(None, None, (), (), invoices).owed_pence == 30
