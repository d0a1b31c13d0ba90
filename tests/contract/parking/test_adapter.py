"""The parking adapter against the running sandbox."""

from datetime import timedelta

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
from services.parking.records.account import NoticeKey, ParkingAccount
from services.parking.records.notices import NoticeState
from services.parking.records.permits import PermitKind
from services.sandbox.personas import AMINA, GRACE, TOM
from tests.contract.answers import Sandbox
from tests.contract.parking.calls import (
    AMINAS,
    AMINAS_NOTICE,
    NOW,
    PCN,
    RENEWED,
    a_challenge,
    call,
)
from tests.sandbox import today

TOMS_NOTICE = NoticeKey(TOM.penalty_charge_notice, TOM.vrm)
FACTS = {
    "permit_number": " tb-p-20231",
    "vehicle_registration": "TB12 AMN",
    "postcode": "tb1 4qn",
}


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
        today() + timedelta(days=5),
        today() + timedelta(days=18),
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
    assert sum(permit.is_current(today()) for permit in permits) == 2
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


def test_an_empty_link_asks_for_nothing(adapter: ParkingAdapter) -> None:
    found = run(adapter.fetch_parking(AccountReference("")))

    assert (found.permits, found.notices) == ((), ())
