"""The housing officer's screen moves a repair on, and the resident's pages follow."""

import pytest
import requests

from services.contract import AccountReference
from services.housing.adapter import HousingAdapter
from services.housing.records import RepairState
from services.network import run
from services.sandbox.housing.pages import MOVES
from services.sandbox.personas import AMINA
from tests.contract.answers import Sandbox
from tests.contract.housing.calls import a_repair, ask, call

pytestmark = pytest.mark.sandbox

AMINAS = AccountReference(AMINA.tenancy)


@pytest.fixture
def number(sandbox: Sandbox) -> int:
    """A repair that was reported just now."""
    return int(call(sandbox, "POST", "v2/workOrders/schedule", a_repair()).body["id"])


def move(sandbox: Sandbox, number: int, status: str) -> requests.Response:
    """Press the button of the officer's page; returns the page that comes back."""
    address = f"{sandbox.url}/housing/work-orders/{number}"
    return requests.post(address, data={"status": status}, timeout=10)


def state_of(number: int) -> RepairState:
    found = run(HousingAdapter.from_settings().fetch_repair(AMINAS, str(number)))
    return found.repair.state


@pytest.mark.parametrize(
    ("status", "state", "is_closed"),
    [
        ("Materials Needed", RepairState.WAITING, False),
        ("In Progress", RepairState.ACCEPTED, False),
        ("No Access", RepairState.MISSED, False),
        ("Work Complete", RepairState.COMPLETE, True),
        ("Work Cancelled", RepairState.CANCELLED, True),
    ],
)
def test_what_the_officer_sets_is_what_the_resident_sees(
    sandbox: Sandbox, number: int, status: str, state: RepairState, is_closed: bool
) -> None:
    move(sandbox, number, status)

    assert state_of(number) is state
    assert bool(ask(sandbox, f"v2/workOrders/{number}")["closedDated"]) is is_closed


def test_every_button_of_the_page_does_something(sandbox: Sandbox, number: int) -> None:
    page = move(sandbox, number, "Materials Needed").text

    assert str(number) in page
    for status, words in MOVES.items():
        assert f'value="{status}"' in page
        assert words in page


def test_each_move_is_noted_for_the_tenant(sandbox: Sandbox, number: int) -> None:
    move(sandbox, number, "Materials Needed")
    move(sandbox, number, "Work Complete")

    notes = [note["note"] for note in ask(sandbox, f"v2/workOrders/{number}/notes")]
    assert notes == ["Status: Materials Needed", "Status: Work Complete"]


@pytest.mark.parametrize(("order", "status"), [(1, "Work Complete"), (0, "Made of gold")])
def test_what_is_not_there_cannot_be_moved(
    sandbox: Sandbox, number: int, order: int, status: str
) -> None:
    refused = move(sandbox, order or number, status)

    assert refused.status_code == 404
    assert state_of(number) is RepairState.ACCEPTED


def test_a_repair_starts_again_after_somebody_was_out(sandbox: Sandbox, number: int) -> None:
    move(sandbox, number, "No Access")
    closed = {"relatedWorkOrderReference": {"id": str(number)}, "otherType": "cancelAppointment"}
    assert call(sandbox, "POST", "v2/jobStatusUpdate", closed).status == 400

    move(sandbox, number, "In Progress")

    assert call(sandbox, "POST", "v2/jobStatusUpdate", closed).status == 200
    assert state_of(number) is RepairState.ACCEPTED
