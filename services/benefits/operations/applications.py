"""Apply for Council Tax Reduction: also for who has no claim here yet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.actor import Actor
from accounts.residents.models import Resident
from services import submissions
from services.benefits.client import BenefitsClient
from services.contract import AccountReference
from services.drafts import KeptDraft
from services.models import Submission
from services.network import run
from services.submissions import Receipt
from services.supplied import LONDON, written_pounds
from services.tasks import WrittenTask
from services.working_days import add_working_days

APPLY = WrittenTask("benefits", "apply-council-tax-reduction")
DECIDED_WITHIN = 14
"""Working days."""
ONE_AT_A_TIME = timedelta(days=28)


class AlreadyApplied(Exception):
    """An application was sent lately, and is being decided."""

    def __init__(self, applied_on: date, reference: str) -> None:
        super().__init__(reference)
        self.applied_on = applied_on
        self.reference = reference


@dataclass(frozen=True, slots=True)
class Application:
    """Who applies, as their account says, and what they live on."""

    name: str
    born_on: date
    address: str
    postcode: str
    weekly_income_pence: int
    capital_pence: int
    details: str


def find_applicant(actor: Actor) -> Resident | None:
    """The resident, if the account says all that an application has to."""
    resident = Resident.objects.get(pk=actor.acting_for)
    known = (resident.full_name, resident.born_on, resident.address, resident.postcode)
    return resident if all(known) else None


def apply_for_reduction(
    *,
    actor: Actor,
    draft: KeptDraft,
    application: Application,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the application, and hand it to the benefits system now or as soon as it answers.

    It counts from now. Raises AlreadyApplied.
    """
    sent = APPLY.find_sent(actor=actor, form_key=draft.form_key)
    if sent:
        return sent
    lately = APPLY.list_taken(actor=actor).filter(submitted_at__gt=now - ONE_AT_A_TIME).first()
    if lately:
        raise AlreadyApplied(lately.submitted_at.astimezone(LONDON).date(), lately.reference)
    return APPLY.submit(
        actor=actor,
        form_key=draft.form_key,
        draft=draft,
        title="Council Tax Reduction",
        account_reference=AccountReference(""),
        request=application,
        promised_on=add_working_days(now.astimezone(LONDON).date(), DECIDED_WITHIN),
        journey_id=journey_id,
        now=now,
    )


def deliver_application(submission: Submission) -> Receipt:
    """Tell the benefits system; the same submission again is not a second application."""
    asked = submissions.asked(submission, Application)
    body = {
        "scheme": "CTR",
        "name": asked.name,
        "dateOfBirth": asked.born_on.isoformat(),
        "address": asked.address,
        "postcode": asked.postcode,
        "weeklyIncome": written_pounds(asked.weekly_income_pence),
        "capital": written_pounds(asked.capital_pence),
        "details": asked.details,
        "receivedAt": submission.submitted_at.isoformat(),
    }
    accepted = run(BenefitsClient.from_settings().make_claim(body, key=str(submission.pk)))
    return Receipt(accepted.reference, promised_on=accepted.decide_by)
