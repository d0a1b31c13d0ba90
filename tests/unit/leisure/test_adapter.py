"""The leisure adapter: whose an answer is, and how old a timetable may be."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from services.contract import AccountReference, NoSuchAccount, ServiceUnavailable, WrongRecord
from services.http import NotFound
from services.leisure import payloads
from services.leisure.adapter import LAST_KNOWN_SECONDS, LeisureAdapter
from services.leisure.client import Mirror, NotBookable
from tests.unit.leisure.made import a_place, a_price, a_session, an_offer, an_order

MEMBER = AccountReference("TL448812")
FACTS = {"membership_number": "TL448812", "last_name": "Yusuf", "postcode": "TB1 4QN"}
SERIES = payloads.SessionSeries(
    "series/aqua", "Aqua", a_place(), payloads.Organization("org"), offers=(an_offer(),)
)


def an_account(number: str = MEMBER) -> payloads.CustomerAccount:
    return payloads.CustomerAccount(number, payloads.Person())


class PretendClient:
    """Answers what it was given; its feeds have one session, or are down."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.is_down = False
        self.catching_up = 0

    async def fetch_account(self, number: str) -> Any:
        return self._answer("account", an_account())

    async def list_orders(self, number: str, *, since: date) -> Any:
        return self._answer("orders", [])

    async def find_accounts(self, **facts: str) -> Any:
        self.facts = facts
        return self._answer("accounts", [an_account()])

    async def quote(self, order_id: Any, wanted: Any) -> Any:
        self.wanted = wanted
        return self._answer("quote", an_order())

    async def catch_up(self, mirror: Mirror[Any]) -> None:
        self.catching_up += 1
        await asyncio.sleep(0)
        if self.is_down:
            raise ServiceUnavailable
        if mirror.folder == "session-series":
            mirror.known["aqua"] = (1, SERIES)
        if mirror.folder == "scheduled-sessions":
            session = a_session()
            mirror.known["1"] = (
                1,
                payloads.ScheduledSession("sessions/1", "series/aqua", session.starts_at),
            )

    def _answer(self, name: str, usual: Any) -> Any:
        answer = self.answers.get(name, usual)
        if isinstance(answer, Exception):
            raise answer
        return answer


def adapter(client: PretendClient | None = None, **answers: Any) -> LeisureAdapter:
    return LeisureAdapter(client or PretendClient(**answers))  # type: ignore[arg-type]  # pretended


# Whose it is


def test_a_members_card_is_answered() -> None:
    said = asyncio.run(adapter().fetch_summary(MEMBER))

    assert said.headline == "Nothing booked at present"


THEIRS = an_order(customer=payloads.Person("TL448829"))
NOBODYS = an_order(customer=payloads.Person())


@pytest.mark.parametrize(
    "answers",
    [
        {"account": an_account("TL448829")},
        {"orders": [THEIRS]},
        {"orders": [an_order(), THEIRS]},
        {"orders": [NOBODYS]},
    ],
)
def test_any_part_about_somebody_else_spoils_the_whole_answer(answers: dict[str, Any]) -> None:
    """G12: another member's record, or a record that does not say whose it is."""
    with pytest.raises(WrongRecord):
        asyncio.run(adapter(**answers).fetch_summary(MEMBER))


@pytest.mark.parametrize("orders", [[THEIRS], [an_order(), NOBODYS]])
def test_bookings_of_somebody_else_are_never_listed(orders: list[Any]) -> None:
    with pytest.raises(WrongRecord):
        asyncio.run(adapter(orders=orders).fetch_membership(MEMBER))


@pytest.mark.parametrize("name", ["account", "orders"])
def test_a_card_nobody_knows_is_no_empty_page(name: str) -> None:
    with pytest.raises(NoSuchAccount):
        asyncio.run(adapter(**{name: NotFound("404")}).fetch_summary(MEMBER))


def test_bookings_of_a_card_nobody_knows_are_an_outage() -> None:
    with pytest.raises(NoSuchAccount):
        asyncio.run(adapter(orders=NotFound("404")).fetch_membership(MEMBER))


