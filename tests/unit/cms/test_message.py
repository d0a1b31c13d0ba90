"""When a message shows, and what the home page makes of it."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.messages import Message
from cms.tiles import ANY_SERVICE, Front, announced_for, tiles_for

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def message(**facts):
    return Message(service="parking", kind="outage", text="Closed.", **facts)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "shows"),
    [
        (None, None, True),
        (NOW, None, True),
        (NOW + SECOND, None, False),
        (None, NOW, False),
        (None, NOW + SECOND, True),
        (NOW - SECOND, NOW + SECOND, True),
        (NOW - 2 * SECOND, NOW - SECOND, False),
    ],
)
def test_a_message_shows_from_its_start_until_its_end(starts_at, ends_at, shows):
    """H12."""
    assert message(starts_at=starts_at, ends_at=ends_at).shows(NOW) is shows


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("outage", "Not working now"),
        ("planned", "Planned work"),
        ("incident", "Something happened"),
    ],
)
def test_what_kind_it_is_is_said_in_words(kind, label):
    assert Message(service="parking", kind=kind, text="").label == label


FRONTS = [
    Front("housing", "Your home", "Rent and repairs.", "/housing/"),
    Front("parking", "Parking", "Permits and fines.", "/parking/"),
]


def test_there_is_a_tile_for_each_service_page_in_its_order():
    tiles = tiles_for(FRONTS, {})

    assert [(tile.title, tile.href, tile.status) for tile in tiles] == [
        ("Your home", "/housing/", ""),
        ("Parking", "/parking/", ""),
    ]


def test_a_tile_says_that_its_service_is_not_working():
    tiles = tiles_for(FRONTS, {"parking": (message(),)})

    assert [tile.status for tile in tiles] == ["", "Not working now"]


def test_a_sixth_service_has_a_picture_too():
    (tile,) = tiles_for([Front("libraries", "Libraries", "Books.", "/libraries/")], {})

    assert tile.icons == ["cms/icons/libraries.html", ANY_SERVICE]


def test_a_message_is_announced_even_for_a_service_without_a_page():
    announced = announced_for(FRONTS, {"leisure": (message(),)})

    assert [(each.title, len(each.messages)) for each in announced] == [("", 1)]


def test_messages_are_announced_under_the_name_residents_know():
    (announced,) = announced_for(FRONTS, {"parking": (message(), message())})

    assert announced.title == "Parking"
    assert len(announced.messages) == 2
