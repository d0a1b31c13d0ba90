"""What a resident can have done about a permit: link, renew, buy for visitors, change the vehicle.

What is issued is issued unpaid: the charge stands in the account until it is paid.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.delivery import DeliveryState, Refused
from accounts.ownership import list_owned
from services import links, submissions
from services.contract import AccountReference, NoSuchAccount, ServiceUnavailable, WrongRecord
from services.http import NotFound, Rejected
from services.models import Submission
from services.network import run
from services.parking import payloads
from services.parking.client import ParkingClient
from services.parking.records.account import ParkingAccount
from services.parking.records.permits import (
    A_YEAR,
    Permit,
    Renewal,
    Vehicle,
    VisitorOffer,
    VisitorPack,
)
from services.submissions import Receipt
from services.supplied import LONDON, written_pounds
from services.tasks import WrittenTask

SERVICE: Final = "parking"
RENEW: Final = WrittenTask(SERVICE, "renew-permit")
BUY: Final = WrittenTask(SERVICE, "buy-visitor-sessions")
CHANGE: Final = WrittenTask(SERVICE, "change-vehicle")
CANCEL: Final = WrittenTask(SERVICE, "cancel-visitor-sessions")
CONFLICT = 409
STILL_WAITING = (
    "We are still handing your last request for this permit to the parking team. Wait until they "
    "have it, or call us."
)


@dataclass(frozen=True, slots=True)
class NewRight:
    """A year of a permit, or visitor sessions, as they were shown to the resident."""

    right: str
    permit_number: str
    vrm: str
    specification: str
    price_pence: int
    starts_on: date
    ends_on: date
    sessions: int | None = None


@dataclass(frozen=True, slots=True)
class VehicleChange:
    right: str
    permit_number: str
    vrm: str


class NotPossible(Exception):
    """Not today, or not for this vehicle; says why in words."""


@dataclass(frozen=True, slots=True)
class Press:
    """The button of a form about somebody's permit; the same form's button twice is one press."""

    task: WrittenTask
    actor: Actor
    reference: AccountReference
    form_key: UUID
    journey_id: UUID | None
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    @property
    def permit_number(self) -> str:
        return ParkingAccount.read(self.reference).permit

    @property
    def account(self) -> AccountReference:
        """The permit alone, whatever notices stand beside it."""
        return ParkingAccount(permit=self.permit_number).reference

    def find_sent(self) -> Submission | None:
        return self.task.find_sent(actor=self.actor, form_key=self.form_key)

    def check_none_waits(self) -> None:
        """What was asked before must not be done after this, nor a second time.

        Raises NotPossible.
        """
        waiting = self.task.list_sent(actor=self.actor).filter(state=DeliveryState.WAITING)
        if waiting.filter(account_reference=self.account).exists():
            raise NotPossible(STILL_WAITING)

    def send(self, title: str, request: object, *, promised_on: date | None = None) -> Submission:
        """Hand it to the parking system, now or as soon as it answers."""
        return self.task.submit(
            actor=self.actor,
            form_key=self.form_key,
            title=title,
            account_reference=self.account,
            request=request,
            promised_on=promised_on,
            journey_id=self.journey_id,
            now=self.now,
        )


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


def renew_permit(press: Press, renewal: Renewal) -> Submission:
    """Ask for another year. Raises NotPossible with the reason in words."""
    if sent := press.find_sent():
        return sent
    check_possible(renewal.obstacle(press.today))
    press.check_none_waits()
    request = NewRight(
        right=f"{press.permit_number}-R{renewal.ends_on:%Y%m%d}",
        permit_number=press.permit_number,
        vrm=renewal.permit.vrm,
        specification=renewal.permit.specification,
        price_pence=renewal.price_pence,
        starts_on=renewal.starts_on,
        ends_on=renewal.ends_on,
    )
    title = f"Renewal: {renewal.permit.title_inside}"
    return press.send(title, request, promised_on=renewal.starts_on)


def buy_visitor_sessions(press: Press, offer: VisitorOffer, *, sessions: int) -> Submission:
    """Order a pack of sessions, good for a year once it is paid.

    Raises NotPossible with the reason in words.
    """
    if sent := press.find_sent():
        return sent
    pack = _pack_on_offer(offer, sessions)
    press.check_none_waits()
    request = NewRight(
        right=f"{press.permit_number}-V{press.form_key.hex[:12].upper()}",
        permit_number=press.permit_number,
        vrm=offer.vrm,
        specification=offer.specification,
        price_pence=pack.price_pence,
        starts_on=press.today,
        ends_on=press.today + A_YEAR,
        sessions=pack.sessions,
    )
    return press.send(f"{pack.sessions} visitor sessions", request, promised_on=press.today)


def deliver_right(submission: Submission) -> Receipt:
    """Issue it, not paid yet; the same submission again issues no second one."""
    asked = submissions.asked(submission, NewRight)
    body = payloads.assigned_right(
        right=asked.right,
        permit=asked.permit_number,
        vrm=asked.vrm,
        specification=asked.specification,
        pounds=written_pounds(asked.price_pence),
        starts_at=datetime.combine(asked.starts_on, time.min, LONDON),
        ends_at=datetime.combine(asked.ends_on, time(23, 59, 59), LONDON),
        issued_at=submission.submitted_at,
        sessions=asked.sessions,
    )
    run(ParkingClient.from_settings().create_right(body, key=str(submission.pk)))
    return Receipt(supplier_reference=asked.right, promised_on=asked.starts_on)


def change_vehicle(press: Press, permit: Permit, vehicle: Vehicle) -> Submission:
    """Put another vehicle on the permit from today on.

    Raises NotPossible with the reason in words.
    """
    if sent := press.find_sent():
        return sent
    check_possible(permit.obstacle_to(vehicle, press.today))
    press.check_none_waits()
    request = VehicleChange(permit.reference, press.permit_number, vehicle.vrm)
    title = f"{vehicle.vrm} on your {permit.title_inside}"[:120]
    return press.send(title, request, promised_on=press.today)


def deliver_change(submission: Submission) -> Receipt:
    """Write the permit back with the other plate; written already, it is left as it is."""
    asked = submissions.asked(submission, VehicleChange)
    if _is_changed_since(submission):
        raise Refused("another vehicle was asked for since")
    client = ParkingClient.from_settings()
    try:
        right = run(client.fetch_right(asked.right))
    except NotFound as gone:
        raise NoSuchAccount(SERVICE) from gone
    if right.known.id != asked.right or asked.permit_number not in right.known.permit_numbers:
        raise WrongRecord(SERVICE)
    if right.known.plates != [asked.vrm]:
        body = payloads.with_plate(right.whole, asked.vrm)
        try:
            run(
                client.replace_right(
                    asked.right, body, key=f"{submission.pk}-{right.known.version}"
                )
            )
        except Rejected as no:
            if no.status != CONFLICT:
                raise
            # Somebody changed the permit between our two calls: read it again next time.
            raise ServiceUnavailable("changed meanwhile") from no
    return Receipt(supplier_reference=asked.right)


def list_asked(*, actor: Actor) -> QuerySet[Submission]:
    """What the resident has asked for about permits from here, newest first."""
    mine = list_owned(Submission, actor=actor).filter(service=SERVICE)
    return mine.filter(task__in=[task.name for task in (RENEW, BUY, CHANGE, CANCEL)])


def _pack_on_offer(offer: VisitorOffer, sessions: int) -> VisitorPack:
    check_possible(offer.obstacle)
    pack = offer.find_pack(sessions)
    if pack is None:
        raise NotPossible("Choose how many sessions you want.")
    return pack


def _is_changed_since(submission: Submission) -> bool:
    """Sent again by staff, an old change would undo a newer one."""
    later = Submission.objects.filter(
        resident_id=submission.resident_id,
        service=SERVICE,
        task=CHANGE.name,
        account_reference=submission.account_reference,
        submitted_at__gt=submission.submitted_at,
    )
    return later.exclude(state=DeliveryState.GIVEN_UP).exists()


def check_possible(obstacle: str) -> None:
    """Raises NotPossible with these words, if there are any."""
    if obstacle:
        raise NotPossible(obstacle)
