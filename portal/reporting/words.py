"""How the report's numbers read."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from portal.reporting.definitions import Cost, Share
from portal.reporting.suppression import Cell, Hidden

NOTHING = "No figure"
TOO_FEW = "Too few to show"
NO_COMPARISON = "Nothing to compare with a year earlier"
NOT_IN_YET = "not in yet"
"""A month for which telephone, counters and post have not been counted: not the same as nought."""
MINUS = "−"


def cell_in_words(cell: Cell) -> str:
    if isinstance(cell, Hidden):
        return "<5" if cell is Hidden.SMALL else "[not shown]"
    return f"{cell:,}"


def share_in_words(share: Share) -> str:
    if share.percent is None:
        return NOTHING
    if share.is_disclosive:
        return TOO_FEW
    return f"{share.percent}%"


def basis_in_words(share: Share, of_what: str) -> str:
    """The two counts of a share; nothing where they would give a small one away."""
    if share.percent is None or share.is_disclosive:
        return ""
    return f"{share.part:,} of {share.whole:,} {of_what}"


def months_in_words(months: Sequence[date]) -> str:
    """`in 11 months, to October 2026`."""
    if not months:
        return ""
    number = "1 month" if len(months) == 1 else f"{len(months)} months"
    return f"in {number}, to {months[-1]:%B %Y}"


def points_in_words(points: Decimal | None) -> str:
    """The change against last year, in percentage points."""
    if points is None:
        return NO_COMPARISON
    if not points:
        return "The same as a year earlier"
    return f"{_signed(points)} points on a year earlier"


def count_change_in_words(now: int, then: int) -> str:
    if not then:
        return NO_COMPARISON
    change = round(Decimal(100 * (now - then)) / then, 1)
    if not change:
        return "The same as a year earlier"
    return f"{_signed(change)}% on a year earlier"


def cost_in_words(cost: Cost | None) -> str:
    if cost is None or cost.pence_each is None:
        return NOTHING
    return f"£{cost.pence_each / 100:.2f}"


def cost_change_in_words(now: Cost | None, then: Cost | None) -> str:
    if now is None or then is None or now.pence_each is None or then.pence_each is None:
        return NO_COMPARISON
    change = now.pence_each - then.pence_each
    if not change:
        return "The same as a year earlier"
    sign = "+" if change > 0 else MINUS
    return f"{sign}£{abs(change) / 100:.2f} on a year earlier"


def _signed(number: Decimal) -> str:
    return f"{'+' if number > 0 else MINUS}{abs(number)}"
