"""Nothing that opens a door stands in a log (security catalogue A22, C24)."""

from types import SimpleNamespace

import pytest
from django.conf import settings

without_secrets = settings.LOGGING["formatters"]["json"]["foreign_pre_chain"][-1]

LINES = [
    ("GET /staff/callback/?code=abc&state=def", "GET /staff/callback/?code=…&state=…"),
    ("GET /staff/callback/?error=x&state=def", "GET /staff/callback/?error=x&state=…"),
    ("GET /x/?token=abc HTTP/1.1", "GET /x/?token=… HTTP/1.1"),
    (f"GET /pay/{'a' * 43}/", "GET /pay/…/"),
    ("GET /services/?postcode=TB1", "GET /services/?postcode=TB1"),
]


@pytest.mark.parametrize(("written", "kept"), LINES)
def test_a_log_line_keeps_no_secret(written, kept):
    assert without_secrets(None, "", {"event": "x", "request": written})["request"] == kept


def test_djangos_own_log_of_a_request_keeps_none_either():
    request = SimpleNamespace(method="GET", get_full_path=lambda: "/staff/callback/?code=abc")

    line = without_secrets(None, "", {"event": "Forbidden", "request": request})

    assert line["request"] == "GET /staff/callback/?code=…"
