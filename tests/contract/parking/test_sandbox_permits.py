"""The pretended parking system's permits, in APDS's words, and DVLA's vehicles."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.sandbox.personas import AMINA, GRACE, TOM
from tests.contract.answers import Sandbox
from tests.contract.parking.calls import LONDON, call, enquire
from tests.sandbox import today


def rights(sandbox: Sandbox, query: str) -> list[dict[str, Any]]:
    answer = call(sandbox, "GET", f"rights/assigned?{query}")
    assert answer.status == 200, answer
    assert answer.body["meta"]["total"] == len(answer.body["data"])
    found: list[dict[str, Any]] = answer.body["data"]
    return found


def test_aminas_permit_ends_in_eighteen_days(sandbox: Sandbox) -> None:
    found = rights(sandbox, f"credential_id={AMINA.permit}&right_type=permitParking")

    ends_on = datetime.fromisoformat(found[-1]["expiry"]).date()
    assert len(found) == 3
    assert ends_on == today() + timedelta(days=18)


def test_a_right_is_found_by_its_vehicle_too(sandbox: Sandbox) -> None:
    by_permit = rights(sandbox, f"credential_id={AMINA.permit}")
    by_vehicle = rights(sandbox, "credential_id=tb12amn")

    assert by_permit == by_vehicle


def test_rights_that_have_ended_can_be_left_out(sandbox: Sandbox) -> None:
    now = int(datetime.now(LONDON).timestamp())

    current = rights(sandbox, f"credential_id={AMINA.permit}&end_after={now}")
    toms = rights(sandbox, f"credential_id={TOM.permit}&end_after={now}")

    assert {right["rightSpecification"]["id"] for right in current} == {"RESIDENT-A", "VISITOR-A"}
    assert toms == []


def test_nobody_lists_everybodys_permits(sandbox: Sandbox) -> None:
    answer = call(sandbox, "GET", "rights/assigned")

    assert (answer.status, answer.body["status"]) == (400, "error")


def test_only_who_has_read_the_newest_version_may_replace_a_right(sandbox: Sandbox) -> None:
    right = rights(sandbox, f"credential_id={AMINA.permit}")[-1]
    path = f"rights/assigned/{right['id']}"

    first = call(sandbox, "PUT", path, right | {"expiry": "2030-01-01T00:00:00Z"})
    stale = call(sandbox, "PUT", path, right)

    assert (first.status, stale.status) == (200, 409)
    now = call(sandbox, "GET", path).body
    assert (now["version"], now["expiry"]) == (right["version"] + 1, "2030-01-01T00:00:00Z")


def test_a_right_is_created_once(sandbox: Sandbox) -> None:
    right = rights(sandbox, f"credential_id={AMINA.permit}")[-1] | {"id": "TB-P-20231-R2031"}

    first = call(sandbox, "POST", "rights/assigned", right)
    again = call(sandbox, "POST", "rights/assigned", right)

    assert (first.status, again.status) == (201, 409)
    assert again.body["status"] == "error"


def test_the_same_key_creates_a_right_once_and_is_answered_the_same(sandbox: Sandbox) -> None:
    right = rights(sandbox, f"credential_id={AMINA.permit}")[-1] | {"id": "TB-P-20231-R2031"}

    first = call(sandbox, "POST", "rights/assigned", right, key="k")
    again = call(sandbox, "POST", "rights/assigned", right, key="k")

    assert again == first


def test_a_right_without_a_holder_is_refused(sandbox: Sandbox) -> None:
    answer = call(sandbox, "POST", "rights/assigned", {"id": "x", "version": 1})

    assert (answer.status, answer.body["ids"]) == (400, ["rightSpecification", "rightHolder"])


def test_an_ended_right_can_be_deleted(sandbox: Sandbox) -> None:
    right = rights(sandbox, f"credential_id={GRACE.permit}")[0]

    deleted = call(sandbox, "DELETE", f"rights/assigned/{right['id']}")

    assert deleted.status == 200
    assert call(sandbox, "GET", f"rights/assigned/{right['id']}").status == 404


def test_zones_and_kinds_of_permit_are_listed(sandbox: Sandbox) -> None:
    places = call(sandbox, "GET", "places").body["data"]
    specs = call(sandbox, "GET", "rights/specs?place=zone-A").body["data"]

    assert [place["id"] for place in places] == ["zone-A", "zone-B", "zone-C"]
    assert {spec["type"] for spec in specs} == {"permitParking", "oneTimeUseParking"}


def test_a_permit_a_vehicle_and_a_postcode_prove_a_permit(sandbox: Sandbox) -> None:
    facts = {"permit": AMINA.permit, "vrm": "TB12 AMN", "postcode": "tb14qn"}

    right = call(sandbox, "POST", "link-checks", facts)
    wrong = call(sandbox, "POST", "link-checks", facts | {"postcode": "TB9 9ZZ"})

    assert right.body == {"permit": AMINA.permit}
    assert wrong.status == 404


def test_three_wrong_tries_close_a_permit(sandbox: Sandbox) -> None:
    facts = {"permit": AMINA.permit, "vrm": AMINA.vrm, "postcode": AMINA.postcode}
    for _ in range(3):
        call(sandbox, "POST", "link-checks", facts | {"vrm": "TB99XXX"})

    assert call(sandbox, "POST", "link-checks", facts).status == 429


def test_dvla_knows_the_vehicle(sandbox: Sandbox) -> None:
    ours, toms = enquire(sandbox, AMINA.vrm).body, enquire(sandbox, TOM.vrm).body

    assert (ours["registrationNumber"], ours["make"], ours["taxStatus"]) == (
        AMINA.vrm,
        "FORD",
        "Taxed",
    )
    assert (toms["taxStatus"], toms["motStatus"]) == ("Untaxed", "Not valid")


@pytest.mark.parametrize(
    ("registration", "status"),
    [("TB99XXX", 404), ("tb12amn", 400), ("TB12 AMN", 400), ("", 400), (None, 400)],
)
def test_dvla_says_why_it_does_not_know_a_vehicle(
    sandbox: Sandbox, registration: str | None, status: int
) -> None:
    answer = enquire(sandbox, registration)

    assert answer.status == status
    assert answer.body["errors"][0]["status"] == str(status)


def test_dvla_answers_only_who_has_a_key(sandbox: Sandbox) -> None:
    assert enquire(sandbox, AMINA.vrm, key="guess").status == 403


def test_parking_answers_only_who_has_the_token(sandbox: Sandbox) -> None:
    path = f"/parking/rights/assigned?credential_id={AMINA.permit}"

    assert sandbox.call("GET", path).status == 401
