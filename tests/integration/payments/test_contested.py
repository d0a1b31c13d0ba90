"""A charge whose challenge still waits to be handed over is not paid by accident."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.channels import Channel
from accounts.delivery import DeliveryState
from payments import payment_links
from payments.charges import fetch_payable
from payments.models import PaymentLink, PaymentSession
from tests.factories.accounts import LibraryAdviserFactory
from tests.factories.payments import ACCOUNT
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory
from tests.integration.payments.pages import text_of

pytestmark = pytest.mark.django_db

START = "/payments/pay/parking/TB40071234/"
ANYWAY = f"{START}?anyway"
CARD_PAGE, NOT_YET = "Continue to the card page", "Do not pay this yet"


@pytest.fixture
def challenge(amina, ledger):
    """Of the notice that she owes; the worker has not come round yet."""
    ledger.slug, ledger.owed, ledger.part_from_pence = "parking", {"TB40071234": 3500}, None
    ServiceLinkFactory(resident_id=amina.pk, service="parking", reference=ACCOUNT)
    return WaitingSubmissionFactory(
        resident_id=amina.pk,
        service="parking",
        task="challenge-notice",
        title="Challenge of notice TB40071234",
    )


def press_pay(client, address):
    return client.post(address, {"quoted_pence": "3500", "how_much": "all"})


def test_who_challenged_it_is_told_not_to_pay_and_led_to_the_challenge(as_amina, challenge):
    page = text_of(as_amina.get(START))

    assert NOT_YET in page
    assert challenge.reference in page
    assert reverse("services:submission", args=[challenge.pk]) in page
    assert CARD_PAGE not in page


def test_a_challenge_sent_while_the_page_stood_open_stops_the_press(as_amina, challenge):
    assert NOT_YET in text_of(press_pay(as_amina, START))
    assert not PaymentSession.objects.exists()


def test_who_means_it_can_pay_anyway(as_amina, challenge):
    assert 'href="?anyway"' in text_of(as_amina.get(START))
    assert CARD_PAGE in text_of(as_amina.get(ANYWAY))

    press_pay(as_amina, ANYWAY)

    assert PaymentSession.objects.get().amount_pence == 3500


@pytest.mark.parametrize(
    "changes",
    [
        {"state": DeliveryState.DELIVERED},
        {"state": DeliveryState.GIVEN_UP},
        {"task": "renew-permit"},
        {"service": "housing"},
        {"account_reference": "another notice"},
    ],
    ids=["handed over", "refused", "no challenge", "another service", "another notice"],
)
def test_nothing_else_stands_between_a_resident_and_paying(as_amina, challenge, changes):
    """What was handed over, the service knows: it does not ask for money then."""
    for name, value in changes.items():
        setattr(challenge, name, value)
    challenge.save()

    assert CARD_PAGE in text_of(as_amina.get(START))


def test_somebody_elses_challenge_is_not_told(as_amina, challenge, as_stranger):
    challenge.resident_id = ServiceLinkFactory(service="parking", reference=ACCOUNT).resident_id
    challenge.save()

    assert CARD_PAGE in text_of(as_amina.get(START))


@pytest.fixture
def link(amina, challenge, monkeypatch):
    """Sent by an adviser before she challenged it; opened by whoever has her telephone."""
    adviser = LibraryAdviserFactory()
    actor = Actor(resident_id=amina.pk, channel=Channel.ASSISTED_FACE_TO_FACE, staff_id=adviser.pk)
    payable = fetch_payable(
        actor=actor, service="parking", charge_reference="TB40071234", now=timezone.now()
    )
    monkeypatch.setattr("payments.payment_links.secrets.token_urlsafe", lambda size: "token")
    payment_links.send_link(
        payable=payable,
        amount_pence=3500,
        actor=actor,
        now=challenge.submitted_at - timedelta(minutes=5),
    )
    return reverse("payments:link", args=["token"])


def test_a_link_that_was_sent_before_the_challenge_says_that_one_waits(client, link):
    assert NOT_YET in text_of(client.get(link))
    assert NOT_YET in text_of(client.post(link))
    assert PaymentLink.objects.get().used_at is None
    assert not PaymentSession.objects.exists()


def test_who_opens_the_link_reads_nothing_of_the_challenge(client, link, challenge):
    """F32: it may have been sent to the wrong telephone."""
    page = text_of(client.get(link))

    assert "£35.00" in page
    for words in (challenge.title, challenge.reference, str(challenge.pk)):
        assert words not in page


def test_who_means_it_pays_by_the_link_all_the_same(client, link):
    assert 'href="?anyway"' in text_of(client.get(link))
    assert CARD_PAGE in text_of(client.get(f"{link}?anyway"))

    client.post(f"{link}?anyway")

    assert PaymentSession.objects.get().amount_pence == 3500


def test_a_link_for_what_the_service_knows_to_be_challenged_asks_nothing(client, link, challenge):
    challenge.state = DeliveryState.DELIVERED
    challenge.save()

    assert CARD_PAGE in text_of(client.get(link))
