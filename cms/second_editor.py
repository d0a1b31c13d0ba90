"""Two people for what can wait: who publishes a service message is not who wrote it.

A message over a service's card is the council speaking. Whoever gets hold of one editor's session
should not be able to announce “something happened, call this number”. An outage must be up in a
minute, by whoever is there: its kind is published by one. See docs/adr/0034.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from wagtail.admin.forms import WagtailAdminModelForm

if TYPE_CHECKING:
    from cms.models.messages import ServiceMessage

BY_ONE_PERSON = frozenset({"outage"})
"""Kinds of message."""
SAID = ("service", "kind", "text", "starts_at", "ends_at")
"""What residents get of a message, and when."""
IN_WORDS = (
    "Two people publish this kind of message. Save it as a draft, and ask another editor to open "
    "and publish it without changing it."
)


class SecondEditorNeeded(PermissionDenied):
    """Nobody but this editor has saved these words."""


def check_second_editor(message: "ServiceMessage", *, editor: AbstractBaseUser) -> None:
    """Raise unless one person may publish it, or the last words of somebody else were the same."""
    if message.kind in BY_ONE_PERSON:
        return
    others = message.revisions.exclude(user=editor).exclude(user=None)
    theirs = others.order_by("-created_at", "-pk").first()
    if theirs is None or _said(theirs.as_object()) != _said(message):
        raise SecondEditorNeeded(IN_WORDS)


class ServiceMessageForm(WagtailAdminModelForm):
    """Says at the desk, before anything is saved, that this needs another editor."""

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean()
        if "action-publish" in self.data and not self.errors:
            wanted = type(self.instance)(pk=self.instance.pk, **{f: cleaned[f] for f in SAID})
            try:
                check_second_editor(wanted, editor=self.for_user)
            except SecondEditorNeeded as needed:
                self.add_error(None, str(needed))
        return cleaned


def _said(message: "ServiceMessage") -> tuple[object, ...]:
    return tuple(getattr(message, field) for field in SAID)
