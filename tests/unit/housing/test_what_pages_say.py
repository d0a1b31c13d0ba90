"""What a tenant reads about money, visits and repairs is so, and nothing is said that is not."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from services.housing.catalogue import PROBLEMS
from services.housing.forms import DetailsForm, ProblemForm
from services.housing.records import RentAccount, RentLine, RepairState, Tenancy, Visit
from services.housing.views.progress import Step
from tests.factories.housing import NOW
from tests.unit.housing.test_progress import on_page

DAY = date(2026, 5, 11)
VISIT = Visit(on=DAY, part_of_day="Morning", starts="8am", ends="12 noon")


def read(name: str, **context: Any) -> str:
    told = {"council": {"telephone": "01632 960 100"}, **context}
    return " ".join(render_to_string(f"housing/{name}.html", told).split())


def said(html: str, *sentences: str) -> set[str]:
    return {sentence for sentence in sentences if sentence in html}


def rent(owed_pence: int = 0, *lines: RentLine) -> RentAccount:
    return RentAccount("19", owed_pence, as_at=NOW, weekly_pence=11864, lines=lines)


@pytest.mark.parametrize(
    ("owed_pence", "so"),
    [
        (1, {"Pay your rent", "£0.01"}),
        (0, {"You owe nothing."}),
        (-1, {"You owe nothing.", "in credit", "£0.01"}),
    ],
)
def test_rent_is_owed_or_even_or_ahead(owed_pence: int, so: set[str]) -> None:
    html = read("balance", rent=rent(owed_pence))

    assert said(html, "Pay your rent", "You owe nothing.", "in credit", "£0.01", "£0.00") == so


@pytest.mark.parametrize(
    ("charged", "paid", "so"), [(11864, 0, "£118.64 charged"), (0, 5000, "£50.00 paid")]
)
def test_what_was_charged_is_not_called_paid(charged: int, paid: int, so: str) -> None:
    line = RentLine(DAY, "Rent", charged_pence=charged, paid_pence=paid, owed_pence=0)

    html = read("rent", rent=rent(0, line)).replace(' <span class="soft">', " ")

    assert said(html, "£118.64 charged", "£50.00 paid", "£0.00 paid", "£0.00 charged") == {so}
    assert "Nothing was charged or paid" not in html


@pytest.mark.parametrize(("pence", "so"), [(0, ">None<"), (250, ">£2.50<")])
def test_a_service_charge_is_named_or_there_is_none(pence: int, so: str) -> None:
    tenancy = Tenancy("19", "1 High Street", "1", "1", "Secure", DAY, ("A",), ("B",), 11000, pence)

    html = read("tenancy", tenancy=tenancy).replace(" <", "<").replace("> ", ">")

    assert said(html, ">None<", ">£2.50<", ">£0.00<") == {so}


@pytest.mark.parametrize(
    ("repair", "so"),
    [
        ({"state": RepairState.ACCEPTED}, "Reported 4 May"),
        ({"state": RepairState.BOOKED, "visit": VISIT}, "We come on"),
        ({"state": RepairState.MISSED, "visit": VISIT}, "Reported 4 May"),
        ({"state": RepairState.COMPLETE, "visit": VISIT, "closed_on": DAY}, ">11 May"),
    ],
)
def test_a_repair_is_listed_by_when_it_was_reported_or_we_come_or_were_done(
    repair: dict[str, Any], so: str
) -> None:
    html = read("repair_list", repairs=[on_page(**repair)])

    assert said(html, "Reported 4 May", "We come on", ">11 May") == {so}


@pytest.mark.parametrize("is_complete", [True, False])
def test_only_a_list_that_is_not_complete_says_so(is_complete: bool) -> None:
    html = read("repairs", is_complete=is_complete)

    words = ("this list is not complete", "No repairs are under way.", "Nothing that we know of")
    expected = {words[1]} if is_complete else {words[0], words[2]}
    assert said(html, *words) == expected


@pytest.mark.parametrize("repairs", [[], [on_page()]])
def test_who_has_no_repair_under_way_is_told_so_on_the_first_page(repairs: list[Any]) -> None:
    tenancy = SimpleNamespace(address="1 High Street")

    html = read("index", repairs=repairs, rent=rent(), tenancy=tenancy)

    assert ("No repairs are under way." in html) is (repairs == [])


@pytest.mark.parametrize(
    ("repair", "so"),
    [
        ({}, {"Finished by", "Normal: within 28 days"}),
        ({"due_on": None}, {"Normal: within 28 days"}),
        ({"priority": ""}, {"Finished by"}),
        ({"state": RepairState.COMPLETE, "closed_on": DAY}, {"Normal: within 28 days"}),
    ],
)
def test_a_repair_has_a_day_to_be_finished_by_while_it_is_under_way(
    repair: dict[str, Any], so: set[str]
) -> None:
    html = read("repair", repair=on_page(**repair))

    assert said(html, "Finished by", "Normal: within 28 days", "Your receipt") == so
    assert ("Priority" in html) is ("Normal: within 28 days" in so)


def test_a_timeline_is_read_out_with_what_is_done_now_and_to_come() -> None:
    steps = [Step("Reported", "done", DAY), Step("Visit", "now", text="Soon."), Step("End", "next")]

    done, now, later = read("timeline", steps=steps).split("</li>")[:3]

    every = ("(done)", "(now)", "(still to come)", "aria-current", "11 May", "Soon.")
    assert said(done, *every) == {"(done)", "11 May"}
    assert said(now, *every) == {"(now)", "aria-current", "Soon."}
    assert said(later, *every) == {"(still to come)"}
    assert ["timeline__when" in done, "timeline__text" in done] == [True, False]


@pytest.mark.parametrize(
    ("visit", "slots", "so"),
    [
        (VISIT, ["1"], {"Now booked:", "Book this time"}),
        (None, ["1"], {"Book this time"}),
        (None, [], {"There are no free times in the next two weeks."}),
    ],
)
def test_who_chooses_a_time_sees_the_one_that_is_booked(
    visit: Visit | None, slots: list[str], so: set[str]
) -> None:
    html = read("visit", repair=SimpleNamespace(visit=visit, reference="1"), slots=slots)

    every = ("Now booked:", "Book this time", "There are no free times in the next two weeks.")
    assert said(html, *every) == so


def test_a_report_that_was_made_already_is_not_sent_again() -> None:
    made = SimpleNamespace(reported_on=DAY, reference="10004104")
    given = {"problem": PROBLEMS[0], "repair": SimpleNamespace(details="", access="", telephone="")}

    first = read("report/check", **given)
    again = read("report/check", **given, already=made, photos=["1", "2"])

    every = ("Send the report", "You reported this on 11 May", "Error: Check")
    assert said(first, *every) == {"Send the report"}
    assert said(again, *every) == set(every[1:])
    assert [">None<" in each.replace(" <", "<").replace("> ", ">").split("Getting in")[0]
            for each in (first, again)] == [True, False]  # fmt: skip


@pytest.mark.parametrize(("photos", "may_add"), [(0, True), (2, True), (3, False)])
def test_a_photo_is_asked_for_while_there_is_room_for_one(photos: int, may_add: bool) -> None:
    kept = [SimpleNamespace(pk=uuid4()) for _ in range(photos)]

    html = read(
        "report/details", form=DetailsForm(), problem=PROBLEMS[0], photos=kept, most_photos=3
    )

    every = ("Add this photo", 'type="file"', "as many as we can take", "Photos we have kept")
    offered = set(every[:2]) if may_add else {every[2]}
    assert said(html, *every) == offered | ({every[3]} if kept else set())


@pytest.mark.parametrize("is_begun", [True, False])
def test_only_who_began_a_report_can_carry_on(is_begun: bool) -> None:
    draft = SimpleNamespace(answers={"problem": "tap"}, saved_at=DAY) if is_begun else None

    html = read("report/problem", form=ProblemForm(), draft=draft)

    every = {"You began a report on", "Carry on", "Delete it"}
    assert said(html, *every) == (every if is_begun else set())


@pytest.mark.parametrize(("typed", "is_wrong"), [(None, False), ({}, True)])
def test_what_is_wrong_with_the_choice_is_read_out_with_it(typed: Any, is_wrong: bool) -> None:
    html = read("report/problem", form=ProblemForm(typed))

    tied = ('aria-describedby="problem-error"', 'id="problem-error"', "govuk-form-group--error")
    assert said(html, *tied) == (set(tied) if is_wrong else set())


@pytest.mark.parametrize(
    ("number", "so"),
    [
        (1, {"(page 1 of 3)", 'rel="next"'}),
        (2, {"(page 2 of 3)", 'rel="prev"', 'rel="next"'}),
        (3, {"(page 3 of 3)", 'rel="prev"'}),
    ],
)
def test_a_long_statement_leads_on_and_back(number: int, so: set[str]) -> None:
    line = RentLine(DAY, "Rent", charged_pence=1, paid_pence=0, owed_pence=1)
    statement = SimpleNamespace(opening_pence=0, charged_pence=3, paid_pence=0, closing_pence=3)

    html, short = (
        read(
            "statement", statement=statement, rent=rent(), page=Paginator([line] * lines, 1).page(n)
        )
        for lines, n in ((3, number), (1, 1))
    )

    every = (f"(page {number} of 3)", 'rel="prev"', 'rel="next"')
    assert said(html, *every) == so
    assert said(short, "(page", 'rel="prev"', 'rel="next"') == set()
