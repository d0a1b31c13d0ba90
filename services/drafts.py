"""Save and return: what a resident has filled in of one task, kept until they send it.

It belongs to the resident and not to the browser, so what was begun at a library desk is finished
at home. Attachments hang on the draft and move to the submission it becomes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.ownership import list_owned
from services.models import Attachment, Draft, Submission
from services.sealing import CannotUnseal, seal, seal_bytes, unseal

KEPT_FOR = timedelta(days=28)

Answers = Mapping[str, str]


class TooManyAttachments(Exception):
    """The draft has as many attachments as this task takes."""


class SentMeanwhile(Exception):
    """The draft has become a submission, or was deleted, since it was read."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was saved last."""

    id: UUID
    answers: Answers
    form_key: UUID
    saved_at: datetime


def find_draft(
    *, actor: Actor, service: str, task: str, about: str = "", now: datetime
) -> KeptDraft | None:
    """The resident's draft of this task, if there is one that is not too old.

    `about` is the letter or the request that it is about: each has a draft of its own.
    """
    row = _drafts(actor, service, task, about).filter(saved_at__gt=now - KEPT_FOR).first()
    return _opened(row) if row else None


def save_draft(
    *, actor: Actor, service: str, task: str, about: str = "", answers: Answers, now: datetime
) -> KeptDraft:
    """Add `answers` to what is kept already; the same name again replaces the old answer."""
    with transaction.atomic():
        _drafts(actor, service, task, about).filter(saved_at__lte=now - KEPT_FOR).delete()
        row, _made = Draft.objects.select_for_update().get_or_create(
            resident_id=actor.acting_for,
            service=service,
            task=task,
            about=about,
            defaults={"sealed": seal({}), "saved_at": now},
        )
        row.sealed = seal({**_opened(row).answers, **answers})
        row.saved_at = now
        row.save()
    return _opened(row)


def list_drafts(*, actor: Actor, now: datetime) -> QuerySet[Draft]:
    """All that the resident began and did not send, newest first."""
    return list_owned(Draft, actor=actor).filter(saved_at__gt=now - KEPT_FOR).order_by("-saved_at")


def discard_draft(*, actor: Actor, service: str, task: str, about: str = "") -> None:
    """Harmless when there is none."""
    _drafts(actor, service, task, about).delete()


def attach(
    draft: KeptDraft, *, actor: Actor, name: str, media_type: str, content: bytes, at_most: int
) -> Attachment:
    """Hang a cleaned file on the draft. Raises TooManyAttachments or SentMeanwhile."""
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=draft.id).first():
            raise SentMeanwhile
        if attachments_of(draft, actor=actor).count() >= at_most:
            raise TooManyAttachments
        return Attachment.objects.create(
            resident_id=actor.acting_for,
            draft_id=draft.id,
            name=name,
            media_type=media_type,
            sealed=seal_bytes(content),
        )


def attachments_of(draft: KeptDraft, *, actor: Actor) -> QuerySet[Attachment]:
    """What hangs on the draft, oldest first."""
    return list_owned(Attachment, actor=actor).filter(draft_id=draft.id).order_by("created_at")


def become(draft: KeptDraft, submission: Submission) -> None:
    """The draft is now this submission: its attachments move over, and it goes.

    Call it in the transaction that writes the submission. A photo that is being added in another
    tab is waited for, and comes along.
    """
    list(Draft.objects.select_for_update().filter(pk=draft.id))
    Attachment.objects.filter(draft_id=draft.id).update(submission=submission, draft=None)
    Draft.objects.filter(pk=draft.id).delete()


def _drafts(actor: Actor, service: str, task: str, about: str) -> QuerySet[Draft]:
    return list_owned(Draft, actor=actor).filter(service=service, task=task, about=about)


def _opened(row: Draft) -> KeptDraft:
    try:
        answers = unseal(bytes(row.sealed), dict[str, str])
    except CannotUnseal:
        answers = {}
    return KeptDraft(row.pk, answers, row.form_key, row.saved_at)
