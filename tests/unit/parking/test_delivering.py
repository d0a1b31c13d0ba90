"""Handing a kept request to the parking system: what is sent, when it is tried again, when not.

The submission itself is not kept here: what delivering needs of it is its request and its id.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from services.contract import NoSuchAccount, ServiceUnavailable, WrongRecord
from services.http import NotFound, Rejected
from services.parking import payloads
from services.parking.operations import notices, orders, permits
from services.parking.operations.notices import NoticeChallenge
from services.parking.operations.orders import OrderToCancel
from services.parking.operations.permits import NewRight, VehicleChange
from services.sealing import seal
from tests.factories import apds
from tests.factories.parking import PCN, VRM, a_holder, a_right
from tests.unit.parking.pretended import PERMIT, RIGHT, PretendClient, whole

PK = UUID("2f5f3c1e-9b0a-4d52-8d0b-6a7c1f0e4b11")
SENT_AT = datetime(2026, 5, 20, 11, 30, tzinfo=UTC)
CHALLENGE = NoticeChallenge(PCN, VRM, "already_paid", "I paid.", "Amina Yusuf")
CHANGE = VehicleChange(RIGHT, PERMIT, "TB20NEW")
ORDER = OrderToCancel(RIGHT, PERMIT)
YEAR = NewRight(
    right="TB-P-20231-R20270607",
    permit_number=PERMIT,
    vrm=VRM,
    specification="RESIDENT-A",
    price_pence=5805,
    starts_on=date(2026, 6, 8),
    ends_on=date(2027, 6, 7),
)


def a_submission(request: object) -> Any:
    return SimpleNamespace(pk=PK, sealed=seal(request), submitted_at=SENT_AT)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> PretendClient:
    """The client the operations talk to."""
    client = PretendClient()
    for module in (notices, permits, orders):
        monkeypatch.setattr(module.ParkingClient, "from_settings", lambda: client)
    monkeypatch.setattr(permits, "_is_changed_since", lambda submission: False)
    return client


# Challenges


def test_a_challenge_is_sent_with_the_moment_it_was_written(client: PretendClient) -> None:
    """It counts from then, however late it is delivered."""
    received = payloads.ChallengeReceived(PCN, "CH-1", date(2026, 7, 15))
    client.answers = {"challenge_notice": received}

    receipt = notices.deliver_challenge(a_submission(CHALLENGE))

    [(_, (number, body), told)] = client.calls
    assert number == PCN
    assert body == {
        "vrm": VRM,
        "ground": "already_paid",
        "statement": "I paid.",
        "name": "Amina Yusuf",
        "submittedAt": "2026-05-20T11:30:00+00:00",
    }
    assert told == {"key": str(PK)}
    assert (receipt.supplier_reference, receipt.promised_on) == ("CH-1", date(2026, 7, 15))


def test_a_challenge_of_another_notice_is_no_receipt(client: PretendClient) -> None:
    received = payloads.ChallengeReceived("TB10012353", "CH-1", date(2026, 7, 15))
    client.answers = {"challenge_notice": received}

    with pytest.raises(WrongRecord):
        notices.deliver_challenge(a_submission(CHALLENGE))


# Permits and visitor sessions


@pytest.mark.parametrize(("sessions", "specification"), [(None, "RESIDENT-A"), (25, "VISITOR-A")])
def test_what_is_issued_keeps_the_standard_and_is_not_paid(
    client: PretendClient, sessions: int | None, specification: str
) -> None:
    client.answers = {"create_right": payloads.ResponseStatus("ok")}
    facts = {name: getattr(YEAR, name) for name in YEAR.__dataclass_fields__}
    asked = NewRight(**facts | {"sessions": sessions, "specification": specification})

    receipt = permits.deliver_right(a_submission(asked))

    [(_, (body,), told)] = client.calls
    assert apds.faults(body, apds.ASSIGNED_RIGHT) == []
    assert told == {"key": str(PK)}
    assert body["payments"] == []
    assert body.get("totalInstances") == sessions
    assert body["monetaryValue"]["value"]["currencyValue"] == 58.05
    assert (receipt.supplier_reference, receipt.promised_on) == (YEAR.right, YEAR.starts_on)


def test_a_year_is_valid_from_midnight_to_the_last_second_in_london(client: PretendClient) -> None:
    client.answers = {"create_right": payloads.ResponseStatus("ok")}

    permits.deliver_right(a_submission(YEAR))

    [use] = client.calls[0][1][0]["plannedUses"]
    assert use["startTime"] == "2026-06-08T00:00:00+01:00"
    assert use["endTime"] == "2027-06-07T23:59:59+01:00"


def test_delivering_again_says_the_same_under_the_same_key(client: PretendClient) -> None:
    """G25: after a crash the supplier sees one request twice, and not two requests."""
    client.answers = {"create_right": payloads.ResponseStatus("ok")}

    for _ in range(2):
        permits.deliver_right(a_submission(YEAR))

    assert client.calls[0] == client.calls[1]


# Another vehicle


def changed(client: PretendClient, right: payloads.AssignedRight, answer: Any = None) -> Any:
    client.answers = {"fetch_right": whole(right), "replace_right": answer}
    return permits.deliver_change(a_submission(CHANGE))


def test_another_vehicle_is_written_into_the_version_that_was_read(client: PretendClient) -> None:
    receipt = changed(client, a_right())

    name, (right, body), told = client.calls[-1]
    assert (name, right, receipt.supplier_reference) == ("replace_right", RIGHT, RIGHT)
    assert body["version"] == 3
    assert [
        each["identifier"]["id"]
        for each in body["rightHolder"]["credentials"]
        if each["type"] == "licensePlate"
    ] == ["TB20NEW"]
    assert told == {"key": f"{PK}-3"}


def test_a_vehicle_that_stands_there_already_is_not_written_again(client: PretendClient) -> None:
    """G25: the answer to the first try was lost, its effect was not."""
    receipt = changed(client, a_right(right_holder=a_holder(vrm="TB20NEW")))

    assert client.asked == ["fetch_right"]
    assert receipt.supplier_reference == RIGHT


def test_a_permit_somebody_changed_meanwhile_is_read_again_next_time(
    client: PretendClient,
) -> None:
    with pytest.raises(ServiceUnavailable) as again:
        changed(client, a_right(), Rejected(409, {}))

    assert not isinstance(again.value, Rejected)


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_change_that_is_refused_is_refused(client: PretendClient, status: int) -> None:
    with pytest.raises(Rejected):
        changed(client, a_right(), Rejected(status, {}))


@pytest.mark.parametrize(
    "right",
    [
        a_right("TB-P-20231-R2025"),
        a_right(right_holder=a_holder("TB-P-20248")),
        a_right(right_holder=payloads.RightHolder([])),
    ],
)
def test_somebody_elses_permit_is_never_written(
    client: PretendClient, right: payloads.AssignedRight
) -> None:
    """E09, G12."""
    with pytest.raises(WrongRecord):
        changed(client, right)

    assert client.asked == ["fetch_right"]


def test_a_permit_that_is_gone_waits_for_a_person_to_look(client: PretendClient) -> None:
    client.answers = {"fetch_right": NotFound("404")}

    with pytest.raises(NoSuchAccount):
        permits.deliver_change(a_submission(CHANGE))


# An order taken back


def taken_back(client: PretendClient, right: Any, answer: Any = None) -> Any:
    client.answers = {"fetch_right": right, "delete_right": answer}
    return orders.deliver_cancelling(a_submission(ORDER))


def test_an_order_is_taken_back_under_the_key_of_its_request(client: PretendClient) -> None:
    receipt = taken_back(client, whole(a_right(payments=[])))

    assert client.calls[-1] == ("delete_right", (RIGHT,), {"key": str(PK)})
    assert receipt.supplier_reference == RIGHT


@pytest.mark.parametrize(
    ("right", "answer"), [(NotFound("404"), None), (whole(a_right(payments=[])), NotFound("404"))]
)
def test_an_order_that_is_gone_is_cancelled(client: PretendClient, right: Any, answer: Any) -> None:
    assert taken_back(client, right, answer).supplier_reference == RIGHT


def test_what_is_paid_is_not_taken_away(client: PretendClient) -> None:
    """F02: the money is ours, so the sessions are theirs."""
    paid = payloads.RightPayment("TB-7KQ4-M2WD")

    with pytest.raises(Rejected) as no:
        taken_back(client, whole(a_right(payments=[paid])))

    assert (no.value.status, client.asked) == (409, ["fetch_right"])


@pytest.mark.parametrize(
    "right", [a_right("TB-P-20231-V1"), a_right(right_holder=a_holder("TB-P-20248"))]
)
def test_somebody_elses_order_is_never_taken_back(
    client: PretendClient, right: payloads.AssignedRight
) -> None:
    """E09, G12."""
    with pytest.raises(WrongRecord):
        taken_back(client, whole(right))

    assert client.asked == ["fetch_right"]
