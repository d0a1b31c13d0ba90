"""Each entry vouches for the one before it (security catalogue L13, L16)."""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.audit.chain import BEGINNING, CHAINED, Break, find_breaks, hash_of
from accounts.audit.models import AuditEntry

AT = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)


def an_entry(number=1, previous=BEGINNING, **changes):
    words = {
        "id": number,
        "event": "services.link.made",
        "happened_at": AT,
        "resident_id": UUID(int=1),
        "staff_id": UUID(int=2),
        "assisted_session_id": UUID(int=3),
        "channel": "self_serve",
        "subject": "housing",
        "reason": "because",
        "facts": {"proof": "letter"},
        "correlation_id": "r-1",
        "previous_hash": previous,
        **changes,
    }
    entry = AuditEntry(**words)
    entry.hash = hash_of(entry)
    return entry


def a_trail(length):
    trail = []
    for number in range(1, length + 1):
        trail.append(an_entry(number, trail[-1].hash if trail else BEGINNING))
    return trail


CHANGES = {
    "event": "services.link.removed",
    "happened_at": AT + timedelta(microseconds=1),
    "resident_id": None,
    "staff_id": UUID(int=9),
    "assisted_session_id": None,
    "channel": "post",
    "subject": "parking",
    "reason": "",
    "facts": {"proof": "letter", "more": 1},
    "correlation_id": "r-2",
    "previous_hash": "f" * 64,
}


@pytest.mark.parametrize(("name", "value"), CHANGES.items())
def test_l13_no_word_of_an_entry_can_be_changed_unseen(name, value):
    entry = an_entry()

    setattr(entry, name, value)

    assert hash_of(entry) != entry.hash


def test_every_field_but_the_number_and_the_hash_is_covered():
    fields = {field.name for field in AuditEntry._meta.get_fields()}

    assert fields - {"id", "hash"} == {*CHAINED, "happened_at", "facts", "previous_hash"}
    assert set(CHANGES) == fields - {"id", "hash"}


def test_the_same_moment_on_another_clock_is_the_same_entry():
    in_london = AT.astimezone(timezone(timedelta(hours=1)))

    assert an_entry(happened_at=in_london).hash == an_entry().hash


def test_an_untouched_trail_has_no_breaks_wherever_one_starts():
    trail = a_trail(4)

    assert list(find_breaks(trail)) == []


def test_l13_a_changed_entry_is_named():
    trail = a_trail(3)
    trail[1].reason = "something else"

    assert [found.entry_id for found in find_breaks(trail)] == [2]
    assert "words were changed" in next(find_breaks(trail)).what


def test_l13_a_changed_entry_with_a_hash_to_match_breaks_the_next_one():
    trail = a_trail(3)
    trail[1].reason = "something else"
    trail[1].hash = hash_of(trail[1])

    found = list(find_breaks(trail))

    assert [one.entry_id for one in found] == [3]
    assert "does not follow" in found[0].what


@given(st.integers(2, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 2))))
def test_l13_a_removed_entry_is_noticed_at_the_next_one(case):
    length, removed = case
    trail = a_trail(length)
    del trail[removed]

    assert [found.entry_id for found in find_breaks(trail)] == [removed + 2]


@given(st.permutations(range(4)))
def test_l13_any_other_order_is_noticed(order):
    trail = a_trail(4)
    shuffled = [trail[position] for position in order]

    assert bool(list(find_breaks(shuffled))) is (list(order) != [0, 1, 2, 3])


def test_l13_a_trail_that_begins_with_a_lie_is_noticed():
    assert list(find_breaks(a_trail(2)[1:])) == [
        Break(2, "does not follow the entry before it: one was removed or moved")
    ]


TEXTS = st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_l16_words_cannot_be_moved_from_one_field_to_the_next(subject, reason):
    """A newline or a quote in one of them ends nothing."""
    moved = an_entry(subject=subject + reason, reason="")
    kept = an_entry(subject=subject, reason=reason)

    assert (moved.hash == kept.hash) is (reason == "")
    assert json.dumps(subject)


def test_l13_what_was_written_years_ago_still_verifies():
    """By every later release: how words become a hash is never changed."""
    assert hash_of(an_entry()).startswith("2242172272676ff5")
    assert hash_of(an_entry(resident_id=None, staff_id=None)).startswith("9b8a3d0f85366506")
