"""What a resident does with adult social care: ask for an assessment, cancel a visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from accounts.delivery import NotDelivered
from accounts.residents.models import Resident
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.http import Rejected
from services.models import Submission
from services.network import run
from services.social_care import catalogue
from services.social_care.catalogue import Assessment
from services.social_care.client import CareClient, Wish
from services.social_care.records import Visit
from services.submissions import Receipt, asked, register
from services.supplied import LONDON
from services.tasks import WrittenTask
from services.working_days import add_working_days

SERVICE = "social_care"
ASK = WrittenTask(SERVICE, "ask-for-assessment")
CANCEL = WrittenTask(SERVICE, "cancel-visit")
WORKING_DAYS_TO_CONTACT = 5
CHANGED_MEANWHILE = 412


class TooLateToCancel(Exception):
    """The visit has begun, or was cancelled before."""


@dataclass(frozen=True, slots=True)
class AssessmentRequest:
    """What is kept, encrypted, until the care system has it."""

    kind: Assessment
    difficulties: tuple[str, ...]
    words: str
    telephone: str
    asked_at: datetime

    @property
    def answers(self) -> tuple[tuple[str, str, str], ...]:
        """(link id, question, answer), as they were asked."""
        return (
            ("kind", catalogue.WHICH_QUESTION, self.kind.label),
            ("hard", catalogue.DIFFICULT_QUESTION, catalogue.words_for(self.difficulties)),
            ("tell", catalogue.TELL_QUESTION, self.words),
            ("telephone", catalogue.TELEPHONE_QUESTION, self.telephone),
        )


@dataclass(frozen=True, slots=True)
class CancelVisitRequest:
    visit_id: str
    reason: str
    starts_at: datetime | None = None
    """When it was to be, as the page said."""


def what_we_know(actor: Actor) -> Mapping[str, str]:
    """What the form need not ask again."""
    return {"telephone": Resident.objects.get(pk=actor.acting_for).telephone}


def ask_for_assessment(
    *,
    actor: Actor,
    care_record: AccountReference,
    request: AssessmentRequest,
    form_key: UUID,
    draft: KeptDraft | None,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the request and pass it on; somebody is in touch within five working days."""
    today = now.astimezone(LONDON).date()
    return ASK.submit(
        actor=actor,
        form_key=form_key,
        draft=draft,
        title=request.kind.label,
        account_reference=care_record,
        request=request,
        promised_on=add_working_days(today, WORKING_DAYS_TO_CONTACT),
        journey_id=journey_id,
        now=now,
    )


def cancel_visit(
    *,
    actor: Actor,
    care_record: AccountReference,
    visit: Visit,
    reason: str,
    form_key: UUID,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Tell the care team that this one visit is not needed."""
    if not visit.can_be_cancelled(now=now):
        raise TooLateToCancel
    return CANCEL.submit(
        actor=actor,
        form_key=form_key,
        title=f"Cancel the visit on {visit.when}",
        account_reference=care_record,
        request=CancelVisitRequest(
            visit.visit_id, dict(catalogue.CANCEL_REASONS)[reason], visit.starts_at
        ),
        journey_id=journey_id,
        now=now,
    )


def register_tasks() -> None:
    """Called when the app is ready."""
    register(SERVICE, ASK.name, _deliver_request, notification="social-care-assessment-asked")
    register(
        SERVICE, CANCEL.name, _deliver_cancellation, notification="social-care-visit-cancelled"
    )


def _deliver_request(submission: Submission) -> Receipt:
    request = asked(submission, AssessmentRequest)
    wish = Wish(request.kind, request.kind.label, request.answers, request.asked_at)
    patient_id = submission.account_reference
    made = run(CareClient.from_settings().ask_for(patient_id, wish, idempotency_key=submission.pk))
    if made.subject.reference != f"Patient/{patient_id}":
        raise WrongRecord(SERVICE)
    number = made.identifier[0].value if made.identifier else made.id
    return Receipt(number, promised_on=made.occurrence_period.end)


def _deliver_cancellation(submission: Submission) -> Receipt:
    request = asked(submission, CancelVisitRequest)
    client = CareClient.from_settings()
    try:
        run(
            client.cancel_appointment(
                submission.account_reference,
                request.visit_id,
                reason=request.reason,
                starts_at=request.starts_at,
            )
        )
    except Rejected as no:
        if no.status == CHANGED_MEANWHILE:
            raise NotDelivered(str(no)) from no
        raise
    return Receipt(submission.reference)
