"""Where a repair has got to, as a timeline."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from accounts.delivery import DeliveryState
from services.housing.records import Repair, RepairState, Visit
from services.housing.views.progress import RepairOnPage, from_here, from_housing
from services.models import Submission

REPAIR = Repair(
    reference="10004104",
    title="Kitchen: the tap drips",
    trade="Plumbing",
    priority="Normal: within 28 days",
    state=RepairState.ACCEPTED,
    reported_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
    due_on=date(2026, 6, 1),
    visit=None,
    closed_on=None,
)
VISIT = Visit(on=date(2026, 5, 11), part_of_day="Morning", starts="8am", ends="12 noon")


def on_page(**changes: object) -> RepairOnPage:
    return from_housing(replace(REPAIR, **changes), None)  # type: ignore[arg-type]  # its fields


def a_submission(**changes: object) -> Submission:
    words = {
        "title": "Repair: leaking tap or pipe, kitchen",
        "reference": "KTM-4RZ-9WB",
        "submitted_at": datetime(2026, 5, 3, 23, 30, tzinfo=UTC),
        "promised_on": date(2026, 6, 1),
    }
    return Submission(**(words | changes))


def states(repair: RepairOnPage) -> list[str]:
    return [step.state for step in repair.steps]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RepairState.ACCEPTED, ["done", "done", "now", "next"]),
        (RepairState.BOOKED, ["done", "done", "now", "next"]),
        (RepairState.MISSED, ["done", "done", "now", "next"]),
        (RepairState.WAITING, ["done", "done", "now", "next"]),
        (RepairState.COMPLETE, ["done", "done", "done", "done"]),
        (RepairState.CANCELLED, ["done", "now"]),
    ],
)
def test_a_timeline_shows_what_is_done_now_and_next(
    state: RepairState, expected: list[str]
) -> None:
    assert states(on_page(state=state)) == expected


@pytest.mark.parametrize("state", RepairState)
def test_at_most_one_step_is_now_and_every_state_has_words(state: RepairState) -> None:
    repair = on_page(state=state)

    assert states(repair).count("now") <= 1
    assert repair.words


def test_a_report_that_waits_is_kept_safely() -> None:
    repair = from_here(a_submission())

    assert states(repair) == ["done", "now", "next", "next"]
    assert "safely" in repair.steps[1].text
    assert repair.steps[3].text == "By 1 June 2026"
    assert repair.title == "Leaking tap or pipe, kitchen"


def test_a_report_that_could_not_be_handed_over_says_that_somebody_looks_at_it() -> None:
    repair = from_here(a_submission(state=DeliveryState.GIVEN_UP))

    assert repair.words == "Please call us"
    assert "nobody has it yet" in repair.steps[1].text


def test_a_report_that_staff_dealt_with_is_neither_stuck_nor_under_way() -> None:
    repair = from_here(a_submission(state=DeliveryState.DELIVERED, by_hand=True))

    assert (repair.is_open, repair.is_stuck, repair.words) == (False, False, "We dealt with this")
    assert [step.title for step in repair.steps] == ["Reported", "Dealt with"]
    assert "by hand" in repair.steps[1].text
    assert from_here(a_submission()).is_open


def test_the_day_it_was_reported_is_the_london_day() -> None:
    assert from_here(a_submission()).reported_on == date(2026, 5, 4)


def test_the_promise_made_to_the_resident_wins_over_the_systems_own_target() -> None:
    repair = from_housing(REPAIR, a_submission(promised_on=date(2026, 5, 20)))

    assert repair.due_on == date(2026, 5, 20)
    assert repair.our_reference == "KTM-4RZ-9WB"


def test_a_visit_says_the_day_and_the_hours() -> None:
    repair = on_page(state=RepairState.BOOKED, visit=VISIT)

    step = repair.steps[2]
    assert (step.on, step.text) == (date(2026, 5, 11), "Morning, 8am to 12 noon")


@pytest.mark.parametrize("state", RepairState)
def test_a_visit_is_chosen_only_while_there_is_one_to_choose(state: RepairState) -> None:
    can = {RepairState.ACCEPTED, RepairState.BOOKED}

    assert on_page(state=state).can_choose_a_visit is (state in can)
