"""A permit is paid, renewed or changed only when it can be, and says what it costs and why not."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from services.parking.records.permits import PermitKind
from tests.factories.parking import a_permit, a_renewal, a_vehicle

PAY, RENEW = "Pay for this permit", "Renew this permit"
CHANGE, BUY, ADD = "Change the vehicle", "Buy visitor sessions", "Add your permit"
PAY_SESSIONS, BEFORE = "Pay for these sessions", "Permits you had before"


def read(name, **context):
    told = {"council": {"telephone": "01632 960 100"}, **context}
    return render_to_string(f"parking/permits/{name}.html", told)


def listed(**context):
    return render_to_string("parking/parts/permits.html", {"has_permit": True, **context})


def said(html, *sentences):
    return {sentence for sentence in sentences if sentence in html}


@pytest.mark.parametrize(
    ("is_paid", "can_be", "offered"),
    [
        (True, set(), set()),
        (True, {"renewable"}, {RENEW}),
        (True, {"changeable"}, {CHANGE, BUY}),
        (False, set(), {PAY, "To pay", "£58.00"}),
        (False, {"renewable"}, {PAY, "To pay", "£58.00"}),
    ],
)
def test_a_permit_is_paid_before_it_is_renewed_and_asks_for_no_more_than_is_owed(
    is_paid, can_be, offered
):
    permit = a_permit(is_paid=is_paid)

    html = listed(permits=[permit], **{way: {permit.reference} for way in can_be})

    assert said(html, PAY, "To pay", "£58.00", RENEW, CHANGE, BUY, ADD, BEFORE) == offered


@pytest.mark.parametrize("is_paid", [True, False])
def test_visitor_sessions_are_paid_once(is_paid):
    sessions = a_permit(
        kind=PermitKind.VISITOR_SESSIONS, sessions_left=5, sessions_bought=10, is_paid=is_paid
    )

    html = listed(visitor_sessions=[sessions])

    owed = {"To pay", PAY_SESSIONS, "£58.00"}
    assert said(html, *owed) == (set() if is_paid else owed)


@pytest.mark.parametrize(
    ("has_permit", "words"),
    [
        (True, {"You have no permit at the moment."}),
        (False, {"No permit is linked to your account.", ADD}),
    ],
)
def test_who_has_no_permit_now_may_have_had_one(has_permit, words):
    html = listed(has_permit=has_permit, permits=[])

    every = ("You have no permit at the moment.", "No permit is linked to your account.", ADD)
    assert said(html, *every) == words


def test_permits_of_before_say_until_when():
    assert "until 7 June 2026" in listed(earlier=[a_permit()])


@pytest.mark.parametrize(
    ("vehicle", "words"),
    [
        ({}, {">Taxed", "Valid, or not needed yet"}),
        ({"is_taxed": False}, {"Not taxed", "Valid, or not needed yet"}),
        ({"has_mot": False}, {">Taxed", "Not valid"}),
    ],
)
def test_what_dvla_knows_of_the_vehicle_is_told_as_it_is(vehicle, words):
    renewal = a_renewal(vehicle=a_vehicle(**vehicle))

    html = "".join(line.strip() for line in read("renew", renewal=renewal).splitlines())

    every = (">Taxed", "Not taxed", "Valid, or not needed yet", "Not valid")
    assert said(html, *every) == words


@pytest.mark.parametrize("obstacle", ["", "Tax it first."])
def test_what_cannot_be_renewed_has_no_price_and_no_button(obstacle):
    html = read("renew", renewal=a_renewal(), obstacle=obstacle)

    can_be = {"£58.00", "8 June 2026", "You pay on the next page.", RENEW}
    cannot = {"Tax it first.", "govuk-warning-text"}
    assert said(html, *can_be, *cannot) == (cannot if obstacle else can_be)


@pytest.mark.parametrize("obstacle", ["", "Pay for the visitor sessions you have ordered first."])
def test_sessions_are_ordered_only_while_they_are_sold(obstacle):
    html = read("visitors", obstacle=obstacle)

    sold = {"You pay on the next page.", "Order these sessions"}
    assert said(html, *sold, "ordered first.") == ({"ordered first."} if obstacle else sold)


@pytest.mark.parametrize(
    ("is_paid_for", "delivered", "waiting"),
    [
        (True, {"valid once it is paid", "Pay now"}, {"What you have to pay will then be"}),
        (False, {"is for the new vehicle from now on"}, {"for the vehicle you had before"}),
    ],
)
def test_a_receipt_says_what_holds_until_when(is_paid_for, delivered, waiting):
    """Whoever changes the vehicle must know for which one the permit is meanwhile."""
    told = {"is_paid_for": is_paid_for, "submission": SimpleNamespace(supplier_reference="TB-P-1")}

    words = ("valid once it is paid", "Pay now", "is for the new vehicle from now on")
    assert said(read("next_delivered", **told), *words) == delivered
    words = ("What you have to pay will then be", "for the vehicle you had before")
    assert said(read("next_waiting", **told), *words) == waiting
