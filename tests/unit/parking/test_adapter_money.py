"""What may be bought and paid through the parking adapter, and how a payment is written down."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.contract import (
    AccountReference,
    NothingOwed,
    ServiceUnavailable,
    WrongRecord,
)
from services.http import NotFound
from services.parking import payloads
from services.parking.adapter.permits import NoSuchPermit
from services.parking.records.account import ParkingAccount
from tests.factories.parking import (
    KINDS,
    PCN,
    VRM,
    a_holder,
    a_kind,
    a_list,
    a_notice,
    a_right,
    a_value,
    some_sessions,
)
from tests.unit.parking.pretended import (
    ALONE,
    BOTH,
    KEY,
    PERMIT,
    RIGHT,
    PretendClient,
    ask,
    lists,
    whole,
)
from tests.unit.parking.test_records import NOW


def pay(
    client: PretendClient, right: str = RIGHT, *, pence: int = 5800, reference: Any = BOTH
) -> None:
    ask(
        client,
        "post_payment",
        reference,
        right,
        payment_reference="TB-7KQ4-M2WD",
        amount_pence=pence,
        paid_at=NOW,
    )


# Visitor sessions


def offered(*rights: Any, **changes: Any) -> Any:
    packs = payloads.PackList("VISITOR-A", PERMIT, [payloads.Pack(10, Decimal("7.00"))])
    answers = lists(*rights) | {"fetch_packs": packs} | changes
    return ask(PretendClient(**answers), "fetch_visitor_offer", ALONE)


def test_visitor_sessions_are_those_of_the_zone_somebody_lives_in() -> None:
    client = PretendClient(
        **lists(a_right(), some_sessions()),
        fetch_packs=payloads.PackList("VISITOR-A", PERMIT, [payloads.Pack(10, Decimal("7.00"))]),
    )

    offer = ask(client, "fetch_visitor_offer", ALONE)

    assert client.calls[-1][:2] == ("fetch_packs", ("VISITOR-A", PERMIT))
    assert (offer.specification, offer.vrm) == ("VISITOR-A", VRM)
    assert [(pack.sessions, pack.price_pence) for pack in offer.packs] == [(10, 700)]
    assert offer.obstacle == ""


@pytest.mark.parametrize(
    ("payments", "is_unpaid"), [([], True), ([payloads.RightPayment("X")], False)]
)
def test_sessions_that_were_ordered_and_not_paid_come_first(
    payments: list[payloads.RightPayment], is_unpaid: bool
) -> None:
    assert offered(a_right(), some_sessions(payments=payments)).is_unpaid is is_unpaid


def test_a_permit_that_is_not_paid_stops_no_visitors() -> None:
    assert not offered(a_right(payments=[]), some_sessions()).is_unpaid


@pytest.mark.parametrize(
    "rights",
    [
        [a_right(expiry=NOW.replace(day=18))],
        [some_sessions()],
        [a_right(planned_uses=[payloads.PlannedUse(NOW.replace(day=22))])],
    ],
)
def test_without_a_permit_that_is_valid_today_there_are_none(rights: list[Any]) -> None:
    with pytest.raises(NoSuchPermit):
        offered(*rights)


def test_a_zone_without_visitor_sessions_sells_none() -> None:
    kinds = [kind for kind in KINDS if kind.id != "VISITOR-A"]

    with pytest.raises(NoSuchPermit):
        offered(a_right(), list_specifications=a_list(kinds))


def test_notices_alone_open_no_visitor_sessions_and_nothing_is_asked() -> None:
    client = PretendClient()

    with pytest.raises(NoSuchPermit):
        ask(client, "fetch_visitor_offer", ParkingAccount("", (KEY,)).reference)

    assert client.calls == []


@pytest.mark.parametrize("told", [("VISITOR-B", PERMIT), ("VISITOR-A", "TB-P-20248")])
def test_packs_of_another_zone_or_permit_are_not_offered(told: tuple[str, str]) -> None:
    with pytest.raises(WrongRecord):
        offered(fetch_packs=payloads.PackList(*told, []))


# Money


@pytest.mark.parametrize(
    ("payments", "reference", "pence"),
    [
        ([], RIGHT, 5800),
        ([payloads.RightPayment("X")], RIGHT, None),
        ([], "TB-P-20248-R2026", None),
        ([], "TB00000001", None),
    ],
)
def test_a_permit_is_a_charge_while_it_is_not_paid(
    payments: list[payloads.RightPayment], reference: str, pence: int | None
) -> None:
    client = PretendClient(**lists(a_right(payments=payments)))

    if pence is None:
        with pytest.raises(NothingOwed):
            ask(client, "fetch_charge", ALONE, reference)
    else:
        charge = ask(client, "fetch_charge", ALONE, reference)
        assert (charge.amount_pence, charge.account_reference) == (pence, ALONE)
        assert charge.due_on == date(2025, 6, 8)


def test_ordered_visitor_sessions_are_a_charge_in_words() -> None:
    client = PretendClient(**lists(a_right(), some_sessions(payments=[])))

    charge = ask(client, "fetch_charge", ALONE, "TB-P-20231-V2026")

    assert charge.amount_pence == 3500
    assert charge.description == "50 visitor sessions, zone A, until 7 June 2026"


@pytest.mark.parametrize("status", ["closed", "challenged", "warrant", "something-new"])
def test_a_notice_that_is_not_to_be_paid_is_no_charge(status: str) -> None:
    with pytest.raises(NothingOwed):
        ask(PretendClient(find_notice=a_notice(status=status)), "fetch_charge", BOTH, PCN)


def test_a_notice_that_is_gone_is_no_charge() -> None:
    with pytest.raises(NothingOwed):
        ask(PretendClient(find_notice=NotFound("404")), "fetch_charge", BOTH, PCN)


def taken(**changes: Any) -> payloads.PaymentTaken:
    told = payloads.PaymentTaken(PCN, "TB-7KQ4-M2WD", Decimal("35.00"))
    return payloads.PaymentTaken(
        **{name: getattr(told, name) for name in told.__struct_fields__} | changes
    )


def test_a_payment_of_a_notice_is_told_with_both_its_number_and_registration() -> None:
    client = PretendClient(take_payment=taken())

    pay(client, PCN, pence=3500)

    [(_, args, told)] = client.calls
    assert args == (PCN, VRM)
    assert told == {"payment_reference": "TB-7KQ4-M2WD", "pounds": "35.00", "paid_at": NOW}


@pytest.mark.parametrize(
    "other", [{"pcn": "TB1"}, {"payment_reference": "X"}, {"amount": Decimal("34.99")}]
)
def test_a_payment_that_comes_back_different_was_not_posted(other: dict[str, Any]) -> None:
    with pytest.raises(WrongRecord):
        pay(PretendClient(take_payment=taken(**other)), PCN, pence=3500)


def test_a_payment_of_a_permit_is_written_into_the_right_and_nothing_else_of_it_changes() -> None:
    before = whole(a_right(payments=[]))
    client = PretendClient(fetch_right=before, replace_right=None)

    pay(client)

    _, (right, body), told = client.calls[-1]
    assert (right, told) == (RIGHT, {"key": "TB-7KQ4-M2WD"})
    [payment] = body.pop("payments")
    assert payment["transactionID"] == "TB-7KQ4-M2WD"
    assert payment["paymentLines"][0]["value"] == {"currencyType": "GBP", "currencyValue": 58.0}
    assert body == {name: told for name, told in before.whole.items() if name != "payments"}


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (a_right(payments=[payloads.RightPayment("TB-7KQ4-M2WD")]), None),
        (a_right(payments=[payloads.RightPayment("ANOTHER")]), NothingOwed),
        (a_right(payments=[], monetary_value=None), ServiceUnavailable),
        (a_right(payments=[], monetary_value=a_value("58.01")), ServiceUnavailable),
        (a_right(payments=[], right_holder=a_holder("TB-P-20248")), WrongRecord),
        (a_right("TB-P-20231-R2025", payments=[]), WrongRecord),
    ],
)
def test_when_a_payment_is_not_written(
    found: payloads.AssignedRight, outcome: type[Exception] | None
) -> None:
    """Told before; paid by another; no such price; somebody else's. F02, F13."""
    client = PretendClient(fetch_right=whole(found), replace_right=AssertionError())

    if outcome is None:
        pay(client)
    else:
        with pytest.raises(outcome):
            pay(client)

    assert client.asked == ["fetch_right"]


