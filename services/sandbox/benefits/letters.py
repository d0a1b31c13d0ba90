"""The letters this supplier has sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from services.sandbox.benefits.ledger import AwardYear
from services.sandbox.personas import Person
from services.sandbox.rest import pounds

CHALLENGE_WITHIN = timedelta(days=30)
SCHEMES = {
    "HB": "Housing Benefit",
    "CTR": "Council Tax Reduction",
    "DHP": "Discretionary Housing Payment",
}


def letters_for(
    person: Person, years: Mapping[str, Sequence[AwardYear]], today: date
) -> Iterator[dict]:
    numbered = 0
    for scheme, of_scheme in years.items():
        for year in of_scheme:
            numbered += 1
            yield _award_letter(person, scheme, year, f"{person.claim}-L{numbered:03}")
    if person.name == "amina":
        asked_on, owed_on = today - timedelta(days=19), today - timedelta(days=12)
        yield _evidence_letter(person, asked_on, f"{person.claim}-L{numbered + 1:03}")
        yield _overpayment_letter(person, owed_on, f"{person.claim}-L{numbered + 2:03}")


def _award_letter(person: Person, scheme: str, year: AwardYear, key: str) -> dict:
    sent_on = year.starts_on - timedelta(days=10 if year.reason != "New claim" else -4)
    return {
        "claimReference": person.claim,
        "letterId": key,
        "sentOn": sent_on.isoformat(),
        "title": f"Your {SCHEMES[scheme]} from {year.starts_on:%-d %B %Y}",
        "challengeBy": (sent_on + CHALLENGE_WITHIN).isoformat(),
        "paragraphs": [
            f"Dear {person.title} {person.last_name}",
            f"From {year.starts_on:%-d %B %Y} your {SCHEMES[scheme]} is "
            f"£{pounds(year.weekly_pence)} a week. {year.reason}.",
            "Tell us straight away when your income, your rent, your savings or the people "
            "who live with you change.",
            "If you think this is wrong you can ask us to look again, or appeal, within one "
            "month of the date of this letter.",
        ],
    }


def _overpayment_letter(person: Person, sent_on: date, key: str) -> dict:
    return {
        "claimReference": person.claim,
        "letterId": key,
        "sentOn": sent_on.isoformat(),
        "title": "You have been paid too much Housing Benefit",
        "challengeBy": (sent_on + CHALLENGE_WITHIN).isoformat(),
        "paragraphs": [
            f"Dear {person.title} {person.last_name}",
            "We paid you too much because the claim at your old address ended later than your "
            f"tenancy there. An invoice, INV{person.claim}1, says how much you still owe.",
            "If you think this is wrong you can ask us to look again, or appeal, within one "
            "month of the date of this letter.",
        ],
    }


def _evidence_letter(person: Person, sent_on: date, key: str) -> dict:
    due_on = sent_on + timedelta(days=30)
    return {
        "claimReference": person.claim,
        "letterId": key,
        "sentOn": sent_on.isoformat(),
        "title": "We need to see your payslips",
        "challengeBy": None,
        "paragraphs": [
            f"Dear {person.title} {person.last_name}",
            "We are checking your earnings. Please send us your last 5 weekly or 2 monthly "
            f"payslips and a bank statement by {due_on:%-d %B %Y}.",
            "If we do not hear from you we may have to stop your benefit. Call us if you need "
            "longer.",
        ],
    }
