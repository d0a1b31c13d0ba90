"""The parking adapter against the running sandbox."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from services.contract import (
    AccountReference,
    NothingOwed,
    ProvesLinks,
    ServiceUnavailable,
    TakesPayments,
    WrongRecord,
)
from services.http import Rejected
from services.network import run
from services.parking.adapter import NoSuchNotice, ParkingAdapter
from services.parking.adapter.permits import NoSuchPermit
from services.parking.records.account import NoticeKey, ParkingAccount
from services.parking.records.notices import NoticeState
from services.parking.records.permits import PermitKind
from services.sandbox.personas import AMINA, GRACE, TOM
from tests.contract.answers import Sandbox
from tests.contract.parking.calls import LONDON, a_challenge, call

PCN = AMINA.penalty_charge_notice
AMINAS_NOTICE = NoticeKey(PCN, AMINA.vrm)
TOMS_NOTICE = NoticeKey(TOM.penalty_charge_notice, TOM.vrm)
AMINAS = ParkingAccount(AMINA.permit, (AMINAS_NOTICE,)).reference
NOW = datetime.now(UTC)
TODAY = NOW.astimezone(LONDON).date()
FACTS = {
    "permit_number": " tb-p-20231",
    "vehicle_registration": "TB12 AMN",
    "postcode": "tb1 4qn",
}


@pytest.fixture
def adapter(sandbox: Sandbox) -> ParkingAdapter:
    return ParkingAdapter.from_settings()


def pay(adapter: ParkingAdapter, amount_pence: int, payment: str = "KTM-4RZ-9WB") -> None:
    run(
        adapter.post_payment(
            AMINAS, PCN, payment_reference=payment, amount_pence=amount_pence, paid_at=NOW
        )
    )


def test_it_proves_links_and_takes_payments(adapter: ParkingAdapter) -> None:
    assert isinstance(adapter, ProvesLinks)
    assert isinstance(adapter, TakesPayments)


def test_aminas_card_says_what_to_pay_by_when_and_what_to_renew(adapter: ParkingAdapter) -> None:
    summary = run(adapter.fetch_summary(AMINAS))

    assert summary.headline == "£35 to pay today"
    assert [notice.text for notice in summary.notices] == [
        f"Pay £35 for parking notice {PCN}, before it goes up to £70",
        "Renew your resident permit, zone A",
    ]
    assert [notice.act_by for notice in summary.notices] == [
        TODAY + timedelta(days=5),
        TODAY + timedelta(days=18),
    ]
    (charge,) = summary.charges
    assert (charge.charge_reference, charge.amount_pence) == (PCN, 3500)
    assert charge.part_payment_from_pence is None
    assert summary.details[0].label == "Visitor sessions, zone A"


def test_a_permit_alone_shows_nobodys_notices(adapter: ParkingAdapter) -> None:
    permit_alone = ParkingAccount(AMINA.permit).reference

    summary = run(adapter.fetch_summary(permit_alone))

    assert (summary.headline, summary.charges) == ("1 permit", ())


def test_a_notice_alone_shows_no_permits(adapter: ParkingAdapter) -> None:
    found = run(adapter.fetch_parking(ParkingAccount(notices=(TOMS_NOTICE,)).reference))

    assert found.permits == ()
    assert [notice.state for notice in found.notices] == [NoticeState.CHARGE_CERTIFICATE]


def test_permits_of_earlier_years_are_kept(adapter: ParkingAdapter) -> None:
    permits = run(adapter.fetch_parking(AMINAS)).permits

    assert [permit.kind for permit in permits].count(PermitKind.PERMIT) == 3
    assert sum(permit.is_current(TODAY) for permit in permits) == 2
    assert {permit.zone for permit in permits} == {"Zone A: Canal Street and Old Wharf"}


def test_a_notice_the_system_does_not_know_is_told_and_not_dropped(
    adapter: ParkingAdapter,
) -> None:
    gone = ParkingAccount(notices=(NoticeKey("TB00000001", AMINA.vrm), AMINAS_NOTICE))

    found = run(adapter.fetch_parking(gone.reference))

    assert found.gone == ("TB00000001",)
    assert [notice.number for notice in found.notices] == [PCN]


def test_a_notice_comes_with_its_photographs(adapter: ParkingAdapter) -> None:
    found = run(adapter.fetch_notice_in_full(AMINAS_NOTICE))

    assert [photo.caption for photo in found.photographs] == [
        "The vehicle where it was parked",
        "The registration plate",
    ]
    assert found.notice.vehicle == "Blue Ford"


def test_a_number_with_another_registration_is_no_notice(adapter: ParkingAdapter) -> None:
    wrong = NoticeKey(PCN, GRACE.vrm)

    with pytest.raises(NoSuchNotice):
        run(adapter.fetch_notice(wrong))
    with pytest.raises(NoSuchNotice):
        run(adapter.fetch_notice_in_full(wrong))


def test_a_permit_a_registration_and_a_postcode_open_a_permit(adapter: ParkingAdapter) -> None:
    assert run(adapter.match_account(FACTS)) == f"permit:{AMINA.permit}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"permit_number": GRACE.permit},
        {"vehicle_registration": ""},
        {"postcode": "TB99ZZ"},
    ],
)
def test_any_wrong_fact_opens_nothing(adapter: ParkingAdapter, wrong: dict[str, str]) -> None:
    assert run(adapter.match_account(FACTS | wrong)) is None


def test_a_payment_closes_the_notice(adapter: ParkingAdapter) -> None:
    pay(adapter, 3500)
    pay(adapter, 3500)

    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, PCN))
    assert run(adapter.fetch_notice(AMINAS_NOTICE)).is_closed


def test_any_other_amount_is_refused(adapter: ParkingAdapter) -> None:
    with pytest.raises(Rejected):
        pay(adapter, 3499)

    assert run(adapter.fetch_charge(AMINAS, PCN)).amount_pence == 3500


def test_a_notice_that_is_not_in_the_link_is_no_charge(adapter: ParkingAdapter) -> None:
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, TOM.penalty_charge_notice))
    with pytest.raises(NothingOwed):
        run(
            adapter.post_payment(
                AMINAS,
                TOM.penalty_charge_notice,
                payment_reference="X",
                amount_pence=10500,
                paid_at=NOW,
            )
        )


def test_nothing_is_asked_for_while_a_challenge_is_looked_at(
    adapter: ParkingAdapter, sandbox: Sandbox
) -> None:
    call(sandbox, "POST", f"pcns/{PCN}/challenges", a_challenge())

    summary = run(adapter.fetch_summary(AMINAS))

    assert summary.charges == ()
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, PCN))
    assert f"Our answer to your challenge of {PCN}, at the latest" in {
        coming.text for coming in summary.coming_up
    }


RENEWED = f"{AMINA.permit}-R{(TODAY + timedelta(days=18)).year}"
TOMS = ParkingAccount(TOM.permit).reference


def test_another_year_has_a_price_and_a_vehicle_that_dvla_knows(adapter: ParkingAdapter) -> None:
    renewal = run(adapter.fetch_renewal(AMINAS, RENEWED))

    assert (renewal.vehicle.description, renewal.price_pence) == ("Blue Ford", 5800)
    assert renewal.starts_on == TODAY + timedelta(days=19)
    assert renewal.ends_on == TODAY + timedelta(days=18 + 365)
    assert renewal.obstacle(TODAY) == ""


def test_an_untaxed_vehicle_stops_a_renewal(adapter: ParkingAdapter) -> None:
    ended = TODAY - timedelta(days=12)

    renewal = run(adapter.fetch_renewal(TOMS, f"{TOM.permit}-R{ended.year}"))

    assert "not taxed" in renewal.obstacle(TODAY)


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


def test_somebody_elses_record_is_refused_everywhere(
    adapter: ParkingAdapter, sandbox: Sandbox
) -> None:
    sandbox.fault("parking", "another_person")

    for asking in (
        lambda: adapter.fetch_notice(AMINAS_NOTICE),
        lambda: adapter.fetch_summary(AMINAS),
        lambda: adapter.fetch_charge(AMINAS, PCN),
    ):
        with pytest.raises(WrongRecord):
            run(asking())


@pytest.mark.parametrize("fault", ["error", "malformed", "huge", "hang"])
def test_a_broken_supplier_is_unavailable(
    adapter: ParkingAdapter, sandbox: Sandbox, fault: str
) -> None:
    sandbox.fault("parking", fault)

    with pytest.raises(ServiceUnavailable):
        run(adapter.fetch_summary(AMINAS))


def test_dvla_may_be_down_while_parking_is_well(adapter: ParkingAdapter, sandbox: Sandbox) -> None:
    sandbox.fault("vehicle-enquiry", "error")

    with pytest.raises(ServiceUnavailable):
        run(adapter.fetch_renewal(AMINAS, RENEWED))
    assert run(adapter.fetch_summary(AMINAS)).headline


def test_the_card_is_one_round_trip_deep(adapter: ParkingAdapter, sandbox: Sandbox) -> None:
    sandbox.fault("parking", "slow", seconds=0.5)
    started = time.monotonic()

    run(adapter.fetch_summary(AMINAS))

    assert time.monotonic() - started < 0.95


def test_an_empty_link_asks_for_nothing(adapter: ParkingAdapter) -> None:
    found = run(adapter.fetch_parking(AccountReference("")))

    assert (found.permits, found.notices) == ((), ())
