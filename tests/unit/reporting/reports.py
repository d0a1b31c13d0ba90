"""Two services, a year of facts, and what is asked of them."""

from datetime import UTC, date, datetime

from accounts.channels import Channel
from portal.reporting.periods import Period, months_between
from portal.reporting.reading import Facts
from portal.reporting.report import Question

SERVICES = ("housing", "parking")
YEAR = Period(date(2025, 12, 1), date(2026, 11, 1))
SELF_SERVE = Channel.SELF_SERVE
AS_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TITLES = {"housing": "Housing", "parking": "Parking"}


def facts(*, online=None, telephone=None, given_up=None):
    """Counts by month and service; `given_up` is of what `online` is of, 20 of each by default."""
    completed = {(month, of, "pay", SELF_SERVE): n for (month, of), n in (online or {}).items()}
    left = {(month, of, "pay", SELF_SERVE): n for (month, of), n in (given_up or {}).items()}
    by_telephone = {
        (month, of, "", Channel.TELEPHONE): n for (month, of), n in (telephone or {}).items()
    }
    return Facts(
        as_at=AS_AT,
        completed=completed | by_telephone,
        given_up=dict.fromkeys(completed, 20) | left,
        counted_elsewhere=frozenset(telephone or {}),
    )


def every_month(count, *, first=date(2024, 12, 1), last=date(2026, 11, 1), services=SERVICES):
    return {
        (month, service): count for month in months_between(first, last) for service in services
    }


def question(**asked):
    return Question(period=YEAR, services=SERVICES, **asked)
