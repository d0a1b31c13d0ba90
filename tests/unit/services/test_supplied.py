"""What every adapter asks of a supplier's answer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract import AccountReference, ServiceUnavailable, WrongRecord
from services.supplied import check_all_about, whole_pence, written_pounds

MOST = 1_000_00
OURS = AccountReference("6001234567")


@given(st.integers(min_value=0, max_value=MOST))
def test_what_we_write_as_pounds_is_read_as_the_same_pence(pence: int) -> None:
    assert whole_pence(Decimal(written_pounds(pence)), most=MOST) == pence


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_any_decimal_is_whole_pence_within_the_bounds_or_no_amount(amount: Decimal) -> None:
    try:
        pence = whole_pence(amount, least=-MOST, most=MOST)
    except ServiceUnavailable:
        return
    assert Decimal(pence) == amount * 100
    assert -MOST <= pence <= MOST


@pytest.mark.parametrize("amount", ["0.001", "-0.01", "1000.01", "NaN", "sNaN", "-Infinity"])
def test_what_cannot_be_an_amount_is_refused(amount: str) -> None:
    with pytest.raises(ServiceUnavailable):
        whole_pence(Decimal(amount), most=MOST)


@pytest.mark.parametrize("amount", ["0", "1000.00", "12.340"])
def test_the_bounds_belong_to_it(amount: str) -> None:
    assert whole_pence(Decimal(amount), most=MOST) == Decimal(amount) * 100


def is_believed(found: list[str]) -> bool:
    try:
        check_all_about("housing", OURS, found)
    except WrongRecord:
        return False
    return True


@pytest.mark.parametrize(
    ("found", "is_ours"),
    [
        ([], True),
        ([OURS, OURS], True),
        (["6001234575"], False),
        ([OURS, "6001234575"], False),
        ([""], False),
        ([f"{OURS} "], False),
        ([f"{OURS}x"], False),
    ],
)
def test_one_answer_about_somebody_else_spoils_all(found: list[str], is_ours: bool) -> None:
    """G12: a supplier's mix-up is never shown."""
    assert is_believed(found) is is_ours
