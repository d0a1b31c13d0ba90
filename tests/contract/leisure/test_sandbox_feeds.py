"""The pretended leisure system publishes open data as RPDE 1.0 and OpenActive say."""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from tests.contract.answers import Sandbox
from tests.contract.leisure.calls import (
    TOKEN,
    a_walk,
    an_order,
    book,
    follow,
    items,
    opportunities,
    path_of,
)

pytestmark = pytest.mark.sandbox

FEEDS = {
    "session-series": "SessionSeries",
    "scheduled-sessions": "ScheduledSession",
    "facility-uses": "FacilityUse",
    "slots": "Slot",
}
REQUIRED = {
    "SessionSeries": {"@type", "@id", "url", "name", "location", "activity", "organizer", "offers"},
    "ScheduledSession": {"@type", "@id", "startDate", "superEvent"},
    "FacilityUse": {"@type", "@id", "url", "name", "location", "provider"},
    "Slot": {"@type", "@id", "facilityUse", "startDate", "duration", "remainingUses", "offers"},
}
LIMITS = ["", "?limit=1000000", "?limit=37"]


def dataset(sandbox: Sandbox) -> dict[str, Any]:
    with urlopen(f"{sandbox.url}/leisure/", timeout=10) as response:
        page = response.read().decode()
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert script
    described: dict[str, Any] = json.loads(script.group(1))
    return described


def test_the_dataset_site_leads_to_every_feed_and_to_booking(sandbox_server: Sandbox) -> None:
    described = dataset(sandbox_server)

    assert described["@type"] == "Dataset"
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {one["name"] for one in described["distribution"]} == set(FEEDS.values())
    for one in described["distribution"]:
        address = one["contentUrl"].removeprefix(sandbox_server.url)
        assert sandbox_server.call("GET", address).status == 200
    assert described["accessService"]["endpointUrl"] == f"{sandbox_server.url}/leisure/api/1.0"


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("folder", list(FEEDS))
def test_pages_follow_each_other_to_an_empty_one_that_is_its_own_next(
    sandbox_server: Sandbox, folder: str, limit: str
) -> None:
    pages = follow(sandbox_server, f"/leisure/feeds/{folder}{limit}")

    assert pages[-1]["items"] == []
    assert all(page["items"] for page in pages[:-1])
    assert all(len(page["items"]) <= 500 for page in pages)
    assert all(page["license"] for page in pages)


@pytest.mark.parametrize("folder", list(FEEDS))
def test_every_next_is_absolute_and_names_the_last_item_of_its_page(
    sandbox_server: Sandbox, folder: str
) -> None:
    for page in follow(sandbox_server, f"/leisure/feeds/{folder}?limit=20")[:-1]:
        following = urlsplit(page["next"])

        assert following.scheme == "http"
        assert parse_qs(following.query)["limit"] == ["20"]
        last = str(page["items"][-1]["modified"])
        assert parse_qs(following.query)["afterChangeNumber"] == [last]


@pytest.mark.parametrize("folder", list(FEEDS))
def test_items_come_in_the_order_of_their_changes_and_each_only_once(
    sandbox_server: Sandbox, folder: str
) -> None:
    pages = follow(sandbox_server, f"/leisure/feeds/{folder}?limit=33")
    seen = [item for page in pages for item in page["items"]]
    numbers = [item["modified"] for item in seen]

    assert numbers == sorted(set(numbers))
    assert len({item["id"] for item in seen}) == len(seen)


@pytest.mark.parametrize(("folder", "kind"), list(FEEDS.items()))
def test_items_have_what_the_models_require(
    sandbox_server: Sandbox, folder: str, kind: str
) -> None:
    for item in items(sandbox_server, folder).values():
        assert item["kind"] == kind
        assert ("data" in item) == (item["state"] == "updated")
        if item["state"] == "updated":
            assert set(item["data"]) >= REQUIRED[kind]
            assert item["data"]["@type"] == kind


def test_sessions_that_are_over_are_said_to_be_deleted(sandbox_server: Sandbox) -> None:
    states = {item["state"] for item in items(sandbox_server, "scheduled-sessions").values()}

    assert states == {"updated", "deleted"}


def test_times_are_in_utc_and_say_so(sandbox_server: Sandbox) -> None:
    for session in opportunities(sandbox_server, "scheduled-sessions"):
        assert session["startDate"].endswith("Z")
        starts, ends = (datetime.fromisoformat(session[w]) for w in ("startDate", "endDate"))
        assert starts < ends


def test_parents_are_there_for_every_child(sandbox_server: Sandbox) -> None:
    series = {one["@id"] for one in opportunities(sandbox_server, "session-series")}
    facilities = {one["@id"] for one in opportunities(sandbox_server, "facility-uses")}

    sessions = opportunities(sandbox_server, "scheduled-sessions")
    assert {session["superEvent"] for session in sessions} <= series
    slots = opportunities(sandbox_server, "slots")
    assert {slot["facilityUse"] for slot in slots} <= facilities


def test_a_booking_moves_the_session_to_the_end_of_its_feed(sandbox: Sandbox) -> None:
    last_page = follow(sandbox, "/leisure/feeds/scheduled-sessions")[-1]
    session = a_walk(sandbox)

    assert book(sandbox, an_order(session)).status == 201

    changed = sandbox.call("GET", path_of(last_page["next"])).body["items"]
    assert [item["id"] for item in changed] == [session["identifier"]]
    left = session["remainingAttendeeCapacity"] - 1
    assert changed[0]["data"]["remainingAttendeeCapacity"] == left


@pytest.mark.parametrize("after", ["yesterday", "-1", "1.5"])
def test_a_change_number_that_is_none_is_refused(sandbox_server: Sandbox, after: str) -> None:
    answer = sandbox_server.call("GET", f"/leisure/feeds/slots?afterChangeNumber={after}")

    assert answer.status == 400


def test_an_unknown_feed_is_a_404(sandbox_server: Sandbox) -> None:
    assert sandbox_server.call("GET", "/leisure/feeds/courses").status == 404


def test_the_orders_feed_is_in_order_of_time_and_then_id(sandbox: Sandbox) -> None:
    pages = follow(sandbox, "/leisure/api/1.0/orders-rpde?limit=50")
    seen = [(item["modified"], item["id"]) for page in pages for item in page["items"]]

    assert len(seen) > 100
    assert seen == sorted(seen)
    assert len(set(seen)) == len(seen)


def test_a_new_order_is_read_from_where_the_broker_stopped(sandbox: Sandbox) -> None:
    last = follow(sandbox, "/leisure/api/1.0/orders-rpde")[-1]
    booked = book(sandbox, an_order(a_walk(sandbox)))

    address = path_of(last["next"])
    fresh = sandbox.call("GET", address, Authorization=f"Bearer {TOKEN}").body["items"]

    assert [item["data"]["orderNumber"] for item in fresh] == [booked.body["orderNumber"]]


def test_the_orders_feed_is_not_for_everybody(sandbox_server: Sandbox) -> None:
    answer = sandbox_server.call("GET", "/leisure/api/1.0/orders-rpde")

    assert answer.status == 403
    assert answer.body["@type"] == "NoAPITokenError"
