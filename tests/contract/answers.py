"""The sandbox as a supplier's client sees it: every answer has a status, refusals too."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Sandbox:
    url: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One call; underscores in a header's name stand for hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        content = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data=content, headers=sent, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urlopen(request, timeout=40) as response:
                return Answer(response.status, _decoded(response.read()))
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, _decoded(refused.read()))

    def fault(self, supplier: str, kind: str, seconds: float = 5) -> None:
        set_on = self.call("POST", f"/faults/{supplier}", {"fault": kind, "seconds": seconds})
        assert set_on.status == 200, f"services/sandbox/faults.py does not name {supplier}"

    def well(self, supplier: str) -> None:
        self.call("DELETE", f"/faults/{supplier}")


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
