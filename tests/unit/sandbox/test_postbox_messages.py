"""What lies in the postbox: where each message has got to, whose it is, and how often it came."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import time_machine

from services.sandbox.personas import AMINA, PEOPLE, TOM
from services.sandbox.postbox import messages, seed
from services.sandbox.postbox.messages import EMAIL, LETTER, SMS
from tests.unit.sandbox.conftest import Shelf

pytestmark = pytest.mark.usefixtures("shelf")

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)


def keep(kind: str = EMAIL, to: str = "amina@example.org", **given: str) -> messages.Message:
    return messages.keep(kind, to=to, sent_at=NOW, **{"subject": "Hello", "body": "It is", **given})


def status(message: messages.Message, *, after: timedelta) -> str:
    with time_machine.travel(NOW + after, tick=False):
        return message.status


@pytest.mark.parametrize(
    ("kind", "at_first", "later"),
    [
        (EMAIL, "sending", "delivered"),
        (SMS, "sending", "delivered"),
        (LETTER, "accepted", "received"),
    ],
)
def test_a_message_is_under_way_for_a_second(kind: str, at_first: str, later: str) -> None:
    message = keep(kind, "07700 900141")

    assert status(message, after=SECOND - MOMENT) == at_first
    assert status(message, after=SECOND) == later


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("temp-fail@simulator.notify", "temporary-failure"),
        ("Perm-Fail@Simulator.Notify", "permanent-failure"),
        ("07700 900 002", "temporary-failure"),
        ("07700900003", "permanent-failure"),
        ("07700900004", "delivered"),
    ],
)
def test_notifys_own_test_addresses_fail_as_they_do_there(to: str, where: str) -> None:
    assert status(keep(SMS, to), after=SECOND) == where


def test_what_was_kept_is_found_as_it_was() -> None:
    sent = keep(LETTER, "Ms Amina Yusuf", reference="r-1", body="One\r\nTwo")

    found = messages.find(sent.id)

    assert found == sent
    assert sent.body == "One\nTwo"
    assert messages.find("another") is None


def test_the_newest_lies_on_top() -> None:
    first, second = keep(subject="First"), keep(subject="Second")

    assert [message.id for message in messages.newest_first()] == [second.id, first.id]


@pytest.mark.parametrize(
    ("to", "count"),
    [
        ("", 3),
        ("amina@example.org", 2),
        ("AMINA@example.org ", 2),
        ("07700900141", 1),
        ("amina@example", 0),
    ],
)
def test_a_recipient_is_found_however_the_address_is_written(to: str, count: int) -> None:
    keep()
    keep(to="Amina@Example.org")
    keep(SMS, "07700 900 141")

    assert len(messages.newest_first(to=to)) == count


def test_a_message_sent_twice_shows_that_it_was() -> None:
    """Sending once is the sender's business, and here one sees whether it did."""
    for reference in ("r-1", "r-1", "r-2", ""):
        keep(reference=reference)

    copies = {message.reference: message.copies for message in messages.newest_first()}

    assert copies == {"r-1": 2, "r-2": 1, "": 1}
    assert len(messages.newest_first(reference="r-1")) == 2


def test_recipients_are_listed_once_and_by_name() -> None:
    for to in ("tom@example.org", "Amina@example.org", "tom@example.org"):
        keep(to=to)

    assert messages.recipients() == ["Amina@example.org", "tom@example.org"]


TODAY = date(2026, 5, 4)


@pytest.fixture
def doormats(shelf: Shelf) -> list[messages.Message]:
    seed.seed(Random(1), today=TODAY, people=PEOPLE)
    return messages.newest_first()


def letters_to(found: list[messages.Message], full_name: str) -> list[messages.Message]:
    return [letter for letter in found if letter.to.endswith(full_name)]


def test_the_letters_came_in_the_order_of_their_days(doormats: list[messages.Message]) -> None:
    days = [letter.sent_at for letter in doormats]

    assert days == sorted(days, reverse=True)
    assert all(TODAY - timedelta(days=62) < day.date() < TODAY for day in days)


def test_everybody_has_one_letter_for_each_thing_they_can_link(
    doormats: list[messages.Message],
) -> None:
    about = {letter.reference.split("-")[0] for letter in letters_to(doormats, AMINA.full_name)}

    assert about == {"care", "claim", "membership", "permit", "rent"}
    assert len(letters_to(doormats, TOM.full_name)) == 2, "a permit and a membership"
    assert len({letter.id for letter in doormats}) == len(doormats)


def test_a_letter_stands_on_the_doormat_of_whom_it_is_about(
    doormats: list[messages.Message],
) -> None:
    for person in PEOPLE:
        for letter in letters_to(doormats, person.full_name):
            assert letter.kind == LETTER
            assert letter.address[0] == f"{person.title} {person.full_name}"
            assert letter.address[-1] == person.postcode
            assert f"Dear {person.title} {person.last_name}\n" in letter.body
            others = [one for one in PEOPLE if one is not person]
            assert not [one.name for one in others if one.last_name in letter.body.split("\n")[0]
                        and one.last_name != person.last_name]  # fmt: skip


def test_a_letter_about_a_private_record_says_that_a_code_will_come(
    doormats: list[messages.Message],
) -> None:
    """A26: the paper tells the truth about how linking goes."""
    said = {letter.reference.split("-")[0]: letter.body for letter in doormats}

    assert {kind for kind, body in said.items() if " code" in body} == {"care", "claim"}
