"""Every night: yesterday's books of the card company beside ours, and ours beside the ledgers'.

What we missed is settled first, as the sweep would; what still differs goes on the list of what a
person looks at. Nothing is put right, changed or removed by the comparing itself.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q

from accounts.actor import SYSTEM, Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from payments.books import LONDON, Comparison, Difference, Line, bounds, compare, total
from payments.gateway import EntryKind, GatewayRefused, GatewayUnavailable, payment_gateway
from payments.mismatches import notice
from payments.models import Payment, PaymentSession, Posting, Reconciliation, Refund
from payments.settlement import settle
from payments.states import MismatchKind, RefundState

logger = logging.getLogger(__name__)

NOT_BEFORE = 2
"""O'clock, in London: by then the sweep has settled the last attempts of the day before."""
DAYS_BACK = 7
TO_SPARE = timedelta(hours=1)
"""Around midnight: the two books may disagree about when."""
LOOK_EVERY_SECONDS = 5 * 60
LOOKED = "payments.reconciliation.looked"


def reconcile_due(*, now: datetime) -> int:
    """Reconcile the days of the last week that have not been, oldest first; returns how many."""
    if not cache.add(LOOKED, value=True, timeout=LOOK_EVERY_SECONDS):
        return 0
    done = 0
    for day in _days_due(now):
        try:
            reconcile(day, now=now)
        except (GatewayUnavailable, GatewayRefused):
            logger.warning("payments.reconciliation.put_off", extra={"day": day.isoformat()})
            break
        done += 1
    return done


def reconcile(day: date, *, now: datetime, actor: Actor = SYSTEM) -> Reconciliation:
    """Compare one day, and write down what was found. Raises GatewayUnavailable, GatewayRefused."""
    compared = _compare(day)
    if _settle_what_we_missed(compared.differences, now=now):
        compared = _compare(day)
    found = (*compared.differences, *_not_posted(compared))
    differences = [difference for difference in found if _notice(difference)]
    with transaction.atomic():
        made = Reconciliation.objects.create(
            day=day,
            made_at=now,
            made_by=actor.staff_id,
            taken_here_pence=total(compared.here, EntryKind.PAYMENT),
            taken_there_pence=total(compared.there, EntryKind.PAYMENT),
            returned_here_pence=-total(compared.here, EntryKind.REFUND),
            returned_there_pence=-total(compared.there, EntryKind.REFUND),
            posted_pence=total(compared.here, EntryKind.PAYMENT)
            - sum(one.here for one in differences if one.kind is MismatchKind.NOT_POSTED),
            differences=[asdict(one) for one in differences],
        )
        record(
            Event.BOOKS_COMPARED,
            actor=actor,
            subject=day.isoformat(),
            differences=len(made.differences),
        )
    return made


def _days_due(now: datetime) -> list[date]:
    here = now.astimezone(LONDON)
    last = here.date() - timedelta(days=1 if here.hour >= NOT_BEFORE else 2)
    days = [last - timedelta(days=back) for back in reversed(range(DAYS_BACK))]
    done = set(Reconciliation.objects.filter(day__in=days).values_list("day", flat=True))
    return [day for day in days if day not in done]


def _compare(day: date) -> Comparison:
    since, until = bounds(day)
    around = (since - TO_SPARE, until + TO_SPARE)
    theirs = payment_gateway().list_entries(since=around[0], until=around[1])
    return compare(_our_lines(*around), theirs, since=since, until=until)


def _our_lines(since: datetime, until: datetime) -> Iterable[Line]:
    for payment in Payment.objects.filter(paid_at__gte=since, paid_at__lt=until):
        yield Line(
            EntryKind.PAYMENT,
            gateway_reference=payment.gateway_reference,
            payment_reference=payment.gateway_reference,
            reference=payment.reference,
            amount_pence=payment.amount_pence,
            at=payment.paid_at,
        )
    made = Refund.objects.filter(state=RefundState.SUCCESS).select_related("payment")
    for refund in made.filter(refunded_at__gte=since, refunded_at__lt=until):
        yield Line(
            EntryKind.REFUND,
            gateway_reference=refund.gateway_reference,
            payment_reference=refund.payment.gateway_reference,
            reference=refund.payment.reference,
            amount_pence=-refund.amount_pence,
            at=refund.refunded_at or refund.created_at,
        )


def _settle_what_we_missed(differences: Iterable[Difference], *, now: datetime) -> bool:
    """A payment or a refund that we never heard of: ask about its attempt as the sweep would."""
    asked = False
    for difference in differences:
        session = _session_of(difference)
        if difference.kind == MismatchKind.ONLY_THERE and session is not None:
            settle(session, now=now)
            asked = True
    return asked


def _not_posted(compared: Comparison) -> list[Difference]:
    """What we took that day and the service's ledger has not agreed to by now."""
    references = [line.reference for line in compared.here if line.kind is EntryKind.PAYMENT]
    waiting = Payment.objects.filter(reference__in=references, posting__delivered_at=None)
    return [
        Difference(
            MismatchKind.NOT_POSTED,
            payment.reference,
            payment.gateway_reference,
            here=payment.amount_pence,
            there=0,
        )
        for payment in waiting
    ]


def _session_of(difference: Difference) -> PaymentSession | None:
    named = Q(reference=difference.subject)
    if difference.payment_reference:
        named |= Q(payment__gateway_reference=difference.payment_reference)
    return PaymentSession.objects.filter(named).first()


@transaction.atomic
def _notice(difference: Difference) -> bool:
    """One by one: nobody who pays meanwhile waits for a whole day to be written down.

    False when the ledger has taken the payment since we looked.
    """
    if difference.kind is MismatchKind.NOT_POSTED:
        postings = Posting.objects.select_for_update(of=("self",))
        posting = postings.filter(payment__reference=difference.subject).first()
        if posting is not None and posting.delivered_at is not None:
            return False
    notice(
        difference.kind,
        subject=difference.subject,
        session=_session_of(difference),
        expected=str(difference.here),
        found=str(difference.there),
    )
    return True
