"""What is removed with a row it hangs on: what only serves that row, and never evidence."""

from django.apps import apps
from django.db.models import CASCADE, PROTECT, SET_NULL, Field

GOES = {
    "accounts.SignIn.user",
    "residents.AddressChange.user",
    "services.Attachment.draft",
    "services.Attachment.submission",
    "staff.StaffMember.user",
}
LETS_GO = {"residents.Resident.user"}
"""Somebody without a way to sign in is a resident still."""
OURS = ("accounts", "services", "payments", "cms", "portal")


def is_ours(field: Field) -> bool:
    return all(
        model.__module__.startswith(OURS) for model in (field.model, field.related_model) if model
    )


def test_nothing_disappears_with_a_resident_or_with_whoever_helped_them_but_this() -> None:
    """Help, mandates, requests, money and what was decided outlive everybody's way in."""
    found: dict[object, set[str]] = {CASCADE: set(), SET_NULL: set(), PROTECT: set()}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.remote_field and is_ours(field):
                found[field.remote_field.on_delete].add(f"{model._meta.label}.{field.name}")

    assert found[CASCADE] == GOES
    assert found[SET_NULL] == LETS_GO
    assert len(found[PROTECT]) == 15
