"""What every adapter asks of a supplier's answer: money that can be true, and whose it is."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from accessibility.plain_words import clock
from services.contract import AccountReference, ServiceUnavailable, WrongRecord

LONDON = ZoneInfo("Europe/London")


class Timed:
    """Something that begins at a time, said as it is on the clocks here."""

    __slots__ = ()
    starts_at: datetime

    @property
    def on(self) -> date:
        return self.starts_at.astimezone(LONDON).date()

    @property
    def when(self) -> str:
        return when(self.starts_at)


def when(moment: datetime) -> str:
    """«Monday 23 November at 7pm»."""
    local = moment.astimezone(LONDON)
    return f"{local:%A %-d %B} at {clock(local)}"


def utc_now() -> datetime:
    return datetime.now(UTC)


def whole_pence(pounds: Decimal, *, most: int, least: int = 0) -> int:
    """Whole pence within these two; anything else is no amount: raises ServiceUnavailable."""
    hundredths = pounds * 100 if pounds.is_finite() else Decimal("0.5")
    if hundredths != int(hundredths) or not least <= hundredths <= most:
        raise ServiceUnavailable("not an amount of money")
    return int(hundredths)


def written_pounds(pence: int) -> str:
    """As suppliers write money: no sign, two places."""
    return f"{pence // 100}.{pence % 100:02}"


def check_all_about(service: str, reference: AccountReference, found: Iterable[str]) -> None:
    """Raise WrongRecord when one of these answers names another account."""
    if any(each != reference for each in found):
        raise WrongRecord(service)
