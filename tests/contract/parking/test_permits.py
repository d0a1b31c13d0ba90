"""Renewing and paying for a permit, against the running sandbox."""

from datetime import timedelta

import pytest

from services.contract import NothingOwed, ServiceUnavailable, WrongRecord
from services.network import run
from services.parking.adapter import ParkingAdapter
from services.parking.adapter.permits import NoSuchPermit
from services.parking.records.account import ParkingAccount
from services.sandbox.personas import AMINA, GRACE, TOM
from tests.contract.answers import Sandbox
from tests.contract.parking.calls import AMINAS, NOW, RENEWED, call
from tests.sandbox import today

TOMS = ParkingAccount(TOM.permit).reference


def test_another_year_has_a_price_and_a_vehicle_that_dvla_knows(adapter: ParkingAdapter) -> None:
    renewal = run(adapter.fetch_renewal(AMINAS, RENEWED))

    assert (renewal.vehicle.description, renewal.price_pence) == ("Blue Ford", 5800)
    assert renewal.starts_on == today() + timedelta(days=19)
    assert renewal.ends_on == today() + timedelta(days=18 + 365)
    assert renewal.obstacle(today()) == ""


def test_an_untaxed_vehicle_stops_a_renewal(adapter: ParkingAdapter) -> None:
    ended = today() - timedelta(days=12)

    renewal = run(adapter.fetch_renewal(TOMS, f"{TOM.permit}-R{ended.year}"))

    assert "not taxed" in renewal.obstacle(today())


@pytest.mark.parametrize("permit", [f"{GRACE.permit}-R2027", "nonsense"])
def test_only_a_permit_of_the_link_is_renewed(adapter: ParkingAdapter, permit: str) -> None:
    with pytest.raises(NoSuchPermit):
        run(adapter.fetch_renewal(AMINAS, permit))


def unpaid_permit(sandbox: Sandbox) -> str:
    """Another year of Amina's permit, issued and not paid."""
    rights = call(sandbox, "GET", f"rights/assigned?credential_id={AMINA.permit}").body["data"]
    (last,) = [right for right in rights if right["id"] == RENEWED]
    right = last | {"id": f"{AMINA.permit}-R-NEXT", "expiry": "2031-01-01T00:00:00Z"}
    assert call(sandbox, "POST", "rights/assigned", right | {"payments": []}).status == 201
    return str(right["id"])


def pay_permit(adapter: ParkingAdapter, right: str, pence: int, payment: str = "PAY-1") -> None:
    run(
        adapter.post_payment(
            AMINAS, right, payment_reference=payment, amount_pence=pence, paid_at=NOW
        )
    )


def test_a_permit_that_is_not_paid_is_a_charge_until_it_is(
    adapter: ParkingAdapter, sandbox: Sandbox
) -> None:
    right = unpaid_permit(sandbox)
    charge = run(adapter.fetch_charge(AMINAS, right))
    assert (charge.amount_pence, charge.account_reference) == (5800, f"permit:{AMINA.permit}")

    pay_permit(adapter, right, 5800)
    pay_permit(adapter, right, 5800)

    kept = call(sandbox, "GET", f"rights/assigned/{right}").body
    assert [payment["transactionID"] for payment in kept["payments"]] == ["PAY-1"]
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, right))
    with pytest.raises(NothingOwed):
        pay_permit(adapter, right, 5800, "PAY-2")


def test_a_permit_is_paid_whole(adapter: ParkingAdapter, sandbox: Sandbox) -> None:
    right = unpaid_permit(sandbox)

    with pytest.raises(ServiceUnavailable):
        pay_permit(adapter, right, 5799)
    assert run(adapter.fetch_charge(AMINAS, right)).amount_pence == 5800


def test_a_permit_of_somebody_else_is_not_paid(adapter: ParkingAdapter) -> None:
    with pytest.raises(WrongRecord):
        pay_permit(adapter, f"{GRACE.permit}-R2026", 5800)
