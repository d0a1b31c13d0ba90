"""The pretended card company's store and post, in a dictionary instead of a database."""

import copy
from contextlib import nullcontext
from typing import Any

import pytest

from services.sandbox import faults, store
from services.sandbox.card_payments import book, webhooks
from services.sandbox.card_payments.cards import CARDS

Body = dict[str, Any]


class Books:
    """What the card company remembers, and what it told the portal."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.rows: dict[tuple[str, str], Body] = {}
        self.told: list[str] = []
        self.fault = ""
        self.seconds = 1_777_887_000.0
        patch.setattr(store, "put", self.put)
        patch.setattr(store, "get", self.get)
        patch.setattr(store, "list_of", self.list_of)
        patch.setattr(faults, "active", lambda supplier: self.fault)
        patch.setattr(webhooks, "emit", lambda kind, subject: self.told.append(kind))
        patch.setattr(book.transaction, "atomic", nullcontext)
        patch.setattr("time.time", lambda: self.seconds)

    def put(self, supplier: str, kind: str, key: str, body: Body, **_: Any) -> Body:
        # A copy: what is changed afterwards and not put back has not happened.
        self.rows[kind, key] = copy.deepcopy(body)
        return body

    def get(self, supplier: str, kind: str, key: str) -> Body | None:
        return copy.deepcopy(self.rows.get((kind, key)))

    def list_of(self, supplier: str, kind: str, **matching: Any) -> list[Body]:
        wanted = {name.removeprefix("body__"): value for name, value in matching.items()}
        return [
            copy.deepcopy(body)
            for (of_kind, _), body in self.rows.items()
            if of_kind == kind and all(body.get(name) == value for name, value in wanted.items())
        ]

    def only(self, kind: str) -> Body:
        (body,) = self.list_of("", kind)
        return body


GOOD = CARDS["4242424242424242"]
DECLINED = CARDS["4000000000000002"]


def an_item(pence=9215, quantity=1, **price):
    data = {"currency": "gbp", "unit_amount": pence, "product_data": {"name": "Rent"}, **price}
    return {"quantity": quantity, "price_data": data}


def asked(books, **changes):
    return {
        "mode": "payment",
        "success_url": "https://my.thornbridge.example/back?s={CHECKOUT_SESSION_ID}",
        "client_reference_id": "TB-7KQ4-M2WD",
        "expires_at": int(books.seconds) + 3600,
        "metadata": {"session_id": "7"},
        "payment_intent_data": {"description": "Rent", "metadata": {"reference": "TB-7KQ4-M2WD"}},
        "line_items": [an_item()],
        **changes,
    }
