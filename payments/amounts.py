"""How much may be paid at once. Integer pence, no rounding."""

from accessibility.plain_words import pounds

SMALLEST_PENCE = 30
"""The card company takes no less."""
LARGEST_PENCE = 1_000_000
"""£10,000: whoever owes us more should talk to a person first."""


class AmountNotAllowed(Exception):
    """Says, in words for the resident, what is wrong with the amount."""


def check_amount(amount_pence: int, *, owed_pence: int, part_from_pence: int | None) -> None:
    """May this much be paid towards what is owed? Raises AmountNotAllowed."""
    if amount_pence > owed_pence:
        raise AmountNotAllowed(f"Enter {pounds(owed_pence)} or less: that is all you owe")
    if amount_pence < owed_pence:
        _check_part(amount_pence, owed_pence, part_from_pence)
    if amount_pence < SMALLEST_PENCE:
        raise AmountNotAllowed(f"The smallest card payment is {pounds(SMALLEST_PENCE)}")
    if amount_pence > LARGEST_PENCE:
        raise AmountNotAllowed(
            f"The largest card payment is {pounds(LARGEST_PENCE)}. Call us to pay more."
        )


def _check_part(amount_pence: int, owed_pence: int, part_from_pence: int | None) -> None:
    if part_from_pence is None:
        raise AmountNotAllowed(f"This must be paid in one go: {pounds(owed_pence)}")
    if amount_pence < part_from_pence:
        raise AmountNotAllowed(f"Enter {pounds(min(part_from_pence, owed_pence))} or more")
