"""kill -9 at any step of reporting a repair loses nothing and reports nothing twice."""

import pytest
import requests

from accounts.audit.models import AuditEntry
from accounts.notifications.models import OutboundNotification
from services.models import Journey, Submission

pytestmark = [
    pytest.mark.kills,
    pytest.mark.postgresql,
    pytest.mark.sandbox,
]
RAISE = "POST /housing/api/v2/workOrders/schedule"
PROPERTY = "00023427"


def work_orders(stage):
    return stage.housing(f"v2/workOrders?propertyReference={PROPERTY}&PageSize=50")


def fill_in(browser):
    browser.send("/services/housing/repairs/new/", problem="leaking-tap")
    browser.send(
        "/services/housing/repairs/new/details/", room="kitchen", details="It drips all night"
    )


def send(browser):
    return browser.send("/services/housing/repairs/new/check/")


def check_reported_once(stage, before):
    submission = Submission.objects.get()
    orders = work_orders(stage)
    assert len(orders) == len(before) + 1
    assert submission.supplier_reference in {str(order["reference"]) for order in orders}
    reference = f"submission-{submission.pk}"
    assert OutboundNotification.objects.filter(reference=reference).count() == 1
    events = list(AuditEntry.objects.values_list("event", flat=True))
    assert events.count("services.submission.accepted") == 1
    assert events.count("services.submission.delivered") == 1
    assert Journey.objects.filter(outcome="completed").count() == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_web_process_dies_while_housing_is_told(stage, eventually, moment):
    before = work_orders(stage)
    portal = stage.start_portal()
    browser = stage.browser()
    fill_in(browser)
    stage.guillotine.wait_for(RAISE, moment, portal.kill)

    with pytest.raises(requests.ConnectionError):
        send(browser)

    assert stage.guillotine.fell.wait(30)
    stage.let_leases_run_out()
    stage.start_worker()
    eventually(lambda: Submission.objects.get().is_delivered)
    check_reported_once(stage, before)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_worker_dies_while_housing_is_told(stage, eventually, moment):
    before = work_orders(stage)
    stage.start_portal()
    browser = stage.browser()
    fill_in(browser)
    stage.sandbox.fault("housing", "error")
    assert send(browser).status_code == 302
    stage.sandbox.well("housing")
    stage.let_leases_run_out()

    doomed = []
    stage.guillotine.wait_for(RAISE, moment, lambda: doomed[0].kill())
    doomed.append(stage.start_worker())
    assert stage.guillotine.fell.wait(30)

    stage.let_leases_run_out()
    stage.start_worker()
    eventually(lambda: Submission.objects.get().is_delivered)
    check_reported_once(stage, before)


def test_the_resident_sends_again_after_the_web_process_died(stage, eventually):
    before = work_orders(stage)
    portal = stage.start_portal()
    browser = stage.browser()
    fill_in(browser)
    stage.guillotine.wait_for(RAISE, "after", portal.kill)
    with pytest.raises(requests.ConnectionError):
        send(browser)

    stage.start_portal()
    page = browser.get("/services/housing/repairs/")
    assert "tap" in page.text.lower()
    stage.let_leases_run_out()
    stage.start_worker()
    eventually(lambda: Submission.objects.get().is_delivered)
    check_reported_once(stage, before)
