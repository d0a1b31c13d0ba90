"""The tenants of the pretended town: believable, whole, and the same on the same day."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.housing import payloads
from services.sandbox.housing.api import pence
from services.sandbox.housing.rents import _statement, transaction_body
from services.sandbox.housing.repairs import work_order_body
from services.sandbox.housing.schedule_of_rates import CODES, PRIORITIES
from services.sandbox.housing.seed import account_body, charge_body, tenure_body, tenure_id
from services.sandbox.housing.seed_rents import WEEKS, Line, _lines, _monthly_debit, rent_year_start
from services.sandbox.housing.tenancies import proves
from services.sandbox.housing.tenants import TENANTS
from services.sandbox.personas import PEOPLE, Person
from tests.factories.wrong_answers import is_read

TODAY = date(2026, 5, 6)
KNOWN = {person.name: person for person in PEOPLE}
TENANT_NAMES = list(TENANTS)
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2032, 12, 31))


def tenure(name: str, today: date = TODAY) -> dict[str, Any]:
    return tenure_body(KNOWN[name], TENANTS[name], today)


def lines(name: str, today: date = TODAY, seed: int = 1) -> list[Line]:
    return _lines(random.Random(seed), TENANTS[name], today)


def test_every_tenant_is_a_person_with_a_tenancy() -> None:
    assert {person.name for person in PEOPLE if person.tenancy} == set(TENANTS)
    for name in ("tenancy", "claim", "uprn"):
        people = [getattr(KNOWN[tenant], name) for tenant in TENANTS]
        assert len(set(people)) == len(TENANTS)
    assert len({tenant.property_reference for tenant in TENANTS.values()}) == len(TENANTS)


@pytest.mark.parametrize("name", TENANT_NAMES)
def test_what_is_seeded_is_what_the_portal_can_read(name: str) -> None:
    """The supplier's words, read by the shapes the portal trusts."""
    person, tenant = KNOWN[name], TENANTS[name]

    assert is_read(tenure(name), payloads.Tenure)
    account = account_body(person, tenant, TODAY)
    assert is_read(account, payloads.Account)
    assert pence(account["accountBalance"]) == tenant.owes_pence
    weekly = sum(pence(charge["amount"]) for charge in account["consolidatedCharges"])
    assert weekly == tenant.rent_pence + tenant.service_charge_pence


@pytest.mark.parametrize("name", TENANT_NAMES)
def test_one_grown_up_holds_the_tenancy(name: str) -> None:
    members = tenure(name)["householdMembers"]

    assert [member["fullName"] for member in members if member["isResponsible"]] == [
        KNOWN[name].full_name
    ]
    counted = tenure(name)["numberOfAdultsInProperty"] + tenure(name)["numberOfChildrenInProperty"]
    assert counted == len(members)


def test_a_child_of_the_household_is_counted_as_one_until_eighteen() -> None:
    birthday = date(2034, 11, 2)  # Zaid's eighteenth

    before = tenure("amina", birthday - timedelta(days=1))
    after = tenure("amina", birthday)

    assert (before["numberOfAdultsInProperty"], before["numberOfChildrenInProperty"]) == (1, 2)
    assert (after["numberOfAdultsInProperty"], after["numberOfChildrenInProperty"]) == (2, 1)


@pytest.mark.parametrize("name", TENANT_NAMES)
@settings(max_examples=15, deadline=None)
@given(today=days)
def test_two_years_of_rent_are_charged_every_monday_and_nothing_is_in_the_future(
    name: str, today: date
) -> None:
    written = lines(name, today)
    rents = [line.on for line in written if line.kind == "BasicRentNoVAT"]

    assert len(rents) == WEEKS
    assert {day.weekday() for day in rents} == {0}
    assert len(set(rents)) == WEEKS
    assert max(line.on for line in written) <= today


@pytest.mark.parametrize("name", TENANT_NAMES)
def test_the_rent_of_today_is_the_rent_of_the_letter_and_it_was_less_before(name: str) -> None:
    rents = [line.charged_pence for line in lines(name) if line.kind == "BasicRentNoVAT"]

    assert rents[-1] == TENANTS[name].rent_pence
    assert rents == sorted(rents)
    assert len(set(rents)) == 3  # this rent year and parts of the two before


def test_everybody_pays_as_they_do() -> None:
    kinds = {name: Counter(line.kind for line in lines(name)) for name in TENANTS}

    assert kinds["amina"]["DebitOrCreditCard"] > 80
    assert kinds["grace"]["DirectDebit"] in {23, 24, 25}
    assert kinds["desmond"]["HBAdjustment"] == WEEKS
    assert kinds["desmond"]["PayPointPostOffice"] > 10


@given(days)
def test_a_direct_debit_is_taken_once_a_month_on_the_third(day: date) -> None:
    monday = day - timedelta(days=day.weekday())

    taken = _monthly_debit(monday, 10_000)

    assert [line.on.day for line in taken] in ([], [3])
    assert [line.paid_pence for line in taken] in ([], [43_333])


