"""Attacks on money and faults around it that no single page or module stands for."""

import json
import re

import pytest
import stripe
from django.apps import apps
from django.db import OperationalError, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.notifications import outbox
from accounts.notifications.models import OutboundNotification
from payments import webhooks
from payments.charges import AlreadyPaid
from payments.models import Mismatch, Payment, PaymentSession
from payments.settlement import settle
from payments.states import MismatchKind, SessionState
from tests.factories.accounts import ServiceManagerFactory, actor_of
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory, a_payable
from tests.integration.payments.conftest import pay

pytestmark = pytest.mark.django_db
START = "/payments/pay/housing/rent/"
SECRET = "whsec_0123456789abcdef"
CARD = "4242424242424242"


@pytest.fixture
def as_amina(amina):
    client = Client(raise_request_exception=False)
    client.force_login(amina.user)
    return client


@pytest.fixture
def as_morgan():
    client = Client()
    client.force_login(ServiceManagerFactory().user)
    return client


def tell(settings, kind, **subject):
    """What the card company's webhook says."""
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    event = {"id": "evt_1", "type": kind, "livemode": False, "data": {"object": subject}}
    payload = json.dumps(event)
    header = stripe.WebhookSignature.generate_signature_header(payload, SECRET)
    return Client(raise_request_exception=False).post(
        reverse("payments:stripe-webhook"),
        payload,
        content_type="application/json",
        headers={"Stripe-Signature": header},
    )


@pytest.mark.parametrize("where", ["settle", "_notice"])
def test_a_database_that_goes_away_during_a_webhook_is_told_again(
    amina, gateway, settings, monkeypatch, where
):
    """F24: 500, Stripe tells us again, and it is one payment."""
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)
    with monkeypatch.context() as patch:
        patch.setattr(webhooks, where, _gone)
        first = tell(settings, "checkout.session.completed", id=session.gateway_reference)

    again = tell(settings, "checkout.session.completed", id=session.gateway_reference)

    assert (first.status_code, again.status_code) == (500, 200)
    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert Payment.objects.count() == OutboundNotification.objects.count() == 1


def _gone(*args, **kwargs):
    raise OperationalError("the server closed the connection unexpectedly")


def test_a_receipt_that_cannot_be_sent_leaves_the_payment_and_waits(amina, gateway, settings):
    """F28."""
    settings.NOTIFY_URL = "http://127.0.0.1:9"
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)

    settle(session, now=timezone.now())
    outbox.deliver_due(now=timezone.now())

    assert Payment.objects.get().amount_pence == 9215
    receipt = OutboundNotification.objects.get()
    assert receipt.delivered_at is None
    assert receipt.template == "payment-receipt"


def test_a_dispute_is_told_to_an_officer_with_what_to_do(paid, as_morgan, settings):
    """F22: the bank takes it back; a person puts the amount back on the account as owed."""
    tell(
        settings,
        "charge.dispute.created",
        id="dp_1",
        payment_intent=paid.payment.gateway_reference,
    )

    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.session) == (MismatchKind.DISPUTE, paid)
    page = as_morgan.get(reverse("payments:desk-mismatch", args=[mismatch.pk])).content.decode()
    assert "Put the amount back on the account as owed" in page
    assert paid.account_reference in page


@pytest.fixture
def paid(amina):
    return PaidSessionFactory(resident_id=amina.pk)


def everything_written_down():
    """All text in every table of ours, wherever somebody might have kept it."""
    for model in apps.get_models():
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*texts) if texts else ():
            yield model.__name__, str(row)


def test_a_card_number_typed_into_any_field_about_money_is_kept_nowhere(
    as_amina, as_morgan, paid, caplog
):
    """F29, D18: not in a table, and not in the log."""
    late = Mismatch.objects.create(kind=MismatchKind.LATE, subject="TB-1")
    money = {"amount": CARD, "reason": CARD, "resolution": CARD, "reference": CARD}
    words = {**money, "quoted_pence": CARD, "how_much": CARD, "key": CARD, "number": CARD}
    as_amina.post(START, words)
    as_amina.post(START, {**words, "how_much": "part"})
    as_amina.post(START, {**words, "how_much": "all", "quoted_pence": "9215"})
    as_morgan.post(reverse("payments:desk-refund", args=[paid.reference]), words)
    as_morgan.post(reverse("payments:desk-resolve", args=[late.pk]), words)
    as_morgan.get(reverse("payments:desk"), {"reference": CARD})

    assert [where for where, row in everything_written_down() if CARD in row] == []
    ours = [one.getMessage() for one in caplog.records if "/payments/desk/" not in str(one.args)]
    assert not [line for line in ours if CARD in line and "GET /payments/desk/" not in line]


