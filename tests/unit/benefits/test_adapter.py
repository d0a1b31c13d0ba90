"""The benefits adapter says what the benefits system says, and never about somebody else."""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from services.benefits import payloads
from services.benefits.adapter import BenefitsAdapter
from services.benefits.adapter.words import claim, overpayment, payment, pence
from services.benefits.records import ClaimState
from services.contract import AccountReference, NothingOwed, ServiceUnavailable, WrongRecord
from services.supplied import written_pounds
from tests.factories.benefits import (
    OURS,
    THEIRS,
    BenefitsBooks,
    a_claim,
    a_letter,
    a_payment,
    an_award,
    an_evidence_request,
    an_overpayment,
)

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
REFERENCE = AccountReference(OURS)


def adapter(**given):
    return BenefitsAdapter(BenefitsBooks(**given), now=lambda: NOW)


def summary(**given):
    return asyncio.run(adapter(**given).fetch_summary(REFERENCE))


@pytest.mark.parametrize(
    ("written", "meant"), [("0.00", 0), ("0.01", 1), ("68.42", 6842), ("100000.00", 10_000_000)]
)
def test_money_is_whole_pence(written, meant):
    assert pence(Decimal(written)) == meant
    assert Decimal(written_pounds(meant)) == Decimal(written)


@pytest.mark.parametrize("written", ["-0.01", "1.005", "100000.01", "NaN", "Infinity"])
def test_what_is_no_amount_of_money_is_no_answer(written):
    with pytest.raises(ServiceUnavailable):
        pence(Decimal(written))


@pytest.mark.parametrize(
    "given",
    [
        {"claim": a_claim(claim_reference=THEIRS)},
        {"awards": payloads.AwardList(THEIRS, [])},
        {"awards": payloads.AwardList(OURS, [an_award(), an_award(claim_reference=THEIRS)])},
        {"payments": payloads.PaymentList(THEIRS, [])},
        {"payments": payloads.PaymentList(OURS, [a_payment(claim_reference=THEIRS)])},
        {"overpayments": payloads.OverpaymentList(THEIRS, [])},
        {"overpayments": payloads.OverpaymentList(OURS, [an_overpayment(claim_reference=THEIRS)])},
        {"evidence": payloads.EvidenceRequestList(THEIRS, [])},
        {
            "evidence": payloads.EvidenceRequestList(
                OURS, [an_evidence_request(claim_reference=THEIRS)]
            )
        },
    ],
)
def test_one_line_about_somebody_else_spoils_the_whole_card(given):
    with pytest.raises(WrongRecord):
        summary(**given)


@pytest.mark.parametrize(
    "letters",
    [
        payloads.LetterList(THEIRS, []),
        payloads.LetterList(OURS, [a_letter(claim_reference=THEIRS)]),
    ],
)
def test_a_letter_to_somebody_else_spoils_the_whole_claim(letters):
    with pytest.raises(WrongRecord):
        asyncio.run(adapter(letters=letters).fetch_claim(REFERENCE))


def test_the_card_asks_for_five_weeks_of_payments_and_the_claim_for_two_years():
    for fetch, since in [("fetch_summary", date(2026, 4, 15)), ("fetch_claim", date(2024, 5, 19))]:
        books = BenefitsBooks()
        asyncio.run(getattr(BenefitsAdapter(books, now=lambda: NOW), fetch)(REFERENCE))

        assert books.asked_since == since


def test_only_awards_in_force_today_are_what_somebody_gets():
    awards = [
        an_award(weekly_amount=Decimal("10.00"), valid_to=date(2026, 5, 19)),
        an_award(weekly_amount=Decimal("20.00"), valid_to=date(2026, 5, 20)),
        an_award(weekly_amount=Decimal("40.00"), valid_from=date(2026, 5, 20)),
        an_award(weekly_amount=Decimal("80.00"), valid_from=date(2026, 5, 21)),
    ]

    assert summary(awards=payloads.AwardList(OURS, awards)).headline == "£60.00 a week"


