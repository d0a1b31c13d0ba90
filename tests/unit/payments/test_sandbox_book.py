"""Money at the pretended card company: taken once, whole, and kept in its books."""

import pytest

from services.sandbox.card_payments import book, objects
from services.sandbox.card_payments.parameters import InvalidParameter
from tests.unit.payments.sandbox_books import DECLINED, GOOD, an_item, asked


def test_a_new_session_is_open_and_waits_for_a_card(books, session):
    kept = books.only("session")

    assert kept == session
    assert (kept["status"], kept["payment_status"], kept["amount_total"]) == (
        "open",
        "unpaid",
        9215,
    )
    assert kept["url"] == f"http://sandbox.example/pay/{session['id']}"
    assert kept["success_url"].endswith(f"?s={session['id']}")
    assert kept["payment_intent"] is None


def test_what_was_asked_for_is_added_up(books):
    session = book.open_session(asked(books, line_items=[an_item(100, 3), an_item(50)]))

    assert (session["amount_total"], session["amount_subtotal"]) == (350, 350)
    assert [item["amount_total"] for item in session["_line_items"]] == [300, 50]


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"mode": None}, "mode", "parameter_missing"),
        ({"mode": "subscription"}, "mode", ""),
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"success_url": ""}, "success_url", "parameter_missing"),
        ({"client_reference_id": "x" * 201}, "client_reference_id", ""),
        ({"line_items": [{"quantity": 1}]}, "line_items[0]", "parameter_missing"),
        ({"line_items": [an_item(currency="usd")]}, "line_items[0][price_data][currency]", ""),
        ({"line_items": [an_item(-1)]}, "line_items[0]", ""),
        ({"line_items": [an_item(), an_item(quantity=0)]}, "line_items[1]", ""),
        ({"line_items": [an_item(29)]}, "line_items", "amount_too_small"),
        ({"line_items": [an_item(99_999_999), an_item(1)]}, "line_items", "amount_too_large"),
    ],
)
def test_what_stripe_would_not_open_is_not_opened(books, changes, param, code):
    with pytest.raises(InvalidParameter) as wrong:
        book.open_session(asked(books, **changes))

    assert (wrong.value.param, wrong.value.code) == (param, code)
    assert books.rows == {}


@pytest.mark.parametrize("pence", [30, 31, 99_999_999])
def test_the_smallest_and_the_largest_payment_are_taken(books, pence):
    assert book.open_session(asked(books, line_items=[an_item(pence)]))["amount_total"] == pence


def test_a_reference_as_long_as_stripe_takes_is_taken(books):
    opened = book.open_session(asked(books, client_reference_id="x" * 200))

    assert opened["client_reference_id"] == "x" * 200


@pytest.mark.parametrize(
    ("lasts", "opens"),
    [(0, False), (1739, False), (1740, True), (3600, True), (86_460, True), (86_461, False)],
)
def test_a_page_is_open_from_half_an_hour_to_a_day(books, lasts, opens):
    wanted = asked(books, expires_at=int(books.seconds) + lasts)

    if opens:
        assert book.open_session(wanted)["expires_at"] == wanted["expires_at"]
    else:
        with pytest.raises(InvalidParameter):
            book.open_session(wanted)


def test_a_good_card_pays_all_of_it_and_everybody_hears_of_it(books, session):
    paid = book.pay(session["id"], GOOD, name="A Yusuf")

    charge, intent = books.only("charge"), books.only("intent")
    assert (paid["status"], paid["payment_status"], paid["url"]) == ("complete", "paid", None)
    assert books.only("session") == paid
    assert (intent["status"], intent["amount_received"]) == ("succeeded", 9215)
    assert intent["latest_charge"] == charge["id"]
    assert intent["metadata"] == {"reference": "TB-7KQ4-M2WD"}
    assert (charge["amount_captured"], charge["payment_intent"]) == (9215, intent["id"])
    assert charge["payment_method_details"]["card"] == {"brand": "visa", "last4": "4242"}
    assert books.told == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_nothing_of_a_card_is_kept_but_its_last_four(books, paid):
    """F29."""
    for body in books.rows.values():
        assert GOOD.number not in str(body)


