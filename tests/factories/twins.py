"""The same row once more, to see what the database makes of it."""

from typing import Any

from django.db import transaction
from django.db.models import Model


def again(row: Model, **changes: Any) -> None:  # of every model of money
    """The same row once more, but for what is given."""
    facts = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    with transaction.atomic():
        type(row)._default_manager.create(**facts | changes)
