"""What the parking system and DVLA are asked, call by call, in their own words."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from services.contract import ServiceUnavailable
from services.parking.client import ParkingClient
from tests.factories.parking import PCN, VRM, a_right, as_json
from tests.factories.suppliers import RecordingSupplier, Sent

PERMIT, RIGHT = "TB-P-20231", "TB-P-20231-R2026"
PAID_AT = datetime(2026, 5, 20, 11, 30, tzinfo=UTC)
Call = Callable[[ParkingClient], Coroutine[Any, Any, Any]]


def asked(call: Call, answer: Any = None) -> tuple[list[Sent], list[Sent]]:
    """What this call sends to the parking system, and to DVLA."""
    parking, vehicles = RecordingSupplier(answer), RecordingSupplier(answer)
    asyncio.run(call(ParkingClient(parking, vehicles)))  # type: ignore[arg-type]  # recorders
    return parking.sent, vehicles.sent


READS: list[tuple[Call, str, dict[str, Any]]] = [
    (
        lambda c: c.list_rights(PERMIT),
        "rights/assigned",
        {"credential_id": PERMIT, "credential_type": "permit"},
    ),
    (
        lambda c: c.fetch_quote("RESIDENT-A", VRM),
        "rights/quotes",
        {"spec": "RESIDENT-A", "vrm": VRM},
    ),
    (
        lambda c: c.fetch_packs("VISITOR-A", PERMIT),
        "rights/packs",
        {"spec": "VISITOR-A", "credential_id": PERMIT},
    ),
    (lambda c: c.list_specifications(), "rights/specs", {}),
    (lambda c: c.list_places(), "places", {}),
    (lambda c: c.find_notice(PCN, VRM), "pcns", {"pcn": PCN, "vrm": VRM}),
    (lambda c: c.list_evidence(PCN, VRM), f"pcns/{PCN}/evidence", {"vrm": VRM}),
]


@pytest.mark.parametrize(("call", "path", "params"), READS)
def test_what_is_read_is_asked_for_by_its_own_address(
    call: Call, path: str, params: dict[str, Any]
) -> None:
    assert asked(call) == ([Sent("GET", path, params)], [])


@pytest.mark.parametrize("call", [call for call, _, _ in READS[-2:]])
def test_a_notice_is_never_asked_for_without_the_registration(call: Call) -> None:
    """E25: its number alone proves nothing."""
    [sent], _ = asked(call)

    assert sent.params["vrm"] == VRM


WRITES: list[tuple[Call, str, dict[str, Any], str]] = [
    (lambda c: c.check_link({"permit": PERMIT}), "link-checks", {"permit": PERMIT}, ""),
    (lambda c: c.create_right({"id": RIGHT}, key="k"), "rights/assigned", {"id": RIGHT}, "k"),
    (
        lambda c: c.challenge_notice(PCN, {"vrm": VRM}, key="k"),
        f"pcns/{PCN}/challenges",
        {"vrm": VRM},
        "k",
    ),
    (
        lambda c: c.take_payment(PCN, VRM, payment_reference="P", pounds="35.00", paid_at=PAID_AT),
        f"pcns/{PCN}/payments",
        {
            "vrm": VRM,
            "amount": "35.00",
            "paymentReference": "P",
            "paidAt": "2026-05-20T11:30:00+00:00",
        },
        "",
    ),
]


@pytest.mark.parametrize(("call", "path", "body", "key"), WRITES)
def test_what_is_changed_is_posted_under_the_key_of_who_asked(
    call: Call, path: str, body: dict[str, Any], key: str
) -> None:
    assert asked(call) == ([Sent("POST", path, {}, body, key)], [])


def test_a_vehicle_is_asked_of_dvla_and_of_nobody_else() -> None:
    to_parking, to_dvla = asked(lambda c: c.enquire_vehicle(VRM))

    assert to_parking == []
    assert to_dvla == [Sent("POST", "v1/vehicles", {}, {"registrationNumber": VRM})]


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("../specs", "..%2Fspecs"),
        ("a/b?c=d#e", "a%2Fb%3Fc%3Dd%23e"),
        ("TB P 1", "TB%20P%201"),
    ],
)
def test_a_reference_never_becomes_another_address(reference: str, path: str) -> None:
    """E27: whatever stands in it, it is one part of the path."""
    calls: list[tuple[Call, str]] = [
        (lambda c: c.list_evidence(reference, VRM), f"pcns/{path}/evidence"),
        (lambda c: c.challenge_notice(reference, {}, key="k"), f"pcns/{path}/challenges"),
        (
            lambda c: c.take_payment(
                reference, VRM, payment_reference="P", pounds="1.00", paid_at=PAID_AT
            ),
            f"pcns/{path}/payments",
        ),
        (lambda c: c.fetch_right(reference), f"rights/assigned/{path}"),
    ]
    for call, address in calls:
        [sent], _ = asked(call, as_json(a_right()))
        assert sent.path == address


def test_a_right_is_handed_over_whole_and_understood() -> None:
    told = as_json(a_right()) | {"somethingElse": {"kept": True}}
    supplier = RecordingSupplier(told)

    found = asyncio.run(ParkingClient(supplier, supplier).fetch_right(RIGHT))  # type: ignore[arg-type]

    assert found.whole == told
    assert (found.known.id, found.known.version) == (RIGHT, 3)


@pytest.mark.parametrize(
    "broken", [{"version": None}, {"rightHolder": []}, {"expiry": "soon"}, {"payments": {}}]
)
def test_a_right_that_is_not_understood_is_no_right(broken: dict[str, Any]) -> None:
    with pytest.raises(ServiceUnavailable):
        asked(lambda c: c.fetch_right(RIGHT), as_json(a_right()) | broken)
