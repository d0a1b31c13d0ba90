"""The card pages of what was taken back: closed, so that nobody pays for what nobody gets.

Whoever was quicker has paid: the service's ledger refuses the payment, and a person gives it back.
"""

import logging
from datetime import datetime

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet

from payments.checkout import close
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import PaymentSession
from payments.states import OPEN, Why
from services.submissions import list_withdrawals

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 5
LOOKED = "payments.withdrawals.looked"


def close_due(*, now: datetime) -> int:
    """Close them, at most every few seconds; returns how many attempts came to their end."""
    if not cache.add(LOOKED, value=True, timeout=LOOK_EVERY_SECONDS):
        return 0
    ended = 0
    for session in _withdrawn():
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
