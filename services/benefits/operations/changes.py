"""Tell us about a change of circumstances."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from accounts.actor import Actor
from accounts.channels import Channel
from services import submissions
from services.benefits.catalogue import get_kind
from services.benefits.client import BenefitsClient
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.models import Submission
from services.network import run
from services.sealing import CannotUnseal
from services.submissions import Receipt
from services.supplied import LONDON
from services.tasks import WrittenTask
from services.working_days import add_working_days

SERVICE = "benefits"
REPORT = WrittenTask(SERVICE, "report-change")
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
    return REPORT.submit(
        actor=actor,
        form_key=draft.form_key,
        draft=draft,
        title=change.title,
        account_reference=account_reference,
        request=change,
        promised_on=add_working_days(now.astimezone(LONDON).date(), DECIDED_WITHIN),
        journey_id=journey_id,
        now=now,
    )


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
