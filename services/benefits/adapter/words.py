"""From the benefits system's words to the portal's, and refusing what makes no sense."""

from collections.abc import Iterable
from functools import partial

from services.benefits import payloads
from services.benefits.records import (
    Award,
    BenefitPayment,
    Claim,
    ClaimState,
    EvidenceRequest,
    Letter,
    LetterInFull,
    Money,
    Overpayment,
    Received,
)
from services.contract import ServiceUnavailable
from services.supplied import whole_pence

LARGEST_AMOUNT_PENCE = 100_000_00
_SCHEMES = {
    "HB": "Housing Benefit",
    "CTR": "Council Tax Reduction",
    "DHP": "Discretionary Housing Payment",
}
_PAYEES = {
    "claimant": "your bank account",
    "landlord": "your landlord",
    "rent_account": "your rent account",
    "council_tax_account": "your council tax account",
}


pence = partial(whole_pence, most=LARGEST_AMOUNT_PENCE)


def claim(found: payloads.Claim) -> Claim:
    known = found.status in set(ClaimState)
    return Claim(
        reference=found.claim_reference,
        state=ClaimState(found.status) if known else ClaimState.ASSESSING,
        schemes=tuple(_scheme(each) for each in found.schemes),
        received_on=found.received_on,
        name=found.claimant.name,
        address=f"{found.claimant.address}, {found.claimant.postcode}",
        telephone=found.contact_telephone,
        review_on=found.next_review_on,
    )


def to_pay_back(found: Iterable[payloads.Overpayment]) -> tuple[Overpayment, ...]:
    """What was paid too much by the council's own mistake is not asked for."""
    return tuple(overpayment(each) for each in found if each.recoverable)


def money(
    awards: Iterable[payloads.Award],
    payments: Iterable[payloads.Payment],
    overpayments: Iterable[payloads.Overpayment],
) -> Money:
    return Money(
        awards=tuple(sorted(map(award, awards), key=lambda each: each.starts_on, reverse=True)),
        payments=tuple(sorted(map(payment, payments), key=lambda each: each.due_on, reverse=True)),
        overpayments=to_pay_back(overpayments),
    )


def award(found: payloads.Award) -> Award:
    return Award(
        scheme=_scheme(found.scheme),
        weekly_pence=pence(found.weekly_amount),
        starts_on=found.valid_from,
        ends_on=found.valid_to,
        goes_to=_payee(found.payee),
        reason=found.reason,
    )


def payment(found: payloads.Payment) -> BenefitPayment:
    """It is paid when the supplier says so and when: a day alone is not enough."""
    issued = found.status in {"issued", "returned"}
    if issued and found.paid_date is None:
        raise ServiceUnavailable("a payment without its day")
    return BenefitPayment(
        scheme=_scheme(found.scheme),
        amount_pence=pence(found.amount),
        covers_from=found.period_from,
        covers_to=found.period_to,
        due_on=found.due_date,
        paid_on=found.paid_date if issued else None,
        goes_to=_payee(found.payee),
        was_returned=found.status == "returned",
    )


def overpayment(found: payloads.Overpayment) -> Overpayment:
    return Overpayment(
        reference=found.overpayment_id,
        scheme=_scheme(found.scheme),
        covers_from=found.period_from,
        covers_to=found.period_to,
        amount_pence=pence(found.amount),
        outstanding_pence=pence(found.outstanding),
        reason=found.reason,
        is_invoiced=found.recovery_method == "invoice",
        weekly_pence=pence(found.weekly_rate) if found.weekly_rate is not None else None,
        invoice_number=found.invoice_number or "",
        due_on=found.due_on,
    )


def letters(found: Iterable[payloads.Letter]) -> tuple[Letter, ...]:
    """Newest first."""
    return tuple(sorted(map(letter, found), key=lambda each: each.sent_on, reverse=True))


def letter(found: payloads.Letter) -> Letter:
    return Letter(found.letter_id, found.title, found.sent_on, found.challenge_by)


def letter_in_full(found: payloads.LetterText) -> LetterInFull:
    return LetterInFull(letter(found), tuple(found.paragraphs))


def evidence_request(found: payloads.EvidenceRequest) -> EvidenceRequest:
    return EvidenceRequest(
        reference=found.evidence_request_id,
        requested_on=found.requested_on,
        due_on=found.due_on,
        is_outstanding=found.status == "outstanding",
        reason=found.reason,
        asked_for=tuple(document.title for document in found.asked_for),
        received=tuple(Received(each.file_name, each.received_at) for each in found.documents),
    )


def _scheme(code: str) -> str:
    return _SCHEMES.get(code, "Benefit")


def _payee(code: str) -> str:
    return _PAYEES.get(code, "another account")
