"""RPDE's rules, whatever order the changes come in and however they are cut into pages."""

import asyncio
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contract import ServiceUnavailable
from services.leisure import payloads
from services.leisure.adapter.words import read_duration, read_price
from services.leisure.client import MOST_PAGES, LeisureClient, Mirror
from services.leisure.records import PayWhen
from tests.unit.leisure.made import PretendSupplier, an_offer

FEED = "feeds/slots"
KEYS = "abc"
changes = st.lists(
    st.tuples(st.sampled_from(KEYS), st.integers(0, 30), st.booleans()), max_size=25
).map(lambda made: [(key, number, gone) for number, (key, _, gone) in enumerate(made, start=1)])
"""(id, change number, whether it is deleted), each change with a higher number."""


def item(key: str, number: int, *, is_gone: bool) -> dict[str, Any]:
    if is_gone:
        return {"state": "deleted", "id": key, "modified": number}
    slot = {
        "@id": f"slots/{key}",
        "facilityUse": "f",
        "startDate": "2026-05-05T18:00:00Z",
        "remainingUses": number,
    }
    return {"state": "updated", "id": key, "modified": number, "data": slot}


def page(items: list[dict[str, Any]], following: str) -> payloads.FeedPage:
    told = {"next": f"https://x/leisure/{FEED}{following}", "items": items}
    return msgspec.json.decode(msgspec.json.encode(told), type=payloads.FeedPage)


def served(items: list[dict[str, Any]], size: int) -> dict[str, payloads.FeedPage]:
    """A feed as its publisher cuts it into pages."""
    answers, address = {}, FEED
    for start in range(0, len(items), size):
        following = f"?n={start + size}"
        answers[address] = page(items[start : start + size], following)
        address = f"{FEED}{following}"
    query = address.partition("?")[2]
    answers[address] = page([], f"?{query}" if query else "")
    return answers


def catch_up(mirror: Mirror[payloads.Slot], answers: dict[str, payloads.FeedPage]) -> list[str]:
    supplier = PretendSupplier(answers)
    asyncio.run(LeisureClient(supplier).catch_up(mirror))  # type: ignore[arg-type]  # pretended
    return supplier.asked


def known(mirror: Mirror[payloads.Slot]) -> dict[str, int | None]:
    return {slot.id.removeprefix("slots/"): slot.remaining_uses for slot in mirror.items}


def newest(made: list[tuple[str, int, bool]]) -> dict[str, int]:
    """What a reader knows who reads the changes one by one, in their order."""
    found: dict[str, int] = {}
    for key, number, is_gone in made:
        found.pop(key, None)
        if not is_gone:
            found[key] = number
    return found


@settings(max_examples=30)
@given(made=changes, size=st.integers(2, 7))
def test_the_size_of_the_pages_changes_nothing(made: list[Any], size: int) -> None:
    mirror = Mirror("slots", payloads.Slot)

    catch_up(mirror, served([item(k, n, is_gone=gone) for k, n, gone in made], size))

    assert known(mirror) == newest(made)


@settings(max_examples=30)
@given(made=changes, order=st.randoms())
def test_the_newest_change_wins_in_whatever_order_they_come(made: list[Any], order: Any) -> None:
    mirror = Mirror("slots", payloads.Slot)
    shuffled = list(made)
    order.shuffle(shuffled)

    catch_up(mirror, served([item(k, n, is_gone=gone) for k, n, gone in shuffled], 5))

    assert known(mirror) == newest(made)


@settings(max_examples=30)
@given(made=changes)
def test_a_feed_read_twice_is_the_same_feed(made: list[Any]) -> None:
    """A reader whose place was lost begins again and ends at the same."""
    mirror = Mirror("slots", payloads.Slot)
    answers = served([item(k, n, is_gone=gone) for k, n, gone in made], 4)

    catch_up(mirror, answers)
    first = known(mirror)
    mirror.position = {}
    catch_up(mirror, answers)

    assert known(mirror) == first


@settings(max_examples=30)
@given(made=changes)
def test_who_comes_back_reads_only_what_is_new(made: list[Any]) -> None:
    mirror = Mirror("slots", payloads.Slot)
    asked = catch_up(mirror, served([item(k, n, is_gone=gone) for k, n, gone in made], 4))

    again = catch_up(mirror, {asked[-1]: page([], "?" + asked[-1].partition("?")[2])})

    assert again == [asked[-1]]
    assert known(mirror) == newest(made)


@pytest.mark.parametrize(("pages", "ends"), [(MOST_PAGES - 1, True), (MOST_PAGES, False)])
def test_a_feed_longer_than_twenty_pages_is_an_outage(pages: int, ends: bool) -> None:
    """G24: the last, empty page counts too."""
    mirror = Mirror("slots", payloads.Slot)
    answers = served([item("a", number, is_gone=False) for number in range(pages)], 1)

    if ends:
        catch_up(mirror, answers)
        assert known(mirror) == {"a": pages - 1}
    else:
        with pytest.raises(ServiceUnavailable):
            catch_up(mirror, answers)


@given(
    days=st.integers(0, 60),
    hours=st.integers(0, 48),
    minutes=st.integers(0, 90),
)
def test_every_duration_of_days_hours_and_minutes_is_read(
    days: int, hours: int, minutes: int
) -> None:
    date_part = f"{days}D" if days else ""
    time_part = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    written = f"P{date_part}" + (f"T{time_part}" if time_part else "")

    assert read_duration(written).total_seconds() == ((days * 24 + hours) * 60 + minutes) * 60


@given(written=st.text(max_size=12))
def test_what_is_no_duration_is_no_time_and_never_less(written: str) -> None:
    assert read_duration(written).total_seconds() >= 0


@given(pence=st.integers(0, 1_000_000))
def test_a_price_in_pounds_is_the_same_price_in_pence(pence: int) -> None:
    """F27: a float of two places is whole pence again."""
    price = read_price(an_offer(price=pence / 100))

    assert price.amount_pence == pence
    assert (price.pay_when is PayWhen.FREE) == (pence == 0)
