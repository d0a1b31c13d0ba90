"""Read and write a supplier's documents.

`get` and `first_of` obey the fault «another person's record»: while it is on, they answer with
somebody else's document, as a supplier with a broken cache would.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max

from services.sandbox import faults
from services.sandbox.models import Document

Body = dict[str, Any]


def put(supplier: str, kind: str, key: str, body: Body, *, person: str = "") -> Body:
    """Create or replace a document; keeps its person when none is given."""
    with transaction.atomic():
        newest = Document.objects.filter(supplier=supplier).aggregate(n=Max("change_number"))["n"]
        changed = {"body": body, "change_number": (newest or 0) + 1}
        if person:
            changed["person"] = person
        Document.objects.update_or_create(
            supplier=supplier, kind=kind, key=str(key), defaults=changed
        )
    return body


def get(supplier: str, kind: str, key: str) -> Body | None:
    """The document with this key, or None."""
    document = Document.objects.filter(supplier=supplier, kind=kind, key=str(key)).first()
    if document and faults.active(supplier) == faults.ANOTHER_PERSON:
        others = Document.objects.filter(supplier=supplier, kind=kind)
        document = others.exclude(person=document.person).order_by("id").first() or document
    return document.body if document else None


def person_of(supplier: str, kind: str, key: str) -> str:
    """Whose document this is, as a persona's name in `personas`; empty if it is nobody's."""
    document = Document.objects.filter(supplier=supplier, kind=kind, key=str(key)).first()
    return document.person if document else ""


def list_of(supplier: str, kind: str, **matching: Any) -> list[Body]:
    """Every document of this kind, oldest first; `person=` and `body__field=` narrow it."""
    if matching.get("person") and faults.active(supplier) == faults.ANOTHER_PERSON:
        others = Document.objects.filter(supplier=supplier, kind=kind)
        stranger = others.exclude(person=matching["person"]).order_by("id").first()
        matching["person"] = stranger.person if stranger else matching["person"]
    found = Document.objects.filter(supplier=supplier, kind=kind, **matching).order_by("id")
    return [document.body for document in found]


def first_of(supplier: str, kind: str, **matching: Any) -> Body | None:
    """The oldest document that matches, or None."""
    return next(iter(list_of(supplier, kind, **matching)), None)


def delete(supplier: str, kind: str, key: str) -> bool:
    """Whether there was one to delete."""
    deleted, _ = Document.objects.filter(supplier=supplier, kind=kind, key=str(key)).delete()
    return bool(deleted)
