"""The adapter between its client and the portal: whose an answer is, and what is no answer."""

from decimal import Decimal
from typing import Any

import pytest

from services.contract import (
    NoSuchAccount,
    ServiceUnavailable,
    WrongRecord,
)
from services.http import NotFound, Rejected
from services.parking import payloads
from services.parking.adapter import NoSuchNotice
from services.parking.adapter.permits import NoSuchPermit, NoSuchVehicle
from services.parking.records.account import NoticeKey, ParkingAccount
from tests.factories.parking import (
    PCN,
    VRM,
    a_holder,
    a_list,
    a_notice,
    a_photograph,
    a_right,
    some_sessions,
)
from tests.unit.parking.pretended import ALONE, BOTH, KEY, PERMIT, RIGHT, PretendClient, ask, lists

FACTS = {"permit_number": "tb-p-20231", "vehicle_registration": "tb12 amn", "postcode": "tb1 4qn"}


# Linking


def test_the_facts_are_sent_as_they_are_kept() -> None:
    client = PretendClient(check_link=payloads.LinkChecked(PERMIT))

    assert ask(client, "match_account", FACTS) == ALONE
    assert client.calls[0][1] == ({"permit": PERMIT, "vrm": VRM, "postcode": "TB14QN"},)


@pytest.mark.parametrize("no", [NotFound("404"), *(Rejected(s, {}) for s in (400, 422, 429))])
def test_whatever_is_wrong_with_the_facts_they_open_nothing(no: Exception) -> None:
    """A26: too many tries there, or badly written, is said like any other wrong fact."""
    assert ask(PretendClient(check_link=no), "match_account", FACTS) is None


@pytest.mark.parametrize("status", [401, 403, 409])
def test_a_refusal_of_ourselves_is_an_outage(status: int) -> None:
    with pytest.raises(ServiceUnavailable):
        ask(PretendClient(check_link=Rejected(status, {})), "match_account", FACTS)


def test_a_permit_we_did_not_ask_about_is_never_linked() -> None:
    client = PretendClient(check_link=payloads.LinkChecked("TB-P-20248"))

    with pytest.raises(WrongRecord):
        ask(client, "match_account", FACTS)


# Whose it is: G12


@pytest.mark.parametrize(
    "rights",
    [
        [a_right(right_holder=a_holder("TB-P-20248"))],
        [a_right(), a_right("OTHER", right_holder=a_holder("TB-P-20248"))],
        [a_right(right_holder=payloads.RightHolder([]))],
    ],
)
def test_one_right_of_somebody_else_spoils_the_whole_answer(rights: list[Any]) -> None:
    for asking, args in [("fetch_summary", [ALONE]), ("fetch_permit", [ALONE, RIGHT])]:
        with pytest.raises(WrongRecord):
            ask(PretendClient(**lists(*rights)), asking, *args)


@pytest.mark.parametrize("other", [{"pcn": "TB10012353"}, {"vrm": "TB15GRC"}])
def test_a_notice_with_another_number_or_registration_is_not_shown(other: dict[str, str]) -> None:
    client = PretendClient(find_notice=a_notice(**other))

    for asking, args in [("fetch_notice", [KEY]), ("fetch_charge", [BOTH, PCN])]:
        with pytest.raises(WrongRecord):
            ask(client, asking, *args)


@pytest.mark.parametrize(
    "evidence",
    [
        payloads.Evidence("TB10012353", []),
        payloads.Evidence(PCN, [a_photograph(), a_photograph(pcn="TB10012353")]),
    ],
)
def test_a_photograph_of_another_notice_is_never_shown(evidence: payloads.Evidence) -> None:
    client = PretendClient(find_notice=a_notice(), list_evidence=evidence)

    with pytest.raises(WrongRecord):
        ask(client, "fetch_notice_in_full", KEY)


def test_photographs_that_are_not_there_are_a_notice_that_is_not_there() -> None:
    client = PretendClient(find_notice=a_notice(), list_evidence=NotFound("404"))

    with pytest.raises(NoSuchNotice):
        ask(client, "fetch_notice_in_full", KEY)


# Lists


