"""Coming back from the card page, or not: what is paid is paid whatever the address says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from payments.gateway import GatewayUnavailable
from payments.models import Payment, PaymentSession
from payments.settlement import settle
from payments.states import SessionState, Why
from services.models import Journey
from tests.factories.payments import (
    CreatedSessionFactory,
    PaidSessionFactory,
    StartedSessionFactory,
)
from tests.integration.payments.pages import START, press_pay, text_of

pytestmark = pytest.mark.django_db


def test_coming_back_after_paying(as_amina, gateway):
    press_pay(as_amina)
    session = PaymentSession.objects.get()
    gateway.pay(session)

    page = text_of(as_amina.get(reverse("payments:return", args=[session.pk])))

    assert "Payment received" in page
    assert session.reference in page
    assert Payment.objects.count() == 1
    assert Journey.objects.get().outcome == "completed"


@pytest.mark.parametrize("words", ["?status=paid", "?redirect_status=succeeded&session=cs_1", ""])
def test_coming_back_without_paying_is_not_paid_whatever_the_address_says(as_amina, words):
    """F18: the status comes from the card company and never from the address."""
    press_pay(as_amina)
    session = PaymentSession.objects.get()

    page = text_of(as_amina.get(reverse("payments:return", args=[session.pk]) + words))

    assert "You have not paid yet" in page
    assert session.page_url in page
    assert not Payment.objects.exists()


def test_coming_back_while_nothing_is_known_says_so_and_not_to_pay_again(as_amina, gateway):
    press_pay(as_amina)
    session = PaymentSession.objects.get()
    gateway.down = GatewayUnavailable("slow")

    page = text_of(as_amina.get(reverse("payments:return", args=[session.pk])))

    assert "We are checking your payment" in page
    assert "Do not pay again" in page
    assert "Check again" in page
    assert session.page_url not in page


@pytest.mark.parametrize("who", ["client", "as_stranger"])
def test_somebody_else_who_opens_the_return_address_sees_how_it_stands_and_no_more(
    request, gateway, amina, who
):
    """E26, F17: whoever has the address, after and before it was paid."""
    session = StartedSessionFactory(resident_id=amina.pk)
    client = request.getfixturevalue(who)
    address = reverse("payments:return", args=[session.pk])

    before = text_of(client.get(address))
    gateway.pay(session)
    after = text_of(client.get(address))

    assert "You have not paid yet" in before
    assert "Payment received" in after
    for page in (before, after):
        for secret in ("Rent", "92.15", "Canal Street", "Yusuf", "cards.example", "receipt/"):
            assert secret not in page


def test_whoever_comes_back_signed_out_can_sign_in_and_see_the_rest(client, gateway, amina):
    """The session ended on the card page, or the card page opened another browser."""
    session = StartedSessionFactory(resident_id=amina.pk)
    address = reverse("payments:return", args=[session.pk])

    assert f"/account/sign-in/?next={address}" in client.get(address).content.decode()


def test_looking_at_a_bill_and_paying_it_is_one_journey_and_the_next_bill_another(
    as_amina, gateway, amina, ledger
):
    """A stranger's paid attempt, opened meanwhile, is not the end of it."""
    as_amina.get(START)
    assert Journey.objects.get().outcome != "completed"
    as_amina.get(reverse("payments:return", args=[PaidSessionFactory(service="housing").pk]))
    press_pay(as_amina)
    session = PaymentSession.objects.get(resident_id=amina.pk)
    gateway.pay(session)
    as_amina.get(reverse("payments:return", args=[session.pk]))
    assert Journey.objects.get().outcome == "completed"

    ledger.owed["garage"] = 100
    as_amina.get("/payments/pay/housing/garage/")

    assert Journey.objects.count() == 2


def test_a_guessed_return_address_is_not_there(client, session):
    """F17."""
    assert client.get(reverse("payments:return", args=[uuid4()])).status_code == 404


def test_who_has_paid_what_a_restored_backup_does_not_know_is_told_not_to_pay_again(client):
    page = text_of(client.get(reverse("payments:return", args=[uuid4()])))

    assert "We cannot find this payment" in page
    assert "If you have just paid, do not pay again." in page


@pytest.mark.parametrize(
    ("state", "why", "words"),
    [
        ("failed", "expired", "ran out of time"),
        ("cancelled", "by_resident", "You cancelled this payment"),
        ("cancelled", "replaced", "You started again"),
        ("error", "never_opened", "could not be opened"),
        ("error", "not_there", "could not be opened"),
        ("error", "does_not_match", "A person is looking at it"),
    ],
)
def test_an_ended_attempt_says_how_it_ended(as_amina, amina, state, why, words):
    session = CreatedSessionFactory(resident_id=amina.pk, state=state, why=why)

    page = text_of(as_amina.get(reverse("payments:return", args=[session.pk])))

    assert words in page
    assert ("Nothing has been taken" in page) is (why != "does_not_match")


def test_cancelling_closes_the_card_page(as_amina, amina, gateway):
    session = StartedSessionFactory(resident_id=amina.pk)

    as_amina.post(reverse("payments:cancel", args=[session.pk]))

    session.refresh_from_db()
    assert (session.state, session.why) == (SessionState.CANCELLED, Why.BY_RESIDENT)
    assert "expire" in gateway.calls


def test_nobody_cancels_somebody_elses_payment(as_stranger, amina, gateway):
    """E13."""
    session = StartedSessionFactory(resident_id=amina.pk)

    assert as_stranger.post(reverse("payments:cancel", args=[session.pk])).status_code == 404

    session.refresh_from_db()
    assert session.state == SessionState.STARTED
    assert AuditEntry.objects.filter(event="accounts.ownership.refused").count() == 1


def test_cancelling_takes_a_post(as_amina, amina):
    session = StartedSessionFactory(resident_id=amina.pk)

    assert as_amina.get(reverse("payments:cancel", args=[session.pk])).status_code == 405


def test_the_card_page_runs_out_after_an_hour(as_amina, gateway):
    """F19."""
    press_pay(as_amina)
    session = PaymentSession.objects.get()
    assert session.expires_at - session.created_at == timedelta(minutes=60)
    gateway.run_out(session)

    page = text_of(as_amina.get(reverse("payments:return", args=[session.pk])))

    assert "ran out of time" in page


def test_paying_in_the_old_tab_after_cancelling_has_one_outcome(as_amina, amina, gateway):
    """F19."""
    press_pay(as_amina)
    first = PaymentSession.objects.get()
    as_amina.post(reverse("payments:cancel", args=[first.pk]))

    press_pay(as_amina)
    second = PaymentSession.objects.exclude(pk=first.pk).get()
    gateway.pay(second)
    settle(second, now=timezone.now())

    assert gateway.books[first.gateway_reference].status == "expired"
    assert Payment.objects.count() == 1
