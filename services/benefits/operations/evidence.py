"""Send us proof: photos of the papers we asked to see."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.actor import Actor
from services import drafts, submissions
from services.benefits.client import BenefitsClient
from services.benefits.records import EvidenceRequest
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.models import Submission
from services.network import run
from services.photos import MEDIA_TYPE
from services.sealing import unseal_bytes
from services.submissions import Receipt
from services.supplied import LONDON
from services.tasks import WrittenTask
from services.working_days import add_working_days

SEND = WrittenTask("benefits", "upload-evidence")
MOST_PHOTOS = 8
LOOKED_AT_WITHIN = 10
"""Working days."""


class NothingToSend(Exception):
    """There is no photo yet."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the photos are an answer to."""

    request: str


def send_evidence(
    *,
    actor: Actor,
    draft: KeptDraft,
    wanted: EvidenceRequest,
    account_reference: AccountReference,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the photos, and hand them to the benefits system now or as soon as it answers.

    They count from now, also when they are handed over later. Raises NothingToSend.
    """
    sent = SEND.find_sent(actor=actor, form_key=draft.form_key)
    if sent:
        return sent
    if not drafts.attachments_of(draft, actor=actor).exists():
        raise NothingToSend(wanted.reference)
    return SEND.submit(
        actor=actor,
        form_key=draft.form_key,
        draft=draft,
        title="Evidence for your claim",
        account_reference=account_reference,
        request=Evidence(wanted.reference),
        promised_on=add_working_days(now.astimezone(LONDON).date(), LOOKED_AT_WITHIN),
        journey_id=journey_id,
        now=now,
    )


def deliver_evidence(submission: Submission) -> Receipt:
    """Send photo after photo; the same photo again is not a second one."""
    wanted = submissions.asked(submission, Evidence).request
    photos = [
        (str(photo.pk), unseal_bytes(bytes(photo.sealed)))
        for photo in submission.attachments.order_by("created_at")
    ]
    run(_send_all(BenefitsClient.from_settings(), submission.account_reference, wanted, photos))
    return Receipt(wanted, promised_on=submission.promised_on)


async def _send_all(
    client: BenefitsClient, claim: str, wanted: str, photos: Sequence[tuple[str, bytes]]
) -> None:
    """Never to a request of somebody else's claim, whatever was kept."""
    asked = await client.list_evidence_requests(claim)
    known = {each.evidence_request_id for each in asked.items if each.claim_reference == claim}
    if asked.claim_reference != claim or wanted not in known:
        raise WrongRecord(SEND.service)
    for number, (key, photo) in enumerate(photos, 1):
        body = {
            "fileName": f"photo-{number}.jpg",
            "contentType": MEDIA_TYPE,
            "content": base64.b64encode(photo).decode(),
        }
        await client.add_document(wanted, body, key=key)
