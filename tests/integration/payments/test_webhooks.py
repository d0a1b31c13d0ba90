"""A webhook only says where to look: it is verified, remembered, and then the gateway is asked."""

import json

import pytest
import stripe
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.models import OutboundNotification
from payments.gateway import GatewayUnavailable
from payments.models import Mismatch, Payment, WebhookEvent
from payments.states import MismatchKind, SessionState
from tests.factories.payments import CreatedSessionFactory, StartedSessionFactory
from tests.integration.payments.webhook import OLD_SECRET, SECRET, an_event, send
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def secrets(settings):
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET, OLD_SECRET]


@pytest.fixture
def session(amina):
    return StartedSessionFactory(resident_id=amina.pk)


def test_a_webhook_settles_the_attempt_it_names(session, gateway):
    gateway.pay(session)

    assert send(an_event(session)).status_code == 200

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert WebhookEvent.objects.get().settled_at is not None


def test_a_webhook_that_claims_money_the_gateway_does_not_have_changes_nothing(session):
    """F12."""
    assert send(an_event(session)).status_code == 200

    session.refresh_from_db()
    assert session.state == SessionState.STARTED
    assert not Payment.objects.exists()


def forged(payload):
    now = int(timezone.now().timestamp())
    good = stripe.WebhookSignature.generate_signature_header(payload, SECRET)
    signature = good.split("v1=")[1]
    return {
        "missing": "",
        "no signature": f"t={now}",
        "no time": f"v1={signature}",
        "other secret": stripe.WebhookSignature.generate_signature_header(payload, "whsec_evil"),
        "other time": f"t={now - 1},v1={signature}",
        "old": stripe.WebhookSignature.generate_signature_header(payload, SECRET, now - 301),
        "test scheme only": f"t={now},v0={signature}",
        "signed something else": stripe.WebhookSignature.generate_signature_header("{}", SECRET),
        "not hexadecimal": f"t={now},v1=é",
        "nonsense": "t=soon,v1=,,==",
    }


@pytest.mark.parametrize("variant", forged("x"))
def test_a_forged_webhook_is_refused_and_changes_nothing(session, gateway, variant):
    """F10."""
    gateway.pay(session)
    payload = an_event(session)

    response = send(payload, header=forged(payload)[variant])

    assert response.status_code == 400
    session.refresh_from_db()
    assert session.state == SessionState.STARTED
    assert not WebhookEvent.objects.exists()
    assert gateway.calls == []


def test_a_changed_body_is_refused(session, gateway):
    payload = an_event(session)
    header = stripe.WebhookSignature.generate_signature_header(payload, SECRET)

    assert send(payload.replace("evt_1", "evt_2"), header=header).status_code == 400


@pytest.mark.parametrize(
    "payload",
    ["", "null", "[]", "[[[", '{"id": 1}', '{"id": "evt_1"}', "[" * 20_000, '"\\ud800"', "\x00"],
)
def test_what_is_signed_and_no_event_is_refused_without_a_crash(payload):
    """F11."""
    assert send(payload).status_code == 400


@pytest.mark.parametrize(("length", "answer"), [(256 * 1024, 400), (256 * 1024 + 1, 413)])
def test_a_body_that_is_too_large_is_not_even_read(length, answer):
    """F11."""
    assert send("x" * length, header="t=1,v1=1").status_code == answer


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xff\xfe", {}),
        (b"{}", {"CONTENT_LENGTH": "abc"}),
        (b"--x--", {"content_type": "multipart/form-data; boundary=x"}),
    ],
)
def test_what_no_gateway_sends_is_refused_without_a_crash(as_amina, body, said):
    """F11: no text; a length in words; a form, with a resident's cookie."""
    said = {"content_type": "application/json", "HTTP_STRIPE_SIGNATURE": "t=1,v1=1", **said}

    response = as_amina.generic("POST", reverse("payments:stripe-webhook"), body, **said)

    assert response.status_code == 400


def test_only_post_is_answered(client):
    assert client.get(reverse("payments:stripe-webhook")).status_code == 405


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
def test_both_secrets_hold_while_one_is_rotated(session, gateway, secret):
    """F35."""
    gateway.pay(session)

    assert send(an_event(session), secret=secret).status_code == 200
    assert Payment.objects.count() == 1


def test_an_empty_secret_opens_no_door(session, settings):
    settings.STRIPE_WEBHOOK_SECRETS = [""]
    payload = an_event(session)
    header = stripe.WebhookSignature.generate_signature_header(payload, "")

    assert send(payload, header=header).status_code == 400


