"""Reading an RPDE feed: to its end, no further, and believing only what may be believed."""

import asyncio
from typing import Any

import msgspec
import pytest

from services.contract import ServiceUnavailable
from services.http import Rejected
from services.leisure import payloads
from services.leisure.client import LeisureClient, Mirror, NotBookable, _why_not
from tests.unit.leisure.made import PretendSupplier

FEED = "feeds/slots"
ELSEWHERE = "https://leisure.example/leisure/feeds/slots"


def a_page(following: str, *items: dict[str, Any], address: str = ELSEWHERE) -> payloads.FeedPage:
    page = {"next": f"{address}{following}", "items": list(items), "license": "CC BY"}
    return msgspec.json.decode(msgspec.json.encode(page), type=payloads.FeedPage)


def updated(key: str, modified: int | str, **changes: Any) -> dict[str, Any]:
    slot = {"@id": f"slots/{key}", "facilityUse": "f", "startDate": "2026-05-05T18:00:00Z"}
    return {"state": "updated", "id": key, "modified": modified, "data": slot | changes}


def deleted(key: str, modified: int | str) -> dict[str, Any]:
    return {"state": "deleted", "id": key, "modified": modified}


def read(
    mirror: Mirror[payloads.Slot], answers: dict[str, payloads.FeedPage | Exception]
) -> PretendSupplier:
    supplier = PretendSupplier(answers)
    asyncio.run(LeisureClient(supplier).catch_up(mirror))  # type: ignore[arg-type]  # pretended
    return supplier


@pytest.fixture
def mirror() -> Mirror[payloads.Slot]:
    return Mirror("slots", payloads.Slot)


def keys(mirror: Mirror[payloads.Slot]) -> list[str]:
    return [slot.id for slot in mirror.items]


def test_pages_are_followed_to_the_empty_one_that_is_its_own_next(
    mirror: Mirror[payloads.Slot],
) -> None:
    supplier = read(
        mirror,
        {
            FEED: a_page("?afterChangeNumber=2", updated("a", 1), updated("b", 2)),
            f"{FEED}?afterChangeNumber=2": a_page("?afterChangeNumber=3", updated("c", 3)),
            f"{FEED}?afterChangeNumber=3": a_page("?afterChangeNumber=3"),
        },
    )

    assert keys(mirror) == ["slots/a", "slots/b", "slots/c"]
    assert len(supplier.asked) == 3


def test_an_empty_page_with_another_next_is_not_the_end(mirror: Mirror[payloads.Slot]) -> None:
    read(
        mirror,
        {
            FEED: a_page("?afterChangeNumber=5"),
            f"{FEED}?afterChangeNumber=5": a_page("?afterChangeNumber=6", updated("a", 6)),
            f"{FEED}?afterChangeNumber=6": a_page("?afterChangeNumber=6"),
        },
    )

    assert keys(mirror) == ["slots/a"]


def test_an_empty_feed_ends_at_once(mirror: Mirror[payloads.Slot]) -> None:
    assert len(read(mirror, {FEED: a_page("")}).asked) == 1


def test_the_next_visit_begins_where_the_last_one_stopped(mirror: Mirror[payloads.Slot]) -> None:
    read(
        mirror,
        {
            FEED: a_page("?afterChangeNumber=1", updated("a", 1), updated("b", 1)),
            f"{FEED}?afterChangeNumber=1": a_page("?afterChangeNumber=1"),
        },
    )

    supplier = read(
        mirror,
        {
            f"{FEED}?afterChangeNumber=1": a_page("?afterChangeNumber=9", deleted("a", 9)),
            f"{FEED}?afterChangeNumber=9": a_page("?afterChangeNumber=9"),
        },
    )

    assert keys(mirror) == ["slots/b"]
    assert supplier.asked[0] == f"{FEED}?afterChangeNumber=1"


def one_page(*items: dict[str, Any]) -> dict[str, payloads.FeedPage | Exception]:
    return {FEED: a_page("?a=1", *items), f"{FEED}?a=1": a_page("?a=1")}


