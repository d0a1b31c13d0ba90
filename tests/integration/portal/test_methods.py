"""Nothing is done by looking, and a page to read takes nothing; the five services' own pages are
in tests/integration/services/test_doors.py."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from accounts.staff.roles import Role
from tests.architecture.pages import Door, every_door
from tests.factories.accounts import ResidentFactory, StaffMemberFactory

pytestmark = pytest.mark.django_db

BLANKS = {"uuid": str(uuid4()), "int": "1", "slug": "housing", "str": "x", "day": "2026-05-04"}
METHODS = {"get", "head", "post", "put", "patch", "delete"}
READ, ASK, DO = {"get", "head"}, {"get", "head", "post"}, {"post"}
TAKES = {
    "activity": {"index": READ, "stop": DO},
    "assisted": {
        **dict.fromkeys(("start", "oversight", "summary"), READ),
        **dict.fromkeys(("find", "register", "identity", "agree", "stop", "resume"), ASK),
        **dict.fromkeys(("ask-supervisor", "caution"), ASK),
        **dict.fromkeys(("begin", "decide", "pause", "end", "end-elsewhere"), DO),
    },
    "payments": {
        **dict.fromkeys(("index", "return", "receipt", "receipt-pdf"), READ),
        **dict.fromkeys(("desk", "desk-mismatch", "desk-payment", "desk-books"), READ),
        **dict.fromkeys(("start", "link"), ASK),
        **dict.fromkeys(("cancel", "stripe-webhook", "desk-resolve", "desk-post-again"), DO),
        **dict.fromkeys(("desk-refund", "desk-approve", "desk-decline"), DO),
        "desk-compare-again": DO,
    },
    "reporting": {"index": READ, "export": READ, "import": ASK},
    "residents": dict.fromkeys(("end-others", "not-me", "stay-signed-in"), DO),
    "services": dict.fromkeys(("link", "enter-code", "unlink"), ASK),
    "staff": dict.fromkeys(("sign-out", "back-channel-logout"), DO),
    "": dict.fromkeys(("search", "rendition"), READ),
}


def doors() -> list[tuple[Door, set[str]]]:
    found = []
    for door in every_door():
        space, _, name = door.name.rpartition(":")
        if name in TAKES.get(space, {}):
            found.append((door, TAKES[space][name]))
    return found


def browser_for(kind: str) -> Client:
    client = Client()
    if kind == "staff":
        client.force_login(StaffMemberFactory(roles=[str(role) for role in Role]).user)
    elif kind in {"resident", "account_holder"}:
        client.force_login(ResidentFactory().user)
    return client


@pytest.mark.parametrize(("door", "takes"), doors(), ids=lambda it: getattr(it, "name", ""))
def test_a_page_takes_what_it_is_for_and_nothing_else(door: Door, takes: set[str]) -> None:
    """J07, J12"""
    address = "/" + re.sub(r"<(\w+):\w+>", lambda blank: BLANKS[blank[1]], door.route)
    client = browser_for(door.guard.kind)

    for method in METHODS - takes:
        assert getattr(client, method)(address).status_code == 405, method


NAMES = ("page", "q", "next", "who", "reference", "again", "all", "service", "period", "channel")
NASTY = "&".join(f"{name}=1&{name}=%00&{name}={'9' * 5000}&{name}%5B%5D=%FF" for name in NAMES)
NAMELESS = BLANKS | {"str": "%00", "slug": "x" * 300, "int": "9" * 30}


@pytest.mark.parametrize("query", [NASTY, NASTY.replace("9" * 5000, "%00")], ids=["long", "nul"])
@pytest.mark.parametrize("kind", ["public", "resident", "account_holder", "staff"])
def test_whatever_stands_in_an_address_the_answer_is_a_page(kind: str, query: str) -> None:
    """J13, J20, E31: a name twice, a number of thousands of digits, what no database takes."""
    client = browser_for(kind)
    client.raise_request_exception = False
    own = [door for door in every_door() if door.guard and door.guard.kind == kind]
    ours = [door for door in own if not door.route.startswith(("cms/", "services/leisure/"))]
    asked = [
        "/" + re.sub(r"<(\w+):\w+>", lambda blank: NAMELESS[blank[1]], door.route) for door in ours
    ]

    answers = {address: client.get(f"{address}?{query}").status_code for address in asked}

    assert len(answers) > 5
    broken = {address: status for address, status in answers.items() if status >= 500}
    assert {address for address, status in broken.items() if status != 503} == set()
    assert set(broken) <= {"/staff/sign-in/"}  # its page says that the directory is away


def test_every_page_of_the_table_is_there() -> None:
    assert len(doors()) == sum(map(len, TAKES.values()))
