"""From the benefits system's words to ours, and the card made of them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits import payloads
from services.benefits.adapter import words
from services.benefits.adapter.summary import overpayment_charge, summary
from services.benefits.records import Claim, ClaimInFull, ClaimState, Letter, Money
from services.contract import AccountReference, ServiceUnavailable
from tests.factories.benefits import (
    OURS,
    a_claim,
    a_letter,
    a_payment,
    an_award,
    an_evidence_request,
    an_overpayment,
)

TODAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
REFERENCE = AccountReference(OURS)
NOTHING = words.money([], [], [])


def card(money: Money = NOTHING, claim: Claim | None = None, asked: Any = ()) -> Any:
    found = ClaimInFull(claim or words.claim(a_claim()), money, (), tuple(asked))
    return summary(REFERENCE, found, now=NOW)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("HB", "Housing Benefit"),
        ("CTR", "Council Tax Reduction"),
        ("DHP", "Discretionary Housing Payment"),
        ("NEW", "Benefit"),
        ("<b>", "Benefit"),
    ],
)
def test_a_scheme_is_named_in_full_and_an_unknown_one_is_a_benefit(code: str, said: str) -> None:
    assert words.award(an_award(scheme=code)).scheme == said
    assert words.claim(a_claim(schemes=[code])).schemes == (said,)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("claimant", "your bank account"),
        ("landlord", "your landlord"),
        ("rent_account", "your rent account"),
        ("council_tax_account", "your council tax account"),
        ("moon", "another account"),
    ],
)
def test_where_money_goes_is_said_in_words(code: str, said: str) -> None:
    assert words.award(an_award(payee=code)).goes_to == said
    assert words.payment(a_payment(payee=code)).goes_to == said


@pytest.mark.parametrize(
    "change",
    [
        {"weekly_amount": Decimal("-0.01")},
        {"weekly_amount": Decimal("0.005")},
        {"weekly_amount": Decimal("100000.01")},
        {"weekly_amount": Decimal("NaN")},
    ],
)
def test_an_award_that_cannot_be_true_is_no_answer(change: dict[str, Decimal]) -> None:
    """G15"""
    with pytest.raises(ServiceUnavailable):
        words.award(an_award(**change))


@pytest.mark.parametrize(
    ("status", "paid_on", "is_paid", "came_back"),
    [
        ("issued", TODAY, True, False),
        ("returned", TODAY, True, True),
        ("scheduled", None, False, False),
        ("scheduled", TODAY, False, False),
        ("lost in the post", TODAY, False, False),
    ],
)
def test_a_payment_is_paid_when_the_supplier_says_so(
    status: str, paid_on: date | None, is_paid: bool, came_back: bool
) -> None:
    found = words.payment(a_payment(status=status, paid_date=paid_on))

    assert (found.paid_on is not None) is is_paid
    assert found.was_returned is came_back


@pytest.mark.parametrize("status", ["issued", "returned"])
def test_a_payment_that_was_issued_on_no_day_is_no_answer(status: str) -> None:
    with pytest.raises(ServiceUnavailable):
        words.payment(a_payment(status=status, paid_date=None))


def test_what_was_paid_too_much_by_our_own_mistake_is_not_asked_for() -> None:
    ours, theirs = an_overpayment(recoverable=False), an_overpayment(overpayment_id="OP2")

    assert [each.reference for each in words.to_pay_back([ours, theirs])] == ["OP2"]


@pytest.mark.parametrize(
    ("method", "outstanding", "is_payable"),
    [
        ("invoice", "142.35", True),
        ("invoice", "0.01", True),
        ("invoice", "0.00", False),
        ("deduction", "142.35", False),
        ("by magic", "142.35", False),
    ],
)
def test_only_an_invoice_with_something_left_is_paid_here(
    method: str, outstanding: str, is_payable: bool
) -> None:
    owed = words.overpayment(
        an_overpayment(recovery_method=method, outstanding=Decimal(outstanding))
    )

    assert owed.can_be_paid_here is is_payable
    assert bool(card(Money((), (), (owed,))).charges) is is_payable


@given(st.integers(min_value=1, max_value=10_000_000))
def test_the_least_that_can_be_paid_is_five_pounds_or_all_of_it(pence: int) -> None:
    owed = words.overpayment(an_overpayment(amount=_pounds(pence), outstanding=_pounds(pence)))

    charge = overpayment_charge(REFERENCE, owed)

    assert charge.amount_pence == pence
    assert charge.part_payment_from_pence == min(500, pence)


@pytest.mark.parametrize(
    ("starts", "ends", "is_current"),
    [
        (0, None, True),
        (1, None, False),
        (-10, 0, True),
        (-10, -1, False),
        (-10, 5, True),
        (5, 10, False),
    ],
)
def test_an_award_is_in_force_from_its_first_day_to_its_last(
    starts: int, ends: int | None, is_current: bool
) -> None:
    award = an_award(
        valid_from=TODAY + timedelta(days=starts),
        valid_to=None if ends is None else TODAY + timedelta(days=ends),
    )

    found = words.money([award], [], []).current_awards(TODAY)

    assert bool(found) is is_current


def test_payments_come_newest_first_and_those_to_come_soonest_first() -> None:
    paid = [a_payment(due_date=TODAY - timedelta(days=n), paid_date=TODAY) for n in (7, 1, 14)]
    to_come = [
        a_payment(due_date=TODAY + timedelta(days=n), status="scheduled", paid_date=None)
        for n in (14, 7)
    ]

    money = words.money([], paid + to_come, [])

    assert [(TODAY - each.due_on).days for each in money.paid] == [1, 7, 14]
    assert [(each.due_on - TODAY).days for each in money.to_come] == [7, 14]


def test_letters_and_awards_come_newest_first() -> None:
    days = [date(2026, 3, 1), date(2026, 5, 1), date(2026, 4, 1)]

    letters = words.letters(a_letter(sent_on=day) for day in days)
    awards = words.money([an_award(valid_from=day) for day in days], [], []).awards

    assert [each.sent_on.month for each in letters] == [5, 4, 3]
    assert [each.starts_on.month for each in awards] == [5, 4, 3]


@pytest.mark.parametrize(
    ("until", "can_be"),
    [(TODAY, True), (TODAY + timedelta(days=1), True), (TODAY - timedelta(days=1), False),
     (None, False)],
)  # fmt: skip
def test_a_decision_can_be_challenged_up_to_and_on_its_last_day(
    until: date | None, can_be: bool
) -> None:
    letter = Letter("L1", "Your Housing Benefit", date(2026, 4, 20), until)

    assert letter.can_be_challenged(TODAY) is can_be


@pytest.mark.parametrize(
    ("status", "is_wanted"),
    [("outstanding", True), ("received", False), ("accepted", False), ("unheard of", False)],
)
def test_evidence_is_wanted_while_it_is_outstanding(status: str, is_wanted: bool) -> None:
    asked = words.evidence_request(an_evidence_request(status=status))

    claim = ClaimInFull(words.claim(a_claim()), NOTHING, (), (asked,))

    assert bool(claim.evidence_wanted) is is_wanted
    assert bool(card(asked=[asked]).notices) is is_wanted


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        (["Your last payslips"], "Send us your last payslips"),
        (["Proof of your rent", "A bill"], "Send us proof of your rent, and 1 more document"),
        (["A bill", "A letter", "A form"], "Send us a bill, and 2 more documents"),
        ([], "Send us the evidence we asked for"),
    ],
)
def test_what_we_ask_for_is_named_so_that_two_requests_can_be_told_apart(
    papers: list[str], said: str
) -> None:
    asked = [payloads.DocumentAsked("paper", title) for title in papers]

    (notice,) = card(asked=[words.evidence_request(an_evidence_request(asked_for=asked))]).notices

    assert notice.text == said


def test_what_was_received_is_told_by_its_name_and_moment() -> None:
    document = payloads.DocumentReceived("photo-1.jpg", NOW)

    (received,) = words.evidence_request(an_evidence_request(documents=[document])).received

    assert (received.name, received.at) == ("photo-1.jpg", NOW)


@pytest.mark.parametrize("state", ClaimState)
def test_a_card_without_an_award_says_where_the_claim_has_got_to(state: ClaimState) -> None:
    claim = words.claim(a_claim(status=str(state)))

    assert card(claim=claim).headline == f"Claim: {state.words.lower()}"


def test_the_card_adds_up_what_comes_each_week_and_what_goes_back() -> None:
    awards = [an_award(), an_award(scheme="CTR", weekly_amount=Decimal("14.18"))]
    owed = [an_overpayment(), an_overpayment(overpayment_id="OP2", outstanding=Decimal("7.65"))]

    told = card(words.money(awards, [], owed))

    assert told.headline == "£82.60 a week"
    assert {each.label: each.value for each in told.details}["To pay back"] == "£150.00"
    assert len(told.charges) == 2


def test_the_last_three_payments_happened_lately_but_none_that_came_back() -> None:
    payments = [
        a_payment(due_date=TODAY - timedelta(weeks=n), paid_date=TODAY - timedelta(weeks=n))
        for n in range(5)
    ]
    returned = a_payment(due_date=TODAY, status="returned", paid_date=TODAY)

    assert len(card(words.money([], payments, [])).recent) == 3
    assert card(words.money([], [returned], [])).recent == ()


def _pounds(pence: int) -> Decimal:
    return Decimal(pence) / 100
