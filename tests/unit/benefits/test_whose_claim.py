"""G12: a letter, a request for evidence, a debt or a match about another claim is never told."""

import asyncio
from datetime import date
from typing import Any

import pytest

from services.benefits import payloads
from services.benefits.adapter import (
    BenefitsAdapter,
    NoSuchEvidenceRequest,
    NoSuchLetter,
)
from services.contract import AccountReference, NoSuchAccount, WrongRecord
from services.http import NotFound, Rejected
from tests.factories.benefits import (
    OURS,
    THEIRS,
    BenefitsBooks,
    an_evidence_request,
    an_overpayment,
)

REFERENCE = AccountReference(OURS)
FACTS = {
    "claim_reference": f" {OURS} ",
    "national_insurance_number": "qq 12 34 56 c",
    "date_of_birth": "1991-04-17",
}


class Books(BenefitsBooks):
    """With one more answer, for whatever is asked first; an exception is raised."""

    def __init__(self, told: Any = None, **given: Any) -> None:
        super().__init__(**given)
        self.told = told

    async def _answer(self, *_asked: Any, **_about: Any) -> Any:
        if isinstance(self.told, Exception):
            raise self.told
        return self.told

    check_link = get_letter = _answer


def ask(books: BenefitsBooks, name: str, *args: Any) -> Any:
    return asyncio.run(getattr(BenefitsAdapter(books), name)(*args))


def a_text(claim: str = OURS, letter: str = "L1") -> payloads.LetterText:
    return payloads.LetterText(claim, letter, date(2026, 3, 27), "Your Housing Benefit")


def test_the_facts_open_the_claim_they_name_and_no_other() -> None:
    assert ask(Books(payloads.LinkChecked(OURS, "P1")), "match_account", FACTS) == OURS
    with pytest.raises(WrongRecord):
        ask(Books(payloads.LinkChecked(THEIRS, "P1")), "match_account", FACTS)


@pytest.mark.parametrize("no", [NotFound(), Rejected(422, {}), Rejected(429, {})])
def test_facts_that_are_no_claims_match_nothing(no: Exception) -> None:
    assert ask(Books(no), "match_account", FACTS) is None


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_fault_of_ours_is_not_told_as_wrong_facts(status: int) -> None:
    """A26: it must not cost the resident a try."""
    with pytest.raises(Rejected):
        ask(Books(Rejected(status, {})), "match_account", FACTS)


@pytest.mark.parametrize(
    ("told", "raised"),
    [
        (a_text(claim=THEIRS), WrongRecord),
        (a_text(letter="L2"), WrongRecord),
        (NotFound(), NoSuchLetter),
    ],
)
def test_only_the_letter_that_was_asked_for_is_opened(told: Any, raised: type[Exception]) -> None:
    """E04, E15"""
    assert ask(Books(a_text()), "fetch_letter", REFERENCE, "L1").letter.reference == "L1"
    with pytest.raises(raised):
        ask(Books(told), "fetch_letter", REFERENCE, "L1")


def requests(*changes: dict[str, Any], claim: str = OURS) -> payloads.EvidenceRequestList:
    return payloads.EvidenceRequestList(claim, [an_evidence_request(**each) for each in changes])


@pytest.mark.parametrize(
    ("evidence", "raised"),
    [
        (requests({}, claim=THEIRS), WrongRecord),
        (requests({}, {"claim_reference": THEIRS}), WrongRecord),
        (requests({"evidence_request_id": "EVR2"}), NoSuchEvidenceRequest),
        (requests(), NoSuchEvidenceRequest),
    ],
)
def test_only_what_was_asked_of_this_claim_can_be_answered(
    evidence: payloads.EvidenceRequestList, raised: type[Exception]
) -> None:
    both = Books(evidence=requests({"evidence_request_id": "EVR2"}, {}))
    assert ask(both, "fetch_evidence_request", REFERENCE, "EVR1").reference == "EVR1"
    with pytest.raises(raised):
        ask(Books(evidence=evidence), "fetch_evidence_request", REFERENCE, "EVR1")


@pytest.mark.parametrize(
    "owed",
    [
        payloads.OverpaymentList(THEIRS, [an_overpayment()]),
        payloads.OverpaymentList(OURS, [an_overpayment(), an_overpayment(claim_reference=THEIRS)]),
    ],
)
def test_nobody_is_asked_to_pay_back_what_another_was_overpaid(owed: Any) -> None:
    """E04"""
    with pytest.raises(WrongRecord):
        ask(Books(overpayments=owed), "fetch_charge", REFERENCE, "OP1")


def test_a_claim_that_is_gone_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    for call in ("get_claim", "get_overview"):
        monkeypatch.setattr(Books, call, Books._answer)
    for name in ("fetch_summary", "fetch_claim", "fetch_postal_address"):
        with pytest.raises(NoSuchAccount):
            ask(Books(NotFound()), name, REFERENCE)
