"""The housing adapter against the running sandbox."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from services.contract import (
    AccountReference,
    NoSuchAccount,
    NothingOwed,
    ProvesLinks,
    ServiceUnavailable,
    TakesPayments,
    WrongRecord,
)
from services.housing.adapter import HousingAdapter
from services.housing.records import NoSuchRepair, RepairState
from services.http import Rejected
from services.network import run
from services.sandbox.personas import AMINA, DESMOND, GRACE, PRIYA, Person
from tests.contract.answers import Sandbox
from tests.contract.housing.calls import a_payment, call, owed
from tests.sandbox import today

pytestmark = pytest.mark.sandbox

AMINAS, GRACES = AccountReference(AMINA.tenancy), AccountReference(GRACE.tenancy)
NOBODYS = AccountReference("6009999999")
NOW = datetime.now(UTC)
FACTS = {
    "payment_reference": "600 123 4567",
    "date_of_birth": "1991-04-17",
    "postcode": "tb1 4qn",
}


@pytest.fixture
def adapter(sandbox: Sandbox) -> HousingAdapter:
    return HousingAdapter.from_settings()


def pay(adapter: HousingAdapter, pence: int, payment: str = "KTM-4RZ-9WB") -> None:
    run(
        adapter.post_payment(
            AMINAS, "rent", payment_reference=payment, amount_pence=pence, paid_at=NOW
        )
    )


def repair_under_way(adapter: HousingAdapter, reference: AccountReference = AMINAS) -> str:
    repairs = run(adapter.fetch_repairs(reference))
    return next(each.reference for each in repairs if each.state.is_open)


def test_it_proves_links_and_takes_payments(adapter: HousingAdapter) -> None:
    assert isinstance(adapter, ProvesLinks)
    assert isinstance(adapter, TakesPayments)


def test_aminas_card_says_what_she_owes_and_when_we_come(adapter: HousingAdapter) -> None:
    summary = run(adapter.fetch_summary(AMINAS))

    assert summary.headline == "£186.42 rent owed"
    (charge,) = summary.charges
    assert (charge.charge_reference, charge.amount_pence) == ("rent", 18642)
    visit, rent = summary.coming_up
    assert visit.text.startswith("Repair visit")
    assert visit.on > today()
    assert rent.on.weekday() == 0
    assert {each.label: each.value for each in summary.details}["Repairs under way"] == "1"


@pytest.mark.parametrize("person", [AMINA, GRACE, DESMOND])
def test_every_tenant_opens_with_the_facts_of_the_letter(
    adapter: HousingAdapter, person: Person
) -> None:
    facts = {
        "payment_reference": person.tenancy,
        "date_of_birth": person.born_on.isoformat(),
        "postcode": person.postcode,
    }

    assert run(adapter.match_account(facts)) == person.tenancy


@pytest.mark.parametrize(
    "wrong",
    [
        {"payment_reference": GRACE.tenancy},
        {"payment_reference": "6009999999"},
        {"date_of_birth": "1991-04-18"},
        {"date_of_birth": "2016-11-02"},  # her son's
        {"postcode": "TB2 7HD"},
    ],
)
def test_any_wrong_fact_opens_nothing(adapter: HousingAdapter, wrong: dict[str, str]) -> None:
    """A26"""
    assert run(adapter.match_account(FACTS | wrong)) is None


def test_the_right_facts_open_the_tenancy_however_they_are_typed(adapter: HousingAdapter) -> None:
    assert run(adapter.match_account(FACTS)) == AMINA.tenancy


@pytest.mark.parametrize("person", [AMINA, GRACE, DESMOND])
def test_the_quarters_of_two_years_follow_each_other(
    adapter: HousingAdapter, person: Person
) -> None:
    quarters = run(adapter.fetch_statements(AccountReference(person.tenancy)))

    assert len(quarters) in {8, 9}
    assert len({quarter.slug for quarter in quarters}) == len(quarters)
    for newer, older in pairwise(quarters):
        assert older.ends_on < newer.starts_on
        assert newer.opening_pence == older.closing_pence
    for quarter in quarters:
        moved = quarter.charged_pence - quarter.paid_pence
        assert quarter.closing_pence - quarter.opening_pence == moved


def test_the_lines_of_a_quarter_are_those_of_its_days_and_end_at_its_balance(
    adapter: HousingAdapter,
) -> None:
    quarter = run(adapter.fetch_statements(AMINAS))[1]

    rent = run(adapter.fetch_rent(AMINAS, since=quarter.starts_on, until=quarter.ends_on))

    assert {quarter.starts_on <= line.on <= quarter.ends_on for line in rent.lines} == {True}
    assert rent.lines[0].owed_pence == quarter.closing_pence
    assert sum(line.charged_pence for line in rent.lines) == quarter.charged_pence
    assert sum(line.paid_pence for line in rent.lines) == quarter.paid_pence


def test_the_tenancy_names_who_lives_there(adapter: HousingAdapter) -> None:
    tenancy = run(adapter.fetch_tenancy(AMINAS))

    assert (tenancy.tenants, tenancy.household) == (
        ("Amina Yusuf",),
        ("Zaid Yusuf", "Hana Yusuf"),
    )
    assert (tenancy.rent_pence, tenancy.service_charge_pence) == (11_186, 678)
    assert (tenancy.kind, tenancy.started_on) == ("Secure tenancy", date(2019, 6, 17))


def test_a_repair_tells_the_tenant_what_was_written_for_her(adapter: HousingAdapter) -> None:
    found = run(adapter.fetch_repair(AMINAS, repair_under_way(adapter)))

    assert found.repair.state is RepairState.BOOKED
    assert [note.text for note in found.notes] == ["New stay ordered."]


def test_visits_that_can_be_booked_are_in_the_next_two_weeks(adapter: HousingAdapter) -> None:
    _, slots = run(adapter.fetch_visits(AMINAS, repair_under_way(adapter)))

    assert len(slots) >= 5
    assert all(timedelta(0) < slot.visit.on - today() <= timedelta(days=14) for slot in slots)
    assert {slot.visit.words for slot in slots} <= {
        "morning, 8am to 12 noon",
        "afternoon, 12 noon to 5pm",
    }


def test_a_payment_lowers_what_is_owed_once(adapter: HousingAdapter, sandbox: Sandbox) -> None:
    pay(adapter, 4025)
    pay(adapter, 4025)

    assert owed(sandbox) == 146.17
    assert run(adapter.fetch_charge(AMINAS, "rent")).amount_pence == 14617


def test_a_payment_reference_is_not_used_for_another_amount(adapter: HousingAdapter) -> None:
    pay(adapter, 4025)

    with pytest.raises(Rejected) as no:
        pay(adapter, 4026)
    assert no.value.status == 409


def test_nothing_is_owed_when_all_is_paid_and_more_is_credit(adapter: HousingAdapter) -> None:
    pay(adapter, 18642)
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, "rent"))

    pay(adapter, 1000, payment="KTM-4RZ-9WC")

    summary = run(adapter.fetch_summary(AMINAS))
    assert (summary.headline, summary.charges) == ("Rent paid, £10.00 in credit", ())


def test_there_is_one_charge_and_it_is_the_rent(adapter: HousingAdapter) -> None:
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AMINAS, "service-charge"))


@pytest.mark.parametrize("reference", [NOBODYS, AccountReference(PRIYA.uprn)])
def test_an_unknown_tenancy_is_no_account(
    adapter: HousingAdapter, reference: AccountReference
) -> None:
    for fetch in (adapter.fetch_summary, adapter.fetch_tenancy, adapter.fetch_repairs):
        with pytest.raises(ServiceUnavailable):
            run(fetch(reference))
    with pytest.raises(NoSuchAccount):
        run(adapter.fetch_tenancy(reference))


def test_a_repair_of_another_home_is_none_of_hers(adapter: HousingAdapter) -> None:
    theirs = repair_under_way(adapter, GRACES)

    for fetch in (adapter.fetch_repair, adapter.fetch_visits):
        for number in (theirs, "99999999"):
            with pytest.raises(NoSuchRepair):
                run(fetch(AMINAS, number))


def test_somebody_elses_record_is_refused_everywhere(
    adapter: HousingAdapter, sandbox: Sandbox
) -> None:
    """G12: whichever call is mixed up, nothing of it is shown."""
    number = repair_under_way(adapter)
    sandbox.fault("housing", "another_person")

    for fetch in (
        adapter.fetch_summary(AMINAS),
        adapter.fetch_tenancy(AMINAS),
        adapter.fetch_repairs(AMINAS),
        adapter.fetch_statements(AMINAS),
        adapter.fetch_rent(AMINAS, since=today() - timedelta(days=56)),
        adapter.fetch_charge(AMINAS, "rent"),
        adapter.fetch_repair(AMINAS, number),
        adapter.match_account(FACTS),
    ):
        try:
            found = run(fetch)
        except WrongRecord:
            continue
        assert found is None  # the facts are not those of the record that was mixed up


@pytest.mark.parametrize("fault", ["error", "malformed", "huge", "late_error"])
def test_a_broken_supplier_is_unavailable(
    adapter: HousingAdapter, sandbox: Sandbox, fault: str
) -> None:
    """G03, G05, G07"""
    sandbox.fault("housing", fault)

    with pytest.raises(ServiceUnavailable) as no:
        run(adapter.fetch_summary(AMINAS))
    assert not isinstance(no.value, WrongRecord)


def test_what_is_paid_elsewhere_is_on_the_account_too(
    adapter: HousingAdapter, sandbox: Sandbox
) -> None:
    paid = a_payment(
        transactionType="PayPointPostOffice",
        transactionAmount=20,
        transactionDate=NOW.isoformat(),
    )
    assert call(sandbox, "POST", "v1/transactions", paid).status == 201

    rent = run(adapter.fetch_rent(AMINAS, since=today() - timedelta(days=1)))

    assert (rent.lines[0].text, rent.lines[0].paid_pence) == (
        "Payment at a shop or post office",
        2_000,
    )
    assert rent.owed_pence == 16_642
