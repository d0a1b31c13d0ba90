"""Another vehicle on the permit: asked of DVLA, checked by the resident, written once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from services.models import Journey, Outcome, Submission
from services.parking.records.account import ParkingAccount
from services.sandbox.personas import AMINA, GRACE, TOM
from services.submissions import deliver_due
from tests.factories.accounts import signed_in
from tests.integration.parking.conftest import TOKEN, linked
from tests.integration.parking.test_renew import renewal_of
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]
INDEX = reverse("parking:index")
NEW = "TB20NEW"


def vehicle_of(permit: str, *, ends_in: int) -> str:
    return renewal_of(permit, ends_in=ends_in).replace("/renew/", "/vehicle/")


AMINAS = vehicle_of(AMINA.permit, ends_in=18)
RIGHT = AMINAS.split("/")[-3]


def right(sandbox: Sandbox) -> dict[str, Any]:
    """Amina's permit as the parking system has it."""
    path = f"/parking/rights/assigned/{RIGHT}"
    found: dict[str, Any] = sandbox.call("GET", path, Authorization=f"Bearer {TOKEN}")
    return found


def plates(sandbox: Sandbox) -> list[str]:
    credentials = right(sandbox)["rightHolder"]["credentials"]
    return [each["identifier"]["id"] for each in credentials if each["type"] == "licensePlate"]


def change(client: Client, vrm: str = NEW, **changes: str) -> Any:
    sent = {"vrm": vrm, "confirmed": "yes", "form_key": str(uuid4())} | changes
    return client.post(AMINAS, sent)


def test_the_resident_sees_what_dvla_knows_before_anything_changes(
    as_amina: Client, sandbox: Sandbox
) -> None:
    assert AMINAS in as_amina.get(INDEX).content.decode()

    html = as_amina.post(AMINAS, {"vrm": "tb20 new"}).content.decode()

    assert "TB20NEW, Red Toyota" in html
    assert f"{AMINA.vrm} has no permit" in html
    assert plates(sandbox) == [AMINA.vrm]


def test_the_permit_is_for_the_new_vehicle_and_everything_else_is_as_it_was(
    as_amina: Client, sandbox: Sandbox
) -> None:
    before = right(sandbox)

    receipt = as_amina.get(change(as_amina)["Location"]).content.decode()

    sent = Submission.objects.get()
    assert sent.state == DeliveryState.DELIVERED
    assert sent.reference in receipt
    assert "The permit is for the new vehicle from now on." in receipt
    after = right(sandbox)
    assert plates(sandbox) == [NEW]
    assert after["version"] == before["version"] + 1
    for name in ("expiry", "plannedUses", "payments", "monetaryValue", "rightSpecification"):
        assert after[name] == before[name]
    assert NEW in as_amina.get(INDEX).content.decode()


def test_it_is_counted_and_told(as_amina: Client) -> None:
    change(as_amina)

    journey = Journey.objects.get()
    assert (journey.task, journey.outcome) == ("change-vehicle", Outcome.COMPLETED)
    assert "had before has no permit any more" in OutboundNotification.objects.get().body


def test_pressing_the_button_twice_changes_it_once(as_amina: Client, sandbox: Sandbox) -> None:
    form_key, version = str(uuid4()), right(sandbox)["version"]

    first, second = (change(as_amina, form_key=form_key) for _ in range(2))

    assert Submission.objects.count() == 1
    assert right(sandbox)["version"] == version + 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("vrm", "words"),
    [
        (TOM.vrm, "DVLA says that the vehicle is not taxed"),
        (AMINA.vrm, "The permit is for this vehicle already"),
        ("TB99XXX", "DVLA does not know this registration"),
        ("TB9/../X", "Enter the registration in letters and numbers"),
        ("", "Enter the vehicle registration"),
        ("TOOLONG12", "DVLA does not know this registration"),
    ],
)
def test_a_vehicle_that_may_have_no_permit_gets_none(
    as_amina: Client, sandbox: Sandbox, vrm: str, words: str
) -> None:
    """Also when the check is left out and the confirmation is sent at once."""
    html = change(as_amina, vrm).content.decode()

    assert words in html
    assert not Submission.objects.exists()
    assert plates(sandbox) == [AMINA.vrm]


def test_a_change_made_while_parking_is_down_is_written_when_it_is_back(
    as_amina: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And over a version that somebody else wrote meanwhile, whose words are kept."""
    monkeypatch.setattr("services.submissions.deliver_now", lambda *args, **kwargs: False)
    receipt = as_amina.get(change(as_amina)["Location"]).content.decode()
    body = right(sandbox) | {"expiry": "2031-01-01T00:00:00Z"}
    path = f"/parking/rights/assigned/{RIGHT}"
    sandbox.call("PUT", path, body, Authorization=f"Bearer {TOKEN}")

    later = timezone.now() + timedelta(minutes=1)
    delivered = [deliver_due(now=later) for _ in range(2)]

    assert "Until then the permit is for the vehicle you had before." in receipt
    assert delivered == [1, 0]
    assert plates(sandbox) == [NEW]
    assert right(sandbox)["expiry"] == "2031-01-01T00:00:00Z"


def test_an_earlier_change_that_still_waits_never_undoes_a_later_one(
    as_amina: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parking was down for the first. It is back, and the worker will try again in half an hour."""
    with monkeypatch.context() as down:
        down.setattr("services.submissions.deliver_now", lambda *args, **kwargs: False)
        change(as_amina, GRACE.vrm)

    html = change(as_amina, NEW).content.decode()
    deliver_due(now=timezone.now() + timedelta(minutes=30))

    assert "still handing your last request" in html
    assert plates(sandbox) == [GRACE.vrm]


def test_a_permit_that_has_ended_is_not_changed(db: None, sandbox: Sandbox) -> None:
    as_tom = signed_in(linked("Tom", ParkingAccount(TOM.permit)))
    toms = vehicle_of(TOM.permit, ends_in=-12)

    html = as_tom.post(toms, {"vrm": NEW, "confirmed": "yes"}).content.decode()

    assert "This permit cannot be changed here." in html
    assert toms not in as_tom.get(INDEX).content.decode()
    assert not Submission.objects.exists()


def test_nobody_changes_somebody_elses_permit(as_grace: Client, sandbox: Sandbox) -> None:
    """E09: it is not there for Grace, whether it exists or not."""
    none = reverse("parking:change-vehicle", args=["TB-P-00000-R2026"])

    statuses = {as_grace.post(address, {"vrm": NEW}).status_code for address in (AMINAS, none)}

    assert statuses == {404}
    assert plates(sandbox) == [AMINA.vrm]


def test_visitor_sessions_have_no_vehicle_to_change(as_grace: Client) -> None:
    year = (timezone.localdate() + timedelta(days=120)).year
    visitors = reverse("parking:change-vehicle", args=[f"{GRACE.permit}-V{year}"])

    assert as_grace.get(visitors).status_code == 404


def test_when_dvla_is_down_the_page_says_so(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("vehicle-enquiry", "error")

    assert as_amina.post(AMINAS, {"vrm": NEW}).status_code == 503
