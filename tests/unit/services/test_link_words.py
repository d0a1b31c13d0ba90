"""What a resident reads when a fact of the letter is missing."""

import pytest

from services.contract import Fact
from services.pages.forms import _field


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
