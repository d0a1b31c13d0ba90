"""Where money's state can go, as a truth table, and that the drawing shows nothing else."""

from itertools import product
from pathlib import Path

import pytest

from payments.diagram import draw
from payments.states import (
    HOLDS_MONEY,
    OPEN,
    REFUND_MOVES,
    SESSION_MOVES,
    MoveNotAllowed,
    RefundState,
    SessionState,
    can_move,
    check_move,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "payment-states.md"
SESSION_TABLE = {
    "created": {"started", "success", "failed", "cancelled", "error"},
    "started": {"success", "failed", "cancelled", "error"},
    "success": set(),
    "failed": {"success", "error"},
    "cancelled": {"success", "error"},
    "error": {"success"},
}
REFUND_TABLE = {
    "requested": {"submitted", "declined"},
    "submitted": {"success", "error"},
    "success": {"error"},
    "declined": set(),
    "error": {"success"},
}


@pytest.mark.parametrize(("start", "end"), list(product(SessionState.values, repeat=2)))
def test_an_attempt_moves_only_as_the_table_says(start, end):
    assert can_move(SESSION_MOVES, start, end) is (end in SESSION_TABLE[start])


@pytest.mark.parametrize(("start", "end"), list(product(RefundState.values, repeat=2)))
def test_a_refund_moves_only_as_the_table_says(start, end):
    assert can_move(REFUND_MOVES, start, end) is (end in REFUND_TABLE[start])


def test_a_move_that_is_not_in_the_table_is_refused_by_name():
    with pytest.raises(MoveNotAllowed, match="success to failed"):
        check_move(SESSION_MOVES, SessionState.SUCCESS, SessionState.FAILED)


def test_money_received_is_never_taken_back_by_a_state():
    assert SessionState.SUCCESS not in SESSION_MOVES


def test_only_attempts_that_may_still_be_paid_are_open():
    assert set(OPEN) == {"created", "started"}


def test_a_refund_holds_its_money_until_it_is_declined_or_failed():
    assert set(RefundState.values) - set(HOLDS_MONEY) == {"declined", "error"}


def test_the_page_of_states_is_as_the_states_are():
    assert PAGE.read_text() == draw(), "run manage.py draw_payment_states"


def test_the_drawing_shows_every_move():
    drawn = draw()

    for start, ends in (*SESSION_MOVES.items(), *REFUND_MOVES.items()):
        for end in ends:
            assert f"    {start} --> {end}: " in drawn
