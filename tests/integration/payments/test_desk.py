"""The money desk: what staff see of money that needs a person, what they do, and who may."""

from itertools import product

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from payments.desk.words import NEXT
from payments.mismatches import notice
from payments.models import Mismatch, Posting, Refund
from payments.reconciliation import reconcile
from payments.states import MismatchKind
from tests.factories.payments import PaidSessionFactory
from tests.integration.payments.desk import DAY, DESK, address, ask, signed_in
from tests.integration.payments.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mismatch(paid):
    return notice(MismatchKind.LATE, subject=paid.reference, session=paid)


READS = {Role.SERVICE_MANAGER, Role.SUPERVISOR, Role.AUDITOR}
ACTS = {Role.SERVICE_MANAGER, Role.SUPERVISOR}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_it_may_and_nothing_else(role, paid, mismatch):
    """F20, D20: reading is for managers, supervisors and auditors; acting is not for auditors."""
    refund = Refund.objects.create(payment=paid.payment, amount_pence=1, reason="Twice")
    reconcile(DAY, now=timezone.now())
    client = signed_in(role)
    reads = [
        DESK,
        address("-mismatch", mismatch.pk),
        address("-payment", paid.reference),
        address("-books", DAY),
    ]
    acts = [
        address("-resolve", mismatch.pk),
        address("-post-again", paid.reference),
        address("-refund", paid.reference),
        address("-approve", refund.pk),
        address("-decline", refund.pk),
        address("-compare-again", DAY),
    ]

    assert {client.get(path).status_code for path in reads} == {200 if role in READS else 403}
    answers = {client.post(path).status_code for path in acts}
    assert (answers == {403}) is (role not in ACTS)
    assert (403 in answers) is (role not in ACTS)


@pytest.mark.parametrize(("who", "name"), list(product(["nobody", "resident"], ["", "-payment"])))
def test_the_desk_is_closed_to_everybody_else(paid, amina, who, name):
    client = Client()
    if who == "resident":
        client.force_login(amina.user)

    response = client.get(address(name, *([paid.reference] if name else [])))

    assert response.status_code == (403 if who == "resident" else 302)
    assert "92.15" not in text_of(response)


def test_the_desk_lists_what_waits_for_a_person_and_names_no_resident(
    morgan, paid, mismatch, amina
):
    ask(morgan, paid)

    page = text_of(morgan.get(DESK))

    assert page.count("<h1") == 1
    assert "Paid after the attempt had ended" in page
    assert "£10.00 of " + paid.reference in page
    assert "Morgan Ellis asked" in page
    for secret in (amina.first_name, amina.last_name, "Canal Street"):
        assert secret not in page


def test_the_desk_shows_twenty_at_a_time_the_oldest_first(morgan):
    """A ledger that is down for a night leaves hundreds."""
    for number in range(21):
        notice(MismatchKind.UNKNOWN_SESSION, subject=f"evt_{number}")

    first, second = text_of(morgan.get(DESK)), text_of(morgan.get(f"{DESK}?page=2"))

    # Each is named twice: in its link, for who hears the page, and below it.
    assert [page.count("evt_") for page in (first, second)] == [40, 2]
    assert "evt_0" in first
    assert "evt_20" in second


def test_a_desk_with_nothing_on_it_says_so(morgan):
    page = text_of(morgan.get(DESK))

    assert "Everything matches." in page
    assert "Nothing has been compared yet" in page


@pytest.mark.parametrize("kind", list(MismatchKind))
def test_everything_that_does_not_match_says_what_to_do_next(morgan, paid, kind):
    found = notice(kind, subject=paid.reference, session=paid, expected="9215", found="9214")

    page = text_of(morgan.get(address("-mismatch", found.pk)))

    assert kind.label.replace("'", "&#x27;") in page
    assert NEXT[kind].split(".")[0].replace("'", "&#x27;") in page
    assert paid.account_reference in page


def test_amounts_are_said_in_pounds_and_words_as_they_are(morgan, paid):
    amounts = notice(MismatchKind.BOOKS_DIFFER, subject="TB-1", expected="-500", found="9214")
    words = notice(MismatchKind.NOT_POSTED, subject="TB-2", expected="9215", found="HTTP 422")

    assert "−£5.00" in text_of(morgan.get(address("-mismatch", amounts.pk)))
    page = text_of(morgan.get(address("-mismatch", words.pk)))
    assert "£92.15" in page
    assert "HTTP 422" in page


def test_whoever_put_it_right_says_how_and_it_leaves_the_desk(morgan, paid, mismatch):
    other = notice(MismatchKind.SESSION, subject=paid.reference, session=paid)
    response = morgan.post(address("-resolve", mismatch.pk), {"resolution": "Refunded one"})

    assert response.status_code == 302
    mismatch.refresh_from_db()
    assert (mismatch.resolution, mismatch.resolved_by) == ("Refunded one", morgan.member.pk)
    entry = AuditEntry.objects.get(event="payments.mismatch.resolved")
    assert (entry.staff_id, entry.resident_id) == (morgan.member.pk, paid.resident_id)
    desk = text_of(morgan.get(DESK))
    assert MismatchKind(other.kind).label in desk
    assert MismatchKind.LATE.label not in desk
    page = text_of(morgan.get(address("-mismatch", mismatch.pk)))
    assert "Refunded one (Morgan Ellis)" in page
    assert "This is put right" not in page


