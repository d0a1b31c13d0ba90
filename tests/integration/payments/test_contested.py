"""A charge whose challenge still waits to be handed over is not paid by accident."""

import pytest
from django.urls import reverse

from accounts.delivery import DeliveryState
from payments.models import PaymentSession
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
