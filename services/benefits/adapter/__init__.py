"""Benefits: the claim, what it pays and what has to go back, in the portal's words.

Every answer, and everything in it, must be about the claim that was asked for. Anything else is
somebody else's record and raises WrongRecord.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Self

from services.benefits import payloads
from services.benefits.adapter import words
from services.benefits.adapter.summary import overpayment_charge, summary
from services.benefits.client import BenefitsClient
from services.benefits.records import ClaimInFull, EvidenceRequest, LetterInFull
from services.contract import (
    AccountReference,
    Charge,
    Fact,
    NoSuchAccount,
    NothingOwed,
    PostalAddress,
    Summary,
    WrongRecord,
)
from services.http import NotFound, Rejected
from services.supplied import LONDON, check_all_about, utc_now, written_pounds

LATELY = timedelta(days=35)
HISTORY = timedelta(days=731)
NOT_THESE_FACTS = {422, 429}
"""Not written like a claim's facts, or tried too often there: no reason to say which."""


class NoSuchLetter(Exception):
    """There is no such letter on this claim."""


class NoSuchEvidenceRequest(Exception):
    """Nothing like this was asked for on this claim."""


class BenefitsAdapter:
    slug = "benefits"
    title = "Benefits"
    fund = "HBOP"
    apply_task = "apply-council-tax-reduction"
    apply_url_name = "benefits:apply"
    apply_words = "Apply for Council Tax Reduction"
    facts = (
        Fact("claim_reference", "Claim reference", "8 digits, on every benefit letter", digits=8),
        Fact("national_insurance_number", "National Insurance number", "Like QQ 12 34 56 C"),
        Fact("date_of_birth", "Date of birth", "For example, 27 3 1985", kind="date"),
    )

    def __init__(self, client: BenefitsClient, *, now: Callable[[], datetime] = utc_now) -> None:
        self._client = client
        self._now = now

    @classmethod
    def from_settings(cls) -> Self:
        return cls(BenefitsClient.from_settings())

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        reference = _tidy(facts["claim_reference"])
        try:
            found = await self._client.check_link(
                {
                    "claimReference": reference,
                    "nationalInsuranceNumber": _tidy(facts["national_insurance_number"]),
                    "dateOfBirth": facts["date_of_birth"],
                }
            )
        except NotFound:
            return None
        except Rejected as no:
            if no.status in NOT_THESE_FACTS:
                return None
            raise
        _check_all(AccountReference(reference), [found])
        return AccountReference(found.claim_reference)

    async def fetch_postal_address(self, reference: AccountReference) -> PostalAddress:
        with _of_a_known_claim():
            who = (await self._claim(reference)).claimant
        return PostalAddress(who.name, who.address, who.postcode)

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        found = await self._in_full(reference, since=self._today() - LATELY)
        return summary(reference, found, now=self._now())

    async def fetch_claim(self, reference: AccountReference) -> ClaimInFull:
        """Everything about the claim, with two years of payments."""
        return await self._in_full(reference, since=self._today() - HISTORY)

    async def fetch_letter(self, reference: AccountReference, letter: str) -> LetterInFull:
        """Raises NoSuchLetter for one that is not this claim's."""
        try:
            found = await self._client.get_letter(reference, letter)
        except NotFound as unknown:
            raise NoSuchLetter(letter) from unknown
        _check_all(reference, [found])
        if found.letter_id != letter:
            raise WrongRecord("benefits")
        return words.letter_in_full(found)

    async def fetch_evidence_request(
        self, reference: AccountReference, wanted: str
    ) -> EvidenceRequest:
        """Raises NoSuchEvidenceRequest for one that is not this claim's."""
        with _of_a_known_claim():
            found = await self._client.list_evidence_requests(reference)
        _check_all(reference, [found, *found.items])
        for each in found.items:
            if each.evidence_request_id == wanted:
                return words.evidence_request(each)
        raise NoSuchEvidenceRequest(wanted)

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        with _of_a_known_claim():
            found = await self._client.list_overpayments(reference)
        _check_all(reference, [found, *found.items])
        for owed in words.to_pay_back(found.items):
            if owed.reference == charge_reference and owed.can_be_paid_here:
                return overpayment_charge(reference, owed)
        raise NothingOwed(charge_reference)

    async def post_payment(
        self,
        reference: AccountReference,
        charge_reference: str,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        taken = await self._client.take_payment(
            charge_reference,
            payment_reference=payment_reference,
            pounds=written_pounds(amount_pence),
            paid_at=paid_at,
        )
        if (taken.overpayment_id, taken.payment_reference) != (charge_reference, payment_reference):
            raise WrongRecord("benefits")

    async def _claim(self, reference: AccountReference) -> payloads.Claim:
        claim = await self._client.get_claim(reference)
        _check_all(reference, [claim])
        return claim

    async def _in_full(self, reference: AccountReference, *, since: date) -> ClaimInFull:
        with _of_a_known_claim():
            found = await self._client.get_overview(reference, since=since)
        lists = (
            found.awards,
            found.payments,
            found.overpayments,
            found.letters,
            found.evidence_requests,
        )
        _check_all(reference, [found.claim, *lists])
        for each in lists:
            _check_all(reference, each.items)
        return ClaimInFull(
            words.claim(found.claim),
            words.money(found.awards.items, found.payments.items, found.overpayments.items),
            words.letters(found.letters.items),
            tuple(words.evidence_request(each) for each in found.evidence_requests.items),
        )

    def _today(self) -> date:
        return self._now().astimezone(LONDON).date()


@contextmanager
def _of_a_known_claim() -> Iterator[None]:
    """That the claim itself is not known there is said in the portal's words."""
    try:
        yield
    except NotFound as unknown:
        raise NoSuchAccount("benefits") from unknown


_Named = (
    payloads.Claim
    | payloads.Award
    | payloads.Payment
    | payloads.Overpayment
    | payloads.Letter
    | payloads.EvidenceRequest
    | payloads.AwardList
    | payloads.PaymentList
    | payloads.OverpaymentList
    | payloads.LetterList
    | payloads.EvidenceRequestList
    | payloads.LinkChecked
)


def _check_all(reference: AccountReference, found: Iterable[_Named]) -> None:
    check_all_about("benefits", reference, (each.claim_reference for each in found))


def _tidy(typed: str) -> str:
    return "".join(typed.split()).upper()
