"""From FHIR's words to the portal's, and refusing what is about somebody else."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from services.contract import (
    AccountReference,
    Charge,
    PostalAddress,
    ServiceUnavailable,
    WrongRecord,
)
from services.social_care import payloads
from services.social_care.records import (
    Invoice,
    Plan,
    Request,
    Support,
    Team,
    TeamMember,
    Visit,
)
from services.supplied import LONDON

OUTSTANDING = "/invoice-outstanding"
DUE_ON = "/invoice-due-date"
LEAST_PART_PAYMENT_PENCE = 500


def check_whose(reference: str, subjects: Iterable[payloads.Reference]) -> None:
    """Every resource must be about the person we asked for."""
    if any(subject.reference != f"Patient/{reference}" for subject in subjects):
        raise WrongRecord("social_care")


def agrees(person: payloads.Patient, facts: Mapping[str, str]) -> bool:
    """Whether number and name are wholly those that were typed.

    In a FHIR search a comma means «or», and the beginning of a name is enough of it.
    """
    numbers = {_plain(one.value) for one in person.identifier}
    names = {_plain(one.family) for one in person.name}
    return _plain(facts["care_number"]) in numbers and _plain(facts["last_name"]) in names


def patient_in(appointment: payloads.Appointment) -> payloads.Reference:
    """The one participant who is a patient; an empty reference when there is none, or several."""
    patients = [
        one.actor for one in appointment.participant if one.actor.reference.startswith("Patient/")
    ]
    return patients[0] if len(patients) == 1 else payloads.Reference()


def read_postal_address(person: payloads.Patient) -> PostalAddress:
    """Where letters go. A record without a name and an address can be linked by nobody."""
    if not person.name or not person.address:
        raise ServiceUnavailable("no name or address")
    name, home = person.name[0], person.address[0]
    whole = " ".join([*name.prefix[:1], *name.given[:1], name.family])
    lines = ", ".join([*home.line, home.city]).strip(", ")
    return PostalAddress(name.text or whole, home.text or lines, home.postal_code)


def read_plan(plan: payloads.CarePlan) -> Plan:
    return Plan(
        title=plan.title or "Care and support plan",
        goals=tuple(goal.display for goal in plan.goal if goal.display),
        support=tuple(_support(activity.detail) for activity in plan.activity),
        starts_on=plan.period.start,
        review_on=plan.period.end,
    )


def read_team(team: payloads.CareTeam) -> Team:
    return Team(
        members=tuple(
            TeamMember(one.role[0].text if one.role else "", one.member.display)
            for one in team.participant
        ),
        telephone=next((one.value for one in team.telecom if one.system == "phone"), ""),
    )


def read_visit(appointment: payloads.Appointment) -> Visit:
    others = [one.actor for one in appointment.participant if not one.actor.reference]
    return Visit(
        visit_id=appointment.id,
        what=appointment.description or "Visit",
        by=", ".join(one.display for one in others),
        where=appointment.comment,
        starts_at=appointment.start.astimezone(UTC),
        ends_at=appointment.end.astimezone(UTC),
        is_booked=appointment.status in {"booked", "pending", "proposed"},
        was_cancelled=appointment.status == "cancelled",
    )


def read_request(task: payloads.Task) -> Request:
    return Request(
        number=task.identifier[0].value if task.identifier else "",
        what=task.code.text or "Request",
        progress=task.business_status.text or "We are looking at it",
        who=task.owner.display,
        asked_on=_day(task.authored_on),
        changed_on=_day(task.last_modified),
        # Once somebody has taken it up, the promise to be in touch has been kept.
        promised_on=task.restriction.period.end if task.status == "requested" else None,
        is_done=task.status in {"completed", "cancelled", "rejected", "failed"},
    )


def read_invoice(invoice: payloads.Invoice) -> Invoice:
    total = invoice.total_gross
    outstanding = next(
        (one.value_money for one in invoice.extension if one.url.endswith(OUTSTANDING)), None
    )
    owed = (outstanding or total) if invoice.status == "issued" else None
    if not invoice.identifier or {total.currency, (owed or total).currency} != {"GBP"}:
        raise ServiceUnavailable("an invoice we cannot read")
    return Invoice(
        number=invoice.identifier[0].value,
        description=", ".join(one.charge_item_codeable_concept.text for one in invoice.line_item)
        or "Care charge",
        invoiced_on=invoice.date.astimezone(LONDON).date(),
        due_on=next(
            (one.value_date for one in invoice.extension if one.url.endswith(DUE_ON)), None
        ),
        total_pence=_pence(total),
        owed_pence=max(0, _pence(owed)) if owed else 0,
    )


def charge_of(reference: AccountReference, invoice: Invoice) -> Charge:
    """What payments need to know. A small amount must be paid whole."""
    part = LEAST_PART_PAYMENT_PENCE if invoice.owed_pence > LEAST_PART_PAYMENT_PENCE else None
    return Charge(
        service="social_care",
        account_reference=reference,
        charge_reference=invoice.number,
        description=invoice.description,
        amount_pence=invoice.owed_pence,
        due_on=invoice.due_on,
        part_payment_from_pence=part,
    )


def _support(detail: payloads.PlannedActivity) -> Support:
    return Support(
        what=detail.description,
        when=detail.scheduled_string,
        by=", ".join(one.display for one in detail.performer),
    )


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(LONDON).date() if moment else None


def _pence(amount: payloads.Amount) -> int:
    return round(amount.value * 100)
