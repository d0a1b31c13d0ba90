"""What the leisure card says."""

from datetime import datetime, timedelta

from services.contract import ComingUp, Detail, Happening, Notice, Summary
from services.leisure.records import Booking, Membership
from services.supplied import LONDON

RENEWAL_WINDOW = timedelta(days=28)
BOOKINGS_ON_THE_CARD = 3


def summary(member: Membership, *, now: datetime) -> Summary:
    bookings = member.bookings
    coming = sorted(
        (booking for booking in bookings if booking.is_coming_up(now=now)),
        key=lambda booking: booking.starts_at,
    )
    been = [booking for booking in bookings if booking.is_confirmed and booking.starts_at <= now]
    return Summary(
        headline=f"{coming[0].name}, {coming[0].when}" if coming else "Nothing booked at present",
        as_at=now,
        details=_details(member, coming),
        notices=_notices(member, now=now),
        coming_up=tuple(
            ComingUp(f"{booking.name} at {booking.venue.name}", booking.on, "leisure:index")
            for booking in coming[:BOOKINGS_ON_THE_CARD]
        ),
        recent=tuple(Happening(f"You went to {b.name}", b.on) for b in been),
    )


def _details(member: Membership, coming: list[Booking]) -> tuple[Detail, ...]:
    places = f"{len(coming)} booked" if coming else "None booked"
    cards = tuple(
        Detail(one.name, f"Valid until {one.ends_on:%-d %B %Y}")
        for one in member.entitlements
        if one.ends_on
    )
    return (Detail("Sessions", places), *cards)


def _notices(member: Membership, *, now: datetime) -> tuple[Notice, ...]:
    today = now.astimezone(LONDON).date()
    return tuple(
        Notice(
            f"Your {one.name} ends on {one.ends_on:%-d %B}",
            act_by=one.ends_on,
            action="See how to renew it",
            url_name="leisure:index",
        )
        for one in member.entitlements
        if one.ends_on and today <= one.ends_on <= today + RENEWAL_WINDOW
    )
