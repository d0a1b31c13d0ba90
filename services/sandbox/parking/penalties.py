"""What a penalty charge notice costs on a day, and what happens to it next.

The statutory timetable for England outside London (SI 2022/71). Every period begins with the
day of service, so fourteen days served on the 1st end on the 14th.
"""

from dataclasses import dataclass
from datetime import date, timedelta

POSTED = timedelta(days=2)
"""A notice that is posted is served two days later."""
ANSWER_WITHIN = timedelta(days=56)


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a council may charge. Band 2 outside London."""

    higher_pence: int = 7000
    lower_pence: int = 5000
    discount_percent: int = 50
    surcharge_percent: int = 50
    court_fee_pence: int = 1000
    discount_days: int = 14
    discount_days_camera: int = 21
    penalty_days: int = 28
    certificate_days: int = 14
    order_days: int = 21

    def penalty(self, level: str) -> int:
        return self.higher_pence if level == "higher" else self.lower_pence

    def discounted(self, level: str) -> int:
        return self.penalty(level) * (100 - self.discount_percent) // 100

    def surcharged(self, level: str) -> int:
        return self.penalty(level) * (100 + self.surcharge_percent) // 100


@dataclass(frozen=True, slots=True)
class Notice:
    level: str
    served_on: date
    served_by: str
    """windscreen, post or camera. One that comes by post is the notice to owner as well."""
    challenged_on: date | None = None
    challenge_kind: str = ""
    rejected_on: date | None = None
    closed_as: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a notice stands on one day."""

    status: str
    due_pence: int
    until: date | None = None
    """The last day this lasts; None while it waits for the council, or for ever."""
    may_challenge: str = ""
    """informal or formal; empty when the time for it is over."""


def standing(notice: Notice, today: date, tariff: Tariff) -> Standing:
    if notice.closed_as:
        return Standing("closed", 0)
    if notice.challenged_on and not notice.rejected_on:
        # The clock stands still: it costs what it cost on the day it was challenged.
        due = _timetable(notice, notice.challenged_on, tariff).due_pence
        formal = notice.challenge_kind == "formal"
        return Standing("representations" if formal else "challenged", due)
    if notice.rejected_on and notice.challenge_kind == "formal":
        return _after_rejection(notice, notice.rejected_on, today, tariff)
    return _timetable(notice, today, tariff)


def discount_ends_on(notice: Notice, tariff: Tariff) -> date:
    camera = notice.served_by == "camera"
    days = tariff.discount_days_camera if camera else tariff.discount_days
    first = _last(notice.served_on, days)
    if notice.rejected_on and _discount_is_offered_again(notice, first):
        return _last(notice.rejected_on, tariff.discount_days)
    return first


def _timetable(notice: Notice, today: date, tariff: Tariff) -> Standing:
    posted = notice.served_by in {"post", "camera"}
    asked = "" if notice.rejected_on else ("formal" if posted else "informal")
    discounted_until = discount_ends_on(notice, tariff)
    if today <= discounted_until:
        return Standing("discount", tariff.discounted(notice.level), discounted_until, asked)
    full_until = _full_until(notice, tariff)
    if today <= full_until:
        return Standing("full", tariff.penalty(notice.level), full_until, asked)
    if not posted:
        served_on = full_until + timedelta(days=1) + POSTED
        owner_until = _last(served_on, tariff.penalty_days)
        if today <= owner_until:
            penalty = tariff.penalty(notice.level)
            return Standing("notice_to_owner", penalty, owner_until, "formal")
        full_until = owner_until
    return _after_the_penalty(notice, today, full_until, tariff)


def _after_rejection(notice: Notice, rejected_on: date, today: date, tariff: Tariff) -> Standing:
    """Pay, or appeal to the tribunal, within the penalty's days; then the certificate."""
    until = _last(rejected_on, tariff.penalty_days)
    if today <= until:
        return Standing("rejected", tariff.penalty(notice.level), until)
    return _after_the_penalty(notice, today, until, tariff)


def _after_the_penalty(notice: Notice, today: date, until: date, tariff: Tariff) -> Standing:
    """Nobody paid and nobody answered: charge certificate, order for recovery, warrant."""
    surcharged = tariff.surcharged(notice.level)
    certificate_until = _last(until + timedelta(days=1) + POSTED, tariff.certificate_days)
    if today <= certificate_until:
        return Standing("charge_certificate", surcharged, certificate_until)
    registered = surcharged + tariff.court_fee_pence
    order_until = _last(certificate_until + timedelta(days=1) + POSTED, tariff.order_days)
    if today <= order_until:
        return Standing("order_for_recovery", registered, order_until)
    return Standing("warrant", registered)


def _full_until(notice: Notice, tariff: Tariff) -> date:
    """A rejected challenge gives the penalty's days again."""
    return _last(max(notice.served_on, notice.rejected_on or date.min), tariff.penalty_days)


def _discount_is_offered_again(notice: Notice, first: date) -> bool:
    """A challenge that came in time keeps the discount, even when it is rejected."""
    in_time = notice.challenged_on is not None and notice.challenged_on <= first
    return in_time and notice.challenge_kind == "informal"


def _last(served_on: date, days: int) -> date:
    return served_on + timedelta(days=days - 1)
