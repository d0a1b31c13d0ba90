"""The last day on which a decision can be challenged."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from accounts.actor import Actor
from services.benefits.operations import challenges
from services.benefits.operations.challenges import Challenge
from services.benefits.records import Letter
from services.contract import AccountReference
from services.drafts import KeptDraft
from services.models import Submission
from services.tasks import WrittenTask
from tests.factories.benefits import OURS

TOLD_AT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)


class Sent(Exception):
    """It would have been sent."""


@pytest.fixture
def nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def submit(self: WrittenTask, **what: Any) -> Submission:
        raise Sent(what)

    monkeypatch.setattr(WrittenTask, "find_sent", lambda self, **which: None)
    monkeypatch.setattr(WrittenTask, "submit", submit)


@pytest.mark.parametrize(
    ("now", "is_in_time"),
    [
        (datetime(2026, 5, 4, 9, tzinfo=UTC), True),
        (datetime(2026, 5, 5, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 5, 5, 23, 0, tzinfo=UTC), False),  # midnight in London, in summer
        (datetime(2026, 5, 7, 9, tzinfo=UTC), False),
    ],
)
@pytest.mark.usefixtures("nothing_is_sent")
def test_the_last_day_ends_at_midnight_in_london(now: datetime, is_in_time: bool) -> None:
    draft = KeptDraft(uuid4(), {}, uuid4(), now)
    letter = Letter("L1", "A decision", date(2026, 4, 5), challenge_by=date(2026, 5, 5))

    with pytest.raises(Sent if is_in_time else challenges.TooLateToChallenge):
        challenges.challenge_decision(
            actor=Actor(resident_id=uuid4()),
            draft=draft,
            letter=letter,
            way="revision",
            reason="Wrong",
            account_reference=AccountReference(OURS),
            journey_id=None,
            now=now,
        )


@pytest.mark.usefixtures("nothing_is_sent")
def test_a_challenge_is_answered_within_four_working_weeks_and_its_title_fits() -> None:
    letter = Letter("L1", "x" * 300, date(2026, 4, 5), challenge_by=date(2026, 5, 5))

    with pytest.raises(Sent) as sent:
        challenges.challenge_decision(
            actor=Actor(resident_id=uuid4()),
            draft=KeptDraft(uuid4(), {}, uuid4(), TOLD_AT),
            letter=letter,
            way="appeal",
            reason="Wrong",
            account_reference=AccountReference(OURS),
            journey_id=None,
            now=datetime(2026, 5, 5, 9, tzinfo=UTC),
        )

    what = sent.value.args[0]
    assert what["promised_on"] == date(2026, 6, 3)  # a bank holiday lies between
    assert what["title"].startswith("Appeal: xxx")
    assert len(what["title"]) == 120
    assert what["request"] == Challenge("appeal", date(2026, 4, 5), "Wrong")
