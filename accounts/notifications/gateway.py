"""The one module that speaks to GOV.UK Notify.

Our three templates there are pass-through: `((subject))` and `((body))`. The texts are ours, so
that they are reviewed, tested and translated with the code that sends them.
"""

from typing import Any
from urllib.parse import quote

import requests
from django.conf import settings
from notifications_python_client.errors import APIError, HTTPError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient

from accounts.delivery import NotDelivered, Refused
from accounts.notifications.models import OutboundNotification, Route
from accounts.outbound import call

NEVER_WILL = {400, 404, 413}
"""Answers that stay the same however often we ask. 403 is our key: somebody will put it right."""


class _Client(NotificationsAPIClient):
    """The official client, below an address with a path, and within our limits."""

    def _create_request_objects(self, url: str, data: Any, params: Any) -> tuple[str, Any]:
        untyped: Any = super()  # the official client has no types
        _, options = untyped._create_request_objects(url, data, params)
        return f"{self.base_url}{url}", options

    def _perform_request(self, method: str, url: str, kwargs: Any) -> requests.Response:
        kwargs.pop("timeout")
        try:
            response = call(self.request_session, method, url, **kwargs)
            response.raise_for_status()
        except requests.RequestException as fault:
            raise HTTPError.create(fault) from fault
        return response


class NotifyGateway:
    """Hand a notification over, or raise NotDelivered or Refused."""

    def __init__(self) -> None:
        client: Any = _Client  # the official client has no types
        self._client = client(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL)

    def send(self, notification: OutboundNotification) -> str:
        """Return what Notify calls it."""
        return _identifier(self._ask(lambda: self._send(notification)))

    def find(self, reference: str) -> str:
        """What Notify calls the notification we sent under this reference; empty if none."""
        path = f"/v2/notifications?reference={quote(reference, safe='')}"
        answer = self._ask(lambda: self._client.get(path))
        found = answer.get("notifications")
        if not isinstance(found, list):
            raise NotDelivered("no list of notifications")
        return _identifier(found[0]) if found else ""

    def _send(self, notification: OutboundNotification) -> Any:
        template = settings.NOTIFY_TEMPLATES[notification.route]
        words = {"subject": notification.subject, "body": notification.body}
        reference = notification.reference
        if notification.route == Route.EMAIL:
            return self._client.send_email_notification(
                notification.to, template, words, reference=reference
            )
        if notification.route == Route.SMS:
            words = {"body": notification.body}
            return self._client.send_sms_notification(
                notification.to, template, words, reference=reference
            )
        return self._client.send_letter_notification(
            template, {**words, **_address_lines(notification.to)}, reference=reference
        )

    def _ask(self, question: Any) -> dict[str, Any]:
        try:
            answer = question()
        except InvalidResponse as fault:
            raise NotDelivered("the answer made no sense") from fault
        except APIError as fault:
            wrong = Refused if fault.status_code in NEVER_WILL else NotDelivered
            raise wrong(f"status {fault.status_code}") from fault
        if not isinstance(answer, dict):
            raise NotDelivered("the answer made no sense")
        return answer


def _identifier(answer: Any) -> str:
    identifier = answer.get("id") if isinstance(answer, dict) else None
    if not isinstance(identifier, str) or not identifier:
        raise NotDelivered("the answer has no id")
    return identifier[:36]


def _address_lines(address: str) -> dict[str, str]:
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if len(lines) > 7:  # the most that fits an envelope: keep who it is for and the postcode
        lines = [*lines[:5], ", ".join(lines[5:-1]), lines[-1]]
    return {f"address_line_{number}": line for number, line in enumerate(lines, start=1)}
