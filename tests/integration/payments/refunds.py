"""A refund asked for by one of staff."""

from uuid import uuid4

from django.utils import timezone

from payments.refunds import request_refund
from tests.factories.payments import staff_actor

NOW = timezone.now()


def ask(payment, pence=1000, **changes):
    asked = {"reason": "Paid twice", "key": uuid4(), "now": NOW, **changes}
    asked.setdefault("actor", staff_actor())
    return request_refund(payment=payment, amount_pence=pence, **asked)
