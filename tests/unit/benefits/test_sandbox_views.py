"""What the pretended benefits system answers and accepts, with its books in memory."""

import json
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from services.sandbox.benefits import shapes
from services.sandbox.personas import AMINA, GRACE
from tests.factories.sandbox_books import Books
from tests.unit.benefits.sandbox_calls import asked, call, sent

CHANGE = {
    "claimReference": AMINA.claim,
    "type": "income",
    "effectiveDate": "2026-05-04",
    "details": "I now work 20 hours a week.",
}
DOCUMENT = {"fileName": "payslip.jpg", "contentType": "image/jpeg", "content": "/9j/4AAQ"}


@pytest.mark.usefixtures("books")
def test_a_person_has_the_claims_of_that_person() -> None:
    found = asked(f"claims?person=P{AMINA.claim}")

    assert [claim["claimReference"] for claim in found["items"]] == [AMINA.claim]
    assert call("GET", "claims?person=P1").status_code == 404
    assert call("GET", "claims").status_code == 422


@pytest.mark.parametrize(
    "what", ["awards", "payments", "overpayments", "letters", "evidence-requests"]
)
@pytest.mark.usefixtures("books")
def test_every_list_is_about_the_claim_it_was_asked_of(what: str) -> None:
    found = asked(f"claims/{AMINA.claim}/{what}")

    assert found["items"]
    assert {found["claimReference"], *(item["claimReference"] for item in found["items"])} == {
        AMINA.claim
    }
    assert call("GET", f"claims/1/{what}").status_code == 404


@pytest.mark.parametrize(
    ("query", "first", "last"), [("", -9999, 9999), ("?from={0}", 0, 9999), ("?to={0}", -9999, 0)]
)
@pytest.mark.usefixtures("books")
def test_payments_are_those_due_between_two_days_oldest_first(
    query: str, first: int, last: int
) -> None:
    today = timezone.localdate()

    found = asked(f"claims/{AMINA.claim}/payments{query.format(today)}")["items"]

    due = [date.fromisoformat(payment["dueDate"]) for payment in found]
    assert due == sorted(due)
    assert all(timedelta(first) <= day - today <= timedelta(last) for day in due)


@pytest.mark.usefixtures("books")
def test_the_overview_says_what_the_claim_and_each_list_say_by_themselves() -> None:
    whole = f"claims/{AMINA.claim}"
    due = f"?from={timezone.localdate()}"

    found = asked(f"{whole}/overview{due}")

    msgspec.convert(found, shapes.ClaimOverview)
    assert found == {
        "claim": asked(whole),
        "awards": asked(f"{whole}/awards"),
        "payments": asked(f"{whole}/payments{due}"),
        "overpayments": asked(f"{whole}/overpayments"),
        "letters": asked(f"{whole}/letters"),
        "evidenceRequests": asked(f"{whole}/evidence-requests"),
    }
    assert call("GET", "claims/1/overview").status_code == 404


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "4.5.2026"])
@pytest.mark.usefixtures("books")
def test_what_is_no_day_is_refused_by_its_name(day: str) -> None:
    refused = call("GET", f"claims/{AMINA.claim}/payments?from={day}")

    assert refused.status_code == 422
    assert json.loads(refused.content)["pointer"] == "from"


@pytest.mark.usefixtures("books")
def test_letters_are_listed_without_their_text_and_read_one_by_one() -> None:
    listed = asked(f"claims/{AMINA.claim}/letters")["items"]
    read = asked(f"claims/{AMINA.claim}/letters/{listed[0]['letterId']}")

    assert all("paragraphs" not in letter for letter in listed)
    assert read["paragraphs"][0] == "Dear Ms Yusuf"
    assert call("GET", f"claims/{AMINA.claim}/letters/{GRACE.claim}-L001").status_code == 404


@pytest.mark.usefixtures("books")
def test_a_claim_that_has_not_changed_is_not_sent_again() -> None:
    tag = call("GET", f"claims/{AMINA.claim}")["ETag"]

    same = call("GET", f"claims/{AMINA.claim}", **{"if-none-match": tag})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    sent("changes", CHANGE, 202)
    assert asked(f"claims/{AMINA.claim}", **{"if-none-match": tag})["version"] == 2


