"""A task of several pages: what is typed is kept at every step, checked, and sent once.

A service names its task, its views walk it:

    CHALLENGE = WrittenTask("parking", "challenge-notice")
    draft = CHALLENGE.save(request, form.kept_answers())
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.actor import Actor, ActorRequest
from accounts.ownership import get_owned, list_owned
from services import drafts, journeys, submissions
from services.contract import AccountReference
from services.drafts import Answers, KeptDraft
from services.models import Submission


@dataclass(frozen=True, slots=True)
class WrittenTask:
    service: str
    name: str

    def begin(self, request: ActorRequest) -> UUID:
        """The journey of this browser; pages call it when somebody starts."""
        channel = request.actor.channel
        return journeys.begin(request, service=self.service, task=self.name, channel=channel)

    def leave(self, request: ActorRequest) -> None:
        """Done, or given up: the next attempt is a new journey."""
        journeys.leave(request, service=self.service, task=self.name)

    def find_draft(self, request: ActorRequest) -> KeptDraft | None:
        now = timezone.now()
        return drafts.find_draft(actor=request.actor, service=self.service, task=self.name, now=now)

    def save(self, request: ActorRequest, answers: Answers) -> KeptDraft:
        """Keep these answers beside those that are kept already."""
        return drafts.save_draft(
            actor=request.actor,
            service=self.service,
            task=self.name,
            answers=answers,
            now=timezone.now(),
        )

    def discard(self, request: ActorRequest) -> None:
        """Forget what was begun."""
        drafts.discard_draft(actor=request.actor, service=self.service, task=self.name)
        self.leave(request)

    def list_sent(self, *, actor: Actor) -> QuerySet[Submission]:
        """What the resident has sent from here, newest first."""
        return list_owned(Submission, actor=actor).filter(service=self.service, task=self.name)

    def get_sent(self, request: ActorRequest, reference: str) -> Submission:
        """For the receipt; somebody else's is a 404."""
        mine = self.list_sent(actor=request.actor)
        return get_owned(mine, actor=request.actor, reference=reference)

    def find_sent(self, *, actor: Actor, form_key: UUID | None) -> Submission | None:
        """What was sent with this very form: the button was pressed twice."""
        if form_key is None:
            return None
        return self.list_sent(actor=actor).filter(form_key=form_key).first()

    def submit(
        self,
        *,
        actor: Actor,
        draft: KeptDraft,
        title: str,
        account_reference: AccountReference,
        request: object,
        promised_on: date,
        journey_id: UUID | None,
        now: datetime,
    ) -> Submission:
        """Keep it and hand it over: the draft becomes the submission, attachments included.

        The same draft twice is one submission.
        """
        return submissions.submit(
            actor=actor,
            service=self.service,
            task=self.name,
            title=title,
            account_reference=account_reference,
            request=request,
            form_key=draft.form_key,
            promised_on=promised_on,
            journey_id=journey_id,
            now=now,
            in_the_same_transaction=lambda submission: drafts.become(draft, submission),
        )


class WrittenForm(forms.Form):
    """A page of a task: what was typed is kept, right or wrong."""

    longest_kept: ClassVar[Mapping[str, int]] = {}
    """How many letters of each answer: more than is allowed, so that nothing typed is lost."""

    def kept_answers(self) -> dict[str, str]:
        return {
            name: str(self.data.get(name, "")).replace("\x00", "")[:longest]
            for name, longest in self.longest_kept.items()
        }


def sent_form_key(request: ActorRequest) -> UUID | None:
    """The key of the form that was sent, so that sending it twice does it once."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
