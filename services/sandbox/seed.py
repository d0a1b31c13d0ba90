"""Fill the suppliers' books: the same seed and day always give the same town."""

import random
from datetime import date
from importlib import import_module

from django.db import transaction

from services.sandbox.models import Answer, Document, Fault
from services.sandbox.personas import PEOPLE

SEED = 20260401
SUPPLIERS = ("housing", "benefits", "parking", "leisure", "social_care", "card_payments", "postbox")


def seed_everything(*, today: date) -> None:
    """Forget all that happened and write 24 months of history up to `today`."""
    with transaction.atomic():
        for model in (Answer, Fault):
            model.objects.all().delete()
        if today in _written:
            _put_back(_written[today])
        else:
            Document.objects.all().delete()
            _write_history(today)


_written: dict[date, list[Document]] = {}
"""The history of a day, once it is written: a process starts again at once."""


def _put_back(written: list[Document]) -> None:
    """Only what was touched since: every test begins with this, so it must cost next to nothing."""
    newest = max(document.modified_at for document in written)
    Document.objects.filter(modified_at__gt=newest).delete()
    if Document.objects.count() < len(written):
        untouched = set(Document.objects.values_list("id", flat=True))
        Document.objects.bulk_create(one for one in written if one.id not in untouched)


def _write_history(today: date) -> None:
    for supplier in SUPPLIERS:
        module = import_module(f"services.sandbox.{supplier}.seed")
        module.seed(random.Random(f"{SEED}-{supplier}"), today=today, people=PEOPLE)
    _written.clear()
    _written[today] = list(Document.objects.order_by("id"))
