"""What the benefits card says."""

from collections.abc import Iterable
from datetime import date, datetime

from accessibility.plain_words import pounds
from services.benefits.records import Claim, ClaimInFull, EvidenceRequest, Money, Overpayment
from services.contract import (
    AccountReference,
    Charge,
    ComingUp,
    Detail,
    Happening,
    Notice,
    Summary,
)
from services.supplied import LONDON

CLAIM, EVIDENCE = "benefits:index", "benefits:index"
LEAST_PAYMENT_PENCE = 500
RECENT = 3


def summary(reference: AccountReference, found: ClaimInFull, *, now: datetime) -> Summary:
    today = now.astimezone(LONDON).date()
    claim, money = found.claim, found.money
    owed = [each for each in money.overpayments if each.can_be_paid_here]
    return Summary(
        headline=_headline(claim, money, today),
        as_at=now,
        details=_details(claim, money, today),
        notices=tuple(_notices(found.evidence)),
        charges=tuple(overpayment_charge(reference, each) for each in owed),
        coming_up=tuple(_coming_up(claim, money)),
        recent=tuple(
            Happening(f"{pounds(each.amount_pence)} {each.scheme} to {each.goes_to}", each.paid_on)
            for each in money.paid[:RECENT]
            if each.paid_on and not each.was_returned
        ),
    )


def overpayment_charge(reference: AccountReference, owed: Overpayment) -> Charge:
    """An invoice can be paid bit by bit: from £5, or the whole when less is owed."""
    return Charge(
        service="benefits",
        account_reference=reference,
        charge_reference=owed.reference,
        description=f"{owed.scheme} overpayment, invoice {owed.invoice_number}",
        amount_pence=owed.outstanding_pence,
        due_on=owed.due_on,
        part_payment_from_pence=min(LEAST_PAYMENT_PENCE, owed.outstanding_pence),
    )


def _headline(claim: Claim, money: Money, today: date) -> str:
    current = money.current_awards(today)
    if not current:
        return f"Claim: {claim.state.words.lower()}"
    weekly = sum(award.weekly_pence for award in current)
    return f"{pounds(weekly)} a week"


def _details(claim: Claim, money: Money, today: date) -> tuple[Detail, ...]:
    awards = [
        Detail(award.scheme, f"{pounds(award.weekly_pence)} a week to {award.goes_to}")
        for award in money.current_awards(today)
    ]
    owed = sum(each.outstanding_pence for each in money.overpayments)
    overpaid = [Detail("To pay back", pounds(owed))] if owed else []
    return (*awards, *overpaid, Detail("Claim", f"{claim.reference}: {claim.state.words}"))


def _notices(evidence: Iterable[EvidenceRequest]) -> list[Notice]:
    return [
        Notice(_wanted(request), request.due_on, "See what we need", EVIDENCE)
        for request in evidence
        if request.is_outstanding
    ]


def _wanted(request: EvidenceRequest) -> str:
    """By its first paper, so that two requests can be told apart."""
    if not request.asked_for:
        return "Send us the evidence we asked for"
    first, *others = request.asked_for
    documents = "document" if len(others) == 1 else "documents"
    more = f", and {len(others)} more {documents}" if others else ""
    return f"Send us {first[:1].lower()}{first[1:]}{more}"


def _coming_up(claim: Claim, money: Money) -> list[ComingUp]:
    coming = [
        ComingUp(f"{pounds(each.amount_pence)} {each.scheme} to {each.goes_to}", each.due_on, CLAIM)
        for each in money.to_come
    ]
    if claim.review_on:
        coming.append(ComingUp("Yearly review of your claim", claim.review_on, CLAIM))
    return coming
