"""kill -9 while the card page of a cancelled order is closed: it is closed, and she reads why."""

import pytest
import requests
from django.utils import timezone

from accounts.audit.models import AuditEntry
from payments.models import Payment, PaymentSession
from services.installed import installed_services
from services.links import link_with_facts
from services.models import Submission
from services.sandbox.personas import GRACE

pytestmark = [
    pytest.mark.kills,
    pytest.mark.postgresql,
    pytest.mark.sandbox,
]
BUY = "/services/parking/permits/visitors/"
CLOSE = "POST /v1/checkout/sessions/"


@pytest.fixture
def permit_holder(stage):
    """Her browser, at a portal that runs."""
    parking = next(one for one in installed_services() if one.slug == "parking")
    facts = {
        "permit_number": GRACE.permit,
        "vehicle_registration": GRACE.vrm,
        "postcode": GRACE.postcode,
    }
    actor, now = stage.actor, timezone.now()
    link_with_facts(actor=actor, slug="parking", service=parking, facts=facts, now=now)
    stage.start_portal()
    return stage.browser()


@pytest.fixture
def card_page(stage, permit_holder):
    """Stands open, in another tab, for an order that she has cancelled since."""
    assert permit_holder.send(BUY, sessions="25").status_code == 302
    order = Submission.objects.get().supplier_reference
    paying = permit_holder.send(f"/payments/pay/parking/{order}/")
    assert permit_holder.send(f"{BUY}{order}/cancel/").status_code == 302
    return paying.headers["Location"].replace(stage.guillotine.url, stage.sandbox.url)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_worker_dies_while_the_card_page_is_closed(
    stage, permit_holder, card_page, eventually, moment
):
    doomed = []
    stage.guillotine.wait_for(CLOSE, moment, lambda: doomed[0].kill())
    doomed.append(stage.start_worker())
    assert stage.guillotine.fell.wait(30)

    stage.start_worker()
    eventually(lambda: not PaymentSession.objects.get().is_open)

    session = PaymentSession.objects.get()
    back = permit_holder.get(f"/payments/{session.pk}/return/")
    assert (
        "It is not owed any more, so we closed the card page. Nothing has been taken." in back.text
    )
    assert AuditEntry.objects.filter(event="payments.session.ended").count() == 1
    refused = requests.post(card_page, data={"test_card": "4242424242424242"}, timeout=20)
    assert refused.status_code != 302
    assert not Payment.objects.exists()