def test_the_same_seed_and_day_give_the_same_history() -> None:
    assert lines("amina", seed=7) == lines("amina", seed=7)


def test_what_changes_an_account_is_what_was_charged_less_what_came_in() -> None:
    assert Line(TODAY, "x", charged_pence=500, paid_pence=100, benefit_pence=50).change_pence == 350


@given(st.lists(st.integers(min_value=-50_000, max_value=50_000), min_size=1, max_size=30))
def test_a_statement_goes_from_its_opening_to_its_closing_balance(changes: list[int]) -> None:
    """What was charged less what was paid is the difference, to the penny."""
    owed, rows = 1_000, []
    account = account_body(KNOWN["amina"], TENANTS["amina"], TODAY)
    for number, change in enumerate(changes):
        owed += change
        day = TODAY + timedelta(days=number)
        money = {"charged_pence" if change > 0 else "paid_pence": abs(change)}
        rows.append(
            transaction_body(
                key=str(number),
                account=account,
                kind="x",
                when=_noon(day),
                owed_pence=owed,
                **money,
            )
        )

    statement = _statement(account, "2026/27 Q1", rows)

    moved = pence(statement["chargedAmount"]) - pence(statement["paidAmount"])
    assert pence(statement["startBalance"]) == 1_000
    assert pence(statement["finishBalance"]) == 1_000 + moved == owed
    assert is_read(statement, payloads.QuarterlyStatement)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@given(days)
def test_the_charges_of_a_year_hold_from_one_april_to_the_next(today: date) -> None:
    charge = charge_body(tenure("amina", today), TENANTS["amina"], today)
    starts = [date.fromisoformat(each["startDate"]) for each in charge["detailedCharges"]]
    ends = [date.fromisoformat(each["endDate"]) for each in charge["detailedCharges"]]

    assert set(starts) == {rent_year_start(charge["chargeYear"])}
    assert set(ends) == {rent_year_start(charge["chargeYear"] + 1)}
    assert starts[0] <= today < ends[0]


@pytest.mark.parametrize("name", TENANT_NAMES)
def test_every_repair_has_a_code_a_priority_and_words(name: str) -> None:
    repairs = TENANTS[name].repairs

    assert all(repair.code in CODES and repair.priority in PRIORITIES for repair in repairs)
    assert all(repair.words and repair.room for repair in repairs)
    assert [repair.days_ago for repair in repairs] == sorted(
        (repair.days_ago for repair in repairs), reverse=True
    )
    assert any(repair.status == "In Progress" for repair in repairs)
    assert repairs[0].days_ago > 500


def test_a_new_work_order_is_open_without_a_visit_and_due_by_its_priority() -> None:
    order = work_order_body(
        reference=10_004_200,
        tenure=tenure("amina"),
        description="Kitchen: the tap drips",
        code="PLP5R001",
        priority=4,
        raised=_noon(TODAY),
        raised_by="My Account",
    )

    assert is_read(order, payloads.WorkOrder)
    assert (order["status"], order["appointment"], order["closedDated"]) == (
        "In Progress",
        None,
        None,
    )
    assert order["tradeDescription"] == "Plumbing"
    assert order["target"] == "2026-06-03T22:59:00Z"
    assert order["propertyReference"] == TENANTS["amina"].property_reference


FACTS = {
    "paymentReference": KNOWN["amina"].tenancy,
    "dateOfBirth": "1991-04-17",
    "postcode": "TB1 4QN",
}


@pytest.mark.parametrize(
    ("changes", "is_proof"),
    [
        ({}, True),
        ({"postcode": "tb1 4qn"}, True),
        ({"paymentReference": "600 123 4567"}, True),
        ({"dateOfBirth": "2016-11-02"}, False),  # her son's
        ({"dateOfBirth": "1991-04-18"}, False),
        ({"postcode": "TB2 7HD"}, False),
        ({"paymentReference": KNOWN["grace"].tenancy}, False),
        ({"paymentReference": tenure_id(KNOWN["amina"])}, False),
    ],
)
def test_all_three_facts_have_to_be_the_tenants(changes: dict[str, str], is_proof: bool) -> None:
    """A26: one wrong fact is no proof."""
    assert proves(FACTS | changes, tenure("amina")) is is_proof


def test_nobody_is_proved_by_the_facts_of_another_tenant() -> None:
    for person in (KNOWN["grace"], KNOWN["desmond"]):
        assert not proves(facts_of(person), tenure("amina"))
        assert proves(facts_of(person), tenure(person.name))


def facts_of(person: Person) -> dict[str, str]:
    return {
        "paymentReference": person.tenancy,
        "dateOfBirth": person.born_on.isoformat(),
        "postcode": person.postcode,
    }