@pytest.mark.parametrize("name", ["list_rights", "list_specifications", "list_places"])
def test_a_list_with_a_second_page_is_not_taken_for_the_whole(name: str) -> None:
    """G24: half a list would look like permits that are gone."""
    answers = lists()
    answers[name] = a_list(answers[name].data, total=len(answers[name].data) + 1)

    with pytest.raises(ServiceUnavailable):
        ask(PretendClient(**answers), "fetch_parking", ALONE)


def test_a_permit_number_with_no_rights_is_no_account_and_no_empty_page() -> None:
    with pytest.raises(NoSuchAccount):
        ask(PretendClient(**lists(list_rights=a_list([]))), "fetch_parking", ALONE)


def test_a_notice_that_is_gone_is_named_and_the_others_are_shown() -> None:
    account = ParkingAccount("", (KEY, NoticeKey("TB00000001", VRM)))
    client = PretendClient(
        find_notice=lambda number, vrm: a_notice() if number == PCN else NotFound("404")
    )

    found = ask(client, "fetch_parking", account.reference)

    assert [notice.number for notice in found.notices] == [PCN]
    assert found.gone == ("TB00000001",)
    assert client.asked == ["find_notice", "find_notice"]


# Vehicles and renewals


def test_dvla_is_asked_for_a_tidy_registration() -> None:
    client = PretendClient(enquire_vehicle=payloads.Vehicle(VRM, "FORD", "BLUE"))

    assert ask(client, "fetch_vehicle", " tb12 amn ").description == "Blue Ford"
    assert client.calls[0][1] == (VRM,)


@pytest.mark.parametrize("no", [NotFound("404"), Rejected(400, {})])
def test_a_registration_dvla_does_not_know_or_does_not_like_is_no_vehicle(no: Exception) -> None:
    with pytest.raises(NoSuchVehicle):
        ask(PretendClient(enquire_vehicle=no), "fetch_vehicle", VRM)


def test_a_refusal_by_dvla_is_an_outage() -> None:
    with pytest.raises(Rejected):
        ask(PretendClient(enquire_vehicle=Rejected(403, {})), "fetch_vehicle", VRM)


def test_another_vehicle_than_was_asked_for_is_no_answer() -> None:
    client = PretendClient(enquire_vehicle=payloads.Vehicle("TB15GRC"))

    with pytest.raises(WrongRecord):
        ask(client, "fetch_vehicle", VRM)


def renewal_answers(**changes: Any) -> PretendClient:
    return PretendClient(
        **lists(a_right(), some_sessions()),
        **{
            "enquire_vehicle": payloads.Vehicle(VRM, "FORD", "BLUE", "Taxed", "Valid"),
            "fetch_quote": payloads.Quote("RESIDENT-A", VRM, Decimal("61.50")),
        }
        | changes,
    )


def test_a_renewal_has_the_vehicle_dvla_knows_and_the_price_of_today() -> None:
    renewal = ask(renewal_answers(), "fetch_renewal", ALONE, RIGHT)

    assert (renewal.price_pence, renewal.vehicle.vrm) == (6150, VRM)
    assert not renewal.is_renewed_already


@pytest.mark.parametrize(
    "quote",
    [
        payloads.Quote("RESIDENT-B", VRM, Decimal("61.50")),
        payloads.Quote("RESIDENT-A", "TB15GRC", Decimal("61.50")),
    ],
)
def test_a_price_of_something_else_is_no_price(quote: payloads.Quote) -> None:
    with pytest.raises(WrongRecord):
        ask(renewal_answers(fetch_quote=quote), "fetch_renewal", ALONE, RIGHT)


@pytest.mark.parametrize("price", ["-1.00", "61.505", "1000.01"])
def test_a_price_that_cannot_be_one_is_no_price(price: str) -> None:
    """G15."""
    quote = payloads.Quote("RESIDENT-A", VRM, Decimal(price))

    with pytest.raises(ServiceUnavailable):
        ask(renewal_answers(fetch_quote=quote), "fetch_renewal", ALONE, RIGHT)


@pytest.mark.parametrize("reference", ["TB-P-20231-V2026", "TB-P-20248-R2026", ""])
def test_only_a_permit_of_the_link_is_renewed_or_changed(reference: str) -> None:
    for asking in ("fetch_renewal", "fetch_permit"):
        with pytest.raises(NoSuchPermit):
            ask(renewal_answers(), asking, ALONE, reference)
