"""What the pages of the money desk show. No resident is named: a reference finds everything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from accessibility.plain_words import pounds
from accounts.delivery import DeliveryState
from accounts.staff.models import StaffMember
from payments.desk.words import NEXT, STILL_TELLING
from payments.models import Mismatch, Payment, Reconciliation, Refund
from payments.refunds import refundable_pence
from payments.states import MismatchKind, RefundState

COUNTED = (
    MismatchKind.AMOUNT,
    MismatchKind.PAID_TWICE,
    MismatchKind.REFUND_BY_HAND,
    MismatchKind.REFUND_FAILED,
    MismatchKind.REFUND_TO_POST,
    MismatchKind.NOT_POSTED,
    MismatchKind.ONLY_THERE,
    MismatchKind.ONLY_HERE,
    MismatchKind.BOOKS_DIFFER,
)
"""Kinds whose `expected` and `found` are pence; elsewhere they are words."""
DAYS_SHOWN = 14
Names = dict[UUID | None, str]
REFUND_COLOURS = {
    RefundState.REQUESTED: "govuk-tag--yellow",
    RefundState.SUBMITTED: "govuk-tag--blue",
    RefundState.SUCCESS: "govuk-tag--green",
    RefundState.DECLINED: "govuk-tag--grey",
    RefundState.ERROR: "govuk-tag--red",
}


@dataclass(frozen=True, slots=True)
class MismatchPage:
    """One thing to look at, in words."""

    id: int
    title: str
    subject: str
    noticed_at: datetime
    expected: str
    found: str
    what_next: str
    payment_reference: str
    service: str
    account_reference: str
    is_open: bool
    resolution: str
    resolved_by: str
    can_post_again: bool


@dataclass(frozen=True, slots=True)
class RefundLine:
    """A refund on the page of its payment."""

    id: UUID
    amount: str
    reason: str
    state: str
    colour: str
    asked_by: str
    decided_by: str
    asked_at: datetime
    payment_reference: str
    can_be_decided: bool
    can_be_approved: bool


@dataclass(frozen=True, slots=True)
class BooksLine:
    """A day's books: what is here, what is there, and whether they agree."""

    day: date
    made_at: datetime
    rows: tuple[tuple[str, str, str, str], ...]
    not_posted: str
    differences: int
    agrees: bool


def mismatch_lines(mismatches: Iterable[Mismatch]) -> list[MismatchPage]:
    return [_mismatch_page(one) for one in mismatches]


def find_mismatch(mismatch_id: int) -> MismatchPage | None:
    found = Mismatch.objects.select_related("session").filter(pk=mismatch_id).first()
    return _mismatch_page(found) if found else None


def find_payment(reference: str) -> Payment | None:
    """However it is typed: with or without hyphens, in any case."""
    letters = "".join(filter(str.isalnum, reference.upper()))
    plain = "-".join((letters[:2], letters[2:6], letters[6:]))
    return Payment.objects.select_related("session").filter(reference=plain).first()


def find_refund(refund_id: UUID) -> Refund | None:
    return Refund.objects.select_related("payment__session").filter(pk=refund_id).first()


def refund_lines(refunds: Iterable[Refund], *, reader: UUID | None) -> list[RefundLine]:
    refunds = list(refunds)
    names = _names(who for one in refunds for who in (one.requested_by, one.decided_by))
    return [_refund_line(one, names, reader) for one in refunds]


def refunds_to_decide() -> Iterable[Refund]:
    return Refund.objects.filter(state=RefundState.REQUESTED).select_related("payment")


def refunds_of(payment: Payment) -> Iterable[Refund]:
    return payment.refunds.select_related("payment")


def left_of(payment: Payment) -> int:
    return refundable_pence(payment)


def books_lines() -> list[BooksLine]:
    """The newest comparison of each of the last days."""
    newest: dict[date, Reconciliation] = {}
    for one in Reconciliation.objects.all()[: DAYS_SHOWN * 2]:
        newest.setdefault(one.day, one)
    return [_books_line(one) for one in list(newest.values())[:DAYS_SHOWN]]


def find_books(day: date) -> tuple[BooksLine, list[Mismatch]] | None:
    """A day's newest comparison, with what was found then, as it stands now."""
    made = Reconciliation.objects.filter(day=day).first()
    if made is None:
        return None
    wanted = {(one["kind"], one["subject"]) for one in made.differences}
    rows = Mismatch.objects.filter(subject__in=[subject for _kind, subject in wanted])
    return _books_line(made), [row for row in rows if (row.kind, row.subject) in wanted]


def _mismatch_page(mismatch: Mismatch) -> MismatchPage:
    kind, session = MismatchKind(mismatch.kind), mismatch.session
    payment = getattr(session, "payment", None)
    posting = getattr(payment, "posting", None)
    given_up = posting is not None and posting.state == DeliveryState.GIVEN_UP
    waits = posting is not None and posting.state == DeliveryState.WAITING
    still_telling = waits and kind is MismatchKind.NOT_POSTED
    is_open = mismatch.resolved_at is None
    return MismatchPage(
        id=mismatch.pk,
        title=kind.label,
        subject=mismatch.subject,
        noticed_at=timezone.localtime(mismatch.noticed_at),
        expected=_said(kind, mismatch.expected),
        found=_said(kind, mismatch.found),
        what_next=STILL_TELLING if still_telling else NEXT[kind],
        payment_reference=payment.reference if payment else "",
        service=session.service.replace("_", " ").capitalize() if session else "",
        account_reference=session.account_reference if session else "",
        is_open=is_open,
        resolution=mismatch.resolution,
        resolved_by=_names([mismatch.resolved_by]).get(mismatch.resolved_by, ""),
        can_post_again=is_open and given_up and kind is MismatchKind.NOT_POSTED,
    )


def _said(kind: MismatchKind, words: str) -> str:
    is_pence = kind in COUNTED and words.removeprefix("-").isdecimal()
    return pounds(int(words)) if is_pence else words


def _refund_line(refund: Refund, names: Names, reader: UUID | None) -> RefundLine:
    waits = refund.state == RefundState.REQUESTED
    return RefundLine(
        id=refund.pk,
        amount=pounds(refund.amount_pence),
        reason=refund.reason,
        state=RefundState(refund.state).label,
        colour=REFUND_COLOURS[RefundState(refund.state)],
        asked_by=names.get(refund.requested_by, ""),
        decided_by=names.get(refund.decided_by, ""),
        asked_at=timezone.localtime(refund.created_at),
        payment_reference=refund.payment.reference,
        can_be_decided=waits,
        can_be_approved=waits and refund.requested_by != reader,
    )


def _names(people: Iterable[UUID | None]) -> Names:
    known = StaffMember.objects.filter(pk__in={who for who in people if who})
    return dict(known.values_list("pk", "name"))


def _books_line(made: Reconciliation) -> BooksLine:
    pairs = (
        ("Taken", made.taken_here_pence, made.taken_there_pence),
        ("Given back", made.returned_here_pence, made.returned_there_pence),
    )
    return BooksLine(
        day=made.day,
        made_at=timezone.localtime(made.made_at),
        rows=tuple(
            (words, pounds(here), pounds(there), pounds(here - there))
            for words, here, there in pairs
        ),
        not_posted=pounds(made.taken_here_pence - made.posted_pence),
        differences=len(made.differences),
        agrees=made.agrees,
    )
