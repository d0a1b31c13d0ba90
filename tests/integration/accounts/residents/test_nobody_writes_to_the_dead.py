"""Whoever has died is written to no more: what was for them stays in the outbox."""

import logging
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.models import Caution
from accounts.delivery import DeliveryState
from accounts.notifications import outbox
from accounts.notifications.models import OutboundNotification, Route
from accounts.notifications.send import Notification, send
from accounts.residents.contact import notify
from accounts.residents.models import Resident
from tests.factories.accounts import ResidentFactory, signed_in
from tests.factories.assisted import mark

pytestmark = pytest.mark.django_db
WHY = "We were told that this person has died"


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The references of what reached GOV.UK Notify."""
    references: list[str] = []

    class PretendGateway:
        def send(self, notification: OutboundNotification) -> str:
            references.append(notification.reference)
            return "n-1"

    monkeypatch.setattr(outbox, "NotifyGateway", PretendGateway)
    return references


def write(resident: Resident, reference: str = "visit", **facts: Any) -> OutboundNotification:
    notify(resident.pk, "account/new_device", reference=reference, device="a telephone")
    OutboundNotification.objects.filter(reference=reference).update(**facts)
    return OutboundNotification.objects.get(reference=reference)


def deliver() -> int:
    return outbox.deliver_due(now=timezone.now())


@pytest.mark.parametrize("route", Route)
def test_nothing_goes_out_by_any_route_and_the_outbox_says_why(
    amina: Resident, sent: list[str], route: Route
) -> None:
    amina.telephone, amina.preferred_route = "07700 900123", route
    amina.save()
    mark(amina)
    message = write(amina)

    assert deliver() == 0

    message.refresh_from_db()
    assert (message.state, message.last_fault) == (DeliveryState.WITHHELD, WHY)
    assert (message.route, message.delivered_at, message.leased_until) == (route, None, None)
    assert message.body
    assert sent == []


def test_what_was_waiting_when_the_news_came_does_not_go_out_either(
    amina: Resident, sent: list[str]
) -> None:
    write(amina, attempts=7, last_fault="status 503")
    mark(amina)

    deliver()

    assert sent == []


def test_it_is_tried_once_and_troubles_nobody(
    amina: Resident, sent: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can put it right, so it is no error that somebody must look at."""
    mark(amina)
    message = write(amina)

    with caplog.at_level(logging.WARNING):
        deliver()
        deliver()

    message.refresh_from_db()
    assert message.attempts == 1
    assert caplog.records == []


def test_a_code_that_nobody_gets_is_not_kept(amina: Resident) -> None:
    mark(amina)
    message = write(amina, one_time=True)

    deliver()

    message.refresh_from_db()
    assert message.body == ""


def test_who_shares_the_address_is_still_written_to(amina: Resident, sent: list[str]) -> None:
    mark(amina)
    write(ResidentFactory(email=amina.email), "to the husband")

    assert deliver() == 1
    assert sent == ["to the husband"]


@pytest.mark.parametrize("kind", [Caution.Kind.ASK_FIRST, None])
def test_who_lives_is_written_to_whatever_the_mark(
    amina: Resident, sent: list[str], kind: Caution.Kind | None
) -> None:
    mark(amina, kind)
    write(amina)

    assert deliver() == 1


def test_an_answer_to_whoever_signs_in_names_no_resident_and_goes_out(
    amina: Resident, sent: list[str]
) -> None:
    """Marked by mistake, they can still come in; and who reads the mailbox sees who tries."""
    mark(amina)
    words = {"device": "a telephone"}
    send(Notification("account/new_device", Route.EMAIL, amina.email, words, reference="theirs"))

    assert deliver() == 1
    assert sent == ["theirs"]


def test_marked_by_mistake_they_get_what_comes_later_and_read_what_was_withheld(
    amina: Resident, sent: list[str]
) -> None:
    mark(amina)
    message = write(amina)
    deliver()
    mark(amina, None)
    write(amina, "later")

    deliver()

    assert sent == ["later"]
    at_home = signed_in(amina)
    assert "Not sent" in at_home.get(reverse("notifications:index")).text
    shown = at_home.get(reverse("notifications:show", args=[message.pk])).text
    assert "We did not send this message" in shown
    assert "could not be delivered" not in shown
    assert "a telephone" in shown
