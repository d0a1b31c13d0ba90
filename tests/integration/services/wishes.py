"""A service that takes wishes: a request as any other, handed to a supplier that we hold."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.utils import timezone

from accounts.audit.models import AuditEntry
from services.contract import AccountReference
from services.submissions import Receipt, submit

NOW = timezone.now()
PROMISED = date(2026, 12, 1)


@dataclass(frozen=True)
class Wish:
    what: str


class PretendSupplier:
    """Takes a submission as often as it is told to, and remembers under which key."""

    def __init__(self):
        self.keys = []
        self.failure = None
        self.promise = PROMISED

    def deliver(self, submission):
        if self.failure:
            raise self.failure
        self.keys.append(submission.pk)
        return Receipt("WO-1001", self.promise)


def wish(actor, **changes):
    return submit(
        **{
            "actor": actor,
            "service": "housing",
            "task": "make-a-wish",
            "title": "Wish: a dry kitchen",
            "account_reference": AccountReference("tenure-1"),
            "request": Wish("a dry kitchen"),
            "form_key": uuid4(),
            "now": NOW,
            **changes,
        }
    )


def events():
    return list(AuditEntry.objects.order_by("id").values_list("event", flat=True))
