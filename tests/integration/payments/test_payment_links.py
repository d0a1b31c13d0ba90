"""A payment link is for one charge of one resident, used once, and by whoever is first."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actor import Actor
from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from payments import payment_links
from payments.amounts import AmountNotAllowed
from payments.checkout import PaymentInProgress
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import PaymentLink, PaymentSession
from payments.payment_links import LinkIsOver, OnlyStaffSendLinks, send_link, use_link
from tests.factories.accounts import LibraryAdviserFactory, actor_of
from tests.factories.payments import a_payable

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(minutes=60)


@pytest.fixture
def joy(amina):
    staff = LibraryAdviserFactory()
    return Actor(resident_id=amina.pk, channel=Channel.ASSISTED_FACE_TO_FACE, staff_id=staff.pk)


def send(actor, charge="rent", *, pence=9215, now=NOW):
    payable = a_payable(charge_reference=charge)
    return send_link(payable=payable, amount_pence=pence, actor=actor, now=now)


@pytest.mark.parametrize("pence", [0, 99, 9216])
def test_a_link_is_sent_only_for_an_amount_that_may_be_paid(joy, pence):
    """F03, F04: whatever a page let through."""
    with pytest.raises(AmountNotAllowed):
        send(joy, pence=pence)

    assert not PaymentLink.objects.exists()


def test_residents_send_no_links(amina):
    with pytest.raises(OnlyStaffSendLinks):
        send(actor_of(amina))


def test_a_link_is_used_by_one_of_two_who_have_the_page_open(joy, gateway):
    """F32."""
    link = send(joy)
    use_link(link, now=NOW)

    with pytest.raises(LinkIsOver):
        use_link(link, now=NOW)

    assert AuditEntry.objects.filter(event="payments.link.used").count() == 1


@pytest.mark.parametrize(("left", "is_over"), [(timedelta(seconds=1), False), (timedelta(0), True)])
def test_a_link_that_ran_out_while_its_page_was_open_is_over(joy, left, is_over):
    """F32."""
    link = send(joy, now=NOW - HOUR + left)

    with pytest.raises(LinkIsOver) if is_over else nullcontext():
        use_link(link, now=NOW)

    assert (PaymentLink.objects.get().used_at is None) is is_over
    assert PaymentSession.objects.exists() is not is_over


def test_using_one_link_leaves_the_others_as_they_are(joy, gateway):
    other, link = send(joy, "garage"), send(joy)

    use_link(link, now=NOW)

    other.refresh_from_db()
    assert other.is_live(NOW)


@pytest.mark.parametrize("stop", [GatewayUnavailable, GatewayRefused, PaymentInProgress])
def test_when_no_card_page_opens_this_link_is_good_again_and_no_used_one(joy, gateway, stop):
    used, link = send(joy, "garage"), send(joy)
    PaymentLink.objects.filter(pk=used.pk).update(used_at=NOW)
    gateway.down = stop()

    with pytest.raises(stop):
        use_link(link, now=NOW)

    assert [one.is_live(NOW) for one in PaymentLink.objects.order_by("charge_reference")] == [
        False,
        True,
    ]


def test_a_link_whose_process_died_before_the_card_page_was_shown_leads_to_the_same_page(
    joy, gateway, monkeypatch
):
    """F23, F32: nobody saw the page, so the link has not done its one job."""
    link, open_page = send(joy), payment_links.start_payment

    def die(**asked):
        open_page(**asked)
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(payment_links, "start_payment", die)
        with pytest.raises(SystemExit):
            use_link(link, now=NOW)

    session = use_link(link, now=NOW)

    assert session == PaymentSession.objects.get()
    assert not PaymentLink.objects.get().is_live(NOW)


def test_of_two_who_press_at_the_same_moment_one_comes_to_the_card_page(joy, gateway, monkeypatch):
    """F32: the other one was as quick, and is told that the link is over."""
    link, open_page = send(joy), payment_links.start_payment

    def a_moment_later(**asked):
        monkeypatch.setattr(payment_links, "start_payment", open_page)
        use_link(link, now=NOW)
        return open_page(**asked)

    monkeypatch.setattr(payment_links, "start_payment", a_moment_later)
    with pytest.raises(LinkIsOver):
        use_link(link, now=NOW)

    assert PaymentSession.objects.count() == 1
    assert AuditEntry.objects.filter(event="payments.link.used").count() == 1


def test_a_new_link_ends_only_those_for_the_same_charge_of_the_same_resident(joy):
    parking, neighbour, garage = send(joy), send(joy), send(joy, "garage")
    PaymentLink.objects.filter(pk=parking.pk).update(service="parking", expires_at=NOW + HOUR)
    PaymentLink.objects.filter(pk=neighbour.pk).update(resident_id=joy.staff_id)

    send(joy, now=NOW + timedelta(minutes=5))

    for link in (parking, neighbour, garage):
        link.refresh_from_db()
        assert link.expires_at == NOW + HOUR
