"""An audit entry as a sentence: for the resident, and for whoever asks what happened."""

import pytest

from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.presenters import sentence_for


def told(event, who="You", **words):
    return sentence_for(AuditEntry(event=event, **{"facts": {}, **words}), who=who)


SENTENCES = [
    (Event.EMAIL_CHANGED, {}, "You changed the e-mail address of this account."),
    (
        Event.EMAIL_TAKEN_BACK,
        {},
        "The e-mail address of this account was changed back with the link that we had sent to it.",
    ),
]


@pytest.mark.parametrize(("event", "words", "sentence"), SENTENCES)
def test_what_happened_is_told_in_one_sentence(event, words, sentence):
    assert told(event, **words) == sentence


@pytest.mark.parametrize("event", list(Event))
def test_every_event_can_be_told_with_nothing_and_with_everything(event):
    """Facts that are missing leave no hole and no trace of a template."""
    for facts in ({}, {"service": "social_care", "task": "report-repair", "count": 2}):
        sentence = told(event, subject="social_care", reason="they asked", facts=facts)
        assert "{" not in sentence
        assert "social_care" not in sentence
        assert "  " not in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize("who", ["You", "We", "Joy O'Brien", "<b>Joy</b>"])
def test_names_stay_as_they_are_for_the_page_to_escape(who):
    assert told(Event.EMAIL_CHANGED, who=who).startswith(who)


def test_a_reference_is_no_service_and_stays_as_it_is():
    assert "social care" in told(Event.LINK_MADE, subject="social_care")
    assert "HR-2026_05" in told(Event.LINK_MADE, subject="HR-2026_05")
