"""The pages around the card page: what residents see, and whom they do not show it to."""

import pytest
from django.urls import reverse

from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import PaymentSession, Refund
from payments.states import RefundState
from services.contract import ServiceUnavailable
from tests.factories.payments import (
    CreatedSessionFactory,
    PaidSessionFactory,
    StartedSessionFactory,
)
from tests.integration.payments.pages import START, press_pay, text_of

pytestmark = pytest.mark.django_db


def test_the_page_says_what_is_owed_and_to_whom(as_amina):
    page = text_of(as_amina.get(START))

    assert page.count("<h1") == 1
    for words in ("Pay £92.15", "Rent for 12 Canal Street", "Thornbridge Council"):
        assert words in page
    assert "01632 960 100" in page


def test_pressing_pay_leads_to_the_card_page(as_amina):
    response = press_pay(as_amina)

    session = PaymentSession.objects.get()
    assert response.status_code == 302
    assert response["Location"] == session.page_url
    assert session.return_url == reverse("housing:index")


def test_a_part_is_paid_where_the_service_allows_it(as_amina):
    press_pay(as_amina, how_much="part", amount="12.34")

    assert PaymentSession.objects.get().amount_pence == 1234


def test_a_charge_that_must_be_paid_whole_asks_no_question(as_amina, ledger):
    ledger.part_from_pence = None

    assert "how_much" not in text_of(as_amina.get(START))
    press_pay(as_amina, how_much="part", amount="1.00")
    assert PaymentSession.objects.get().amount_pence == 9215


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "Enter how much you want to pay"),
        ("0", "Enter £1"),
        ("0.99", "Enter £1"),
        ("92.16", "Enter £92.15 or less"),
        ("1e9", "Enter an amount in pounds"),
        ("１２", "Enter an amount in pounds"),
        ("-5", "Enter an amount in pounds"),
        ("0.001", "Enter an amount in pounds"),
    ],
)
def test_an_amount_that_may_not_be_paid_is_said_beside_the_field(as_amina, gateway, amount, words):
    """F04."""
    page = text_of(press_pay(as_amina, how_much="part", amount=amount))

    assert words in page
    assert "<title>Error: " in page
    assert not PaymentSession.objects.exists()
    assert gateway.calls == []


def test_who_types_an_amount_and_leaves_all_of_it_chosen_is_asked_which(as_amina):
    assert "Choose one of the two" in text_of(press_pay(as_amina, how_much="all", amount="10"))
    assert not PaymentSession.objects.exists()


@pytest.mark.parametrize("quoted", ["9214", "1", "0", "-9215", "", "x", "9" * 40])
def test_an_amount_that_was_changed_in_the_form_is_never_charged(as_amina, quoted):
    """F03."""
    page = text_of(press_pay(as_amina, quoted_pence=quoted))

    assert 'value="9215"' in page
    assert not PaymentSession.objects.exists()


def test_nothing_else_in_the_form_is_believed(as_amina):
    """F03, F33, D21."""
    press_pay(
        as_amina,
        amount_pence="1",
        currency="usd",
        reference="TB-EVIL",
        service="parking",
        success_url="https://evil.example",
        return_url="https://evil.example",
    )

    session = PaymentSession.objects.get()
    assert (session.amount_pence, session.service) == (9215, "housing")
    assert session.return_url == "/services/housing/"


def test_a_price_that_changed_meanwhile_is_asked_again(as_amina, ledger):
    """F05."""
    as_amina.get(START)
    ledger.owed["rent"] = 10_000

    page = text_of(press_pay(as_amina))

    assert "What you owe has changed" in page
    assert "Pay £100" in page
    assert not PaymentSession.objects.exists()


def test_a_bill_paid_in_another_tab_is_not_paid_again(as_amina, gateway):
    """F02."""
    press_pay(as_amina)
    session = PaymentSession.objects.get()
    gateway.pay(session)
    as_amina.get(reverse("payments:return", args=[session.pk]))

    page = text_of(press_pay(as_amina))

    assert "You have already paid this" in page
    assert PaymentSession.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/payments/pay/housing/nothing/", 200),
        ("/payments/pay/parking/rent/", 404),
        ("/payments/pay/nowhere/rent/", 404),
    ],
)
def test_what_cannot_be_paid_is_said(as_amina, path, status):
    response = as_amina.get(path)

    assert response.status_code == status
    if status == 200:
        assert "There is nothing to pay" in text_of(response)


def test_a_charge_of_an_account_that_is_not_linked_leads_to_linking_it(as_stranger):
    assert as_stranger.get(START)["Location"] == "/services/housing/link/"


