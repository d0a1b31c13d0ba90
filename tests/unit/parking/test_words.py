"""The parking system's words and DVLA's become ours, or no answer at all."""

from decimal import Decimal

import pytest

from services.contract import ServiceUnavailable
from services.parking import payloads
from services.parking.adapter.summary import notice_charge, summary
from services.parking.adapter.words import notice, pence, permits, photographs, vehicle
from services.parking.records.notices import PAYABLE, NoticeState
from services.parking.records.parking import Parking
from tests.factories.parking import PCN, VRM, a_notice, a_permit, a_photograph
from tests.unit.parking.test_records import NOW


@pytest.mark.parametrize(("written", "meant"), [("0.00", 0), ("35.00", 3500), ("1000.00", 100_000)])
def test_money_is_whole_pence(written, meant):
    assert pence(Decimal(written)) == meant


@pytest.mark.parametrize("written", ["-35.00", "35.005", "1000.01", "NaN", "Infinity"])
def test_what_no_notice_can_cost_is_no_answer(written):
    with pytest.raises(ServiceUnavailable):
        notice(a_notice(amount_due_today=Decimal(written)))


PAID_HERE = {
    "discount",
    "full",
    "notice_to_owner",
    "rejected",
    "charge_certificate",
    "order_for_recovery",
}


@pytest.mark.parametrize("status", [*NoticeState, "sent_to_the_moon"])
def test_a_notice_is_paid_here_only_while_nobody_else_deals_with_it(status):
    found = notice(a_notice(status=str(status)))

    assert found.is_payable == (str(status) in PAID_HERE)
    assert found.state.words


def test_payable_is_what_the_table_says():
    assert {str(state) for state in PAYABLE} == PAID_HERE


def test_a_notice_that_costs_nothing_is_not_paid():
    assert not notice(a_notice(amount_due_today=Decimal("0.00"))).is_payable


def test_a_charge_of_a_notice_is_whole_and_an_account_of_its_own():
    charge = notice_charge(notice(a_notice()))

    assert (charge.amount_pence, charge.part_payment_from_pence) == (3500, None)
    assert (charge.account_reference, charge.charge_reference) == (f"{PCN}/{VRM}", PCN)


def test_the_card_warns_only_before_it_gets_dearer():
    same = payloads.Afterwards(a_notice().discount_ends_on, "notice_to_owner", Decimal("70.00"))
    dearer, as_dear = (
        notice(a_notice()),
        notice(a_notice(status="full", amount_due_today=Decimal("70.00"), afterwards=same)),
    )

    def words(found):
        return summary(Parking("", (), (found,), ()), now=NOW).notices[0].text

    assert words(dearer).endswith("before it goes up to £70")
    assert "goes up" not in words(as_dear)


def test_a_permit_not_paid_is_a_charge_of_the_permit_number():
    unpaid = a_permit(is_paid=False)

    (charge,) = summary(Parking("TB-P-1", (unpaid,), (), ()), now=NOW).charges

    assert (charge.amount_pence, charge.charge_reference) == (5800, unpaid.reference)
    assert charge.account_reference == "permit:TB-P-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"content_type": "text/html"},
        {"content_type": "image/svg+xml", "content": b"<svg onload=alert(1)>"},
        {"content": b"<html>"},
        {"content_type": "image/png"},
    ],
)
def test_what_is_not_a_picture_by_its_own_bytes_is_not_shown(changes):
    assert photographs([a_photograph(), a_photograph(**changes)]) == photographs([a_photograph()])


@pytest.mark.parametrize(
    ("content_type", "content"),
    [("image/jpeg", b"\xff\xd8\xff..."), ("image/png", b"\x89PNG\r\n\x1a\n...")],
)
def test_a_picture_of_either_kind_is_shown(content_type, content):
    (shown,) = photographs([a_photograph(content_type=content_type, content=content)])

    assert (shown.media_type, shown.content) == (content_type, content)


@pytest.mark.parametrize(
    ("tax", "mot", "is_taxed", "has_mot"),
    [
        ("Taxed", "Valid", True, True),
        ("Untaxed", "Valid", False, True),
        ("SORN", "Valid", False, True),
        ("Not Taxed for on Road Use", "Valid", False, True),
        ("", "Valid", False, True),
        ("Taxed", "Not valid", True, False),
        ("Taxed", "No details held by DVLA", True, True),
        ("Taxed", "No results returned", True, True),
    ],
)
def test_dvla_says_whether_a_vehicle_may_be_on_the_road(tax, mot, is_taxed, has_mot):
    found = vehicle(payloads.Vehicle(VRM, "FORD", "BLUE", tax, mot))

    assert (found.is_taxed, found.has_mot) == (is_taxed, has_mot)


@pytest.mark.parametrize(
    ("make", "colour", "words"),
    [("FORD", "BLUE", "Blue Ford"), ("BMW", "RED", "Red BMW"), ("", "", "Vehicle")],
)
def test_a_vehicle_is_described_as_people_do(make, colour, words):
    assert vehicle(payloads.Vehicle(VRM, make, colour)).description == words


def test_a_permit_of_no_known_kind_is_no_answer():
    right = payloads.AssignedRight(
        id="R",
        version=1,
        right_specification=payloads.Reference("UNHEARD-OF"),
        right_holder=payloads.RightHolder([]),
        expiry=NOW,
    )

    with pytest.raises(ServiceUnavailable):
        permits([right], [], [])
