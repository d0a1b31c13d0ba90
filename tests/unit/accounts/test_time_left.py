"""What the banner says of the time that is left, to the second."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from accounts.assisted.help import assisting_in

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def with_left(left: timedelta):
    session = SimpleNamespace(
        pk=UUID(int=1),
        staff=SimpleNamespace(name="Joy Adeyemi", place_of_work="Central Library", roles=[]),
        resident=SimpleNamespace(full_name="Desmond Clarke"),
        channel="assisted_face_to_face",
        ends_at=NOW + left,
        is_paused=False,
    )
    return assisting_in(session, frozenset({"housing"}), now=NOW)


@pytest.mark.parametrize(
    ("seconds", "warns", "says"),
    [(301, False, "5 minutes"), (300, True, "5 minutes"), (299, True, "4 minutes")],
)
def test_the_banner_warns_in_the_last_five_minutes(seconds, warns, says):
    helping = with_left(timedelta(seconds=seconds))

    assert helping.is_running_out is warns
    assert helping.time_left == says


@pytest.mark.parametrize(("minutes", "idle"), [(11, 10), (10, 10), (9, 9)])
def test_nobody_is_promised_more_idle_minutes_than_the_hour_has(minutes, idle):
    """D07"""
    assert with_left(timedelta(minutes=minutes)).idle_ends_at == NOW + timedelta(minutes=idle)
