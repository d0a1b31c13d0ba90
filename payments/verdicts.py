"""What an answer of the gateway means for an attempt. Pure: no database, no clock, no gateway."""

from dataclasses import dataclass
from datetime import datetime

from payments.gateway import SeenSession, SeenStatus
from payments.states import OPEN, MismatchKind, SessionState, Why

CURRENCY = "gbp"
BY_OUR_WISH = (Why.BY_RESIDENT, Why.WITHDRAWN, Why.REPLACED)


@dataclass(frozen=True, slots=True)
class Frozen:
    """An attempt as it was written down before the gateway heard of it."""

    session_id: str
    reference: str
    amount_pence: int
    is_live: bool
    state: SessionState
    expires_at: datetime
    wished: Why = Why.NONE
    """Why we asked the gateway to close its page, if we did."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the gateway's answer that is not as it was written down."""

    kind: MismatchKind
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state the attempt is in now, why it ended, and what a person must look at."""

    state: SessionState
    why: Why = Why.NONE
    findings: tuple[Finding, ...] = ()


def judge(
    session: Frozen, seen: SeenSession | None, *, because: Why = Why.NONE, now: datetime
) -> Verdict:
    """`seen` is None when the gateway has no such session; `because` says what that means."""
    if seen is None:
        return _judge_nothing(session, because=because, now=now)
    if (seen.session_id, seen.reference) != (session.session_id, session.reference):
        other = Finding(MismatchKind.SESSION, session.reference, seen.reference)
        return Verdict(session.state, findings=(other,))
    if session.state is SessionState.SUCCESS:
        return Verdict(SessionState.SUCCESS)
    if seen.status is SeenStatus.PAID:
        return _judge_paid(session, seen)
    if session.state not in OPEN:
        return Verdict(session.state)
    if seen.status is SeenStatus.EXPIRED:
        if session.wished in BY_OUR_WISH:
            return Verdict(SessionState.CANCELLED, session.wished)
        return Verdict(SessionState.FAILED, Why.EXPIRED)
    return Verdict(SessionState.STARTED)


def _judge_nothing(session: Frozen, *, because: Why, now: datetime) -> Verdict:
    if session.state not in OPEN:
        return Verdict(session.state)
    if because is Why.NOT_THERE:
        lost = Finding(MismatchKind.SESSION, session.reference, "")
        return Verdict(SessionState.ERROR, Why.NOT_THERE, (lost,))
    # Until its page would have run out, somebody may still be opening it.
    if because is Why.NEVER_OPENED or now >= session.expires_at:
        return Verdict(SessionState.ERROR, Why.NEVER_OPENED)
    return Verdict(session.state)


def _judge_paid(session: Frozen, seen: SeenSession) -> Verdict:
    findings = _findings(session, seen)
    if findings:
        return Verdict(SessionState.ERROR, Why.DOES_NOT_MATCH, findings)
    if session.state in OPEN:
        return Verdict(SessionState.SUCCESS)
    late = Finding(MismatchKind.LATE, session.state.value, SeenStatus.PAID.value)
    return Verdict(SessionState.SUCCESS, findings=(late,))


def _findings(session: Frozen, seen: SeenSession) -> tuple[Finding, ...]:
    findings = []
    amounts = {seen.amount_pence, seen.amount_received_pence}
    if amounts != {session.amount_pence}:
        found = ", ".join(str(amount) for amount in sorted(amounts))
        findings.append(Finding(MismatchKind.AMOUNT, str(session.amount_pence), found))
    if seen.currency != CURRENCY:
        findings.append(Finding(MismatchKind.CURRENCY, CURRENCY, seen.currency))
    if seen.is_live is not session.is_live:
        findings.append(Finding(MismatchKind.LIVE, str(session.is_live), str(seen.is_live)))
    return tuple(findings)
