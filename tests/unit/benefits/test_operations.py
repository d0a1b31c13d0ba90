"""What happens between the portal's words and the benefits system, without a database."""

import asyncio
import base64
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from accounts.channels import Channel
from services.benefits import payloads
from services.benefits.client import BenefitsClient
from services.benefits.operations import applications, challenges, changes, evidence
from services.benefits.operations.applications import Application
from services.benefits.operations.challenges import Challenge
from services.benefits.operations.changes import ChangeOfCircumstances, evidence_for
from services.benefits.operations.evidence import _send_all
from services.contract import ServiceUnavailable, WrongRecord
from services.http import Rejected
from services.models import Submission
from services.sandbox.benefits import shapes
from services.sealing import seal
from tests.factories.benefits import OURS, THEIRS, an_evidence_request

TOLD_AT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
PHOTOS = [("a", b"\xff\xd8\xff one"), ("b", b"\xff\xd8\xff two")]
CHANGE = ChangeOfCircumstances("income", date(2026, 5, 1), "20 hours a week")
ACCEPTED = payloads.Accepted("COC-1", OURS, date(2026, 5, 18))


def a_submission(request: Any, channel: Channel = Channel.SELF_SERVE) -> Submission:
    return Submission(
        account_reference=OURS, sealed=seal(request), submitted_at=TOLD_AT, channel=channel
    )


class Desk:
    """A benefits client that takes everything, and remembers it."""

    def __init__(self, accepted: Any = ACCEPTED, **asked: Any) -> None:
        self.accepted = accepted
        items = asked.get("items", [an_evidence_request()])
        self.list = payloads.EvidenceRequestList(asked.get("about", OURS), items)
        self.taken: list[tuple[str, Any, str]] = []

    async def report_change(self, body: Any, *, key: str) -> payloads.Accepted:
        self.taken.append(("change", body, key))
        return self.accepted

    async def make_claim(self, body: Any, *, key: str) -> Any:
        self.taken.append(("claim", body, key))
        return self.accepted

    async def challenge(self, claim: str, body: Any, *, key: str) -> payloads.Accepted:
        self.taken.append((claim, body, key))
        return self.accepted

    async def list_evidence_requests(self, claim: str) -> payloads.EvidenceRequestList:
        return self.list

    async def add_document(self, wanted: str, body: Any, *, key: str) -> None:
        self.taken.append((wanted, body, key))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Desk], Desk]:
    def there(desk: Desk) -> Desk:
        monkeypatch.setattr(BenefitsClient, "from_settings", lambda: desk)
        for module in (applications, changes, challenges, evidence):
            monkeypatch.setattr(module, "run", asyncio.run)
        return desk

    return there


@pytest.mark.parametrize(
    ("channel", "word"),
    [
        (Channel.SELF_SERVE, "online"),
        (Channel.ASSISTED_FACE_TO_FACE, "in_person"),
        (Channel.FACE_TO_FACE, "in_person"),
        (Channel.ASSISTED_TELEPHONE, "telephone"),
        (Channel.TELEPHONE, "telephone"),
        (Channel.POST, "post"),
    ],
)
def test_a_change_says_how_it_reached_us(
    at: Callable[[Desk], Desk], channel: Channel, word: str
) -> None:
    desk = at(Desk())

    changes.deliver_change(a_submission(CHANGE, channel))

    ((_, body, _),) = desk.taken
    assert body["reportedThrough"] == word


def test_a_change_is_told_of_the_claim_it_was_about_with_its_own_key(
    at: Callable[[Desk], Desk],
) -> None:
    desk, submission = at(Desk()), a_submission(CHANGE)

    receipt = changes.deliver_change(submission)

    ((_, body, key),) = desk.taken
    assert key == str(submission.pk)
    assert (body["claimReference"], body["effectiveDate"]) == (OURS, "2026-05-01")
    assert (receipt.supplier_reference, receipt.promised_on) == ("COC-1", date(2026, 5, 18))


def test_a_challenge_counts_from_the_moment_it_was_told(at: Callable[[Desk], Desk]) -> None:
    desk = at(Desk())
    submission = a_submission(Challenge("appeal", date(2026, 4, 10), "Wrong"))

    receipt = challenges.deliver_challenge(submission)

    ((claim, body, key),) = desk.taken
    assert (claim, key) == (OURS, str(submission.pk))
    assert body == {
        "type": "appeal",
        "decisionDate": "2026-04-10",
        "reason": "Wrong",
        "receivedAt": "2026-05-04T22:30:00+00:00",
    }
    assert receipt.supplier_reference == "COC-1"


