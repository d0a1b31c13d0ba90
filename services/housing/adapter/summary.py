"""What the housing card says."""

from datetime import date, datetime, timedelta

from accessibility.plain_words import pounds
from services.contract import (
    AccountReference,
    Charge,
    ComingUp,
    Detail,
    Happening,
    Notice,
    Summary,
)
from services.housing.records import Overview, RentAccount, RentLine, Repair, RepairState
from services.supplied import LONDON

RENT = "rent"
"""The one charge there is."""
LEAST_PAYMENT_PENCE = 100
LATELY = timedelta(days=28)
REPAIRS = "housing:repairs"
REPAIR = "housing:repair"
VISIT = "housing:visit"


def summary(reference: AccountReference, overview: Overview, *, now: datetime) -> Summary:
    today = now.astimezone(LONDON).date()
    rent, repairs = overview.rent, overview.repairs
    return Summary(
        headline=_headline(rent),
        as_at=now,
        details=_details(overview),
        notices=tuple(_notices(repairs)),
        charges=_charges(reference, rent),
        coming_up=tuple(_coming_up(rent, repairs, today)),
        recent=tuple(_recent(rent, repairs, today)),
    )


def rent_charge(reference: AccountReference, owed_pence: int, *, due_on: date | None) -> Charge:
    """Rent can be paid bit by bit: from £1, or the whole of it when less is owed."""
    return Charge(
        service="housing",
        account_reference=reference,
        charge_reference=RENT,
        description="Rent",
        amount_pence=owed_pence,
        due_on=due_on,
        part_payment_from_pence=min(LEAST_PAYMENT_PENCE, owed_pence),
    )


def _headline(rent: RentAccount) -> str:
    if rent.is_owed:
        return f"{pounds(rent.owed_pence)} rent owed"
    if rent.credit_pence:
        return f"Rent paid, {pounds(rent.credit_pence)} in credit"
    return "Rent paid"


def _details(overview: Overview) -> tuple[Detail, ...]:
    rent = overview.rent
    balance = f"{pounds(rent.owed_pence)} owed" if rent.is_owed else "Nothing owed"
    if rent.credit_pence:
        balance = f"{pounds(rent.credit_pence)} in credit"
    under_way = sum(repair.state.is_open for repair in overview.repairs)
    return (
        Detail("Rent balance", balance),
        Detail("Rent each week", pounds(rent.weekly_pence)),
        Detail("Repairs under way", str(under_way) if under_way else "None"),
        Detail("Home", overview.tenancy.address),
    )


def _notices(repairs: tuple[Repair, ...]) -> list[Notice]:
    notices = []
    for repair in repairs:
        if repair.state is RepairState.ACCEPTED:
            text = f"Choose a time for your repair: {repair.title}"
            notices.append(Notice(text, repair.due_on, "Choose a time", VISIT, repair.reference))
        if repair.state is RepairState.MISSED:
            text = f"We could not get in for your repair: {repair.title}"
            notices.append(Notice(text, None, "See what to do", REPAIR, repair.reference))
    return notices


def _charges(reference: AccountReference, rent: RentAccount) -> tuple[Charge, ...]:
    if not rent.is_owed:
        return ()
    charged = next((line for line in rent.lines if line.charged_pence), None)
    return (rent_charge(reference, rent.owed_pence, due_on=charged.on if charged else None),)


def _coming_up(rent: RentAccount, repairs: tuple[Repair, ...], today: date) -> list[ComingUp]:
    visits = [
        ComingUp(f"Repair visit, {repair.visit.words}: {repair.title}", repair.visit.on, REPAIRS)
        for repair in repairs
        if repair.visit and repair.state is RepairState.BOOKED and repair.visit.on >= today
    ]
    next_rent = ComingUp(f"{pounds(rent.weekly_pence)} rent", next_rent_day(today), "housing:rent")
    return [*visits, next_rent] if rent.weekly_pence else visits


def next_rent_day(today: date) -> date:
    """Rent is charged every Monday, for the week ahead."""
    return today + timedelta(days=7 - today.weekday())


def _recent(rent: RentAccount, repairs: tuple[Repair, ...], today: date) -> list[Happening]:
    done = [
        Happening(f"Repair finished: {repair.title}", repair.closed_on)
        for repair in repairs
        if repair.closed_on
        and repair.state is RepairState.COMPLETE
        and repair.closed_on > today - LATELY
    ]
    paid = [Happening(_paid(line), line.on) for line in rent.lines if line.paid_pence]
    return [*done, *paid]


def _paid(line: RentLine) -> str:
    return f"{line.text} of {pounds(line.paid_pence)} to your rent"
