"""What residents are told about payments, in words. Templates only choose where it stands."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accessibility.plain_words import clock, pounds
from payments.models import PaymentSession
from payments.states import OPEN, RefundState, SessionState, Why


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One attempt in the resident's list, with what was given back of it."""

    on: str
    description: str
    amount: str
    reference: str
    state: str
    colour: str
    refunded: tuple[str, ...]
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt stands, for the page the resident comes back to."""

    heading: str
    text: str
    is_paid: bool = False
    can_go_on: bool = False
    can_check_again: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nothing can be paid at the moment."""

    heading: str
    text: str
    status: int = 200
    can_try_again: bool = False


COLOURS = {
    SessionState.CREATED: "govuk-tag--yellow",
    SessionState.STARTED: "govuk-tag--yellow",
    SessionState.SUCCESS: "govuk-tag--green",
    SessionState.FAILED: "govuk-tag--grey",
    SessionState.CANCELLED: "govuk-tag--grey",
    SessionState.ERROR: "govuk-tag--orange",
}
NOTHING_OWED = Stop("There is nothing to pay", "This has been paid already, or it was cancelled.")
ALREADY_PAID = Stop(
    "You have already paid this",
    "We have your payment. It can take a few minutes until your account shows it.",
)
BEING_LOOKED_AT = Stop(
    "We are looking at an earlier payment",
    "A payment for this does not match our records, so you cannot pay it again until we have "
    "looked at it. You do not need to do anything.",
)
SERVICE_UNAVAILABLE = Stop(
    "We cannot check what you owe right now",
    "The service is not answering. Nothing has been taken and what you owe has not changed. "
    "Try again in a few minutes.",
    status=503,
    can_try_again=True,
)
GATEWAY_UNAVAILABLE = Stop(
    "We cannot open the card page right now",
    "Nothing has been taken and what you owe has not changed. Try again in a few minutes. "
    "It is safe to press pay again: you will not pay twice.",
    status=503,
    can_try_again=True,
)
UNKNOWN = Stop(
    "We cannot find this payment",
    "If you have just paid, do not pay again. We compare our books with the card company's every "
    "night, and find your payment there.",
    status=404,
)
ONLY_BY_LETTER = Stop(
    "A payment link would come too late",
    "We write to this resident by letter, and a link works for one hour. Nothing was sent. They "
    "can pay at the kiosk in any library.",
)
LINK_IS_OVER = Stop(
    "This payment link cannot be used any more",
    "A payment link works once, and for one hour. Nothing has been taken. Ask us for a new one.",
    status=410,
)


def outcome_of(session: PaymentSession, *, is_known: bool) -> Outcome:
    """`is_known` is False when the card company could not be asked just now."""
    if session.state == SessionState.SUCCESS:
        return Outcome("Payment received", "We have sent you a receipt.", is_paid=True)
    if session.state in OPEN and not is_known:
        return Outcome(
            "We are checking your payment",
            "The card company has not answered us yet. Do not pay again: if you paid, we will "
            "find your payment and send you a receipt.",
            can_check_again=True,
        )
    if session.state in OPEN:
        return Outcome(
            "You have not paid yet",
            f"Nothing has been taken. The card page stays open until "
            f"{clock(timezone.localtime(session.expires_at))}.",
            can_go_on=True,
        )
    return _ended(session)


def _ended(session: PaymentSession) -> Outcome:
    if session.why == Why.DOES_NOT_MATCH:
        return Outcome(
            "We are looking at your payment",
            "What the card company tells us does not match what you owe. A person is looking at "
            "it. Do not pay again.",
        )
    texts = {
        Why.EXPIRED: "The card page was open for an hour and ran out of time.",
        Why.BY_RESIDENT: "You cancelled this payment.",
        Why.WITHDRAWN: "It is not owed any more, so we closed the card page.",
        Why.REPLACED: "You started again, so this attempt was closed.",
    }
    why = texts.get(Why(session.why), "The card page could not be opened.")
    return Outcome("You have not paid", f"{why} Nothing has been taken.")


def line_of(session: PaymentSession) -> PaymentLine:
    """A row of the list. A refund is said as a refund: the payment stays a payment."""
    is_paid = session.state == SessionState.SUCCESS
    name, word = "payments:return", "See"
    argument = str(session.pk)
    if is_paid:
        name, word, argument = "payments:receipt", "Receipt", session.reference
    return PaymentLine(
        on=f"{timezone.localtime(session.created_at):%-d %B %Y}",
        description=session.description,
        amount=pounds(session.amount_pence),
        reference=session.reference,
        state=_state(session),
        colour=COLOURS[SessionState(session.state)],
        refunded=_refunded(session) if is_paid else (),
        url=reverse(name, args=[argument]),
        action=word,
    )


def _state(session: PaymentSession) -> str:
    if session.why == Why.DOES_NOT_MATCH:
        return "Being looked at"
    return str(SessionState(session.state).label)


def _refunded(session: PaymentSession) -> tuple[str, ...]:
    words = {RefundState.SUBMITTED: "on its way back", RefundState.SUCCESS: "refunded"}
    refunds = session.payment.refunds.all()  # prefetched by the list
    return tuple(
        f"{pounds(refund.amount_pence)} {words[RefundState(refund.state)]}"
        for refund in refunds
        if refund.state in words
    )


def page_of_service(service: str) -> str:
    """The service's own page, or the account's when it has none."""
    try:
        return reverse(f"{service}:index")
    except NoReverseMatch:
        return reverse("dashboard:index")