@pytest.mark.parametrize(
    ("accounts", "reference"),
    [
        ([an_account()], MEMBER),
        ([], None),
        ([an_account(), an_account("TL448829")], None),
    ],
)
def test_the_facts_open_exactly_one_account_or_none(
    accounts: list[Any], reference: str | None
) -> None:
    """A26: two members with the same name and postcode open nothing."""
    client = PretendClient(accounts=accounts)

    assert asyncio.run(adapter(client).match_account(FACTS)) == reference
    assert client.facts == {
        "account_number": "TL448812",
        "family_name": "Yusuf",
        "postcode": "TB1 4QN",
    }


def test_the_card_of_another_member_is_not_linked() -> None:
    """G12: asked for one member, the booking system answers with another."""
    client = PretendClient(accounts=[an_account("TL448829")])

    with pytest.raises(WrongRecord):
        asyncio.run(adapter(client).match_account(FACTS))


def test_a_card_number_is_itself_however_it_is_typed() -> None:
    client = PretendClient(accounts=[an_account()])
    typed = {**FACTS, "membership_number": " tl 448812"}

    assert asyncio.run(adapter(client).match_account(typed)) == MEMBER


# The timetable


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr("services.leisure.adapter.time.monotonic", clock.monotonic)
    return clock


def test_a_fresh_timetable_is_not_asked_for_again(clock: Clock) -> None:
    client = PretendClient()
    leisure = adapter(client)

    first = asyncio.run(leisure.fetch_timetable())
    clock.seconds += 59
    assert asyncio.run(leisure.fetch_timetable()) is first
    assert client.catching_up == 4
    clock.seconds += 1
    assert asyncio.run(leisure.fetch_timetable()) is not first
    assert client.catching_up == 8


def test_many_who_ask_at_once_are_answered_by_one_reading(clock: Clock) -> None:
    """N11: a herd after an outage reads the feeds once."""
    client = PretendClient()
    leisure = adapter(client)

    async def a_herd() -> list[Any]:
        return await asyncio.gather(*(leisure.fetch_timetable() for _ in range(50)))

    found = asyncio.run(a_herd())

    assert len({id(each) for each in found}) == 1
    assert client.catching_up == 4


@pytest.mark.parametrize(
    ("age", "is_shown"),
    [(60, True), (LAST_KNOWN_SECONDS, True), (LAST_KNOWN_SECONDS + 1, False)],
)
def test_the_last_known_timetable_is_shown_for_six_hours(
    clock: Clock, age: float, is_shown: bool
) -> None:
    client = PretendClient()
    leisure = adapter(client)
    known = asyncio.run(leisure.fetch_timetable())
    client.is_down = True
    clock.seconds += age

    if is_shown:
        assert asyncio.run(leisure.fetch_timetable()) is known
    else:
        with pytest.raises(ServiceUnavailable):
            asyncio.run(leisure.fetch_timetable())


def test_an_outage_is_over_when_the_feeds_are_back(clock: Clock) -> None:
    client = PretendClient()
    leisure = adapter(client)
    known = asyncio.run(leisure.fetch_timetable())
    client.is_down = True
    clock.seconds += 120
    asyncio.run(leisure.fetch_timetable())
    client.is_down = False

    assert asyncio.run(leisure.fetch_timetable()) is not known


def test_without_any_timetable_an_outage_is_an_outage(clock: Clock) -> None:
    client = PretendClient()
    client.is_down = True

    with pytest.raises(ServiceUnavailable):
        asyncio.run(adapter(client).fetch_timetable())


def test_the_timetable_is_soonest_first() -> None:
    found = asyncio.run(adapter().fetch_timetable())

    assert [one.opportunity_id for one in found.opportunities] == ["sessions/1"]
    assert found.opportunities[0].seller_id == "org"


# Quotes


def test_a_quote_is_for_this_session_on_these_terms() -> None:
    client = PretendClient()

    quote = asyncio.run(adapter(client).fetch_quote(a_session(), a_price()))

    assert (quote.total_pence, quote.is_paid_now) == (640, False)
    assert (client.wanted.opportunity_id, client.wanted.offer_id, client.wanted.seller_id) == (
        "sessions/1",
        "offers/adult",
        "organisation",
    )


def test_a_session_that_is_not_sold_is_said_by_the_booking_system() -> None:
    with pytest.raises(NotBookable):
        asyncio.run(
            adapter(quote=NotBookable("OpportunityIsFullError", "Full")).fetch_quote(
                a_session(), a_price()
            )
        )
