"""How much may be paid at once: the rules to the penny, and what people type."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accessibility.forms import PoundsField
from payments.amounts import LARGEST_PENCE, SMALLEST_PENCE, AmountNotAllowed, check_amount
from payments.checkout import new_payment_reference

NO_AMOUNTS = "0 -5 1e9 0.001 １２ 1,00.00 £ 1.2.3 12.5 NaN Infinity 0x10 twelve 5.00. --1 +1 ٣"


def is_allowed(amount, owed, least):
    try:
        check_amount(amount, owed_pence=owed, part_from_pence=least)
    except AmountNotAllowed:
        return False
    return True


@pytest.mark.parametrize(
    ("amount", "owed", "least", "allowed"),
    [
        (9215, 9215, None, True),
        (9214, 9215, None, False),
        (9216, 9215, None, False),
        (100, 9215, 100, True),
        (99, 9215, 100, False),
        (9215, 9215, 10_000, True),
        (30, 30, None, True),
        (29, 29, None, False),
        (29, 9215, 1, False),
        (0, 9215, 0, False),
        (-100, 9215, -200, False),
        (1_000_000, 1_000_000, None, True),
        (1_000_001, 1_000_001, None, False),
        (1_000_000, 1_000_001, 100, True),
        (10**9, 9215, 100, False),
    ],
)
def test_an_amount_is_allowed_or_not(amount, owed, least, allowed):
    """F04."""
    assert is_allowed(amount, owed, least) is allowed


def test_whoever_offers_too_little_is_never_asked_for_more_than_they_owe():
    with pytest.raises(AmountNotAllowed, match=r"£3\.00 or more"):
        check_amount(200, owed_pence=300, part_from_pence=500)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9), st.none() | st.integers(0, 10**6))
def test_whatever_is_allowed_is_within_every_limit(amount, owed, least):
    if is_allowed(amount, owed, least):
        assert SMALLEST_PENCE <= amount <= min(owed, LARGEST_PENCE)
        assert amount == owed or (least is not None and amount >= least)


@pytest.mark.parametrize(
    "words",
    [*NO_AMOUNTS.split(), "1 000", "9" * 30],
)
def test_what_is_no_amount_is_said_to_be_none(words):
    """F04."""
    with pytest.raises(ValidationError):
        PoundsField(at_least_pence=1, at_most_pence=10**6).clean(words)


@given(st.integers(1, 10**6))
def test_every_amount_that_is_typed_exactly_is_read_exactly(pence):
    field = PoundsField(at_least_pence=1, at_most_pence=10**6)

    assert field.clean(f"{pence // 100}.{pence % 100:02}") == pence
    assert field.clean(f"£{pence // 100:,}.{pence % 100:02}") == pence


def test_references_have_no_letter_that_is_misheard_or_misread():
    references = {new_payment_reference() for _ in range(2_000)}

    assert len(references) == 2_000
    for reference in references:
        assert reference.startswith("TB-")
        assert not set(reference.removeprefix("TB-")) & set("AEIOU01LS")
        assert [len(part) for part in reference.split("-")] == [2, 4, 4]