def test_a_change_replaces_what_was_known(mirror: Mirror[payloads.Slot]) -> None:
    read(mirror, one_page(updated("a", 1, remainingUses=3), updated("a", 2, remainingUses=2)))

    assert [slot.remaining_uses for slot in mirror.items] == [2]


def test_an_older_change_that_comes_later_is_ignored(mirror: Mirror[payloads.Slot]) -> None:
    read(mirror, one_page(updated("a", 5, remainingUses=1), updated("a", 4, remainingUses=9)))
    read(mirror, {f"{FEED}?a=1": a_page("?a=1")})

    assert [slot.remaining_uses for slot in mirror.items] == [1]


def test_a_deleted_item_does_not_come_back_by_an_older_change(
    mirror: Mirror[payloads.Slot],
) -> None:
    read(mirror, one_page(deleted("a", 5), updated("a", 4)))

    assert mirror.items == []


def test_a_bad_item_does_not_cost_the_others(
    mirror: Mirror[payloads.Slot], caplog: pytest.LogCaptureFixture
) -> None:
    bad = updated("bad", 2, startDate="yesterday", remainingUses=-4)

    read(mirror, one_page(updated("a", 1), bad, updated("b", 3)))

    assert keys(mirror) == ["slots/a", "slots/b"]
    assert "leisure.feed.item_malformed" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://leisure.example/leisure/feeds/other",
        "file:///etc/passwd",
        "//evil.example/feeds/orders",
    ],
)
def test_a_feed_does_not_lead_anywhere_else(mirror: Mirror[payloads.Slot], address: str) -> None:
    with pytest.raises(ServiceUnavailable):
        read(mirror, {FEED: a_page("", updated("a", 1), address=address)})

    assert mirror.items == []


def test_only_the_query_of_next_is_believed(mirror: Mirror[payloads.Slot]) -> None:
    """G09."""
    evil = "https://evil.example/leisure/feeds/slots"

    supplier = read(
        mirror, {FEED: a_page("?a=1", address=evil), f"{FEED}?a=1": a_page("?a=1", address=evil)}
    )

    assert supplier.asked == [FEED, f"{FEED}?a=1"]


def test_a_feed_without_end_is_an_outage(mirror: Mirror[payloads.Slot]) -> None:
    pages: dict[str, payloads.FeedPage | Exception] = {
        f"{FEED}?n={number}": a_page(f"?n={number + 1}") for number in range(50)
    }

    with pytest.raises(ServiceUnavailable):
        read(mirror, {FEED: a_page("?n=0"), **pages})


def test_an_outage_half_way_keeps_what_was_read_and_goes_on_from_there(
    mirror: Mirror[payloads.Slot],
) -> None:
    with pytest.raises(ServiceUnavailable):
        read(mirror, {FEED: a_page("?a=1", updated("a", 1)), f"{FEED}?a=1": ServiceUnavailable()})

    read(mirror, {f"{FEED}?a=1": a_page("?a=1")})

    assert keys(mirror) == ["slots/a"]


def test_a_409_with_a_quote_says_why_not() -> None:
    quote = {
        "identifier": "1",
        "totalPaymentDue": {"price": 0},
        "orderedItem": [
            {
                "orderedItem": "a",
                "acceptedOffer": "b",
                "error": [{"@type": "OpportunityIsFullError", "description": "Full"}],
            }
        ],
    }

    why = _why_not(Rejected(409, quote))

    assert isinstance(why, NotBookable)
    assert (why.kind, why.description) == ("OpportunityIsFullError", "Full")


@pytest.mark.parametrize(
    "problem",
    [{}, {"@type": "InvalidAPITokenError"}, [], None, {"identifier": "1", "orderedItem": []}],
)
def test_a_refusal_without_a_quote_stays_a_refusal(problem: object) -> None:
    refused = Rejected(400, problem)

    assert _why_not(refused) is refused
