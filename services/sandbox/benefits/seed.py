"""Four claims with two years behind them. Amina owes an invoice and has been asked for payslips."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.sandbox import store
from services.sandbox.benefits.answers import SUPPLIER
from services.sandbox.benefits.ledger import AwardYear, award_years, payments_due, yearly_credits
from services.sandbox.benefits.letters import letters_for
from services.sandbox.personas import Person
from services.sandbox.rest import pounds

TELEPHONE = "01632 960 120"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What makes one person's claim different from another's."""

    case_type: str
    weekly_pence: dict[str, int]
    """By scheme, in this benefit year; earlier years were a little less."""
    review_in_days: int | None = None


PAYEES = {"HB": "rent_account", "CTR": "council_tax_account", "DHP": "claimant"}
"""They are council tenants: their Housing Benefit goes straight to the rent account."""
METHODS = {"council_tax_account": "council_tax_credit", "rent_account": "rent_account"}
CIRCUMSTANCES = {
    "amina": Circumstances("working_age", {"HB": 6842, "CTR": 1418}),
    "grace": Circumstances("working_age", {"HB": 5310, "CTR": 963}, review_in_days=61),
    "desmond": Circumstances("pension_age", {"HB": 9480, "CTR": 2266, "DHP": 850}),
    "lakshmi": Circumstances("pension_age", {"CTR": 1734}, review_in_days=24),
}


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    for person in people:
        circumstances = CIRCUMSTANCES.get(person.name)
        if person.claim and circumstances:
            _seed_claim(person, circumstances, today, rng)


def _seed_claim(person: Person, how: Circumstances, today: date, rng: random.Random) -> None:
    claimed_on = today - timedelta(days=730 + rng.randrange(30, 90))
    years = {
        scheme: award_years(weekly, claimed_on, today)
        for scheme, weekly in how.weekly_pence.items()
    }
    payments = list(_payments(person, years, today))
    for kind, key, body in [
        ("identity", "claimReference", _identity(person)),
        ("claim", "claimReference", _claim(person, how, claimed_on, payments, today)),
        *(("award", "", _award(person, scheme, y)) for scheme in years for y in years[scheme]),
        *(("payment", "paymentId", payment) for payment in payments),
        *(("overpayment", "overpaymentId", owed) for owed in _overpayments(person, today)),
        *(("letter", "letterId", letter) for letter in letters_for(person, years, today)),
        *(("evidence-request", "evidenceRequestId", e) for e in _evidence(person, today)),
    ]:
        unique = body[key] if key else f"{person.claim}-{body['scheme']}-{body['validFrom']}"
        store.put(SUPPLIER, kind, unique, body, person=person.name)


def _identity(person: Person) -> dict:
    return {
        "claimReference": person.claim,
        "personRef": f"P{person.claim}",
        "nationalInsuranceNumber": person.national_insurance_number,
        "dateOfBirth": person.born_on.isoformat(),
    }


def _claim(
    person: Person, how: Circumstances, claimed_on: date, payments: list[dict], today: date
) -> dict:
    def paid_to(scheme: str) -> str | None:
        issued = [p for p in payments if p["scheme"] == scheme and p["status"] == "issued"]
        return issued[-1]["periodTo"] if issued else None

    review = today + timedelta(days=how.review_in_days) if how.review_in_days else None
    return {
        "claimReference": person.claim,
        "personRef": f"P{person.claim}",
        "caseType": how.case_type,
        "status": "awarded",
        "schemes": list(how.weekly_pence),
        "receivedOn": claimed_on.isoformat(),
        "claimant": {
            "name": person.full_name,
            "address": person.address,
            "postcode": person.postcode,
        },
        "version": 1,
        "hbPaidTo": paid_to("HB"),
        "ctrPaidTo": paid_to("CTR"),
        "nextReviewOn": review.isoformat() if review else None,
        "contactTelephone": TELEPHONE,
    }


def _award(person: Person, scheme: str, year: AwardYear) -> dict:
    return {
        "claimReference": person.claim,
        "scheme": scheme,
        "weeklyAmount": pounds(year.weekly_pence),
        "validFrom": year.starts_on.isoformat(),
        "validTo": year.ends_on.isoformat() if year.ends_on else None,
        "payee": PAYEES[scheme],
        "reason": year.reason,
    }


def _payments(person: Person, years: dict[str, list[AwardYear]], today: date) -> Iterator[dict]:
    numbered = 0
    for scheme, of_scheme in years.items():
        payee = PAYEES[scheme]
        weeks = 1 if payee == "rent_account" else 4
        runs = payments_due(of_scheme, weeks=weeks, today=today)
        for due in yearly_credits(of_scheme) if payee == "council_tax_account" else runs:
            numbered += 1
            yield {
                "claimReference": person.claim,
                "paymentId": f"{person.claim}-{numbered:04}",
                "scheme": scheme,
                "periodFrom": due.starts_on.isoformat(),
                "periodTo": due.ends_on.isoformat(),
                "dueDate": due.due_on.isoformat(),
                "paidDate": due.due_on.isoformat() if due.due_on <= today else None,
                "amount": pounds(due.amount_pence),
                "method": METHODS.get(payee, "bank_transfer"),
                "payee": payee,
                "status": "issued" if due.due_on <= today else "scheduled",
            }


def _overpayments(person: Person, today: date) -> Iterator[dict]:
    if person.name == "amina":
        began = today - timedelta(days=302)
        yield _overpayment(person, began, weeks=4, pence=23652, outstanding=14235) | {
            "recoveryMethod": "invoice",
            "invoiceNumber": f"INV{person.claim}1",
            "dueOn": (today + timedelta(days=16)).isoformat(),
            "reason": "You moved on a Monday and the claim at your old address ended later.",
        }
    if person.name == "grace":
        began = today - timedelta(days=171)
        yield _overpayment(person, began, weeks=3, pence=15930, outstanding=8190) | {
            "recoveryMethod": "deduction",
            "weeklyRate": "13.65",
            "reason": "Your wages went up before you told us.",
        }


def _overpayment(person: Person, began: date, *, weeks: int, pence: int, outstanding: int) -> dict:
    return {
        "claimReference": person.claim,
        "overpaymentId": f"{person.claim}-OP1",
        "scheme": "HB",
        "periodFrom": began.isoformat(),
        "periodTo": (began + timedelta(weeks=weeks, days=-1)).isoformat(),
        "amount": pounds(pence),
        "recoverable": True,
        "outstanding": pounds(outstanding),
        "weeklyRate": None,
        "invoiceNumber": None,
        "dueOn": None,
    }


def _evidence(person: Person, today: date) -> Iterator[dict]:
    if person.name == "amina":
        yield {
            "claimReference": person.claim,
            "evidenceRequestId": f"EVR-{person.claim}-1",
            "requestedOn": (today - timedelta(days=19)).isoformat(),
            "dueOn": (today + timedelta(days=11)).isoformat(),
            "status": "outstanding",
            "reason": "We are checking your earnings.",
            "askedFor": [
                {"type": "payslips", "title": "Your last 5 weekly or 2 monthly payslips"},
                {"type": "bank-statement", "title": "A bank statement for the same weeks"},
            ],
            "documents": [],
        }
