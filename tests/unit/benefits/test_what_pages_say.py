"""What a claimant reads about money and days is so, and nothing is said of what is not there."""

from collections.abc import Collection
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from services.benefits.adapter import words
from tests.factories.benefits import a_claim, a_letter, a_payment, an_award, an_overpayment

DAY = date(2026, 5, 31)
DEDUCTED, BACK, PLANNED = "a week from your benefit", "It came back to us", "(planned)"


def read(name: str, **context: Any) -> str:
    told = {"claim": words.claim(a_claim()), "council": {"telephone": "01632 960 100"}, **context}
    return " ".join(render_to_string(f"benefits/{name}.html", told).split())


def said(html: str, *sentences: str) -> Collection[str]:
    return {sentence for sentence in sentences if sentence in html}


@pytest.mark.parametrize(
    ("status", "paid_on", "so"),
    [
        ("issued", DAY, set()),
        ("returned", DAY, {BACK}),
        ("scheduled", None, {PLANNED}),
    ],
)
def test_a_payment_came_or_is_planned_or_came_back(
    status: str, paid_on: date | None, so: set[str]
) -> None:
    payment = words.payment(a_payment(status=status, paid_date=paid_on))

    listed = read("payments", page=Paginator([("May 2026", [payment])], 6).page(1))

    assert said(listed, BACK, PLANNED) == so
    if paid_on:
        assert said(read("parts/paid", paid=[payment]), BACK, "£68.42") == {"£68.42"} | so


@pytest.mark.parametrize(
    ("part", "name", "one", "nothing"),
    [
        ("to_come", "to_come", words.payment(a_payment()), "No payment is planned."),
        ("paid", "paid", words.payment(a_payment()), "Nothing has been paid in the last"),
        ("awards", "awards", words.award(an_award()), "Nothing is being paid at the moment."),
        ("letters", "letters", words.letter(a_letter()), "We have not written to you"),
    ],
)
def test_only_who_gets_nothing_is_told_so(part: str, name: str, one: Any, nothing: str) -> None:
    assert nothing not in read(f"parts/{part}", **{name: [one]})
    assert "<dl" in read(f"parts/{part}", **{name: [one]}) or part == "letters"
    assert nothing in read(f"parts/{part}", **{name: []})


@pytest.mark.parametrize(("letters", "so"), [([words.letter(a_letter())], False), ([], True)])
def test_who_never_had_a_letter_is_told_whom_to_ask(letters: list[Any], so: bool) -> None:
    html = read("letters", page=Paginator(letters, 20).page(1))

    assert ("We have not written to you" in html) is so


@pytest.mark.parametrize(
    ("changes", "so"),
    [
        ({"due_on": DAY}, {"pay by 31 May 2026"}),
        ({"due_on": None}, set()),
        ({"due_on": DAY, "recovery_method": "deduction", "weekly_rate": None}, set()),
    ],
)
def test_an_invoice_has_its_day_and_no_amount_is_taken_that_nobody_knows(
    changes: dict[str, Any], so: set[str]
) -> None:
    html = read("parts/overpayment", owed=words.overpayment(an_overpayment(**changes)))

    assert said(html, "pay by 31 May 2026", "pay by", DEDUCTED) - {"pay by"} == so
    assert ("pay by" in html) is bool(so)


@pytest.mark.parametrize(("ends_on", "so"), [(None, "5 January 2026<"), (DAY, " to 31 May 2026<")])
def test_an_award_ends_only_when_it_does(ends_on: date | None, so: str) -> None:
    award = words.award(an_award(valid_from=date(2026, 1, 5), valid_to=ends_on))

    assert so in read("awards", awards=[award]).replace(" <", "<")


@pytest.mark.parametrize(("review_on", "so"), [(DAY, True), (None, False)])
def test_a_yearly_review_is_named_with_its_day(review_on: date | None, so: bool) -> None:
    html = read("parts/claim", claim=words.claim(a_claim(next_review_on=review_on)))

    assert ("31 May 2026" in html) is ("Yearly review" in html) is so


@pytest.mark.parametrize(("until", "so"), [(DAY, {"31 May 2026", "ended on"}), (None, set())])
def test_a_letter_that_could_be_challenged_says_when_the_time_ended(
    until: date | None, so: set[str]
) -> None:
    letter = words.letter(a_letter(challenge_by=until))

    html = read("letter", letter=letter, can_challenge=False)

    assert said(html, "31 May 2026", "ended on", "Challenge this decision") == so


def test_an_application_that_was_made_already_is_not_sent_again() -> None:
    already = SimpleNamespace(applied_on=DAY, reference="TB-1")
    application = SimpleNamespace(
        born_on=DAY, weekly_income_pence=1, capital_pence=1, name="", address="", details=""
    )

    first, again = (
        read("application/check", application=application, already=already)
        for already in (None, already)
    )

    sentences = ("By sending this you say", "You applied on", "Error: Check")
    assert said(first, *sentences) == {"By sending this you say"}
    assert said(again, *sentences) == {"You applied on", "Error: Check"}


@pytest.mark.parametrize("begun_on", [DAY, None])
def test_only_who_began_a_report_is_told_so_and_can_delete_it(begun_on: date | None) -> None:
    html = read("change/report", draft=begun_on and SimpleNamespace(saved_at=begun_on))

    found = said(html, "You began this on 31 May 2026", "Delete what I wrote", "You began")
    assert len(found) == (3 if begun_on else 0)


@pytest.mark.parametrize(("evidence", "so"), [("your payslips", True), ("", False)])
def test_who_may_be_asked_for_papers_has_them_ready(evidence: str, so: bool) -> None:
    html = read("change/next_delivered", evidence=evidence)

    assert ("They may ask to see your payslips: have it ready." in html) is so
    assert ("have it ready" in html) is so
