"""The outbox against a postbox that is well, slow, broken or hung: each message arrives once."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications import outbox
from accounts.notifications.gateway import NotifyGateway
from accounts.notifications.models import OutboundNotification, Route
from accounts.notifications.send import Notification, send
from tests.contract.answers import Sandbox

pytestmark = [pytest.mark.sandbox, pytest.mark.django_db]

TO = "grace@example.org"


def write(reference: str = "greeting-1", route: Route = Route.EMAIL, to: str = TO) -> None:
    send(
        Notification(
            template="account/new_device",
            route=route,
            to=to,
            reference=reference,
            personalisation={"device": "Chrome on Mac", "council": "Thornbridge Council"},
        )
    )


def deliver(*, later: float = 0) -> int:
    return outbox.deliver_due(now=timezone.now() + timedelta(seconds=later))


def arrived(sandbox: Sandbox, to: str = TO) -> list[dict[str, Any]]:
    return list(
        sandbox.call("GET", f"/postbox/messages.json?to={to.replace(' ', '+')}").body["messages"]
    )


def the_row() -> OutboundNotification:
    return OutboundNotification.objects.get()


def test_a_message_arrives_with_our_words_and_our_reference(sandbox: Sandbox) -> None:
    write()

    assert deliver() == 1

    [message] = arrived(sandbox)
    assert message["reference"] == "greeting-1"
    assert message["subject"] == "New sign-in to your account"
    assert "Chrome on Mac" in message["body"]
    assert the_row().notify_id == message["id"]
    assert the_row().is_delivered


def test_the_same_message_is_written_and_sent_once(sandbox: Sandbox) -> None:
    for _ in range(3):
        write()
        deliver()

    assert [message["copies"] for message in arrived(sandbox)] == [1]


def test_texts_and_letters_arrive_too(sandbox: Sandbox) -> None:
    write("t-1", Route.SMS, "07700900127")
    write("l-1", Route.LETTER, "Desmond Clarke\n3 Orchard House\nThornbridge\nTB1 6RS")

    assert deliver() == 2
    assert arrived(sandbox, "07700900127")[0]["kind"] == "sms"
    assert arrived(sandbox, "Desmond Clarke")[0]["kind"] == "letter"


def test_an_address_of_many_lines_fits_the_envelope(sandbox: Sandbox) -> None:
    lines = [f"Line {number}" for number in range(1, 9)]
    write("l-2", Route.LETTER, "\n".join([*lines, "TB1 6RS"]))

    assert deliver() == 1


@pytest.mark.parametrize("fault", ["error", "malformed", "huge"])
def test_while_the_postbox_is_broken_the_message_waits_and_then_arrives_once(
    sandbox: Sandbox, fault: str
) -> None:
    write()
    sandbox.call("POST", "/faults/notify", {"fault": fault})

    assert deliver() == 0
    assert the_row().is_waiting
    assert the_row().last_fault

    sandbox.call("DELETE", "/faults/notify")
    assert deliver(later=60) == 1
    assert [message["copies"] for message in arrived(sandbox)] == [1]


def test_a_message_that_was_taken_while_we_stopped_listening_is_not_sent_again(
    sandbox: Sandbox,
) -> None:
    write()
    sandbox.call("POST", "/faults/notify", {"fault": "slow", "seconds": 3.5})
    assert deliver() == 0
    sandbox.call("DELETE", "/faults/notify")
    wait_until(lambda: len(arrived(sandbox)) == 1)

    assert deliver(later=60) == 1

    assert [message["copies"] for message in arrived(sandbox)] == [1]
    assert the_row().notify_id == arrived(sandbox)[0]["id"]


def test_a_worker_that_died_after_sending_does_not_send_again(sandbox: Sandbox) -> None:
    write()
    NotifyGateway().send(the_row())  # and then nothing was written down
    OutboundNotification.objects.update(attempts=1, leased_until=timezone.now())

    assert deliver(later=61) == 1
    assert [message["copies"] for message in arrived(sandbox)] == [1]


def test_what_notify_will_never_take_is_given_up_and_kept(sandbox: Sandbox) -> None:
    write(to="not an address")

    assert deliver() == 0

    assert the_row().state == DeliveryState.GIVEN_UP
    assert the_row().last_fault == "status 400"


def test_a_wrong_key_of_ours_gives_nothing_up(sandbox: Sandbox, settings: Any) -> None:
    settings.NOTIFY_API_KEY = settings.NOTIFY_API_KEY[:-1] + "x"
    write()

    assert deliver() == 0
    assert the_row().is_waiting


def test_nobody_home_gives_nothing_up(sandbox: Sandbox, settings: Any) -> None:
    settings.NOTIFY_URL = "http://127.0.0.1:1/notify"
    write()

    assert deliver() == 0
    assert the_row().is_waiting


def wait_until(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)
