"""What the parking card says."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from services.contract import (
    Charge,
    ComingUp,
    Detail,
    Happening,
    Notice,
    Summary,
)
from services.parking.records.account import NoticeKey, ParkingAccount
from services.parking.records.notices import PenaltyChargeNotice
from services.parking.records.parking import Parking
from services.parking.records.permits import Permit, PermitKind, is_replaced
from services.supplied import LONDON

INDEX = "parking:index"
NOTICE = "parking:notice"
RENEW = "parking:renew"
LATELY = timedelta(days=28)


def summary(parking: Parking, *, now: datetime) -> Summary:
    today = now.astimezone(LONDON).date()
    current = [permit for permit in parking.permits if permit.is_current(today)]
    return Summary(
        headline=_headline(current, parking.notices),
        as_at=now,
        details=tuple(_details(current)),
        notices=tuple(_notices(parking, today)),
        charges=tuple(_charges(parking)),
        coming_up=tuple(_coming_up(current, parking.notices)),
        recent=tuple(_recent(parking.notices, today)),
    )


def notice_charge(owed: PenaltyChargeNotice) -> Charge:
    """A notice is paid whole: part of it closes nothing.

    It is an account of its own, the same one whatever else the resident's link opens: what has
    been paid towards it must be found again after the link has changed.
    """
    return Charge(
        service="parking",
        account_reference=ParkingAccount(notices=(NoticeKey(owed.number, owed.vrm),)).reference,
        charge_reference=owed.number,
        description=f"Penalty charge notice {owed.number}",
        amount_pence=owed.due_today_pence,
        due_on=owed.until,
    )


def permit_charge(permit_number: str, permit: Permit) -> Charge:
    """A year of a permit is paid whole; its account is the permit's own number."""
    return Charge(
        service="parking",
        account_reference=ParkingAccount(permit=permit_number).reference,
        charge_reference=permit.reference,
        description=f"{_what(permit)}, until {permit.ends_on:%-d %B %Y}",
        amount_pence=permit.owed_pence,
        due_on=permit.starts_on,
    )


def _what(permit: Permit) -> str:
    if permit.kind is PermitKind.VISITOR_SESSIONS:
        return f"{permit.sessions_bought} {permit.title_inside}"
    return f"{permit.title}, {permit.vrm}"


def pounds(pence: int) -> str:
    """«£35», «£35.50»."""
    return f"£{pence // 100:,}" + (f".{pence % 100:02}" if pence % 100 else "")


def _headline(current: list[Permit], notices: Iterable[PenaltyChargeNotice]) -> str:
    owed = sum(each.due_today_pence for each in notices if each.is_payable)
    if owed:
        return f"{pounds(owed)} to pay today"
    permits = sum(permit.kind is PermitKind.PERMIT for permit in current)
    if not permits:
        return "No permit at the moment"
    return "1 permit" if permits == 1 else f"{permits} permits"


def _details(current: Iterable[Permit]) -> Iterable[Detail]:
    for permit in current:
        if permit.kind is PermitKind.PERMIT:
            yield Detail(permit.title, f"{permit.vrm}, until {permit.ends_on:%-d %B %Y}")
        elif permit.sessions_left is not None and permit.is_paid:
            yield Detail(permit.title, f"{permit.sessions_left} left")


def _charges(parking: Parking) -> Iterable[Charge]:
    for notice in parking.notices:
        if notice.is_payable:
            yield notice_charge(notice)
    for permit in parking.permits:
        if permit.owed_pence:
            yield permit_charge(parking.permit_number, permit)


def _notices(parking: Parking, today: date) -> Iterable[Notice]:
    for owed in parking.notices:
        if owed.is_payable:
            yield Notice(_to_pay(owed), owed.until, "See the notice", NOTICE, owed.number)
    for permit in parking.permits:
        if permit.ends_soon(today) and not is_replaced(permit, parking.permits):
            text = f"Renew your {permit.title_inside}"
            yield Notice(text, permit.ends_on, "Renew", RENEW, permit.reference)


def _to_pay(owed: PenaltyChargeNotice) -> str:
    text = f"Pay {pounds(owed.due_today_pence)} for parking notice {owed.number}"
    dearer = owed.next_step and owed.next_step.amount_pence > owed.due_today_pence
    if owed.next_step and dearer:
        return f"{text}, before it goes up to {pounds(owed.next_step.amount_pence)}"
    return text


def _coming_up(
    current: Iterable[Permit], notices: Iterable[PenaltyChargeNotice]
) -> Iterable[ComingUp]:
    for permit in current:
        if permit.kind is PermitKind.PERMIT:
            yield ComingUp(f"Your {permit.title_inside} ends", permit.ends_on, INDEX)
    for notice in notices:
        if notice.challenge and not notice.challenge.rejected_on and not notice.is_closed:
            text = f"Our answer to your challenge of {notice.number}, at the latest"
            yield ComingUp(text, notice.challenge.answer_by, INDEX)


def _recent(notices: Iterable[PenaltyChargeNotice], today: date) -> Iterable[Happening]:
    for notice in notices:
        if notice.served_on > today - LATELY:
            yield Happening(f"Parking notice {notice.number} was issued", notice.served_on)
        if notice.challenge and notice.challenge.received_on > today - LATELY:
            text = f"You challenged parking notice {notice.number}"
            yield Happening(text, notice.challenge.received_on)
