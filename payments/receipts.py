"""The receipt: one set of facts, shown as a page, an e-mail and a tagged PDF."""

from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import typst
from django.conf import settings
from django.utils import timezone

from accessibility.plain_words import clock, pounds
from payments.models import Payment
from payments.states import RefundState
from services.installed import find_service

TEMPLATE = Path(__file__).resolve().parent / "templates" / "payments" / "receipt.typ"


@dataclass(frozen=True, slots=True)
class RefundLine:
    amount: str
    state: str
    on: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says, in words."""

    reference: str
    service: str
    description: str
    account_reference: str
    amount: str
    paid_at: str
    card: str
    refunds: tuple[RefundLine, ...]
    council: str
    telephone: str


def make_receipt(payment: Payment) -> Receipt:
    service, paid_at = find_service(payment.service), timezone.localtime(payment.paid_at)
    return Receipt(
        reference=payment.reference,
        service=service.title if service else payment.service.replace("_", " ").capitalize(),
        description=payment.session.description,
        account_reference=payment.account_reference,
        amount=pounds(payment.amount_pence),
        paid_at=f"{paid_at:%-d %B %Y} at {clock(paid_at)}",
        card=_card(payment),
        refunds=tuple(_refund_lines(payment)),
        council=settings.COUNCIL_NAME,
        telephone=settings.COUNCIL_TELEPHONE,
    )


def make_pdf(receipt: Receipt) -> bytes:
    """A tagged PDF (PDF/UA-1), from fonts that come with typst; nothing is fetched."""
    facts = msgspec.json.encode(asdict(receipt)).decode()
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"receipt": facts},
        pdf_standards="ua-1",
    )
    return made


def _card(payment: Payment) -> str:
    if not payment.card_last_four:
        return "Card"
    return f"{payment.card_brand.capitalize()} card ending {payment.card_last_four}".strip()


def _refund_lines(payment: Payment) -> list[RefundLine]:
    """What is on its way back or has arrived; a request nobody has approved is not on a receipt."""
    shown = payment.refunds.filter(state__in=[RefundState.SUBMITTED, RefundState.SUCCESS])
    return [
        RefundLine(
            amount=pounds(refund.amount_pence),
            state=RefundState(refund.state).label,
            on=f"{timezone.localtime(refund.refunded_at or refund.created_at):%-d %B %Y}",
        )
        for refund in shown
    ]
