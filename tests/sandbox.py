"""The running sandbox, as tests talk to it."""

import json
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """In the sandbox's town, at this moment: a run may go on past midnight."""
    return datetime.now(LONDON).date()


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Calls any page of the sandbox, and makes its suppliers misbehave."""

    url: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One JSON call; raises urllib.error.HTTPError for 4xx and 5xx."""
        request = urllib.request.Request(
            f"{self.url}/{path.lstrip('/')}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **headers},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = response.read()
            return json.loads(answer) if answer else None

    def fault(self, supplier: str, kind: str, *, seconds: float = 5) -> None:
        self.call("POST", f"/faults/{supplier}", {"fault": kind, "seconds": seconds})

    def well(self, supplier: str) -> None:
        self.call("DELETE", f"/faults/{supplier}")

    def reset(self) -> None:
        """Forget everything that tests before this one did."""
        self.call("POST", "/reset")
