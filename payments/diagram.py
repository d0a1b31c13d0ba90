"""Draw the states of money, for docs/reference."""

from collections.abc import Iterable

from accounts.delivery import DeliveryState
from payments.states import REFUND_MOVES, SESSION_MOVES, MismatchKind, Moves, RefundState
from payments.states import SessionState as State

POSTING_MOVES: Moves = {
    DeliveryState.WAITING: {
        DeliveryState.DELIVERED: "the ledger took it",
        DeliveryState.GIVEN_UP: "the ledger refused it: a person is told",
    },
    DeliveryState.GIVEN_UP: {DeliveryState.WAITING: "a person has it told again"},
}
INTRODUCTION = """# Payment states

Drawn from `payments/states.py` by `manage.py draw_payment_states`. Do not edit: a test compares.

An attempt, a payment and a refund are three things. An *attempt* (`PaymentSession`) is one visit
to the card page. A *payment* (`Payment`) is money received; it has no state, because it never
changes. A *refund* (`Refund`) is money given back, and leaves the payment as it was.
"""


def draw() -> str:
    """The whole page."""
    parts = [
        INTRODUCTION,
        _section("Attempt", "created", SESSION_MOVES, State.choices),
        _section("Refund", "requested", REFUND_MOVES, RefundState.choices),
        _section("Posting to the service's ledger", "waiting", POSTING_MOVES, []),
        _mismatches(),
    ]
    return "\n".join(parts)


def _section(title: str, first: str, moves: Moves, labels: Iterable[tuple[str, object]]) -> str:
    steps = [(start, end, when) for start, ends in moves.items() for end, when in ends.items()]
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {start} --> {end}: {_plain(when)}" for start, end, when in steps]
    lines += ["```", ""]
    rows = [f"| `{value}` | {label} |" for value, label in labels]
    if rows:
        lines += ["| state | residents and staff read |", "| --- | --- |", *rows, ""]
    lines += ["| from | to | when |", "| --- | --- | --- |"]
    lines += [f"| `{start}` | `{end}` | {when} |" for start, end, when in steps]
    return "\n".join([*lines, ""])


def _mismatches() -> str:
    lines = ["## What does not match", "", "Each is a line that a person looks at.", ""]
    lines += ["| kind | meaning |", "| --- | --- |"]
    lines += [f"| `{value}` | {label} |" for value, label in MismatchKind.choices]
    return "\n".join([*lines, ""])


def _plain(words: str) -> str:
    """A colon would end the label of an arrow."""
    return words.replace(":", ",")
