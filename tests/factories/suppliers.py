"""A supplier that answers nothing and remembers what it was sent."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sent:
    """One call, as the supplier would have received it."""

    method: str
    path: str
    params: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    key: str = ""


class RecordingSupplier:
    """In place of `services.http.Supplier`; `answer` is what every call gets back."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.sent: list[Sent] = []

    async def get(self, path: str, into: Any, *, params: Any = None) -> Any:
        self.sent.append(Sent("GET", path, dict(params or {})))
        return self.answer

    async def post(self, path: str, into: Any, json: Any, *, idempotency_key: str = "") -> Any:
        self.sent.append(Sent("POST", path, {}, json, idempotency_key))
        return self.answer
