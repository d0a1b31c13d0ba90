"""What a resident reads when a fact of the letter is missing, or cannot be right."""

import pytest

from services.contract import Fact
from services.pages.forms import FactsForm, _field


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Claim reference", "Enter your claim reference"),
        ("National Insurance number", "Enter your National Insurance number"),
        ("Postcode", "Enter your postcode"),
    ],
)
def test_a_missing_fact_is_asked_for_in_a_sentence(label: str, words: str) -> None:
    field = _field(Fact("fact", label))

    assert field.error_messages["required"] == words


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ("6001234567", True),
        (" 600 123 4567 ", True),
        ("600123456", False),
        ("60012345678", False),
        ("600123456A", False),
        ("６００１２３４５６７", False),
    ],
)
def test_a_number_with_too_few_digits_or_too_many_is_a_slip_that_is_said_at_once(
    typed: str, is_taken: bool
) -> None:
    form = FactsForm({"number": typed}, asked=[Fact("number", "Payment reference", digits=10)])

    told = form.errors.get("number", [])

    slip = "Your payment reference has 10 digits. Copy it from the letter"
    assert told == ([] if is_taken else [slip])
