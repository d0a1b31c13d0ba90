"""Seal everything that is kept with the newest key, so that the older ones can be taken away."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Model

from services.models import Attachment, Draft, ServiceLink, Submission
from services.sealing import CannotUnseal, reseal_bytes

KEPT: tuple[tuple[type[Model], str], ...] = (
    (ServiceLink, "snapshot"),
    (Draft, "sealed"),
    (Submission, "sealed"),
    (Attachment, "sealed"),
)
"""Every column that `services.sealing` has sealed."""


def reseal() -> Iterator[bool]:
    """One by one, each in a transaction of its own; whether each could be opened.

    What no key opens stays as it is. It may be ended at any time, and begun again: what is done
    is only looked at then.
    """
    for model, column in KEPT:
        rows = model._default_manager.filter(**{f"{column}__isnull": False})
        for pk in rows.values_list("pk", flat=True).iterator():
            yield _reseal(model, column, pk)


@transaction.atomic
def _reseal(model: type[Model], column: str, pk: object) -> bool:
    """Locked, lest what is saved meanwhile be put back to what it was."""
    row = model._default_manager.filter(pk=pk)
    sealed = row.select_for_update().values_list(column, flat=True).first()
    if sealed is None:  # gone meanwhile, or forgotten
        return True
    try:
        resealed = reseal_bytes(sealed)
    except CannotUnseal:
        return False
    if resealed is not None:
        row.update(**{column: resealed})
    return True
