"""kill -9 at any step of paying the rent takes no money twice and loses none."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
import requests
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from accounts.notifications.models import OutboundNotification
from payments.charges import fetch_payable
from payments.models import Payment, PaymentSession, Posting
from payments.payment_links import send_link

pytestmark = [
    pytest.mark.kills,
    pytest.mark.postgresql,
    pytest.mark.sandbox,
]
PAY = "/payments/pay/housing/rent/"
OPEN_PAGE, ASK = "POST /v1/checkout/sessions", "GET /v1/checkout/sessions/"
POST = "POST /housing/api/v1/transactions"


def owed_pence(stage):
    tenure = stage.housing("v1/tenures/6001234575")
    account = stage.housing(f"v1/accounts?targetId={tenure['id']}")["accountResponseList"][0]
    return round(account["accountBalance"] * 100)


def press_pay(browser):
    return browser.send(PAY, how_much="all")


def pay_on_the_card_page(stage, address):
    """Returns where the card company sends the browser afterwards."""
    # The hosted page is the sandbox's own: nothing of it passes through the portal.
    address = address.replace(stage.guillotine.url, stage.sandbox.url)
    answer = requests.post(
        address, data={"test_card": "4242424242424242"}, timeout=20, allow_redirects=False
    )
    assert answer.status_code == 302, answer.text[:500]
    return answer.headers["Location"]


def check_paid_once(stage, owed):
    payment = Payment.objects.get()
    assert PaymentSession.objects.filter(state="success").count() == 1
    assert owed_pence(stage) == owed - payment.amount_pence
    reference = f"payment-{payment.pk}"
    assert OutboundNotification.objects.filter(reference=reference).count() == 1
    events = list(AuditEntry.objects.values_list("event", flat=True))
    assert events.count("payments.payment.received") == 1
    assert events.count("payments.payment.posted") == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_web_process_dies_while_the_card_page_is_opened(stage, eventually, moment):
    """F23."""
    owed = owed_pence(stage)
    portal = stage.start_portal()
    browser = stage.browser()
    stage.guillotine.wait_for(OPEN_PAGE, moment, portal.kill)
    with pytest.raises(requests.ConnectionError):
        press_pay(browser)
    assert stage.guillotine.fell.wait(30)

    stage.start_portal()
    stage.start_worker()
    again = press_pay(browser)
    assert again.status_code == 302, again.text[:500]
    assert PaymentSession.objects.filter(state__in=["created", "started"]).count() == 1
    browser.get(pay_on_the_card_page(stage, again.headers["Location"]))

    eventually(lambda: Posting.objects.filter(state="delivered").exists())
    check_paid_once(stage, owed)


@pytest.fixture
def link(stage):
    """What an adviser sent the resident."""
    actor = replace(stage.actor, staff_id=uuid4(), channel=Channel.ASSISTED_FACE_TO_FACE)
    now = timezone.now()
    owed = fetch_payable(actor=actor, service="housing", charge_reference="rent", now=now)
    send_link(payable=owed, amount_pence=owed.owed_pence, actor=actor, now=now)
    return re.search(r"/payments/link/[\w-]+/", OutboundNotification.objects.get().body).group()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_web_process_dies_while_a_payment_link_opens_the_card_page(stage, link, moment):
    """F23, F32: the link is still good, leads to the one page there is, and is over then."""
    portal = stage.start_portal()
    browser = stage.browser()
    stage.guillotine.wait_for(OPEN_PAGE, moment, portal.kill)
    with pytest.raises(requests.ConnectionError):
        browser.send(link)
    assert stage.guillotine.fell.wait(30)

    stage.start_portal()
    again = browser.send(link)
    assert again.status_code == 302, again.text[:500]
    assert again.headers["Location"] == PaymentSession.objects.get().page_url
    assert browser.get(link).status_code == 410


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_web_process_dies_while_the_resident_comes_back(stage, eventually, moment):
    """F23."""
    owed = owed_pence(stage)
    portal = stage.start_portal()
    browser = stage.browser()
    back = pay_on_the_card_page(stage, press_pay(browser).headers["Location"])
    stage.guillotine.wait_for(ASK, moment, portal.kill)
    with pytest.raises(requests.ConnectionError):
        browser.get(back)

    stage.let_leases_run_out()
    stage.start_worker()
    eventually(lambda: Posting.objects.filter(state="delivered").exists())
    check_paid_once(stage, owed)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_worker_dies_while_the_ledger_is_told(stage, eventually, moment):
    """F23."""
    owed = owed_pence(stage)
    stage.start_portal()
    browser = stage.browser()
    browser.get(pay_on_the_card_page(stage, press_pay(browser).headers["Location"]))
    eventually(lambda: Payment.objects.exists())

    doomed = []
    stage.guillotine.wait_for(POST, moment, lambda: doomed[0].kill())
    doomed.append(stage.start_worker())
    assert stage.guillotine.fell.wait(30)

    stage.let_leases_run_out()
    stage.start_worker()
    eventually(lambda: Posting.objects.filter(state="delivered").exists())
    check_paid_once(stage, owed)
