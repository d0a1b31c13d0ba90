"""What an answer of the gateway means, for every state and every answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.gateway import SeenSession, SeenStatus
from payments.states import OPEN, SESSION_MOVES, MismatchKind, SessionState, Why, can_move
from payments.verdicts import Frozen, judge

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ATTEMPT = Frozen(
    session_id="id-1",
    reference="TB-1234-5678",
    amount_pence=9215,
    is_live=False,
    state=SessionState.STARTED,
    expires_at=NOW + timedelta(minutes=60),
)
PAID = SeenSession(
    gateway_reference="cs_1",
    status=SeenStatus.PAID,
    session_id="id-1",
    reference="TB-1234-5678",
    amount_pence=9215,
    currency="gbp",
    is_live=False,
    amount_received_pence=9215,
)
AFTER = {
    # state: what it becomes when the gateway says (open, paid, expired)
    "created": ("started", "success", "failed"),
    "started": ("started", "success", "failed"),
    "success": ("success", "success", "success"),
    "failed": ("failed", "success", "failed"),
    "cancelled": ("cancelled", "success", "cancelled"),
    "error": ("error", "success", "error"),
}


def kinds(verdict):
    return {finding.kind for finding in verdict.findings}


@pytest.mark.parametrize(("state", "status"), list(product(SessionState, SeenStatus)))
def test_every_state_meets_every_answer(state, status):
    verdict = judge(replace(ATTEMPT, state=state), replace(PAID, status=status), now=NOW)

    position = [SeenStatus.OPEN, SeenStatus.PAID, SeenStatus.EXPIRED].index(status)
    assert verdict.state == AFTER[state][position]


@pytest.mark.parametrize("state", [s for s in SessionState if s not in (*OPEN, "success")])
def test_money_that_comes_after_the_end_is_an_alert(state):
    assert kinds(judge(replace(ATTEMPT, state=state), PAID, now=NOW)) == {MismatchKind.LATE}


@pytest.mark.parametrize("state", OPEN)
def test_money_in_time_is_no_alert(state):
    assert judge(replace(ATTEMPT, state=state), PAID, now=NOW).findings == ()


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"amount_pence": 9214}, MismatchKind.AMOUNT),
        ({"amount_pence": 9216}, MismatchKind.AMOUNT),
        ({"amount_received_pence": 0}, MismatchKind.AMOUNT),
        ({"currency": "GBP"}, MismatchKind.CURRENCY),
        ({"currency": ""}, MismatchKind.CURRENCY),
        ({"is_live": True}, MismatchKind.LIVE),
    ],
)
@pytest.mark.parametrize("state", [s for s in SessionState if s != "success"])
def test_nothing_that_does_not_match_is_ever_success(state, wrong, kind):
    """F12."""
    verdict = judge(replace(ATTEMPT, state=state), replace(PAID, **wrong), now=NOW)

    assert verdict.state is SessionState.ERROR
    assert kind in kinds(verdict)


@pytest.mark.parametrize("wrong", [{"session_id": "id-2"}, {"reference": "TB-OTHR-ONES"}])
@pytest.mark.parametrize("state", list(SessionState))
def test_an_answer_about_another_attempt_changes_nothing_and_is_an_alert(state, wrong):
    verdict = judge(replace(ATTEMPT, state=state), replace(PAID, **wrong), now=NOW)

    assert verdict.state == state
    assert kinds(verdict) == {MismatchKind.SESSION}


@pytest.mark.parametrize(
    ("wished", "state", "why"),
    [
        (Why.NONE, "failed", "expired"),
        (Why.BY_RESIDENT, "cancelled", "by_resident"),
        (Why.WITHDRAWN, "cancelled", "withdrawn"),
        (Why.REPLACED, "cancelled", "replaced"),
    ],
)
def test_a_closed_page_was_cancelled_only_if_we_closed_it(wished, state, why):
    seen = replace(PAID, status=SeenStatus.EXPIRED)

    verdict = judge(replace(ATTEMPT, wished=wished), seen, now=NOW)

    assert (verdict.state, verdict.why) == (state, why)


@pytest.mark.parametrize(
    ("state", "because", "after_seconds", "expected"),
    [
        ("created", Why.NONE, -1, ("created", "")),
        ("created", Why.NONE, 0, ("error", "never_opened")),
        ("started", Why.NONE, 0, ("error", "never_opened")),
        ("created", Why.NEVER_OPENED, -3600, ("error", "never_opened")),
        ("started", Why.NOT_THERE, -3600, ("error", "not_there")),
        ("success", Why.NOT_THERE, 3600, ("success", "")),
        ("failed", Why.NEVER_OPENED, 3600, ("failed", "")),
        ("cancelled", Why.NONE, 3600, ("cancelled", "")),
    ],
)
def test_what_the_gateway_does_not_know_ends_only_when_that_is_certain(
    state, because, after_seconds, expected
):
    now = ATTEMPT.expires_at + timedelta(seconds=after_seconds)

    verdict = judge(replace(ATTEMPT, state=SessionState(state)), None, because=because, now=now)

    assert (verdict.state, verdict.why) == expected


SEEN = st.none() | st.builds(
    SeenSession,
    gateway_reference=st.just("cs_1"),
    status=st.sampled_from(SeenStatus),
    session_id=st.sampled_from(["id-1", "id-2", ""]),
    reference=st.sampled_from(["TB-1234-5678", "TB-OTHR-ONES"]),
    amount_pence=st.integers(-1, 10_000_000) | st.just(9215),
    currency=st.sampled_from(["gbp", "usd", ""]),
    is_live=st.booleans(),
    amount_received_pence=st.integers(-1, 10_000_000) | st.just(9215),
)


@given(
    state=st.sampled_from(SessionState),
    seen=SEEN,
    because=st.sampled_from(Why),
    minutes=st.integers(-200, 200),
)
def test_no_answer_leads_where_the_table_does_not(state, seen, because, minutes):
    attempt = replace(ATTEMPT, state=state)

    verdict = judge(attempt, seen, because=because, now=NOW + timedelta(minutes=minutes))

    assert verdict.state == state or can_move(SESSION_MOVES, state, verdict.state)


@given(state=st.sampled_from(SessionState), seen=SEEN, because=st.sampled_from(Why))
def test_success_is_only_ever_exactly_what_was_asked_for(state, seen, because):
    verdict = judge(replace(ATTEMPT, state=state), seen, because=because, now=NOW)

    if verdict.state is SessionState.SUCCESS and state is not SessionState.SUCCESS:
        assert seen is not None
        assert seen.status is SeenStatus.PAID
        assert (seen.session_id, seen.reference) == ("id-1", "TB-1234-5678")
        assert (seen.amount_pence, seen.amount_received_pence) == (9215, 9215)
        assert (seen.currency, seen.is_live) == ("gbp", False)
