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
        for model in (Document, Answer, Fault):
            model.objects.all().delete()
        for supplier in SUPPLIERS:
            module = import_module(f"services.sandbox.{supplier}.seed")
            module.seed(random.Random(f"{SEED}-{supplier}"), today=today, people=PEOPLE)