def test_a_payment_is_a_line_in_the_books_less_what_it_costs(books, paid):
    line = books.only("balance_transaction")

    assert (line["type"], line["amount"], line["source"]) == (
        "charge",
        9215,
        books.only("charge")["id"],
    )
    assert line["fee"] == 158
    assert line["net"] == 9215 - 158
    assert books.only("charge")["balance_transaction"] == line["id"]


def test_a_refused_card_takes_nothing_and_leaves_the_page_open(books, session):
    with pytest.raises(book.CardRefused, match="Your card was declined"):
        book.pay(session["id"], DECLINED, name="")

    assert books.only("session")["status"] == "open"
    charge, intent = books.only("charge"), books.only("intent")
    assert (charge["status"], charge["amount_captured"], charge["captured"]) == (
        "failed",
        0,
        False,
    )
    assert intent["last_payment_error"]["decline_code"] == "generic_decline"
    assert books.told == ["payment_intent.payment_failed"]
    assert books.list_of("", "balance_transaction") == []


def test_another_card_pays_what_the_first_one_could_not(books, session):
    with pytest.raises(book.CardRefused):
        book.pay(session["id"], DECLINED, name="")

    book.pay(session["id"], GOOD, name="")

    assert books.only("intent")["last_payment_error"] is None
    assert len(books.list_of("", "charge")) == 2
    assert len(books.list_of("", "balance_transaction")) == 1


def test_a_page_is_paid_once(books, paid):
    """F01, F19."""
    with pytest.raises(book.SessionNotOpen) as closed:
        book.pay(paid["id"], GOOD, name="")

    assert closed.value.status == "complete"
    assert len(books.list_of("", "charge")) == 1


@pytest.mark.parametrize(("seconds", "is_open"), [(3599, True), (3600, False), (3601, False)])
def test_a_page_runs_out_at_its_second(books, session, seconds, is_open):
    books.seconds += seconds

    found = book.find_session(session["id"])

    assert (found["status"], bool(found["url"])) == (
        ("open", True) if is_open else ("expired", False)
    )
    assert books.told == ([] if is_open else ["checkout.session.expired"])
    assert book.find_session(session["id"]) == found
    assert len(books.told) <= 1


def test_a_page_that_has_run_out_takes_no_card_though_nobody_looked(books, session):
    books.seconds += 3600

    with pytest.raises(book.SessionNotOpen, match="expired"):
        book.pay(session["id"], GOOD, name="")

    assert books.list_of("", "charge") == []


def test_a_closed_page_takes_no_card_and_cannot_be_closed_again(books, session):
    assert book.expire_session(session["id"])["status"] == "expired"

    with pytest.raises(book.SessionNotOpen):
        book.pay(session["id"], GOOD, name="")
    with pytest.raises(book.SessionNotOpen):
        book.expire_session(session["id"])


def test_a_paid_page_cannot_be_closed(books, paid):
    with pytest.raises(book.SessionNotOpen, match="complete"):
        book.expire_session(paid["id"])


def test_a_session_that_is_not_there_is_not_found(books):
    assert book.find_session("cs_none") is None


def test_lists_are_newest_first_and_go_on_where_they_stopped():
    bodies = [{"id": str(number), "_secret": 1} for number in range(5)]

    first = objects.page_of("/v1/things", bodies, {"limit": 2})
    rest = objects.page_of("/v1/things", bodies, {"limit": 9, "starting_after": "3"})

    assert ([one["id"] for one in first["data"]], first["has_more"]) == (["4", "3"], True)
    assert ([one["id"] for one in rest["data"]], rest["has_more"]) == (["2", "1", "0"], False)
    assert "_secret" not in first["data"][0]
    assert objects.page_of("/v1/things", bodies, {"starting_after": "none"})["data"] == []


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(9, 9, False), (10, 10, False), (11, 10, True)]
)
def test_a_page_of_a_list_holds_ten(count, shown, more):
    page = objects.page_of("/", [{"id": str(number)} for number in range(count)], {})

    assert (len(page["data"]), page["has_more"]) == (shown, more)
