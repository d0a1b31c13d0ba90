"""Calls to the two systems that only `accounts` speaks to: GOV.UK Notify and the staff directory.

Bounded in time and in size, and never redirected: the other side may be slow, hung or broken.
"""

import time
from typing import Any

import requests

CONNECT_SECONDS = 2.0
READ_SECONDS = 3.0
WHOLE_SECONDS = 5.0
LARGEST_ANSWER = 1024 * 1024
CHUNK = 16 * 1024


class TooMuch(requests.RequestException):
    """The answer was longer, or took longer, than we are ready to wait for."""


def call(session: requests.Session, method: str, url: str, **options: Any) -> requests.Response:
    """One call within its limits; raises `requests.RequestException` and nothing else.

    `options` are those of requests.
    """
    options.update(timeout=(CONNECT_SECONDS, READ_SECONDS), stream=True, allow_redirects=False)
    deadline = time.monotonic() + WHOLE_SECONDS
    response = session.request(method, url, **options)
    try:
        response._content = _read(response, deadline)  # what `stream` leaves to be read later
    finally:
        response.close()
    return response


def _read(response: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > LARGEST_ANSWER or time.monotonic() > deadline:
            raise TooMuch("the answer is too long or too slow")
    return bytes(body)
