"""N05: told to stop, as at every release, each process first finishes what it holds."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts.audit.models import AuditEntry
from payments.models import Payment, PaymentSession, Posting
from tests.kills.test_killed_while_paying import (
    OPEN_PAGE,
    POST,
    check_paid_once,
    owed_pence,
    pay_on_the_card_page,
    press_pay,
)

pytestmark = [
    pytest.mark.kills,
    pytest.mark.postgresql,
    pytest.mark.sandbox,
]


def tell_to_stop(process):
    """Every process of it at once, as systemd does."""
    os.killpg(process.pid, signal.SIGTERM)


def has_begun(stage, call):
    return lambda: any(each.startswith(call) for each in stage.guillotine.calls)


def has_stopped(process):
    return lambda: process._process.poll() is not None


def test_a_page_and_a_payment_under_way_are_answered_before_the_portal_goes(stage, eventually):
    portal = stage.start_portal()
    browser, reader = stage.browser(), stage.browser()
    for supplier in ("v1", "housing"):
        stage.sandbox.fault(supplier, "slow", seconds=1)

    with ThreadPoolExecutor() as people:
        paying = people.submit(press_pay, browser)
        reading = people.submit(reader.get, "/services/housing/")
        eventually(has_begun(stage, OPEN_PAGE))
        tell_to_stop(portal)

    assert reading.result().status_code == 200
    assert paying.result().status_code == 302
    assert paying.result().headers["Location"] == PaymentSession.objects.get().page_url
    eventually(has_stopped(portal))


def test_the_worker_hears_what_the_ledger_answers_before_it_goes(stage, eventually):
    owed = owed_pence(stage)
    stage.start_portal()
    browser = stage.browser()
    browser.get(pay_on_the_card_page(stage, press_pay(browser).headers["Location"]))
    eventually(Payment.objects.exists)
    stage.sandbox.fault("housing", "slow", seconds=1)

    worker = stage.start_worker()
    eventually(has_begun(stage, POST))
    tell_to_stop(worker)
    eventually(has_stopped(worker))

    assert Posting.objects.get().state == "delivered"
    assert AuditEntry.objects.filter(event="payments.payment.posted").count() == 1
    check_paid_once(stage, owed)
