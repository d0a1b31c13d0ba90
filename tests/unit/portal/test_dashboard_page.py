"""What the dashboard says, for every combination of what was linked, answered and kept."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.dashboard import page
from portal.dashboard.page import Card, CardState, Dashboard
from services.contract import (
    AccountReference,
    Charge,
    ComingUp,
    Happening,
    Notice,
    Summary,
)
from services.models import Submission
from services.snapshots import FRESH_FOR, Kept

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
HOUSING = SimpleNamespace(slug="housing", title="Housing")
OLD, NEW = Kept(Summary("old", NOW), NOW - timedelta(hours=3)), Kept(Summary("new", NOW), NOW)


def a_charge(pence: int, due_on: date | None = None, key: str = "rent") -> Charge:
    return Charge("housing", AccountReference("1"), key, "Rent", pence, due_on=due_on)


def a_card(slug: str = "housing", **facts) -> Card:
    return Card(slug, slug.title(), CardState.READY, Summary("", NOW, **facts), NOW)


def built(*cards: Card) -> Dashboard:
    return page._dashboard(cards, (), today=TODAY)


CARDS = [
    # linked, answered now, kept from before: state, what it says
    (False, False, False, CardState.NOT_LINKED, None),
    (False, True, True, CardState.NOT_LINKED, None),
    (True, False, False, CardState.UNAVAILABLE, None),
    (True, False, True, CardState.LAST_KNOWN, "old"),
    (True, True, False, CardState.READY, "new"),
    (True, True, True, CardState.READY, "new"),
]


@pytest.mark.parametrize(("linked", "answered", "kept", "state", "says"), CARDS)
def test_a_card_says_the_newest_that_is_known(linked, answered, kept, state, says):
    """Nothing of an account that is no longer linked is shown, not even what was kept of it."""
    card = page._card(
        HOUSING,
        linked=linked,
        new={"housing": NEW} if answered else {},
        old={"housing": OLD} if kept else {},
    )

    assert (card.state, card.summary and card.summary.headline) == (state, says)
    assert card.taken_at == {"new": NEW.taken_at, "old": OLD.taken_at, None: None}[says]


def test_another_services_answer_is_not_shown():
    card = page._card(HOUSING, linked=True, new={"parking": NEW}, old={"parking": OLD})

    assert card.state is CardState.UNAVAILABLE


@pytest.mark.parametrize(
    ("age", "is_fresh"),
    [
        (timedelta(0), True),
        (FRESH_FOR - timedelta(seconds=1), True),
        (FRESH_FOR, False),
        (timedelta(days=1), False),
    ],
)
def test_what_is_older_than_a_minute_is_asked_again(age, is_fresh):
    kept = {"housing": Kept(Summary("", NOW), NOW - age)}

    assert bool(page._fresh(kept, now=NOW)) is is_fresh


@pytest.mark.parametrize(
    ("state", "summary", "says"),
    [
        (CardState.READY, NEW.summary, "new"),
        (CardState.LAST_KNOWN, OLD.summary, "This is what we knew 12 minutes ago."),
        (CardState.UNAVAILABLE, None, "What you have with us is safe."),
        (CardState.NOT_LINKED, None, "Add housing"),
    ],
    ids=str,
)
def test_a_card_says_what_state_it_is_in_and_nothing_of_another(state, summary, says):
    card = Card(
        "housing", "Housing", state, summary, timezone.now() - timedelta(minutes=12, seconds=1)
    )

    drawn = render_to_string("dashboard/cards.html", {"page": {"cards": [card]}})

    assert says in drawn
    assert ("Not answering" in drawn) == (state in {CardState.LAST_KNOWN, CardState.UNAVAILABLE})
    assert ("card__link" in drawn) == (summary is not None)


@pytest.mark.parametrize(
    ("slug", "url_slug", "index"),
    [
        ("housing", "housing", "housing:index"),
        ("social_care", "social-care", "social_care:index"),
    ],
)
def test_addresses_have_hyphens_and_names_have_not(slug, url_slug, index):
    card = Card(slug, "", CardState.NOT_LINKED)

    assert (card.url_slug, card.index_url) == (url_slug, index)


@pytest.mark.parametrize(("days", "promised"), [(1, True), (0, True), (-1, False)])
def test_a_day_that_is_over_is_promised_no_more(days, promised):
    """Whether it was kept, the service knows; «we will do this by last month» is nobody's word."""
    by = timezone.localdate() + timedelta(days=days)
    sent = Submission(state="delivered", title="A repair", promised_on=by)

    drawn = render_to_string("dashboard/lately.html", {"page": {"submissions": [sent]}})

    assert ("We will do this by" in drawn) is promised
    assert "Sent" in drawn