def test_a_webhook_signed_ten_minutes_ago_is_refused_so_that_it_comes_again(session, gateway):
    """F36."""
    gateway.pay(session)
    payload = an_event(session)
    with time_machine.travel(timezone.now() - timezone.timedelta(minutes=10), tick=False):
        header = stripe.WebhookSignature.generate_signature_header(payload, SECRET)

    assert send(payload, header=header).status_code == 400
    assert send(payload).status_code == 200
    assert Payment.objects.count() == 1


def test_the_same_event_again_is_not_looked_at_again(session, gateway):
    """F13."""
    gateway.pay(session)
    send(an_event(session))
    gateway.calls.clear()

    assert send(an_event(session)).status_code == 200
    assert gateway.calls == []


def test_an_event_whose_settling_failed_is_looked_at_again(session, gateway):
    """F24."""
    gateway.pay(session)
    gateway.down = GatewayUnavailable("down")
    assert send(an_event(session)).status_code == 503
    gateway.down = None

    assert send(an_event(session)).status_code == 200
    assert Payment.objects.count() == 1


def test_each_event_is_remembered_for_itself(session, gateway):
    """F13, F24: the first could not be looked at, and the second is not the first."""
    gateway.down = GatewayUnavailable("down")
    assert send(an_event(session, kind="payment_intent.created")).status_code == 503
    gateway.down = None
    send(an_event(None, id="evt_2"))
    gateway.pay(session)
    send(an_event(session, id="evt_3"))

    events = WebhookEvent.objects.order_by("event_id").values_list("kind", "settled_at")
    assert [(kind, at is None) for kind, at in events] == [
        ("payment_intent.created", True),
        ("checkout.session.completed", False),
        ("checkout.session.completed", False),
    ]
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "kinds",
    [
        ["checkout.session.completed", "checkout.session.expired"],
        ["checkout.session.expired", "checkout.session.completed"],
        ["charge.refunded", "payment_intent.succeeded", "checkout.session.completed"],
    ],
)
def test_events_out_of_order_come_to_the_same_end(session, gateway, kinds):
    """F14."""
    gateway.pay(session)

    for number, kind in enumerate(kinds):
        assert send(an_event(session, kind=kind, id=f"evt_{number}")).status_code == 200

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert Payment.objects.count() == OutboundNotification.objects.count() == 1


@pytest.mark.parametrize(
    "subject",
    [
        {"id": "pi_9", "object": "payment_intent", "metadata": {"reference": "{reference}"}},
        {"id": "ch_9", "object": "charge", "payment_intent": "pi_{pk}"},
        {"id": "cs_9", "object": "checkout.session", "client_reference_id": "{reference}"},
    ],
)
def test_an_attempt_is_found_by_whatever_names_it(session, gateway, subject):
    CreatedSessionFactory(charge_reference="another, and newer")
    gateway.pay(session)
    if "payment_intent" in subject:
        send(an_event(session, id="evt_first"))
    words = json.dumps(subject).replace("{reference}", session.reference)
    named = json.loads(words.replace("{pk}", str(session.pk)))

    assert send(an_event(session, data={"object": named})).status_code == 200

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert not Mismatch.objects.exists()


def test_money_for_a_session_we_do_not_know_is_put_on_the_list():
    """F12."""
    assert send(an_event(None)).status_code == 200

    assert Mismatch.objects.get().kind == MismatchKind.UNKNOWN_SESSION
    assert not Payment.objects.exists()


def test_a_live_event_in_the_test_books_is_put_on_the_list(session):
    """F12."""
    assert send(an_event(session, livemode=True)).status_code == 200

    assert Mismatch.objects.get().kind == MismatchKind.LIVE


def test_a_dispute_is_put_on_the_list(session):
    """F22."""
    dispute = {"id": "dp_1", "object": "dispute", "payment_intent": "pi_1"}

    send(an_event(session, kind="charge.dispute.created", data={"object": dispute}))

    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.subject) == (MismatchKind.DISPUTE, "dp_1")


def test_events_about_other_things_are_taken_and_forgotten():
    customer = {"id": "cus_1", "object": "customer"}

    assert send(an_event(kind="customer.created", data={"object": customer})).status_code == 200
    assert not Mismatch.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_event_twenty_times_at_once_is_one_payment(gateway, amina):
    """F13."""
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)

    answers = together(20, lambda: send(an_event(session)).status_code)

    assert answers == [200] * 20
    assert Payment.objects.count() == OutboundNotification.objects.count() == 1
    assert WebhookEvent.objects.count() == 1
