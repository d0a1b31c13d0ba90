"""What is checked once more when it is done, whatever page or tab it came from."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.delivery import DeliveryState, Refused
from services import drafts, submissions
from services.contract import AccountReference, NoSuchAccount, ServiceUnavailable, WrongRecord
from services.http import NotFound
from services.links import LinkRejected
from services.models import LinkAttempt, ServiceLink, Submission
from services.parking.operations import notices, permits
from services.parking.records.account import ParkingAccount
from services.sealing import seal
from services.submissions import Task
from services.tasks import WrittenTask
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.parking import PCN, VRM
from tests.factories.services import ServiceLinkFactory, WaitingSubmissionFactory
from tests.unit.parking.pretended import BOTH, PERMIT, RIGHT, PretendClient

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NOTICE: Any = SimpleNamespace(number=PCN, vrm=VRM, can_be_challenged=True)
OTHER: Any = SimpleNamespace(number="TB10012353", vrm=VRM, can_be_challenged=True)
CLOSED: Any = SimpleNamespace(number=PCN, vrm=VRM, can_be_challenged=False)
ALONE = f"{PCN}/{VRM}"


@pytest.fixture
def resident() -> Any:
    return ResidentFactory()


@pytest.fixture(autouse=True)
def the_parking_system_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def deliver(submission: Submission) -> submissions.Receipt:
        raise ServiceUnavailable

    for task in (notices.CHALLENGE, permits.CHANGE):
        monkeypatch.setitem(submissions._tasks, ("parking", task.name), Task(deliver, "none"))


def challenge(resident: Any, notice: Any = NOTICE) -> Submission:
    actor = actor_of(resident)
    answers = {"ground": "already_paid", "statement": "I paid."}
    named = {"service": "parking", "task": notices.CHALLENGE.name}
    draft = drafts.save_draft(actor=actor, answers=answers, now=NOW, **named)
    return notices.challenge_notice(
        actor=actor, draft=draft, notice=notice, answers=answers, journey_id=None, now=NOW
    )


def test_a_notice_is_challenged_once_while_it_can_be(resident: Any) -> None:
    """G25: also while the first challenge is still waiting to be handed over."""
    assert challenge(resident).is_waiting

    for notice in (NOTICE, CLOSED):
        with pytest.raises(notices.NoticeNotChallengeable):
            challenge(resident, notice)
    assert Submission.objects.count() == 1


def test_a_notice_that_cannot_be_challenged_is_not(resident: Any) -> None:
    with pytest.raises(notices.NoticeNotChallengeable):
        challenge(resident, CLOSED)
    assert not Submission.objects.exists()


def test_a_challenge_of_one_notice_stops_neither_that_of_another_nor_anybody_elses(
    resident: Any,
) -> None:
    challenge(resident)

    challenge(resident, OTHER)
    challenge(ResidentFactory())

    assert Submission.objects.count() == 3


def test_a_challenge_that_arrived_is_on_its_way_no_longer(resident: Any) -> None:
    """From then on the parking system says where it stands."""
    sent = challenge(resident)
    assert notices.find_on_its_way(actor=actor_of(resident), notice=NOTICE) == sent

    Submission.objects.update(state=DeliveryState.DELIVERED)

    assert notices.find_on_its_way(actor=actor_of(resident), notice=NOTICE) is None


def test_a_notice_taken_off_is_not_opened_any_more(resident: Any) -> None:
    account = ParkingAccount.read(AccountReference(f"{BOTH} TB10012353/{VRM}"))
    link = ServiceLinkFactory(
        resident_id=resident.pk, service="parking", reference=account.reference
    )

    notices.remove_notice(actor=actor_of(resident), account=account, number="TB10012353")

    link.refresh_from_db()
    assert link.reference == BOTH


def add(monkeypatch: pytest.MonkeyPatch, resident: Any, found: Any, number: str = PCN) -> Any:
    client = PretendClient(find_notice=found)
    monkeypatch.setattr(notices.ParkingClient, "from_settings", lambda: client)
    notices.add_notice(actor=actor_of(resident), number=number, vrm=VRM, now=NOW)
    return client


def test_a_notice_opens_when_the_answer_is_about_it(
    monkeypatch: pytest.MonkeyPatch, resident: Any
) -> None:
    """G12."""
    for other in ({"pcn": "TB10012353", "vrm": VRM}, {"pcn": PCN, "vrm": "TB15GRC"}):
        with pytest.raises(WrongRecord):
            add(monkeypatch, resident, SimpleNamespace(**other))
    assert not ServiceLink.objects.exists()

    add(monkeypatch, resident, SimpleNamespace(pcn=PCN, vrm=VRM))

    assert ServiceLink.objects.get().reference == ALONE


def test_what_is_not_written_like_a_notice_is_asked_of_nobody(
    monkeypatch: pytest.MonkeyPatch, resident: Any
) -> None:
    """J14: and costs a try all the same."""
    with pytest.raises(LinkRejected):
        add(monkeypatch, resident, AssertionError("asked"), number="TB1*")
    assert LinkAttempt.objects.count() == 1


@pytest.mark.parametrize(
    ("matched", "opens"),
    [(f"permit:{PERMIT}", BOTH), (None, ALONE)],
)
def test_a_permit_is_shown_beside_the_notices_when_its_facts_are_right(
    resident: Any, matched: str | None, opens: str
) -> None:
    link = ServiceLinkFactory(resident_id=resident.pk, service="parking", reference=ALONE)

    async def match(facts: Any) -> AccountReference | None:
        return AccountReference(matched) if matched else None

    facts = {"permit_number": PERMIT}
    try:
        permits.add_permit(actor=actor_of(resident), facts=facts, match=match, now=NOW)
    except LinkRejected:
        assert matched is None

    link.refresh_from_db()
    assert link.reference == opens


def press(resident: Any, task: WrittenTask) -> permits.Press:
    return permits.Press(task, actor_of(resident), BOTH, uuid4(), None, NOW)


def change_vehicle(resident: Any, *, obstacle: str) -> None:
    permit: Any = SimpleNamespace(
        reference=RIGHT, title_inside="resident permit", obstacle_to=lambda vehicle, today: obstacle
    )
    vehicle: Any = SimpleNamespace(vrm="TB20NEW")
    permits.change_vehicle(press(resident, permits.CHANGE), permit, vehicle)


def test_a_vehicle_is_changed_only_when_nothing_stands_against_it(resident: Any) -> None:
    with pytest.raises(permits.NotPossible, match="has ended"):
        change_vehicle(resident, obstacle="Your permit has ended.")
    assert not Submission.objects.exists()

    change_vehicle(resident, obstacle="")
    assert Submission.objects.exists()


def test_what_still_waits_is_not_asked_for_a_second_time(resident: Any) -> None:
    """G25: no second year and no second pack, whichever tab it came from."""
    renewal: Any = SimpleNamespace(obstacle=lambda today: "")
    offer: Any = SimpleNamespace(obstacle="", find_pack=lambda sessions: object())
    for task in (permits.RENEW, permits.BUY):
        WaitingSubmissionFactory(
            resident_id=resident.pk,
            service="parking",
            task=task.name,
            account_reference=f"permit:{PERMIT}",
        )

    with pytest.raises(permits.NotPossible, match="last request"):
        permits.renew_permit(press(resident, permits.RENEW), renewal)
    with pytest.raises(permits.NotPossible, match="last request"):
        permits.buy_visitor_sessions(press(resident, permits.BUY), offer, sessions=10)


@pytest.mark.parametrize("obstacle", ["", "You have all the sessions you can have."])
def test_visitor_sessions_are_sold_in_the_packs_on_offer(resident: Any, obstacle: str) -> None:
    offer: Any = SimpleNamespace(obstacle=obstacle, find_pack=lambda sessions: None)

    with pytest.raises(permits.NotPossible, match=obstacle or "Choose how many"):
        permits.buy_visitor_sessions(press(resident, permits.BUY), offer, sessions=7)
    assert not Submission.objects.exists()


def test_what_was_asked_about_permits_is_listed_and_nothing_else(resident: Any) -> None:
    """E07."""
    mine = {"resident_id": resident.pk, "service": "parking"}
    asked = [
        WaitingSubmissionFactory(**mine, task=task.name)
        for task in (permits.RENEW, permits.BUY, permits.CHANGE)
    ]
    WaitingSubmissionFactory(**mine, task=notices.CHALLENGE.name)
    WaitingSubmissionFactory(**{**mine, "service": "housing"}, task=permits.RENEW.name)
    WaitingSubmissionFactory(service="parking", task=permits.RENEW.name)

    assert set(permits.list_asked(actor=actor_of(resident))) == set(asked)


@pytest.mark.parametrize(
    ("changes", "is_undone"),
    [
        ({}, True),
        ({"state": DeliveryState.DELIVERED}, True),
        ({"state": DeliveryState.GIVEN_UP}, False),
        ({"submitted_at": NOW - timedelta(days=2)}, False),
        ({"submitted_at": NOW - timedelta(days=3)}, False),
        ({"account_reference": "permit:TB-P-20248"}, False),
        ({"task": permits.RENEW.name}, False),
        ({"service": "housing"}, False),
        ({"resident_id": uuid4()}, False),
    ],
)
def test_a_change_that_staff_send_again_never_undoes_a_newer_one(
    monkeypatch: pytest.MonkeyPatch, resident: Any, changes: dict[str, Any], is_undone: bool
) -> None:
    """They could not wait for us, and have had another vehicle put on the permit since."""
    facts = {"resident_id": resident.pk, "service": "parking", "task": permits.CHANGE.name}
    facts |= {"account_reference": f"permit:{PERMIT}", "title": "Another title"}
    asked = permits.VehicleChange(RIGHT, PERMIT, "TB20NEW")
    when = {"submitted_at": NOW - timedelta(days=2), "sealed": seal(asked)}
    old = WaitingSubmissionFactory.create(**{**facts, **when})
    WaitingSubmissionFactory.create(**{**facts, "submitted_at": NOW, **changes})
    client = PretendClient()
    client.answers = {"fetch_right": NotFound("404")}
    monkeypatch.setattr(permits.ParkingClient, "from_settings", lambda: client)

    with pytest.raises(Refused if is_undone else NoSuchAccount):
        permits.deliver_change(old)
    assert client.asked == ([] if is_undone else ["fetch_right"])
