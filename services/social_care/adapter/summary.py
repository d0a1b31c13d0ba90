"""What the adult social care card says."""

from datetime import datetime, timedelta

from accessibility.plain_words import pounds
from services.contract import AccountReference, ComingUp, Detail, Happening, Notice, Summary
from services.social_care.adapter.words import charge_of
from services.social_care.records import Invoice, Plan, Record
from services.supplied import LONDON

VISITS_ON_THE_CARD = 3
LATELY = timedelta(days=30)


def summary(reference: AccountReference, record: Record, *, now: datetime) -> Summary:
    today = now.astimezone(LONDON).date()
    return Summary(
        headline=_headline(record),
        as_at=now,
        details=_details(record),
        notices=tuple(_pay(invoice) for invoice in record.invoices),
        charges=tuple(charge_of(reference, invoice) for invoice in record.invoices),
        coming_up=tuple(
            ComingUp(f"{visit.what}, {visit.by}", visit.on, "social_care:visits")
            for visit in record.visits[:VISITS_ON_THE_CARD]
        ),
        recent=tuple(
            Happening(f"{request.what}: {request.progress}", request.changed_on)
            for request in record.requests
            if request.changed_on and today - request.changed_on <= LATELY
        ),
    )


def _headline(record: Record) -> str:
    if record.visits:
        return f"{record.visits[0].what}, {record.visits[0].when}"
    waiting = [request for request in record.requests if not request.is_done]
    if waiting:
        return f"{waiting[0].what}: {waiting[0].progress}"
    return "Nothing arranged at present"


def _details(record: Record) -> tuple[Detail, ...]:
    lines = []
    if record.plan:
        lines.append(Detail("Care and support plan", _plan_words(record.plan)))
    if record.owed_pence:
        lines.append(Detail("To pay", pounds(record.owed_pence)))
    return tuple(lines)


def _plan_words(plan: Plan) -> str:
    return f"In place, review by {plan.review_on:%-d %B %Y}" if plan.review_on else "In place"


def _pay(invoice: Invoice) -> Notice:
    return Notice(
        f"Pay your care charge of {pounds(invoice.owed_pence)}",
        act_by=invoice.due_on,
        action="Pay your care charge",
        url_name="social_care:charges",
    )
