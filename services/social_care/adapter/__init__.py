"""Adult social care in the portal's words, from FHIR: one batch for what a page needs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Self

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
from services.http import NotFound
from services.social_care import payloads
from services.social_care.adapter.summary import summary
from services.social_care.adapter.words import (
    agrees,
    charge_of,
    check_whose,
    patient_in,
    read_invoice,
    read_plan,
    read_postal_address,
    read_request,
    read_team,
    read_visit,
)
from services.social_care.client import CareClient, Search, read_all
from services.social_care.records import Invoice, Record, Request, Visit
from services.supplied import LONDON

VISITS_SHOWN = 10
REQUESTS_SHOWN = 20
VISIT_HISTORY = timedelta(days=90)
SENT_OUT = ("issued", "balanced")


class SocialCareAdapter:
    """FHIR R4. The account reference is the person's record id."""

    slug = "social_care"
    title = "Adult social care"
    fund = "ASC"
    facts = (
        Fact("care_number", "Social care number", "On our letters, like SC700141"),
        Fact("last_name", "Last name"),
        Fact("date_of_birth", "Date of birth", "For example, 27 3 1948", kind="date"),
    )

    def __init__(self, client: CareClient) -> None:
        self._client = client

    @classmethod
    def from_settings(cls) -> Self:
        return cls(CareClient.from_settings())

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        now = datetime.now(UTC)
        return summary(reference, await self.fetch_record(reference), now=now)

    async def fetch_record(self, reference: AccountReference) -> Record:
        """Plan, team, next visits, requests and what is owed: one batch, one round trip."""
        today = datetime.now(LONDON).date()
        try:
            person, bundles = await self._client.fetch_together(
                reference, _searches(reference, today)
            )
        except NotFound as missing:
            raise NoSuchAccount from missing
        if person.id != reference:
            raise WrongRecord("social_care")
        return _record(reference, bundles, now=datetime.now(UTC))

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        found = await self._client.find_patients(
            care_number=facts["care_number"],
            family=facts["last_name"],
            born_on=facts["date_of_birth"],
        )
        if len(found) != 1 or not found[0].active or not agrees(found[0], facts):
            return None
        return AccountReference(found[0].id)

    async def fetch_postal_address(self, reference: AccountReference) -> PostalAddress:
        try:
            person, _ = await self._client.fetch_together(reference, [])
        except NotFound as missing:
            raise NoSuchAccount from missing
        if person.id != reference:
            raise WrongRecord("social_care")
        return read_postal_address(person)

    async def fetch_visits(self, reference: AccountReference) -> list[Visit]:
        """The visits of the last three months and those to come, soonest first."""
        since = (datetime.now(LONDON) - VISIT_HISTORY).date()
        found = await self._client.list_appointments(reference, since=since)
        check_whose(reference, (patient_in(one) for one in found))
        return [read_visit(one) for one in found]

    async def fetch_requests(self, reference: AccountReference) -> list[Request]:
        """Everything that was asked for, what changed last first."""
        found = await self._client.list_tasks(reference)
        check_whose(reference, (task.for_ for task in found))
        return [read_request(task) for task in found]

    async def fetch_invoices(self, reference: AccountReference) -> list[Invoice]:
        """Every invoice that was sent, newest first, paid or not; none that was withdrawn."""
        found = await self._invoices(reference)
        return [read_invoice(one) for one in found if one.status in SENT_OUT]

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        for invoice in await self.fetch_invoices(reference):
            if invoice.number == charge_reference and invoice.is_owed:
                return charge_of(reference, invoice)
        raise NothingOwed

    async def post_payment(
        self,
        reference: AccountReference,
        charge_reference: str,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        for invoice in await self._invoices(reference):
            if invoice.identifier[0].value == charge_reference:
                await self._client.record_payment(
                    invoice.identifier[0],
                    payment_reference=payment_reference,
                    amount_pence=amount_pence,
                    paid_at=paid_at,
                )
                return
        raise NoSuchAccount(charge_reference)

    async def _invoices(self, reference: AccountReference) -> list[payloads.Invoice]:
        found = await self._client.list_invoices(reference)
        check_whose(reference, (invoice.subject for invoice in found))
        return found


def _searches(reference: AccountReference, today: date) -> list[Search]:
    coming: dict[str, str | int] = {
        "patient": reference,
        "status": "booked,pending,proposed",
        "date": f"ge{today}",
        "_sort": "date",
        "_count": VISITS_SHOWN,
    }
    return [
        Search("CarePlan", {"patient": reference, "status": "active"}),
        Search("CareTeam", {"patient": reference, "status": "active"}),
        Search("Appointment", coming),
        Search("Task", {"patient": reference, "_sort": "-modified", "_count": REQUESTS_SHOWN}),
        Search("Invoice", {"patient": reference, "status": "issued", "_sort": "date"}),
    ]


def _record(
    reference: AccountReference, bundles: list[payloads.Bundle], *, now: datetime
) -> Record:
    plans = read_all(bundles[0], payloads.CarePlan)
    teams = read_all(bundles[1], payloads.CareTeam)
    appointments = read_all(bundles[2], payloads.Appointment)
    tasks = read_all(bundles[3], payloads.Task)
    invoices = read_all(bundles[4], payloads.Invoice)
    subjects = [
        *(plan.subject for plan in plans),
        *(team.subject for team in teams),
        *(invoice.subject for invoice in invoices),
        *(patient_in(one) for one in appointments),
        *(task.for_ for task in tasks),
    ]
    check_whose(reference, subjects)
    visits = [read_visit(one) for one in appointments]
    return Record(
        plan=read_plan(plans[0]) if plans else None,
        team=read_team(teams[0]) if teams else None,
        visits=tuple(visit for visit in visits if visit.is_booked and visit.ends_at > now),
        requests=tuple(read_request(task) for task in tasks),
        invoices=tuple(one for one in map(read_invoice, invoices) if one.is_owed),
    )
