"""What we wrote to a resident is theirs to read again: theirs alone, and never a way in."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification, Route
from accounts.residents.contact import notify
from accounts.residents.models import Resident
from tests.factories.accounts import ResidentFactory, signed_in

INDEX = reverse("notifications:index")
Write = Callable[..., str]


@pytest.fixture
def write() -> Write:
    """Write to somebody; returns where the message is read."""

    def written(resident: Resident, device: str = "a telephone", **facts: object) -> str:
        notify(resident.pk, "account/new_device", reference=device, device=device)
        message = OutboundNotification.objects.get(reference=device)
        OutboundNotification.objects.filter(pk=message.pk).update(**facts)
        return reverse("notifications:show", args=[message.pk])

    return written


@pytest.fixture
def at_home(amina: Resident) -> Client:
    return signed_in(amina)


def test_each_message_opens_as_itself(at_home: Client, amina: Resident, write: Write) -> None:
    addresses = {device: write(amina, device) for device in ("a telephone", "a tablet")}

    listed = at_home.get(INDEX).text

    for device, address in addresses.items():
        assert address in listed
        assert device in at_home.get(address).text


def test_a_message_to_somebody_else_is_not_there(
    at_home: Client, amina: Resident, write: Write
) -> None:
    """E07"""
    address = write(ResidentFactory())

    assert address not in at_home.get(INDEX).text
    assert at_home.get(address).status_code == 404


def test_a_code_or_a_way_in_is_not_read_here(
    at_home: Client, amina: Resident, write: Write
) -> None:
    """Whoever finds the browser open would prove with it that they are the resident."""
    address = write(amina, one_time=True)

    assert address not in at_home.get(INDEX).text
    assert at_home.get(address).status_code == 404


@pytest.mark.parametrize(
    ("state", "on_its_way", "failed"),
    [
        (DeliveryState.WAITING, True, False),
        (DeliveryState.DELIVERED, False, False),
        (DeliveryState.GIVEN_UP, False, True),
    ],
)
def test_a_message_that_did_not_arrive_says_so_and_no_other(
    at_home: Client,
    amina: Resident,
    write: Write,
    state: DeliveryState,
    on_its_way: bool,
    failed: bool,
) -> None:
    address = write(amina, state=state)

    listed, shown = at_home.get(INDEX).text, at_home.get(address).text

    assert ("(on its way)" in listed) is on_its_way
    assert ("Could not be delivered" in listed) is failed
    assert ("This message could not be delivered" in shown) is failed


def test_a_text_message_has_no_subject_and_is_found_by_its_words(
    at_home: Client, amina: Resident, write: Write
) -> None:
    write(amina, route=Route.SMS, subject="", body="Your bin is emptied on Friday.")

    assert "Your bin is emptied on Friday." in at_home.get(INDEX).text
