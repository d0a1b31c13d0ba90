"""The states of money, and the only moves between them. docs/reference is drawn from here.

The words are GOV.UK Pay's. There is no «refunded» among them: an attempt, a payment and a refund
are three things, and a refund never makes a payment a failed one.
"""

from collections.abc import Mapping

from django.db import models


class SessionState(models.TextChoices):
    """One attempt at the card page."""

    CREATED = "created", "Being opened"
    STARTED = "started", "Not paid yet"
    SUCCESS = "success", "Paid"
    FAILED = "failed", "Ran out of time"
    CANCELLED = "cancelled", "Cancelled"
    ERROR = "error", "Did not work"


class RefundState(models.TextChoices):
    """Money on its way back."""

    REQUESTED = "requested", "Waiting for a second person"
    SUBMITTED = "submitted", "On its way"
    SUCCESS = "success", "Refunded"
    DECLINED = "declined", "Not approved"
    ERROR = "error", "Did not go through"


class Why(models.TextChoices):
    """Why an attempt ended without money."""

    NONE = "", ""
    EXPIRED = "expired", "the card page ran out of time"
    BY_RESIDENT = "by_resident", "it was cancelled"
    WITHDRAWN = "withdrawn", "it is not owed any more"
    REPLACED = "replaced", "another attempt took its place"
    NEVER_OPENED = "never_opened", "the card page could not be opened"
    NOT_THERE = "not_there", "the card company does not know it"
    DOES_NOT_MATCH = "does_not_match", "what was paid is not what was asked for"


class MismatchKind(models.TextChoices):
    """What can be wrong between us, the gateway and the ledgers."""

    AMOUNT = "amount", "The gateway took another amount"
    CURRENCY = "currency", "The gateway took another currency"
    SESSION = "session", "The gateway answered about another payment"
    LIVE = "live", "Test money in the live books, or live money in the test books"
    UNKNOWN_SESSION = "unknown_session", "The gateway has a payment that we do not know"
    LATE = "late", "Paid after the attempt had ended"
    PAID_TWICE = "paid_twice", "More was paid than was owed"
    REFUND_BY_HAND = "refund_by_hand", "A refund made at the gateway itself"
    REFUND_FAILED = "refund_failed", "Money could not be given back"
    REFUND_TO_POST = "refund_to_post", "A refund to take off the service's ledger"
    NOT_POSTED = "not_posted", "The service's ledger does not have a payment"
    DISPUTE = "dispute", "The card holder disputes a payment"
    ONLY_THERE = "only_there", "The card company's books have it, ours do not"
    ONLY_HERE = "only_here", "Our books have it, the card company's do not"
    BOOKS_DIFFER = "books_differ", "The card company's books have another amount than ours"


Moves = Mapping[str, Mapping[str, str]]
"""From each state, where to, and what makes it happen."""

_ENDS: Mapping[str, str] = {
    SessionState.FAILED: "ran out of time",
    SessionState.CANCELLED: "cancelled or replaced",
}
_AFTER_ALL: Mapping[str, str] = {
    SessionState.SUCCESS: "paid after all: a person is told",
    SessionState.ERROR: "paid after all, and does not match",
}
SESSION_MOVES: Moves = {
    SessionState.CREATED: {
        SessionState.STARTED: "the card page is open",
        SessionState.SUCCESS: "paid before we saw the page open",
        **_ENDS,
        SessionState.ERROR: "never opened, or does not match",
    },
    SessionState.STARTED: {
        SessionState.SUCCESS: "paid",
        **_ENDS,
        SessionState.ERROR: "does not match",
    },
    SessionState.FAILED: _AFTER_ALL,
    SessionState.CANCELLED: _AFTER_ALL,
    SessionState.ERROR: {SessionState.SUCCESS: "the gateway's books were put right"},
}
REFUND_MOVES: Moves = {
    RefundState.REQUESTED: {
        RefundState.SUBMITTED: "approved by a second person",
        RefundState.DECLINED: "a second person said no",
    },
    RefundState.SUBMITTED: {
        RefundState.SUCCESS: "the gateway gave it back",
        RefundState.ERROR: "the gateway could not",
    },
    RefundState.SUCCESS: {RefundState.ERROR: "the bank sent it back to us"},
    RefundState.ERROR: {RefundState.SUCCESS: "the gateway gave it back after all"},
}

OPEN = (SessionState.CREATED, SessionState.STARTED)
"""Money may still come. At most one attempt for a charge is open."""
HOLDS_MONEY = (RefundState.REQUESTED, RefundState.SUBMITTED, RefundState.SUCCESS)
"""Refunds that count against what can still be given back."""


class MoveNotAllowed(Exception):
    """Somebody tried to move money's state where it cannot go."""


def can_move(moves: Moves, start: str, end: str) -> bool:
    return end in moves.get(start, {})


def check_move(moves: Moves, start: str, end: str) -> None:
    """Raises MoveNotAllowed."""
    if not can_move(moves, start, end):
        raise MoveNotAllowed(f"{start} to {end}")