@pytest.mark.parametrize(
    ("deliver", "request_"),
    [
        (changes.deliver_change, CHANGE),
        (challenges.deliver_challenge, Challenge("appeal", date(2026, 4, 10), "Wrong")),
    ],
)
def test_a_receipt_for_another_claim_is_no_receipt(
    at: Callable[[Desk], Desk], deliver: Callable[[Submission], Any], request_: Any
) -> None:
    """G12"""
    at(Desk(payloads.Accepted("COC-1", THEIRS, date(2026, 5, 18))))

    with pytest.raises(WrongRecord):
        deliver(a_submission(request_))


def test_photos_are_sent_one_by_one_each_with_its_own_key() -> None:
    desk: Any = Desk()

    asyncio.run(_send_all(desk, OURS, "EVR1", PHOTOS))

    assert [key for _, _, key in desk.taken] == ["a", "b"]
    names = [body["fileName"] for _, body, _ in desk.taken]
    assert names == ["photo-1.jpg", "photo-2.jpg"]
    sent = [base64.b64decode(body["content"]) for _, body, _ in desk.taken]
    assert sent == [photo for _, photo in PHOTOS]


@pytest.mark.parametrize(
    "asked",
    [
        {"about": THEIRS},
        {"items": []},
        {"items": [an_evidence_request(evidence_request_id="EVR2")]},
        {"items": [an_evidence_request(claim_reference=THEIRS)]},
    ],
)
def test_no_photo_is_sent_to_a_request_that_is_not_this_claims(asked: dict[str, Any]) -> None:
    """G12: whatever was kept, somebody else never sees her papers."""
    desk: Any = Desk(**asked)

    with pytest.raises(WrongRecord):
        asyncio.run(_send_all(desk, OURS, "EVR1", PHOTOS))

    assert desk.taken == []


def test_a_photo_that_is_refused_stops_the_rest() -> None:
    class Refusing(Desk):
        async def add_document(self, wanted: str, body: Any, *, key: str) -> None:
            await super().add_document(wanted, body, key=key)
            raise Rejected(422, {})

    desk: Any = Refusing()

    with pytest.raises(Rejected):
        asyncio.run(_send_all(desk, OURS, "EVR1", PHOTOS))

    assert len(desk.taken) == 1


@pytest.mark.parametrize(
    ("kind", "asks"), [("income", "payslips"), ("rent", "landlord"), ("other", "")]
)
def test_the_receipt_says_what_we_will_ask_to_see(kind: str, asks: str) -> None:
    words = evidence_for(a_submission(ChangeOfCircumstances(kind, date(2026, 5, 1), "x")))

    assert asks in words
    assert bool(words) is bool(asks)


def test_what_cannot_be_read_any_more_asks_for_nothing() -> None:
    unreadable = a_submission(CHANGE)
    unreadable.sealed = b"another key"

    assert evidence_for(unreadable) == ""
    gone = a_submission(ChangeOfCircumstances("weather", date(2026, 5, 1), "x"))
    assert evidence_for(gone) == ""


def test_a_change_is_named_as_people_would_name_it() -> None:
    assert CHANGE.title == "Change: what you earn or get"


def test_an_application_says_what_somebody_lives_on_and_from_when_it_counts(
    at: Callable[[Desk], Desk],
) -> None:
    desk = at(Desk(accepted=payloads.ApplicationAccepted("APP-1", date(2026, 5, 22))))
    asked = Application(
        "Tom Whitfield", date(1985, 1, 23), "41 Foundry Row", "TB2 3FN", 21_005, 7, "Alone"
    )
    submission = a_submission(asked)

    receipt = applications.deliver_application(submission)

    ((_, body, key),) = desk.taken
    told = msgspec.json.decode(msgspec.json.encode(body), type=shapes.NewClaim)
    assert (told.scheme, told.weekly_income, told.capital) == ("CTR", "210.05", "0.07")
    assert told.received_at == TOLD_AT
    assert key == str(submission.pk)
    assert (receipt.supplier_reference, receipt.promised_on) == ("APP-1", date(2026, 5, 22))


def test_a_supplier_that_is_down_is_told_so(at: Callable[[Desk], Desk]) -> None:
    class Down(Desk):
        async def report_change(self, body: Any, *, key: str) -> payloads.Accepted:
            raise ServiceUnavailable

    at(Down())

    with pytest.raises(ServiceUnavailable):
        changes.deliver_change(a_submission(CHANGE))
