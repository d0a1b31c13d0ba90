"""Card numbers have no business in anything that people write down here."""

import re

CANDIDATE = re.compile(r"(?<!\d)\d(?:[ \-.]?\d){12,18}(?!\d)", re.ASCII)


def holds_card_number(text: str) -> bool:
    """Whether 13 to 19 digits in a row pass the check that every card number passes."""
    return any(_passes(re.sub(r"\D", "", found)) for found in CANDIDATE.findall(text))


def _passes(digits: str) -> bool:
    """Luhn's check: every second digit from the right counts double, its two digits added."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0
