"""What a resident can have done: tell us about a change of circumstances."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.channels import Channel
from accounts.ownership import list_owned
from services import drafts, submissions
from services.benefits.catalogue import get_kind
from services.benefits.client import BenefitsClient
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.models import Submission
from services.network import run
from services.sealing import CannotUnseal
from services.submissions import Receipt
from services.working_days import add_working_days

LONDON = ZoneInfo("Europe/London")
SERVICE, REPORT_CHANGE = "benefits", "report-change"
DECIDED_WITHIN = 10
"""Working days."""
_REPORTED_THROUGH: Final = {
    Channel.ASSISTED_FACE_TO_FACE: "in_person",
    Channel.FACE_TO_FACE: "in_person",
    Channel.ASSISTED_TELEPHONE: "telephone",
    Channel.TELEPHONE: "telephone",
    Channel.POST: "post",
}


@dataclass(frozen=True, slots=True)
class ChangeOfCircumstances:
    """What a resident tells us has changed."""

    kind: str
    happened_on: date
    details: str

    @property
    def title(self) -> str:
        title = get_kind(self.kind).title
        return f"Change: {title[:1].lower()}{title[1:]}"


def report_change(
    *,
    actor: Actor,
    draft: KeptDraft,
    change: ChangeOfCircumstances,
    account_reference: AccountReference,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the change, and hand it to the benefits system now or as soon as it answers.

    The draft becomes the submission; the same draft twice is one change.
    """
    return submissions.submit(
        actor=actor,
        service=SERVICE,
        task=REPORT_CHANGE,
        title=change.title,
        account_reference=account_reference,
        request=change,
        form_key=draft.form_key,
        promised_on=add_working_days(now.astimezone(LONDON).date(), DECIDED_WITHIN),
        journey_id=journey_id,
        now=now,
        in_the_same_transaction=lambda submission: drafts.become(draft, submission),
    )


def find_change(*, actor: Actor, form_key: UUID) -> Submission | None:
    """The change that was sent with this form, if it was."""
    return list_changes(actor=actor).filter(form_key=form_key).first()


def list_changes(*, actor: Actor) -> QuerySet[Submission]:
    """What the resident has told us from here, newest first."""
    return list_owned(Submission, actor=actor).filter(service=SERVICE, task=REPORT_CHANGE)


def evidence_for(submission: Submission) -> str:
    """What we will ask to see, in words; empty when nothing, or when it cannot be read any more."""
    try:
        return get_kind(submissions.asked(submission, ChangeOfCircumstances).kind).evidence
    except (CannotUnseal, LookupError):
        return ""


def deliver_change(submission: Submission) -> Receipt:
    """Tell the benefits system; the same submission again is not a second change."""
    change = submissions.asked(submission, ChangeOfCircumstances)
    body = {
        "claimReference": submission.account_reference,
        "type": change.kind,
        "effectiveDate": change.happened_on.isoformat(),
        "details": change.details,
        "reportedThrough": _REPORTED_THROUGH.get(Channel(submission.channel), "online"),
    }
    client = BenefitsClient.from_settings()
    accepted = run(client.report_change(body, key=str(submission.pk)))
    if accepted.claim_reference != submission.account_reference:
        raise WrongRecord(SERVICE)
    return Receipt(supplier_reference=accepted.reference, promised_on=accepted.decide_by)