def test_an_answer_about_another_account_is_shown_to_nobody(as_amina, ledger):
    """G12."""
    ledger.wrong_account = "tenure-of-another"

    response = as_amina.get(START)

    assert response.status_code == 503
    assert "92.15" not in text_of(response)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_service_that_does_not_answer_is_an_outage_and_not_a_debt(as_amina, ledger, method):
    ledger.fault = ServiceUnavailable("down")

    response = getattr(as_amina, method)(START)

    assert response.status_code == 503
    page = text_of(response)
    assert "We cannot check what you owe right now" in page
    assert "01632 960 100" in page


@pytest.mark.parametrize("fault", [GatewayUnavailable("slow"), GatewayRefused("no")])
def test_a_card_company_that_does_not_answer_takes_nothing(as_amina, gateway, fault):
    """F09."""
    gateway.down = fault

    response = press_pay(as_amina)

    assert response.status_code == 503
    assert "Nothing has been taken" in text_of(response)


@pytest.mark.parametrize(
    ("owed", "asked", "words"),
    [
        (29, {}, "The smallest card payment is £0.30"),
        (2_000_000, {}, "The largest card payment is £10,000"),
        (2_000_000, {"how_much": "part", "amount": "10000.01"}, "The largest card payment"),
    ],
)
def test_what_the_card_company_would_not_take_is_said_on_our_page(
    as_amina, ledger, gateway, owed, asked, words
):
    ledger.owed["rent"] = owed

    page = text_of(press_pay(as_amina, quoted_pence=str(owed), **asked))

    assert words in page
    assert ('id="id_amount-error"' in page) is (owed > 29)  # where there is such a field
    assert gateway.calls == []


def test_nobody_pays_without_signing_in(client):
    response = client.post(START)

    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in/")


def test_the_list_shows_attempts_receipts_and_refunds_as_what_they_are(as_amina, amina):
    paid = PaidSessionFactory(resident_id=amina.pk)
    Refund.objects.create(payment=paid.payment, amount_pence=500, state=RefundState.SUCCESS)
    Refund.objects.create(payment=paid.payment, amount_pence=300, state=RefundState.SUBMITTED)
    Refund.objects.create(payment=paid.payment, amount_pence=100, state=RefundState.REQUESTED)
    CreatedSessionFactory(resident_id=amina.pk, state="failed", why="expired")
    PaidSessionFactory(description="Somebody else's rent")

    page = text_of(as_amina.get(reverse("payments:index")))

    assert "Paid" in page
    assert "£5.00 refunded" in page
    assert "on its way back" in page
    assert "£1.00" not in page
    assert page.count("Ran out of time") == 1
    assert "Somebody else" not in page


def test_a_list_of_fifty_payments_is_a_handful_of_queries(
    as_amina, amina, django_assert_max_num_queries
):
    for _ in range(50):
        PaidSessionFactory(resident_id=amina.pk)

    with django_assert_max_num_queries(10):
        assert as_amina.get(reverse("payments:index")).status_code == 200


def test_a_receipt_says_what_was_paid(as_amina, amina):
    paid = PaidSessionFactory(resident_id=amina.pk)

    page = text_of(as_amina.get(reverse("payments:receipt", args=[paid.reference])))

    for words in (
        paid.reference,
        "£92.15",
        "Rent for 12 Canal Street",
        "4 May 2026 at 10:30am",
        "Visa card ending 4242",
        "01632 960 100",
    ):
        assert words in page


@pytest.mark.parametrize("name", ["payments:receipt", "payments:receipt-pdf"])
def test_somebody_elses_receipt_is_not_there(as_stranger, as_amina, amina, name):
    """E14, E13."""
    paid = PaidSessionFactory(resident_id=amina.pk)

    theirs = as_stranger.get(reverse(name, args=[paid.reference]))
    nobodys = as_stranger.get(reverse(name, args=["TB-NONE-NONE"]))

    assert theirs.status_code == nobodys.status_code == 404
    assert paid.reference not in text_of(theirs).replace(reverse(name, args=[paid.reference]), "")
    assert as_amina.get(reverse(name, args=[paid.reference])).status_code == 200


def test_an_attempt_without_money_has_no_receipt(as_amina, amina):
    session = StartedSessionFactory(resident_id=amina.pk)

    assert as_amina.get(reverse("payments:receipt", args=[session.reference])).status_code == 404


def test_no_page_about_money_is_kept_by_a_browser(as_amina, amina):
    """E30"""
    paid = PaidSessionFactory(resident_id=amina.pk)

    for address in (START, "/payments/", reverse("payments:receipt", args=[paid.reference])):
        assert "no-store" in as_amina.get(address)["Cache-Control"]
