"""Staff never see a card page: the resident gets a link, for one amount, once, for an hour."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.models import AssistedSession
from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from payments import payment_links
from payments.charges import NotPayableHere
from payments.checkout import ChargeChanged
from payments.gateway import GatewayUnavailable
from payments.models import Payment, PaymentLink, PaymentSession
from payments.settlement import settle
from services.links import NotLinked
from services.models import Journey
from tests.factories.accounts import LibraryAdviserFactory
from tests.factories.assisted import Desk
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory
from tests.integration.payments.pages import offered, text_of
from tests.switched_on import forget_services

pytestmark = pytest.mark.django_db
START = "/payments/pay/housing/rent/"
ALL = {"quoted_pence": "9215", "how_much": "all"}
TOO_LATE = "it would come too late"


@pytest.fixture
def joy(amina):
    """At the library desk, helping Amina with housing."""
    desk = Desk(LibraryAdviserFactory())
    desk.help(amina, "housing")
    OutboundNotification.objects.all().delete()
    return desk


def sent_link():
    body = OutboundNotification.objects.get(template="payment-link").body
    return re.search(r"http://127\.0\.0\.1:8000(/payments/link/\S+/)", body)[1]


def test_staff_see_no_way_to_type_a_card(joy):
    """D18, F32."""
    page = text_of(joy.client.get(START))

    assert offered(page, "Send a payment link", "Continue to the card page", TOO_LATE) == {
        "Send a payment link"
    }


def test_pressing_pay_sends_a_link_and_opens_no_card_page(joy, gateway, amina):
    response = joy.post(START, ALL)

    assert "Payment link sent" in text_of(response)
    assert gateway.calls == []
    assert not PaymentSession.objects.exists()
    link = PaymentLink.objects.get()
    assert (link.amount_pence, link.resident_id, link.staff_id) == (9215, amina.pk, joy.staff.pk)
    entry = AuditEntry.objects.get(event="payments.link.sent")
    assert (entry.staff_id, entry.resident_id) == (joy.staff.pk, amina.pk)


@pytest.mark.parametrize("contact", [{"preferred_route": "letter"}, {"email": ""}])
def test_no_link_is_sent_that_would_be_over_before_the_postman_comes(joy, amina, contact):
    """F32: and nobody at the desk is told that it is on its way."""
    Resident.objects.filter(pk=amina.pk).update(**contact)

    offer = text_of(joy.client.get(START))
    page = text_of(joy.post(START, ALL))

    assert offered(offer, TOO_LATE, "Send a payment link") == {TOO_LATE}
    assert "can pay at the kiosk in any library" in offer
    assert "can pay at the kiosk in any library" in page
    assert not PaymentLink.objects.exists()
    assert not OutboundNotification.objects.exists()


def test_the_token_is_in_the_message_and_nowhere_else(joy):
    response = joy.post(START, ALL)

    token = sent_link().split("/")[3]
    assert token not in text_of(response)
    assert PaymentLink.objects.get().token_hash != token


def test_the_link_shows_payee_and_amount_and_nothing_else(joy, client):
    """F32."""
    joy.post(START, ALL)

    page = text_of(client.get(sent_link()))

    assert "Pay £92.15 to Thornbridge Council" in page
    for secret in ("Rent", "Canal Street", "Yusuf", "Amina", "housing", "Housing"):
        assert secret not in page


def test_the_link_pays_for_the_resident_in_the_name_of_both(joy, client, gateway, amina):
    joy.post(START, ALL)

    response = client.post(sent_link())

    session = PaymentSession.objects.get()
    assert response["Location"] == session.page_url
    assert (session.resident_id, session.staff_id) == (amina.pk, joy.staff.pk)
    assert session.channel == "assisted_face_to_face"
    assert session.assisted_session_id == AssistedSession.objects.get().pk
    gateway.pay(session)
    settle(session, now=timezone.now())
    assert Payment.objects.get().resident_id == amina.pk
    assert "Rent" not in text_of(client.get(reverse("payments:return", args=[session.pk])))


def test_the_link_works_once(joy, client):
    """F32."""
    joy.post(START, ALL)
    client.post(sent_link())

    for response in (client.get(sent_link()), client.post(sent_link())):
        assert response.status_code == 410
        assert "cannot be used any more" in text_of(response)
    assert PaymentSession.objects.count() == 1


def test_looking_at_the_link_does_not_use_it_up(joy, client):
    joy.post(START, ALL)

    for _ in range(3):
        assert client.get(sent_link()).status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 410), (61, 410)])
def test_the_link_works_for_an_hour(joy, client, minutes, status):
    """F32."""
    joy.post(START, ALL)
    link = PaymentLink.objects.get()

    with time_machine.travel(link.created_at + timedelta(minutes=minutes), tick=False):
        assert client.get(sent_link()).status_code == status


def test_a_new_link_ends_the_one_before(joy, client):
    joy.post(START, ALL)
    first = sent_link()
    OutboundNotification.objects.all().delete()
    joy.post(START, ALL)

    assert client.get(first).status_code == 410
    assert client.get(sent_link()).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 43, "../../x", "%00"])
def test_a_guessed_link_says_the_same_as_an_old_one(client, token):
    response = client.get(reverse("payments:link", args=["a"])[:-2] + token.strip("/") + "/")

    assert response.status_code in {404, 410}


@pytest.mark.parametrize("owed", [9214, 9216])
def test_a_link_for_what_cannot_be_paid_by_now_is_not_used(joy, client, ledger, owed):
    """F05: a notice that costs more since this morning, and must be paid whole."""
    ledger.part_from_pence = None
    joy.post(START, ALL)
    ledger.owed["rent"] = owed

    response = client.post(sent_link())

    assert response.status_code == 410
    assert "Ask us for a new one" in text_of(response)
    assert not PaymentSession.objects.exists()
    assert PaymentLink.objects.get().used_at is None


@pytest.mark.parametrize("changed", [NotLinked(), NotPayableHere(), ChargeChanged(9214)], ids=repr)
def test_a_link_for_what_is_no_longer_as_it_was_says_that_it_is_over(
    joy, client, monkeypatch, changed
):
    """F32: unlinked, switched off, or paid in part between our two looks."""
    joy.post(START, ALL)

    def use(*_args, **_facts):
        raise changed

    monkeypatch.setattr(payment_links, "use_link", use)
    response = client.post(sent_link())

    assert response.status_code == 410
    assert "Nothing has been taken" in text_of(response)


def test_a_card_company_that_does_not_answer_leaves_the_link_usable(joy, client, gateway):
    joy.post(START, ALL)
    gateway.down = GatewayUnavailable("down")
    assert client.post(sent_link()).status_code == 503
    gateway.down = None

    assert client.post(sent_link()).status_code == 302
    assert PaymentSession.objects.count() == 1


def test_a_forged_post_to_a_link_is_refused(joy):
    joy.post(START, ALL)

    assert Client(enforce_csrf_checks=True).post(sent_link()).status_code == 403


def test_staff_who_come_back_from_nowhere_see_no_card_page(joy, amina):
    session = StartedSessionFactory(resident_id=amina.pk)

    page = text_of(joy.client.get(reverse("payments:return", args=[session.pk])))

    assert "Go to the card page" not in page
    assert session.page_url not in page


@pytest.mark.parametrize("address", [START, "/payments/pay/social-care/invoice/"])
def test_staff_pay_only_for_services_the_resident_agreed_to(amina, settings, address):
    settings.COUNCIL_SERVICES = [
        *settings.COUNCIL_SERVICES,
        "tests.factories.payments.ParkingLedger",
    ]
    forget_services()
    desk = Desk(LibraryAdviserFactory())
    desk.help(amina, "parking")

    assert desk.client.get(address).status_code in {403, 404}


def test_staff_see_payments_only_of_services_the_resident_agreed_to(joy, amina):
    PaidSessionFactory(resident_id=amina.pk, description="Rent of hers")
    care = PaidSessionFactory(
        resident_id=amina.pk, service="social_care", description="Care charge of hers"
    )

    page = text_of(joy.client.get(reverse("payments:index")))

    assert "Rent of hers" in page
    assert "Care charge" not in page
    for name in ("payments:receipt", "payments:receipt-pdf"):
        assert joy.client.get(reverse(name, args=[care.reference])).status_code in {403, 404}
    come_back = text_of(joy.client.get(reverse("payments:return", args=[care.pk])))
    assert "Care charge" not in come_back
    assert joy.post(reverse("payments:cancel", args=[care.pk])).status_code == 404


def test_a_payment_by_link_is_one_attempt_in_the_reports(joy, client, gateway):
    """M11: begun at the desk, finished on the resident's telephone."""
    joy.client.get(START)
    joy.post(START, ALL)
    client.post(sent_link())
    session = PaymentSession.objects.get()
    gateway.pay(session)

    settle(session, now=timezone.now())

    journey = Journey.objects.get()
    assert (journey.outcome, journey.channel) == ("completed", "assisted_face_to_face")


def test_while_help_is_paused_nobody_at_the_desk_reads_what_was_paid(joy, amina):
    """D25: not even on the page that the card company sends a browser back to."""
    session = StartedSessionFactory(resident_id=amina.pk)
    page = reverse("payments:return", args=[session.pk])
    assert session.description in text_of(joy.client.get(page))

    joy.post(reverse("assisted:pause"))

    assert offered(text_of(joy.client.get(page)), session.description, "£92.15") == set()