def test_without_an_award_the_card_says_where_the_claim_has_got_to():
    given = {"claim": a_claim(status="assessing"), "awards": payloads.AwardList(OURS, [])}

    assert summary(**given).headline == "Claim: being looked at"


def test_what_is_planned_is_coming_up_and_what_was_issued_is_not():
    planned = a_payment(status="scheduled", paid_date=None, due_date=date(2026, 5, 25))
    later = a_payment(status="scheduled", paid_date=None, due_date=date(2026, 6, 1))
    given = payloads.PaymentList(OURS, [a_payment(), later, planned])

    card = summary(payments=given)

    assert [coming.on for coming in card.coming_up] == [date(2026, 5, 25), date(2026, 6, 1)]
    assert [happened.on for happened in card.recent] == [date(2026, 5, 18)]


def test_a_payment_that_came_back_is_not_told_as_paid():
    returned = payloads.PaymentList(OURS, [a_payment(status="returned")])

    assert summary(payments=returned).recent == ()


def test_a_payment_issued_on_no_day_is_no_answer():
    with pytest.raises(ServiceUnavailable):
        payment(a_payment(paid_date=None))


def test_a_yearly_review_is_coming_up():
    (review,) = summary(claim=a_claim(next_review_on=date(2026, 7, 1))).coming_up

    assert (review.text, review.on) == ("Yearly review of your claim", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("changes", "owed"),
    [
        ({}, [14235]),
        ({"recovery_method": "deduction"}, []),
        ({"outstanding": Decimal("0.00")}, []),
        ({"recoverable": False}, []),
    ],
)
def test_only_an_open_invoice_is_a_charge(changes, owed):
    given = payloads.OverpaymentList(OURS, [an_overpayment(**changes)])

    assert [charge.amount_pence for charge in summary(overpayments=given).charges] == owed
    if not owed:
        with pytest.raises(NothingOwed):
            asyncio.run(adapter(overpayments=given).fetch_charge(REFERENCE, "OP1"))


@pytest.mark.parametrize(("outstanding", "least"), [("142.35", 500), ("5.00", 500), ("3.20", 320)])
def test_an_invoice_is_paid_bit_by_bit_from_five_pounds(outstanding, least):
    given = [an_overpayment(outstanding=Decimal(outstanding))]
    books = adapter(overpayments=payloads.OverpaymentList(OURS, given))

    charge = asyncio.run(books.fetch_charge(REFERENCE, "OP1"))

    assert charge.part_payment_from_pence == least


@pytest.mark.parametrize(
    "told", [("OP2", "PAY-1"), ("OP1", "PAY-2")], ids=["another invoice", "another payment"]
)
def test_a_receipt_for_something_else_is_refused(told):
    taken = payloads.PaymentTaken(*told, outstanding=Decimal("0.00"))

    with pytest.raises(WrongRecord):
        asyncio.run(
            adapter(taken=taken).post_payment(
                REFERENCE, "OP1", payment_reference="PAY-1", amount_pence=100, paid_at=NOW
            )
        )


def test_evidence_we_have_is_not_asked_for_again():
    received = payloads.EvidenceRequestList(OURS, [an_evidence_request(status="received")])

    assert summary(evidence=received).notices == ()
    assert summary().notices[0].act_by == date(2026, 5, 31)


@pytest.mark.parametrize("status", list(ClaimState))
def test_every_status_has_words(status):
    assert claim(a_claim(status=str(status))).state.words


def test_a_status_we_do_not_know_is_being_looked_at_and_stays_open():
    state = claim(a_claim(status="sent_to_the_moon")).state

    assert (state, state.is_open) == (ClaimState.ASSESSING, True)


@pytest.mark.parametrize("status", ["refused", "ended", "cancelled"])
def test_a_closed_claim_takes_no_changes(status):
    assert not claim(a_claim(status=status)).state.is_open


def test_a_deduction_says_how_much_a_week():
    taken = overpayment(an_overpayment(recovery_method="deduction", weekly_rate=Decimal("13.65")))

    assert (taken.weekly_pence, taken.can_be_paid_here) == (1365, False)
