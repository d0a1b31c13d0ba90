"""What the leisure card says."""

from datetime import datetime, timedelta

from services.contract import ComingUp, Detail, Happening, Notice, Summary
from services.leisure import payloads
from services.leisure.records import LONDON, Booking

RENEWAL_WINDOW = timedelta(days=28)
BOOKINGS_ON_THE_CARD = 3


def summary(
    account: payloads.CustomerAccount, bookings: list[Booking], *, now: datetime
) -> Summary:
    coming = sorted(
        (booking for booking in bookings if booking.is_coming_up(now=now)),
        key=lambda booking: booking.starts_at,
    )
    been = [booking for booking in bookings if booking.is_confirmed and booking.starts_at <= now]
    return Summary(
        headline=f"{coming[0].name}, {coming[0].when}" if coming else "Nothing booked at present",
        as_at=now,
        details=_details(account, coming),
        notices=_notices(account, now=now),
        coming_up=tuple(
            ComingUp(f"{booking.name} at {booking.venue.name}", booking.on, "leisure:index")
            for booking in coming[:BOOKINGS_ON_THE_CARD]
        ),
        recent=tuple(Happening(f"You went to {b.name}", b.on) for b in been),
    )


def _details(account: payloads.CustomerAccount, coming: list[Booking]) -> tuple[Detail, ...]:
    places = f"{len(coming)} booked" if coming else "None booked"
    cards = tuple(
        Detail(one.entitlement_type.pref_label, f"Valid until {one.valid_until:%-d %B %Y}")
        for one in account.entitlement
        if one.valid_until
    )
    return (Detail("Sessions", places), *cards)


def _notices(account: payloads.CustomerAccount, *, now: datetime) -> tuple[Notice, ...]:
    today = now.astimezone(LONDON).date()
    return tuple(
        Notice(
            f"Your {one.entitlement_type.pref_label} ends on {one.valid_until:%-d %B}",
            act_by=one.valid_until,
            action="See how to renew it",
            url_name="leisure:index",
        )
        for one in account.entitlement
        if one.valid_until and today <= one.valid_until <= today + RENEWAL_WINDOW
    )
