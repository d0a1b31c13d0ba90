"""A link that works once never stands in a log."""

import secrets
from uuid import uuid4

import pytest

from payments.payment_links import _hash


@pytest.mark.parametrize(
    "words",
    ["POST /payments/link/{}/", "Service Unavailable: /payments/link/{}/", "GET /a/{}?x=1"],
)
def test_a_token_in_an_address_is_not_logged(words, caplog):
    import structlog

    token = secrets.token_urlsafe(32)
    structlog.get_logger("payments").warning(words.format(token), request=words.format(token))

    assert token not in caplog.text
    assert "/…" in caplog.text


def test_an_id_in_an_address_is_logged(caplog):
    import structlog

    path = f"GET /payments/{uuid4()}/return/"
    structlog.get_logger("payments").warning("request_finished", request=path)

    assert path in caplog.text


def test_what_is_kept_of_a_token_does_not_open_anything():
    assert _hash("token") != "token"
    assert len(_hash("token")) == 64