def test_a_permit_that_is_gone_is_no_charge_any_more() -> None:
    with pytest.raises(NothingOwed):
        pay(PretendClient(fetch_right=NotFound("404")))


def test_a_link_of_notices_alone_pays_for_no_permit() -> None:
    client = PretendClient()

    with pytest.raises(NothingOwed):
        pay(client, reference=ParkingAccount("", (KEY,)).reference)

    assert client.calls == []


def test_an_empty_link_shows_nothing_and_asks_nothing() -> None:
    client = PretendClient()

    found = ask(client, "fetch_parking", AccountReference(""))

    assert (found.permits, found.notices, found.gone, client.calls) == ((), (), (), [])


def test_the_newest_permit_is_the_one_that_ends_last() -> None:
    rights = [
        a_right(f"R{year}", expiry=a_right().expiry.replace(year=year))
        for year in (2025, 2027, 2026)
    ]

    found = ask(PretendClient(**lists(*rights)), "fetch_parking", ALONE)

    assert [permit.reference for permit in found.permits] == ["R2027", "R2026", "R2025"]


def test_a_permit_is_called_by_its_english_name() -> None:
    welsh = replace_words(a_kind(), [payloads.Text("cy", "Trwydded")])

    named = ask(PretendClient(**lists()), "fetch_permit", ALONE, RIGHT)
    unnamed = ask(
        PretendClient(**lists(list_specifications=a_list([welsh]))), "fetch_permit", ALONE, RIGHT
    )

    assert (named.title, unnamed.title) == ("Resident permit, zone A", "")


def replace_words(kind: payloads.RightSpecification, words: list[payloads.Text]) -> Any:
    return payloads.RightSpecification(kind.id, kind.type, words, kind.hierarchy_elements)