@pytest.mark.parametrize("state", [CardState.UNAVAILABLE, CardState.NOT_LINKED])
def test_a_card_that_knows_nothing_says_nothing_is_owed_on_it(state):
    card = Card("housing", "Housing", state)

    assert (card.owed_pence, card.charges) == (0, ())


# Money


def test_the_total_is_the_sum_of_all_cards_to_the_penny():
    cards = (
        a_card("housing", charges=(a_charge(9_215), a_charge(1, key="service"))),
        a_card("parking", charges=(a_charge(3_500),)),
        a_card("leisure"),
    )

    assert [card.owed_pence for card in cards] == [9_216, 3_500, 0]
    assert built(*cards).total_owed_pence == 12_716


@given(st.lists(st.lists(st.integers(1, 10**7), max_size=4), max_size=5))
def test_no_charge_is_lost_or_counted_twice_on_its_way_to_the_total(amounts):
    cards = [a_card(f"s{n}", charges=tuple(map(a_charge, each))) for n, each in enumerate(amounts)]

    found = built(*cards)

    assert found.total_owed_pence == sum(sum(each) for each in amounts)
    assert sorted(charge.amount_pence for charge in found.charges) == sorted(
        pence for each in amounts for pence in each
    )


@pytest.mark.parametrize(
    ("states", "complete", "nothing_linked"),
    [
        ([], True, True),
        ([CardState.READY], True, False),
        ([CardState.READY, CardState.NOT_LINKED], True, False),
        ([CardState.LAST_KNOWN], False, False),
        ([CardState.READY, CardState.UNAVAILABLE], False, False),
        ([CardState.UNAVAILABLE], False, False),
        ([CardState.NOT_LINKED, CardState.NOT_LINKED], True, True),
        ([CardState.NOT_LINKED, CardState.UNAVAILABLE], False, False),
    ],
)
def test_the_total_is_complete_unless_a_linked_service_is_silent(states, complete, nothing_linked):
    found = built(*(Card(f"s{n}", "", state) for n, state in enumerate(states)))

    assert found.total_is_complete is complete
    assert found.nothing_is_linked is nothing_linked


# Order


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(DAYS, max_size=8))
def test_what_is_due_first_stands_first_and_what_has_no_day_stands_last(days):
    card = a_card(
        notices=tuple(Notice(str(n), act_by=day) for n, day in enumerate(days)),
        charges=tuple(a_charge(100, day) for day in days),
    )

    found = built(card)

    in_order = sorted(days, key=lambda day: day or date.max)
    assert [notice.act_by for _, notice in found.to_do] == in_order
    assert [charge.due_on for charge in found.charges] == in_order


@pytest.mark.parametrize(("days", "shown"), [(-30, False), (-1, False), (0, True), (1, True)])
def test_coming_up_begins_today(days, shown):
    card = a_card(coming_up=(ComingUp("Visit", TODAY + timedelta(days=days)),))

    assert bool(built(card).coming_up) is shown


def test_the_page_lists_the_six_next_and_the_six_last():
    days = [TODAY + timedelta(days=n) for n in range(10)]
    cards = [
        a_card("housing", coming_up=tuple(ComingUp("", day) for day in reversed(days[::2]))),
        a_card("parking", coming_up=tuple(ComingUp("", day) for day in days[1::2])),
        a_card("leisure", recent=tuple(Happening("", TODAY - timedelta(n)) for n in range(10))),
    ]

    found = built(*cards)

    assert [event.on for _, event in found.coming_up] == days[:6]
    assert [event.on for _, event in found.recent] == [TODAY - timedelta(n) for n in range(6)]


def test_each_line_names_the_service_it_is_from():
    found = built(
        a_card("housing", notices=(Notice("Pay"),), coming_up=(ComingUp("Visit", TODAY),)),
        a_card("parking", recent=(Happening("Renewed", TODAY),)),
    )

    assert [slug for slug, _ in found.to_do] == ["housing"]
    assert [slug for slug, _ in found.coming_up] == ["housing"]
    assert [slug for slug, _ in found.recent] == ["parking"]


def test_what_is_last_known_still_has_to_be_done():
    card = Card("housing", "", CardState.LAST_KNOWN, Summary("", NOW, (), (Notice("Pay"),)), NOW)

    assert [notice.text for _, notice in built(card).to_do] == ["Pay"]
