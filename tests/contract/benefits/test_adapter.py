"""The benefits adapter against the running sandbox."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.benefits.adapter import BenefitsAdapter, NoSuchLetter
from services.benefits.records import ClaimState
from services.contract import (
    AccountReference,
    NoSuchAccount,
    NothingOwed,
    ProvesLinks,
    ServiceUnavailable,
    TakesPayments,
    WrongRecord,
)
from services.http import Rejected
from services.network import run
from services.sandbox.personas import AMINA, DESMOND, GRACE, LAKSHMI
from tests.contract.answers import Sandbox

AMINAS, GRACES = AccountReference(AMINA.claim), AccountReference(GRACE.claim)
INVOICE = f"{AMINA.claim}-OP1"
NOW = datetime.now(UTC)
FACTS = {
    "claim_reference": AMINA.claim,
    "national_insurance_number": "qq 12 34 56 a",
    "date_of_birth": "1991-04-17",
}


@pytest.fixture
def adapter(sandbox: Sandbox) -> BenefitsAdapter:
    return BenefitsAdapter.from_settings()


def pay(adapter: BenefitsAdapter, amount_pence: int, payment: str = "KTM-4RZ-9WB") -> None:
    run(
        adapter.post_payment(
            AMINAS,
            INVOICE,
            payment_reference=payment,
            amount_pence=amount_pence,
            paid_at=NOW,
        )
    )


def test_it_proves_links_and_takes_payments(adapter: BenefitsAdapter) -> None:
    assert isinstance(adapter, ProvesLinks)
    assert isinstance(adapter, TakesPayments)


def test_aminas_card_says_what_she_gets_what_she_owes_and_what_we_need(
    adapter: BenefitsAdapter,
) -> None:
    summary = run(adapter.fetch_summary(AMINAS))

    assert summary.headline == "£82.60 a week"
    assert [(d.label, d.value) for d in summary.details] == [
        ("Housing Benefit", "£68.42 a week to your rent account"),
        ("Council Tax Reduction", "£14.18 a week to your council tax account"),
        ("To pay back", "£142.35"),
        ("Claim", "70043211: Being paid"),
    ]
    (evidence,) = summary.notices
    assert evidence.act_by == date.today() + timedelta(days=11)  # noqa: DTZ011
    (charge,) = summary.charges
    assert (charge.charge_reference, charge.amount_pence) == (INVOICE, 14235)
    assert charge.part_payment_from_pence == 500
    assert len(summary.coming_up) == 2
    assert summary.recent[0].text == "£68.42 Housing Benefit to your rent account"


def test_an_overpayment_taken_from_the_benefit_is_no_charge(adapter: BenefitsAdapter) -> None:
    assert run(adapter.fetch_summary(GRACES)).charges == ()
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(GRACES, f"{GRACE.claim}-OP1"))


@pytest.mark.parametrize("person", [AMINA, GRACE, DESMOND, LAKSHMI])
def test_a_whole_claim_has_two_years_of_payments(adapter: BenefitsAdapter, person) -> None:
    found = run(adapter.fetch_claim(AccountReference(person.claim)))

    assert (found.claim.name, found.claim.state) == (person.full_name, ClaimState.AWARDED)
    assert found.money.current_awards(NOW.date())
    assert found.money.paid == tuple(
        sorted(found.money.paid, key=lambda payment: payment.due_on, reverse=True)
    )
    assert found.letters[0].sent_on >= found.letters[-1].sent_on


def test_a_letter_can_be_read(adapter: BenefitsAdapter) -> None:
    letter = run(adapter.fetch_letter(AMINAS, f"{AMINA.claim}-L001"))

    assert letter.letter.title.startswith("Your Housing Benefit from")
    assert letter.paragraphs[0] == "Dear Ms Yusuf"


def test_a_letter_of_somebody_elses_claim_is_not_found(adapter: BenefitsAdapter) -> None:
    with pytest.raises(NoSuchLetter):
        run(adapter.fetch_letter(AMINAS, f"{GRACE.claim}-L001"))


def test_three_facts_open_a_claim(adapter: BenefitsAdapter) -> None:
    assert run(adapter.match_account(FACTS)) == AMINAS


@pytest.mark.parametrize(
    "wrong",
    [
        {"claim_reference": GRACE.claim},
        {"claim_reference": "../claims"},
        {"national_insurance_number": "no idea"},
        {"date_of_birth": "1991-04-18"},
    ],
)
def test_any_wrong_fact_opens_nothing(adapter: BenefitsAdapter, wrong: dict[str, str]) -> None:
    assert run(adapter.match_account(FACTS | wrong)) is None


def test_a_claim_closed_by_wrong_tries_opens_to_nobody(adapter: BenefitsAdapter) -> None:
    for _ in range(3):
        run(adapter.match_account(FACTS | {"date_of_birth": "1990-01-01"}))

    assert run(adapter.match_account(FACTS)) is None


def test_a_payment_lowers_what_is_owed_once(adapter: BenefitsAdapter) -> None:
    pay(adapter, 4235)
    pay(adapter, 4235)

    assert run(adapter.fetch_charge(AMINAS, INVOICE)).amount_pence == 10000


def test_nothing_is_owed_when_the_invoice_is_paid(adapter: BenefitsAdapter) -> None:
    pay(adapter, 14235)

    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, INVOICE))
    assert run(adapter.fetch_summary(AMINAS)).charges == ()


def test_more_than_is_owed_is_not_taken(adapter: BenefitsAdapter) -> None:
    with pytest.raises(Rejected):
        pay(adapter, 14236)


def test_an_unknown_claim_is_no_account(adapter: BenefitsAdapter) -> None:
    with pytest.raises(NoSuchAccount):
        run(adapter.fetch_summary(AccountReference("99999999")))


def test_somebody_elses_record_is_refused_everywhere(
    adapter: BenefitsAdapter, sandbox: Sandbox
) -> None:
    sandbox.fault("benefits", "another_person")

    for asking in (
        lambda: adapter.fetch_summary(AMINAS),
        lambda: adapter.fetch_claim(AMINAS),
        lambda: adapter.fetch_charge(AMINAS, INVOICE),
        lambda: adapter.fetch_letter(AMINAS, f"{AMINA.claim}-L001"),
    ):
        with pytest.raises(WrongRecord):
            run(asking())


@pytest.mark.parametrize("fault", ["error", "malformed", "huge", "hang"])
def test_a_broken_supplier_is_unavailable(
    adapter: BenefitsAdapter, sandbox: Sandbox, fault: str
) -> None:
    sandbox.fault("benefits", fault)

    with pytest.raises(ServiceUnavailable):
        run(adapter.fetch_summary(AMINAS))
