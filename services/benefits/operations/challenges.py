"""Challenge a decision: ask us to look at it again, or appeal to a tribunal."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.actor import Actor
from services import submissions
from services.benefits.catalogue import get_way
from services.benefits.client import BenefitsClient
from services.benefits.records import Letter
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.models import Submission
from services.network import run
from services.submissions import Receipt
from services.supplied import LONDON
from services.tasks import WrittenTask
from services.working_days import add_working_days

CHALLENGE = WrittenTask("benefits", "challenge-decision")
ANSWERED_WITHIN = 20
"""Working days."""


class TooLateToChallenge(Exception):
    """The letter's last day is over, or it is about nothing that can be challenged."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """Why a resident says that a decision is wrong."""

    way: str
    decided_on: date
    reason: str


def challenge_decision(
    *,
    actor: Actor,
    draft: KeptDraft,
    letter: Letter,
    way: str,
    reason: str,
    account_reference: AccountReference,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the challenge, and hand it to the benefits system now or as soon as it answers.

    It counts from now, also when it is handed over later. Raises TooLateToChallenge.
    """
    sent = CHALLENGE.find_sent(actor=actor, form_key=draft.form_key)
    if sent:
        return sent
    today = now.astimezone(LONDON).date()
    if not letter.can_be_challenged(today):
        raise TooLateToChallenge(letter.reference)
    return CHALLENGE.submit(
        actor=actor,
        form_key=draft.form_key,
        draft=draft,
        title=f"{get_way(way).noun}: {letter.title}"[:120],
        account_reference=account_reference,
        request=Challenge(way, letter.sent_on, reason),
        promised_on=add_working_days(today, ANSWERED_WITHIN),
        journey_id=journey_id,
        now=now,
    )


def deliver_challenge(submission: Submission) -> Receipt:
    """Tell the benefits system; the same submission again is not a second challenge."""
    asked = submissions.asked(submission, Challenge)
    body = {
        "type": asked.way,
        "decisionDate": asked.decided_on.isoformat(),
        "reason": asked.reason,
        "receivedAt": submission.submitted_at.isoformat(),
    }
    client = BenefitsClient.from_settings()
    claim = submission.account_reference
    accepted = run(client.challenge(claim, body, key=str(submission.pk)))
    if accepted.claim_reference != claim:
        raise WrongRecord(CHALLENGE.service)
    return Receipt(accepted.reference, promised_on=accepted.decide_by)
