"""The housing adapter: whose record it is, and what the card says."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.contract import (
    AccountReference,
    NoSuchAccount,
    ServiceUnavailable,
    Summary,
    WrongRecord,
)
from services.housing.adapter.summary import next_rent_day
from services.housing.payloads import TenuredAsset, TenureMatch, TransactionList, WorkOrder
from services.housing.records import NoSuchRepair
from services.http import NotFound
from tests.factories.housing import (
    NOW,
    REFERENCE,
    a_tenure,
    a_transaction,
    a_visit,
    a_work_order,
    an_account,
)
from tests.unit.housing.made import OTHERS, an_adapter

FACTS = {
    "payment_reference": "600 123 4567",
    "date_of_birth": "1991-04-17",
    "postcode": "TB1 4QN",
}


def summary(**answers: Any) -> Summary:
    return asyncio.run(an_adapter(**answers).fetch_summary(REFERENCE))


def test_the_card_says_what_is_owed_and_how_it_can_be_paid() -> None:
    charged = a_transaction(date(2026, 5, 4), charged_amount=Decimal("118.64"))
    paid = a_transaction(date(2026, 5, 5), "DebitOrCreditCard", paid_amount=Decimal("1.00"))

    card = summary(list_transactions=TransactionList(results=[charged, paid]))

    (charge,) = card.charges
    assert card.headline == "£186.42 rent owed"
    assert charge.amount_pence == 18642
    assert charge.part_payment_from_pence == 100
    assert charge.due_on == date(2026, 5, 4)
    assert card.as_at == NOW


@pytest.mark.parametrize("pence", [1, 40])
def test_less_than_a_pound_is_paid_whole(pence: int) -> None:
    (charge,) = summary(list_accounts=[an_account(f"0.{pence:02}")]).charges

    assert (charge.amount_pence, charge.part_payment_from_pence) == (pence, pence)


@pytest.mark.parametrize(
    ("balance", "kind", "headline"),
    [("0", "Nil", "Rent paid"), ("-14.20", "Credit", "Rent paid, £14.20 in credit")],
)
def test_who_owes_nothing_has_nothing_to_pay(balance: str, kind: str, headline: str) -> None:
    card = summary(list_accounts=[an_account(balance, kind)])

    assert card.headline == headline
    assert card.charges == ()
    assert card.details[0].value == ("£14.20 in credit" if kind == "Credit" else "Nothing owed")


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 5, 3), date(2026, 5, 4)),
        (date(2026, 5, 4), date(2026, 5, 11)),  # this Monday's rent has been charged already
        (date(2026, 5, 5), date(2026, 5, 11)),
        (date(2026, 5, 10), date(2026, 5, 11)),
    ],
)
def test_the_next_rent_is_on_the_monday_to_come(today: date, monday: date) -> None:
    assert next_rent_day(today) == monday


def test_the_next_rent_is_coming_up() -> None:
    (rent,) = summary().coming_up

    assert rent.on == date(2026, 5, 11)
    assert rent.text == "£118.64 rent"


def test_a_repair_without_a_visit_asks_for_one() -> None:
    (notice,) = summary(list_work_orders=[a_work_order()]).notices

    assert notice.text == "Choose a time for your repair: Kitchen: the tap drips"
    assert (notice.url_name, notice.about) == ("housing:visit", "10004104")


def test_a_booked_visit_is_coming_up_and_asks_for_nothing() -> None:
    card = summary(list_work_orders=[a_work_order(appointment=a_visit())])

    assert card.notices == ()
    assert card.coming_up[0].on == date(2026, 5, 11)
    assert "morning, 8am to 12 noon" in card.coming_up[0].text


def test_a_visit_that_has_been_is_not_coming_up() -> None:
    been = a_work_order(appointment=a_visit("2026-05-05T00:00:00"))
    today = a_work_order(appointment=a_visit("2026-05-06T00:00:00"))

    assert len(summary(list_work_orders=[been]).coming_up) == 1
    assert len(summary(list_work_orders=[today]).coming_up) == 2


def test_a_visit_nobody_answered_is_a_notice() -> None:
    (notice,) = summary(list_work_orders=[a_work_order(status="No Access")]).notices

    assert notice.text.startswith("We could not get in")
    assert notice.url_name == "housing:repair"


def test_payments_and_finished_repairs_happened_lately() -> None:
    paid = a_transaction(date(2026, 5, 1), "DebitOrCreditCard", paid_amount=Decimal("118.64"))
    done = a_work_order(status="Work Complete", closed_dated=NOW)
    old = a_work_order(reference=1, status="Work Complete", closed_dated=NOW - timedelta(days=28))

    card = summary(list_transactions=TransactionList(results=[paid]), list_work_orders=[done, old])

    assert [event.text for event in card.recent] == [
        "Repair finished: Kitchen: the tap drips",
        "Card payment of £118.64 to your rent",
    ]


ANOTHER_HOME = a_tenure(
    tenured_asset=TenuredAsset(full_address="27 Mill Lane", uprn="1", property_reference="00023427")
)


@pytest.mark.parametrize(
    "answers",
    [
        {"get_tenure": a_tenure(payment_reference=OTHERS)},
        {"list_accounts": [an_account(payment_reference=OTHERS)]},
        {"list_accounts": [an_account(), an_account(payment_reference=OTHERS)]},
        {
            "list_transactions": TransactionList(
                results=[a_transaction(date(2026, 5, 4), payment_reference=OTHERS)]
            )
        },
        {"list_work_orders": [a_work_order(property_reference="00023427")]},
        {"list_work_orders": [a_work_order()], "get_tenure": ANOTHER_HOME},
    ],
)
def test_one_part_of_somebody_elses_record_spoils_the_whole(answers: dict[str, Any]) -> None:
    with pytest.raises(WrongRecord):
        summary(**answers)


@pytest.mark.parametrize("answers", [{"get_tenure": NotFound("404")}, {"list_accounts": []}])
def test_an_account_nobody_knows_is_said_so(answers: dict[str, Any]) -> None:
    with pytest.raises(NoSuchAccount):
        summary(**answers)


def test_repairs_of_the_tenant_before_are_not_shown() -> None:
    theirs = a_work_order(date_raised=NOW.replace(year=2018))

    repairs = asyncio.run(
        an_adapter(list_work_orders=[theirs, a_work_order()]).fetch_repairs(REFERENCE)
    )

    assert [repair.reported_at.year for repair in repairs] == [2026]


def fetch_repair(order: WorkOrder | Exception, number: str = "10004104") -> Any:
    return asyncio.run(an_adapter(get_work_order=order).fetch_repair(REFERENCE, number))


def test_one_repair_comes_with_its_notes() -> None:
    assert fetch_repair(a_work_order()).repair.reference == "10004104"


@pytest.mark.parametrize(
    "order",
    [
        a_work_order(property_reference="00023427"),
        a_work_order(date_raised=NOW.replace(year=2018)),
        NotFound("404"),
    ],
)
def test_a_repair_that_is_not_this_tenancys_does_not_exist(order: WorkOrder | Exception) -> None:
    with pytest.raises(NoSuchRepair):
        fetch_repair(order)


def test_another_repair_than_the_one_asked_for_is_a_wrong_record() -> None:
    with pytest.raises(WrongRecord):
        fetch_repair(a_work_order(), number="10004105")


def test_the_visits_of_somebody_elses_repair_are_not_offered() -> None:
    adapter = an_adapter(get_work_order=a_work_order(property_reference="00023427"))

    with pytest.raises(NoSuchRepair):
        asyncio.run(adapter.fetch_visits(REFERENCE, "10004104"))


def test_visits_that_cannot_be_asked_for_are_an_outage_not_an_empty_list() -> None:
    adapter = an_adapter(get_work_order=a_work_order(), list_slots=ServiceUnavailable())

    with pytest.raises(ServiceUnavailable):
        asyncio.run(adapter.fetch_visits(REFERENCE, "10004104"))


def match(found: TenureMatch) -> AccountReference | None:
    return asyncio.run(an_adapter(match_tenure=found).match_account(FACTS))


def test_facts_that_agree_give_the_payment_reference() -> None:
    assert match(TenureMatch(matched=True, payment_reference="6001234567")) == REFERENCE


@pytest.mark.parametrize(
    "found",
    [
        TenureMatch(matched=False),
        TenureMatch(matched=False, payment_reference="6001234567"),
        TenureMatch(matched=True),
    ],
)
def test_facts_that_do_not_agree_give_nothing(found: TenureMatch) -> None:
    assert match(found) is None


def test_a_match_with_another_tenancy_is_a_wrong_record() -> None:
    with pytest.raises(WrongRecord):
        match(TenureMatch(matched=True, payment_reference=OTHERS))
