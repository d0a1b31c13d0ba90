"""Whose words they are: the rule by itself, as a truth table. H13."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from cms.second_editor import SAID, SecondEditorNeeded, check_second_editor

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RAFI, GRACE, IDRIS = "Rafi", "Grace", "Idris"


def said(**facts):
    usual = dict.fromkeys(SAID) | {"service": "parking", "kind": "incident", "text": "Sorry."}
    return SimpleNamespace(**(usual | facts))


class Revisions(list):
    """Those of a message, newest last, as the database would give them."""

    def exclude(self, *, user):
        return Revisions(each for each in self if each.user != user)

    def order_by(self, *names):
        assert names == ("-created_at", "-pk")
        return Revisions(reversed(self))

    def first(self):
        return self[0] if self else None


def saved(user, **facts):
    return SimpleNamespace(user=user, as_object=lambda: said(**facts))


def allows(editor, *history, **facts):
    message = said(**facts)
    message.revisions = Revisions(history)
    try:
        check_second_editor(message, editor=editor)
    except SecondEditorNeeded:
        return False
    return True


@pytest.mark.parametrize(
    ("history", "allowed"),
    [
        ([], False),
        ([saved(RAFI)], False),
        ([saved(GRACE)], True),
        ([saved(None)], False),
        ([saved(GRACE), saved(RAFI)], True),
        ([saved(RAFI), saved(GRACE)], True),
        ([saved(GRACE), saved(RAFI, text="Other."), saved(RAFI)], True),
        ([saved(GRACE), saved(GRACE, text="Other.")], False),
        ([saved(GRACE, text="Other."), saved(GRACE)], True),
        ([saved(GRACE), saved(IDRIS, text="Other.")], False),
        ([saved(GRACE, text="Other."), saved(IDRIS)], True),
    ],
)
def test_the_last_words_of_anybody_else_must_be_the_same(history, allowed):
    assert allows(RAFI, *history) is allowed


@pytest.mark.parametrize("field", SAID)
def test_nothing_that_residents_get_may_differ(field):
    assert allows(RAFI, saved(GRACE))
    assert not allows(RAFI, saved(GRACE, **{field: NOW + timedelta(days=1)}))


@pytest.mark.parametrize(
    ("kind", "alone"), [("outage", True), ("planned", False), ("incident", False), ("", False)]
)
def test_one_person_publishes_an_outage_and_nothing_else(kind, alone):
    assert allows(RAFI, saved(RAFI, kind=kind), kind=kind) is alone


def test_the_refusal_says_what_to_do():
    message = said()
    message.revisions = Revisions()

    with pytest.raises(SecondEditorNeeded, match="ask another editor"):
        check_second_editor(message, editor=RAFI)
