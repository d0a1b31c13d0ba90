"""A task a resident has with a service: begun once, what is typed kept, and sent once.

A service names its task, its views walk it:

    CHALLENGE = WrittenTask("parking", "challenge-notice")
    draft = CHALLENGE.save(request, form.kept_answers())
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from accounts.actor import Actor, ActorRequest
from accounts.delivery import DeliveryState
from accounts.ownership import get_owned, list_owned
from services import drafts, journeys, submissions
from services.contract import AccountReference
from services.drafts import Answers, KeptDraft, SentMeanwhile, TooManyAttachments
from services.models import Attachment, Submission
from services.photos import MEDIA_TYPE, NotAPhoto, clean_photo
from services.sealing import unseal_bytes

LONGEST_KEPT = 4000
MOVED = (
    "This visit has been moved since you opened this page. Check when it is now. If you still "
    "want to cancel it, press the button again"
)
SENT_MEANWHILE = "The rest was sent in another window. Add this photo again to send it as well"


@dataclass(frozen=True, slots=True)
class WrittenTask:
    service: str
    name: str

    def begin(self, request: ActorRequest) -> UUID:
        """The journey of this browser; pages call it when somebody starts."""
        channel = request.actor.channel
        return journeys.begin(request, service=self.service, task=self.name, channel=channel)

    def find_draft(self, request: ActorRequest, *, about: str = "") -> KeptDraft | None:
        """What is kept of this task: about this one letter, if the task is about a letter."""
        now = timezone.now()
        return drafts.find_draft(
            actor=request.actor, service=self.service, task=self.name, about=about, now=now
        )

    def save(self, request: ActorRequest, answers: Answers, *, about: str = "") -> KeptDraft:
        """Keep these answers beside those that are kept already about the same."""
        return drafts.save_draft(
            actor=request.actor,
            service=self.service,
            task=self.name,
            about=about,
            answers=answers,
            now=timezone.now(),
        )

    def discard(self, request: ActorRequest, *, about: str = "") -> None:
        """Forget what was begun: the next attempt is a new journey."""
        drafts.discard_draft(actor=request.actor, service=self.service, task=self.name, about=about)
        journeys.leave(request, service=self.service, task=self.name)

    def list_sent(self, *, actor: Actor) -> QuerySet[Submission]:
        """What the resident has sent from here, newest first."""
        return list_owned(Submission, actor=actor).filter(service=self.service, task=self.name)

    def list_taken(self, *, actor: Actor) -> QuerySet[Submission]:
        """The same without what could not be handed over: no system has that."""
        sent = self.list_sent(actor=actor).filter(by_hand=False)
        return sent.exclude(state=DeliveryState.GIVEN_UP)

    def get_sent(self, request: ActorRequest, reference: str) -> Submission:
        """For the receipt; somebody else's is a 404."""
        mine = self.list_sent(actor=request.actor)
        return get_owned(mine, actor=request.actor, reference=reference)

    def find_sent(self, *, actor: Actor, form_key: UUID | None) -> Submission | None:
        """What was sent with this very form: the button was pressed twice."""
        if form_key is None:
            return None
        return self.list_sent(actor=actor).filter(form_key=form_key).first()

    def sent_by(self, request: ActorRequest) -> Submission | None:
        """What this press of the button has done already."""
        return self.find_sent(actor=request.actor, form_key=sent_form_key(request))

    def keep_photo(
        self, request: ActorRequest, draft: KeptDraft, form: forms.Form, *, at_most: int
    ) -> None:
        """Hang the photo that was sent on the draft, or say on the form why it cannot be kept."""
        photo = request.FILES.get("photo")
        if photo is None or photo.file is None:
            if "add_photo" in request.POST:
                form.add_error("photo", "Choose a photo first")
            return
        number = drafts.attachments_of(draft, actor=request.actor).count() + 1
        try:
            drafts.attach(
                draft,
                actor=request.actor,
                name=f"Photo {number}",
                media_type=MEDIA_TYPE,
                content=clean_photo(photo.file),
                at_most=at_most,
            )
        except NotAPhoto as wrong:
            form.add_error("photo", wrong.words)
        except TooManyAttachments:
            form.add_error("photo", f"You can add up to {at_most} photos")
        except SentMeanwhile:
            form.add_error("photo", SENT_MEANWHILE)

    def remove_photo(self, request: ActorRequest, photo_id: UUID) -> None:
        """Take it off the draft; what was sent stays as it was sent."""
        mine = Attachment.objects.filter(draft__service=self.service, draft__task=self.name)
        get_owned(mine, actor=request.actor, pk=photo_id).delete()

    def show_photo(self, request: ActorRequest, photo_id: UUID) -> HttpResponse:
        """A photo of this task. We wrote the picture ourselves, so it is safe to show."""
        of_draft = Q(draft__service=self.service, draft__task=self.name)
        of_sent = Q(submission__service=self.service, submission__task=self.name)
        mine = Attachment.objects.filter(of_draft | of_sent, media_type=MEDIA_TYPE)
        found = get_owned(mine, actor=request.actor, pk=photo_id)
        answer = HttpResponse(unseal_bytes(bytes(found.sealed)), content_type=MEDIA_TYPE)
        answer["Content-Disposition"] = f'inline; filename="photo-{found.pk}.jpg"'
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer

    def submit(
        self,
        *,
        actor: Actor,
        form_key: UUID,
        draft: KeptDraft | None = None,
        title: str,
        account_reference: AccountReference,
        request: object,
        promised_on: date | None = None,
        journey_id: UUID | None,
        now: datetime,
    ) -> Submission:
        """Keep it and hand it over: its draft becomes the submission, attachments included.

        The same form twice is one submission.
        """
        return submissions.submit(
            actor=actor,
            service=self.service,
            task=self.name,
            title=title,
            account_reference=account_reference,
            request=request,
            form_key=form_key,
            promised_on=promised_on,
            journey_id=journey_id,
            now=now,
            in_the_same_transaction=lambda made: drafts.become(draft, made) if draft else None,
        )


class WrittenForm(forms.Form):
    """A page of a task: what was typed is kept, right or wrong."""

    kept: ClassVar[tuple[str, ...]] = ()
    """The names of the boxes."""

    def kept_answers(self) -> dict[str, str]:
        """More letters of each than are allowed, so that nothing typed is lost."""
        return {
            name: str(self.data.get(name, "")).replace("\x00", "")[:LONGEST_KEPT]
            for name in self.kept
        }


class CancelForm(forms.Form):
    """Nothing to fill in: sending it is the answer. The key makes pressing twice one answer."""

    thing: ClassVar[str]
    """What is cancelled, on the page that asks (`services/cancel.html`)."""
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CancelVisitForm(CancelForm):
    """Asks on a page that says when the visit is, and again when it was moved meanwhile."""

    thing = "visit"
    starts_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, sent: Mapping[str, str] | None = None, *, now_at: str, **more: object
    ) -> None:
        """`now_at` is when the visit is now; what the page said comes with the form."""
        self._was_moved = sent is not None and sent.get("starts_at") != now_at
        data = {**sent, "starts_at": now_at} if sent else sent
        super().__init__(data, initial={"starts_at": now_at}, **more)  # type: ignore[arg-type]  # Django's own arguments

    def clean(self) -> None:
        if self._was_moved:
            raise forms.ValidationError(MOVED)


def sent_form_key(request: ActorRequest) -> UUID | None:
    """The key of the form that was sent, so that sending it twice does it once."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
