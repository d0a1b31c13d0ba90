"""The card pages of what is not owed any more: closed, so that nobody pays for what nobody gets.

What a resident takes back here is known at once. What staff or the service itself cancel, and what
is paid in another way, only the service knows: it is asked after each open page every minute.

Whoever was quicker has paid: the service's ledger refuses the payment, and a person gives it back.
"""

import asyncio
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet

from payments.charges import fetch_owed, find_taker
from payments.checkout import close
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import PaymentSession
from payments.states import OPEN, Why
from services.contract import (
    AccountReference,
    NotHeld,
    NothingOwed,
    ServiceUnavailable,
    TakesPayments,
)
from services.network import run
from services.submissions import list_withdrawals

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 5
LOOKED = "payments.withdrawals.looked"
ASK_EVERY_SECONDS = 60
ASKED = "payments.withdrawals.asked"
AT_ONCE = 20


def close_due(*, now: datetime) -> int:
    """Close them, at most every few seconds; returns how many attempts came to their end."""
    if not cache.add(LOOKED, value=True, timeout=LOOK_EVERY_SECONDS):
        return 0
    ended = 0
    for session in chain(_withdrawn(), _owed_no_more(now=now)):
        try:
            ended += not close(session, because=Why.WITHDRAWN, now=now).is_open
        except GatewayRefused:
            logger.warning("payments.withdrawals.refused", extra={"session": session.reference})
        except GatewayUnavailable:
            logger.warning("payments.withdrawals.put_off")
            break
    return ended


def _withdrawn() -> QuerySet[PaymentSession]:
    taken_back = list_withdrawals().filter(
        service=OuterRef("service"),
        account_reference=OuterRef("account_reference"),
        supplier_reference=OuterRef("charge_reference"),
    )
    return PaymentSession.objects.filter(Exists(taken_back), state__in=OPEN)


def _owed_no_more(*, now: datetime) -> Iterator[PaymentSession]:
    """Begun only when the others are closed: it finds none of them again."""
    since = now - timedelta(seconds=ASK_EVERY_SECONDS)
    older = PaymentSession.objects.filter(state__in=OPEN, created_at__lte=since)
    due = (each for each in older if _is_due(each))
    asked = [(each, taker) for each in islice(due, AT_ONCE) if (taker := find_taker(each.service))]
    for (session, _), is_owed in zip(asked, run(_ask_all(asked)), strict=True):
        if not is_owed:
            yield session


def _is_due(session: PaymentSession) -> bool:
    return cache.add(f"{ASKED}.{session.pk}", value=True, timeout=ASK_EVERY_SECONDS)


async def _ask_all(asked: list[tuple[PaymentSession, TakesPayments]]) -> list[bool]:
    return await asyncio.gather(*(_is_owed(session, taker) for session, taker in asked))


async def _is_owed(session: PaymentSession, taker: TakesPayments) -> bool:
    """Also what the service does not answer about, and a place that can still be had."""
    account = AccountReference(session.account_reference)
    try:
        await fetch_owed(taker, account, session.service, session.charge_reference)
    except (NotHeld, ServiceUnavailable):
        return True
    except NothingOwed:
        return False
    return True
