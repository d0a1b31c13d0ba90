"""Test cards, and what the bank says to each."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Card:
    number: str
    words: str
    brand: str = "visa"
    decline_code: str = ""
    message: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def refusal(self) -> dict[str, Any] | None:
        """The bank's answer in Stripe's words, or None for a card that pays."""
        if not self.decline_code:
            return None
        return {"code": "card_declined", "decline_code": self.decline_code, "message": self.message}


CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242", "Pays"),
        Card("5555555555554444", "Pays", brand="mastercard"),
        Card(
            "4000000000000002",
            "Is declined",
            decline_code="generic_decline",
            message="Your card was declined.",
        ),
        Card(
            "4000000000009995",
            "Has insufficient funds",
            decline_code="insufficient_funds",
            message="Your card has insufficient funds.",
        ),
    )
}


def problems_with(number: str, expiry: str, security_code: str, *, today: date) -> dict[str, str]:
    """What is wrong with the details, by field; empty when the bank can be asked."""
    wrong = {}
    if re.sub(r"[\s-]", "", number) not in CARDS:
        wrong["number"] = "Enter one of the test card numbers. A real card does not work here."
    if not _is_in_the_future(expiry, today):
        wrong["expiry"] = "Enter an expiry date in the future, such as 12 / 34"
    if not re.fullmatch(r"[0-9]{3,4}", security_code.strip(), re.ASCII):
        wrong["security_code"] = "Enter the 3 digits on the back of the card"
    return wrong


def card_of(number: str) -> Card:
    return CARDS[re.sub(r"[\s-]", "", number)]


def _is_in_the_future(expiry: str, today: date) -> bool:
    written = re.fullmatch(r"\s*(\d{1,2})\s*/?\s*(\d{2})\s*", expiry, re.ASCII)
    if not written or not 1 <= int(written[1]) <= 12:
        return False
    return (2000 + int(written[2]), int(written[1])) >= (today.year, today.month)
