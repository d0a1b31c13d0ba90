"""What a resident can have done about a notice: have it shown here, and challenge it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.delivery import DeliveryState
from accounts.residents.models import Resident
from services import links, submissions
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.http import NotFound
from services.models import Submission
from services.network import run
from services.parking.client import ParkingClient
from services.parking.records.account import NoticeKey, ParkingAccount, tidy
from services.parking.records.notices import PenaltyChargeNotice
from services.submissions import Receipt
from services.supplied import LONDON
from services.tasks import WrittenTask

SERVICE: Final = "parking"
CHALLENGE: Final = WrittenTask(SERVICE, "challenge-notice")
ANSWERED_WITHIN = timedelta(days=56)
"""The law's own time for an answer."""


@dataclass(frozen=True, slots=True)
class NoticeChallenge:
    """Why a resident says that a notice is wrong."""

    number: str
    vrm: str
    ground: str
    statement: str
    name: str


class NoticeNotChallengeable(Exception):
    """It is closed, it is being looked at already, or the time is over."""


def add_notice(*, actor: Actor, number: str, vrm: str, now: datetime) -> NoticeKey:
    """Show this notice to the resident from now on.

    Raises LinkRejected when no notice has both, TooManyTries, or ServiceUnavailable.
    """
    key = NoticeKey(tidy(number), tidy(vrm))

    def find(opens: AccountReference) -> AccountReference | None:
        if not key.is_well_written:
            return None
        try:
            found = run(ParkingClient.from_settings().find_notice(key.number, key.vrm))
        except NotFound:
            return None
        if (found.pcn, found.vrm) != (key.number, key.vrm):
            raise WrongRecord(SERVICE)
        return ParkingAccount.read(opens).adding(key).reference

    links.widen(actor=actor, slug=SERVICE, proved_by=key.number, find=find, now=now)
    return key


def remove_notice(*, actor: Actor, account: ParkingAccount, number: str) -> None:
    """Stop showing it here; the notice itself is not changed."""
    smaller = account.removing(number)
    links.narrow(actor=actor, slug=SERVICE, reference=smaller.reference)


def challenge_notice(
    *,
    actor: Actor,
    draft: KeptDraft,
    notice: PenaltyChargeNotice,
    answers: Mapping[str, str],
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the challenge, and hand it to the parking system now or as soon as it answers.

    It counts from now, also when it is handed over later. Raises NoticeNotChallengeable.
    """
    sent = CHALLENGE.find_sent(actor=actor, form_key=draft.form_key)
    if sent:
        return sent
    if not notice.can_be_challenged or find_on_its_way(actor=actor, notice=notice):
        raise NoticeNotChallengeable(notice.number)
    resident = Resident.objects.get(pk=actor.acting_for)
    request = NoticeChallenge(
        notice.number, notice.vrm, answers["ground"], answers["statement"], resident.full_name
    )
    return CHALLENGE.submit(
        actor=actor,
        form_key=draft.form_key,
        draft=draft,
        title=f"Challenge of notice {notice.number}",
        account_reference=account_of(notice),
        request=request,
        promised_on=now.astimezone(LONDON).date() + ANSWERED_WITHIN,
        journey_id=journey_id,
        now=now,
    )


def deliver_challenge(submission: Submission) -> Receipt:
    """Tell the parking system; the same submission again is not a second challenge."""
    asked = submissions.asked(submission, NoticeChallenge)
    body = {
        "vrm": asked.vrm,
        "ground": asked.ground,
        "statement": asked.statement,
        "name": asked.name,
        "submittedAt": submission.submitted_at.isoformat(),
    }
    client = ParkingClient.from_settings()
    received = run(client.challenge_notice(asked.number, body, key=str(submission.pk)))
    if received.pcn != asked.number:
        raise WrongRecord(SERVICE)
    return Receipt(supplier_reference=received.reference, promised_on=received.decide_by)


def account_of(notice: PenaltyChargeNotice) -> AccountReference:
    """A notice is an account of its own."""
    return ParkingAccount(notices=(NoticeKey(notice.number, notice.vrm),)).reference


def find_on_its_way(*, actor: Actor, notice: PenaltyChargeNotice) -> Submission | None:
    """A challenge that was sent from here and the parking system does not know yet."""
    return _waiting(actor).filter(account_reference=account_of(notice)).first()


def numbers_on_their_way(*, actor: Actor, notices: Iterable[PenaltyChargeNotice]) -> set[str]:
    """Which of these notices were challenged from here, and the parking system does not know."""
    waiting = set(_waiting(actor).values_list("account_reference", flat=True))
    return {notice.number for notice in notices if account_of(notice) in waiting}


def _waiting(actor: Actor) -> QuerySet[Submission]:
    return CHALLENGE.list_sent(actor=actor).filter(state=DeliveryState.WAITING)