def test_nothing_is_put_right_without_saying_how(morgan, mismatch):
    page = text_of(morgan.post(address("-resolve", mismatch.pk), {"resolution": " "}))

    assert "Say what you did about it" in page
    assert Mismatch.objects.get().resolved_at is None


def test_what_was_put_right_a_moment_ago_is_not_put_right_twice(morgan, anita, mismatch):
    morgan.post(address("-resolve", mismatch.pk), {"resolution": "First"})
    response = anita.post(address("-resolve", mismatch.pk), {"resolution": "Second"}, follow=True)

    assert "Somebody had done this before you." in text_of(response)
    assert Mismatch.objects.get().resolution == "First"
    assert AuditEntry.objects.filter(event="payments.mismatch.resolved").count() == 1


def test_an_auditor_reads_and_is_offered_nothing_to_press(paid, mismatch):
    """L17: and what an auditor reads of somebody is audited, too."""
    auditor = signed_in(Role.AUDITOR)
    Refund.objects.create(payment=paid.payment, amount_pence=1, reason="Twice")

    for path in (address("-mismatch", mismatch.pk), address("-payment", paid.reference)):
        page = text_of(auditor.get(path))

        assert DESK in page
        for button in (
            "This is put right",
            "Approve",
            "Withdraw this request",
            "Ask for this refund",
        ):
            assert button not in page
    read = AuditEntry.objects.get(staff_id=auditor.member.pk)
    assert read.event == "payments.payment.viewed"


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no hyphens"])
def test_a_payment_is_found_however_its_reference_is_typed(morgan, paid, typed):
    PaidSessionFactory(charge_reference="other")
    words = {"lower": paid.reference.lower(), "no hyphens": paid.reference.replace("-", "")}

    response = morgan.get(DESK, {"reference": words.get(typed, typed.format(paid.reference))})

    assert response["Location"] == address("-payment", paid.reference)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("TB-NONE-NONE", "There is no payment"),
        ("", "Enter a payment reference"),
        ("%", "no payment"),
    ],
)
def test_a_payment_that_is_not_there_is_said_beside_the_field(morgan, typed, words):
    page = text_of(morgan.get(DESK, {"reference": typed}))

    assert words in page
    assert "<title>Error: " in page


def test_looking_at_a_payment_is_written_down_for_the_resident_to_read(morgan, paid):
    """L15."""
    morgan.get(address("-payment", paid.reference))

    entry = AuditEntry.objects.get(event="payments.payment.viewed")
    assert (entry.staff_id, entry.resident_id) == (morgan.member.pk, paid.resident_id)
    assert entry.subject == paid.reference


def test_a_payment_the_ledger_refused_is_told_again_by_a_press(morgan, paid, ledger):
    Posting.objects.update(state="given_up", delivered_at=None)
    found = notice(MismatchKind.NOT_POSTED, subject=paid.reference, session=paid)
    assert "Tell the ledger again" in text_of(morgan.get(address("-mismatch", found.pk)))

    page = text_of(morgan.post(address("-post-again", paid.reference), follow=True))

    assert "The ledger is told again" in page
    assert Posting.objects.get().state == "waiting"
    assert "Tell the ledger again" not in text_of(morgan.get(address("-mismatch", found.pk)))
    again = morgan.post(address("-post-again", paid.reference), follow=True)
    assert "There is nothing to tell" in text_of(again)


def test_what_the_ledger_is_still_being_told_is_not_posted_by_hand_as_well(morgan, paid):
    found = notice(MismatchKind.NOT_POSTED, subject=paid.reference, session=paid)
    Posting.objects.update(state="waiting", delivered_at=None)

    page = text_of(morgan.get(address("-mismatch", found.pk)))

    assert "Do not post it by hand" in page
    assert NEXT[MismatchKind.NOT_POSTED].split(".")[0].replace("'", "&#x27;") not in page


@pytest.mark.parametrize(
    "path",
    ["look/999/", "payment/TB-NONE-NONE/", "books/2026-05-04/", "books/2026-13-45/", "books/x/"],
)
def test_what_is_not_there_is_not_there(morgan, paid, path):
    assert morgan.get(DESK + path).status_code == 404


@pytest.mark.parametrize(
    "name", ["-resolve", "-post-again", "-refund", "-approve", "-decline", "-compare-again"]
)
def test_looking_changes_nothing(morgan, paid, mismatch, name):
    """J07: no effect by following a link."""
    refund = Refund.objects.create(payment=paid.payment, amount_pence=1, reason="Twice")
    argument = {"-resolve": mismatch.pk, "-approve": refund.pk, "-decline": refund.pk}
    argument["-compare-again"] = DAY

    response = morgan.get(address(name, argument.get(name, paid.reference)))

    assert response.status_code == 405


def test_the_desk_is_a_handful_of_queries_however_much_is_on_it(
    morgan, django_assert_max_num_queries
):
    for _ in range(12):
        session = PaidSessionFactory()
        notice(MismatchKind.LATE, subject=session.reference, session=session)
        Refund.objects.create(payment=session.payment, amount_pence=1, reason="Twice")
    cache.clear()

    with django_assert_max_num_queries(15):
        assert morgan.get(DESK).status_code == 200
