"""What a resident can have done: add notices and permits, challenge one and renew the other."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.delivery import DeliveryState
from accounts.ownership import list_owned
from accounts.residents.models import Resident
from services import drafts, links, submissions
from services.contract import AccountReference, WrongRecord
from services.drafts import KeptDraft
from services.http import NotFound
from services.models import Submission
from services.network import run
from services.parking import payloads
from services.parking.client import ParkingClient
from services.parking.records import (
    NoticeKey,
    ParkingAccount,
    PenaltyChargeNotice,
    Renewal,
    tidy,
)
from services.submissions import Receipt

LONDON = ZoneInfo("Europe/London")
SERVICE: Final = "parking"
CHALLENGE: Final = "challenge-notice"
RENEW: Final = "renew-permit"
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


@dataclass(frozen=True, slots=True)
class PermitRenewal:
    """Another year of a permit, as it was shown to the resident."""

    permit_number: str
    vrm: str
    specification: str
    price_pence: int
    starts_on: date
    ends_on: date


class PermitNotRenewable(Exception):
    """Not today, or not for this vehicle; says why in words."""


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


def add_permit(
    *,
    actor: Actor,
    facts: Mapping[str, str],
    match: Callable[[Mapping[str, str]], Coroutine[Any, Any, AccountReference | None]],
    now: datetime,
) -> None:
    """Show this permit beside the notices that are here; `match` says whose facts they are.

    Raises LinkRejected, TooManyTries, or ServiceUnavailable.
    """

    def find(opens: AccountReference) -> AccountReference | None:
        matched = run(match(facts))
        if matched is None:
            return None
        permit = ParkingAccount.read(matched).permit
        return ParkingAccount.read(opens).with_permit(permit).reference

    links.widen(actor=actor, slug=SERVICE, proved_by=facts["permit_number"], find=find, now=now)


def remove_notice(*, actor: Actor, account: ParkingAccount, number: str, now: datetime) -> None:
    """Stop showing it here; the notice itself is not changed."""
    smaller = account.removing(number)
    links.narrow(actor=actor, slug=SERVICE, reference=smaller.reference, now=now)


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
    sent = find_challenge(actor=actor, form_key=draft.form_key)
    if sent:
        return sent
    if not notice.can_be_challenged or find_on_its_way(actor=actor, notice=notice):
        raise NoticeNotChallengeable(notice.number)
    resident = Resident.objects.get(pk=actor.acting_for)
    request = NoticeChallenge(
        notice.number, notice.vrm, answers["ground"], answers["statement"], resident.full_name
    )
    return submissions.submit(
        actor=actor,
        service=SERVICE,
        task=CHALLENGE,
        title=f"Challenge of notice {notice.number}",
        account_reference=account_of(notice),
        request=request,
        form_key=draft.form_key,
        promised_on=now.astimezone(LONDON).date() + ANSWERED_WITHIN,
        journey_id=journey_id,
        now=now,
        in_the_same_transaction=lambda submission: drafts.become(draft, submission),
    )


def find_challenge(*, actor: Actor, form_key: UUID) -> Submission | None:
    """The challenge that was sent with this form, if it was."""
    return list_challenges(actor=actor).filter(form_key=form_key).first()


def list_challenges(*, actor: Actor) -> QuerySet[Submission]:
    """What the resident has challenged from here, newest first."""
    return list_owned(Submission, actor=actor).filter(service=SERVICE, task=CHALLENGE)


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


def renew_permit(
    *,
    actor: Actor,
    renewal: Renewal,
    permit_number: str,
    form_key: UUID,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Ask for another year, and hand it to the parking system now or as soon as it answers.

    Raises PermitNotRenewable with the reason in words.
    """
    sent = list_renewals(actor=actor).filter(form_key=form_key).first()
    if sent:
        return sent
    obstacle = renewal.obstacle(now.astimezone(LONDON).date())
    if obstacle:
        raise PermitNotRenewable(obstacle)
    request = PermitRenewal(
        permit_number=permit_number,
        vrm=renewal.permit.vrm,
        specification=renewal.permit.specification,
        price_pence=renewal.price_pence,
        starts_on=renewal.starts_on,
        ends_on=renewal.ends_on,
    )
    title = f"Renewal: {renewal.permit.title[:1].lower()}{renewal.permit.title[1:]}"
    return submissions.submit(
        actor=actor,
        service=SERVICE,
        task=RENEW,
        title=title,
        account_reference=ParkingAccount(permit=permit_number).reference,
        request=request,
        form_key=form_key,
        promised_on=renewal.starts_on,
        journey_id=journey_id,
        now=now,
    )


def list_renewals(*, actor: Actor) -> QuerySet[Submission]:
    """The renewals the resident has asked for from here, newest first."""
    return list_owned(Submission, actor=actor).filter(service=SERVICE, task=RENEW)


def deliver_renewal(submission: Submission) -> Receipt:
    """Issue the permit, not paid yet; the same submission again issues no second one."""
    asked = submissions.asked(submission, PermitRenewal)
    right = f"{asked.permit_number}-R{asked.ends_on:%Y%m%d}"
    body = payloads.assigned_right(
        right=right,
        permit=asked.permit_number,
        vrm=asked.vrm,
        specification=asked.specification,
        pounds=f"{asked.price_pence // 100}.{asked.price_pence % 100:02}",
        starts_at=datetime.combine(asked.starts_on, time.min, LONDON),
        ends_at=datetime.combine(asked.ends_on, time(23, 59, 59), LONDON),
        issued_at=submission.submitted_at,
    )
    run(ParkingClient.from_settings().create_right(body, key=str(submission.pk)))
    return Receipt(supplier_reference=right, promised_on=asked.starts_on)


def account_of(notice: PenaltyChargeNotice) -> AccountReference:
    """A notice is an account of its own."""
    return ParkingAccount(notices=(NoticeKey(notice.number, notice.vrm),)).reference


def find_on_its_way(*, actor: Actor, notice: PenaltyChargeNotice) -> Submission | None:
    """A challenge that was sent from here and the parking system does not know yet."""
    mine = list_challenges(actor=actor).filter(account_reference=account_of(notice))
    return mine.filter(state=DeliveryState.WAITING).first()