@pytest.mark.parametrize("kind", ["income", "household", "address", "rent", "capital"])
@pytest.mark.usefixtures("books")
def test_a_change_waits_for_its_proof_until_that_comes(kind: str) -> None:
    before = asked(f"claims/{GRACE.claim}/evidence-requests")["items"]
    change = CHANGE | {"claimReference": GRACE.claim, "type": kind}

    accepted = sent("changes", change, 202)

    progress = asked(f"changes/{accepted['reference']}")
    (wanted,) = asked(f"claims/{GRACE.claim}/evidence-requests")["items"]
    assert (before, progress["status"], wanted["status"]) == (
        [],
        "awaiting_evidence",
        "outstanding",
    )
    assert date.fromisoformat(wanted["dueOn"]) - timezone.localdate() == timedelta(days=30)
    msgspec.convert(progress, shapes.ChangeProgress)


@pytest.mark.parametrize("changes", [{"type": "other"}, {"evidenceIds": ["DOC-1"]}])
@pytest.mark.usefixtures("books")
def test_a_change_that_needs_no_proof_asks_for_none(changes: dict[str, Any]) -> None:
    accepted = sent("changes", CHANGE | {"claimReference": GRACE.claim} | changes, 202)

    assert asked(f"changes/{accepted['reference']}")["status"] == "received"
    assert asked(f"claims/{GRACE.claim}/evidence-requests")["items"] == []


@pytest.mark.parametrize("status", ["refused", "ended", "cancelled"])
def test_a_closed_claim_takes_no_change(books: Books, status: str) -> None:
    books.change("claim", AMINA.claim, status=status)

    assert sent("changes", CHANGE, 409)["type"].endswith("claim-is-closed")
    assert call("POST", "changes", CHANGE | {"claimReference": "1"}).status_code == 404


@pytest.mark.usefixtures("books")
def test_the_details_of_a_change_are_told_to_nobody() -> None:
    accepted = sent("changes", CHANGE, 202)

    assert "20 hours" not in json.dumps(asked(f"changes/{accepted['reference']}"))
    assert call("GET", "changes/COC-NONE").status_code == 404


@pytest.mark.usefixtures("books")
def test_evidence_is_received_paper_by_paper_and_kept_without_its_content() -> None:
    path = f"evidence-requests/EVR-{AMINA.claim}-1/documents"

    for _ in range(2):
        msgspec.convert(sent(path, DOCUMENT, 201), shapes.DocumentReceived)

    wanted = asked(path)
    assert (wanted["status"], len(wanted["documents"])) == ("received", 2)
    assert "/9j/4AAQ" not in json.dumps(wanted)
    assert call("POST", "evidence-requests/EVR-1/documents", DOCUMENT).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"contentType": "text/html"},
        {"contentType": "image/svg+xml"},
        {"content": "not base64 !"},
        {"fileName": ""},
        {"fileName": "x" * 121},
        {"virus": True},
    ],
)
@pytest.mark.usefixtures("books")
def test_what_is_no_paper_is_refused(wrong: dict[str, Any]) -> None:
    """I01"""
    path = f"evidence-requests/EVR-{AMINA.claim}-1/documents"

    assert call("POST", path, DOCUMENT | wrong).status_code == 422
    assert asked(path)["documents"] == []


@pytest.mark.parametrize(("days", "status"), [(-1, 202), (0, 202), (1, 422)])
def test_a_decision_of_the_past_can_be_challenged(books: Books, days: int, status: int) -> None:
    decided = timezone.localdate() + timedelta(days=days)
    body = {"type": "appeal", "decisionDate": decided.isoformat(), "reason": "Wrong"}

    answer = sent(f"claims/{AMINA.claim}/challenges", body, status)

    kept = books.list_of("benefits", "challenge")
    assert len(kept) == (status == 202)
    if kept:
        assert answer["claimReference"] == kept[0]["claimReference"] == AMINA.claim
        assert (kept[0]["type"], kept[0]["reason"]) == ("appeal", "Wrong")


@pytest.mark.usefixtures("books")
def test_a_new_claim_is_about_no_claim_yet() -> None:
    body = {
        "scheme": "CTR",
        "name": "Tom Whitfield",
        "dateOfBirth": "1985-01-23",
        "address": "41 Foundry Row",
        "postcode": "TB2 3FN",
        "weeklyIncome": "210.00",
        "capital": "1200.00",
    }

    accepted = sent("claims", body, 202)

    assert accepted["claimReference"] is None
    assert accepted["reference"].startswith("APP-")
    assert call("POST", "claims", body | {"capital": "1,200"}).status_code == 422