def test_no_page_about_money_has_a_field_for_a_card(as_amina, paid):
    """D18, F29: the card page is the card company's, never ours."""
    for path in (START, "/payments/", reverse("payments:receipt", args=[paid.reference])):
        page = as_amina.get(path).content.decode()

        assert 'autocomplete="cc-' not in page
        assert not re.search(r'name="[^"]*(card|cvv|cvc|pan)[^"]*"', page, re.IGNORECASE)


@pytest.mark.parametrize("path", [START, "/payments/"])
def test_a_page_that_leads_to_the_card_page_runs_no_script_but_ours(as_amina, path):
    """F30: a full redirect, no frame, and every script our own with this page's nonce."""
    response = as_amina.get(path)
    page = response.content.decode()

    rules = dict(
        one.strip().split(" ", 1) for one in response["Content-Security-Policy"].split(";") if one
    )
    assert "unsafe-inline" not in rules["script-src"]
    assert "https:" not in rules["script-src"].split()
    assert rules["frame-ancestors"] == "'none'"
    assert "<iframe" not in page
    for tag in re.findall(r"<script[^>]*>", page):
        source = re.search(r'src="([^"]*)"', tag)
        assert source is None or source[1].startswith("/static/")


def test_the_form_may_lead_to_the_card_page_and_nowhere_else(as_amina, settings):
    """F31: browsers check every step of the redirect against form-action."""
    policy = as_amina.get(START)["Content-Security-Policy"]

    allowed = re.search(r"form-action ([^;]*)", policy)[1].split()
    assert "'self'" in allowed
    assert "*" not in allowed
    for origin in settings.PAYMENT_PAGE_ORIGINS:
        assert origin in allowed


def test_a_bill_paid_at_a_counter_meanwhile_is_owed_no_more(as_amina, ledger):
    """F02: paid elsewhere, so that the ledger itself says so."""
    as_amina.get(START)
    del ledger.owed["rent"]

    page = as_amina.post(START, {"quoted_pence": "9215", "how_much": "all"}).content.decode()

    assert "There is nothing to pay" in page
    assert not PaymentSession.objects.exists()


@pytest.mark.parametrize("parts", [[3000, 3000, 3215], [9184, 31], [30] * 4 + [9095]])
def test_parts_paid_one_after_the_other_are_exactly_what_was_owed(amina, gateway, ledger, parts):
    """F27: integer pence, and nothing left or too much at the end."""
    left = 9215
    for pence in parts:
        payable = a_payable(9215, part_from_pence=30)
        payable = type(payable)(payable.charge, "HRA", left, asked_at=payable.asked_at)
        session = pay(amina, payable=payable, amount_pence=pence)
        gateway.pay(session)
        settle(session, now=timezone.now())
        left -= pence

    assert left == 0
    total = Payment.objects.aggregate(pence=models.Sum("amount_pence"))["pence"]
    assert total == 9215
    assert not Mismatch.objects.exists()
    with pytest.raises(AlreadyPaid):
        pay(amina)


def test_a_staff_members_header_or_parameter_makes_nobody_else_pay(as_amina, amina):
    """D09: acting for somebody is never asked for in an address."""
    other = actor_of(amina)

    as_amina.post(
        f"{START}?on_behalf_of={other.resident_id}",
        {"quoted_pence": "9215", "how_much": "all", "resident_id": "1", "staff_id": "1"},
        headers={"X-On-Behalf-Of": "somebody"},
    )

    session = PaymentSession.objects.get()
    assert (session.resident_id, session.staff_id) == (amina.pk, None)
