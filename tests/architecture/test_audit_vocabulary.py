"""Every event can be told as a sentence, and every sentence belongs to an event."""

import re
from pathlib import Path

import pytest

import accounts.audit
from accounts.audit.events import Event

SENTENCES = Path(accounts.audit.__file__).parent / "templates" / "audit" / "events"


@pytest.mark.parametrize("event", list(Event))
def test_every_event_has_a_sentence(event):
    sentence = (SENTENCES / f"{event.value}.txt").read_text().strip()

    assert sentence.endswith((".", "}", "%}"))
    assert "\n" not in sentence


@pytest.mark.parametrize("event", list(Event))
def test_every_event_is_area_thing_happened(event):
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+\.[a-z_]+", event.value)


def test_no_sentence_is_left_without_its_event():
    assert {path.stem for path in SENTENCES.glob("*.txt")} == {event.value for event in Event}
