"""The sandbox itself: it starts again at once, and each supplier misbehaves on request, alone."""

import time
import urllib.parse
import urllib.request
from http.client import HTTPResponse
from typing import Any

import pytest

from services.sandbox.personas import AMINA, DESMOND
from tests.contract.answers import Sandbox
from tests.contract.housing.calls import a_payment, ask, call, owed

pytestmark = pytest.mark.sandbox

LARGEST_ANSWER_WE_READ = 1024 * 1024
TENANCY = f"v1/tenures/{AMINA.tenancy}"


def everything(sandbox: Sandbox) -> Any:
    """What three suppliers of different sorts say at this moment."""
    return [
        ask(sandbox, TENANCY),
        ask(sandbox, f"v1/transactions/targettype/Tenure/{AMINA.tenancy}"),
        sandbox.call("GET", "/postbox/messages.json").body,
    ]


def reset(sandbox: Sandbox) -> None:
    assert sandbox.call("POST", "/reset").body == {"reset": True}


def fill_in(sandbox: Sandbox, **answers: str) -> HTTPResponse:
    """Send the form on the faults page as a browser does."""
    sent = urllib.parse.urlencode(answers).encode()
    answer: HTTPResponse = urllib.request.urlopen(f"{sandbox.url}/faults/", sent, timeout=10)
    return answer


def test_a_reset_puts_back_what_was_changed_and_takes_away_what_was_added(
    sandbox: Sandbox,
) -> None:
    before = everything(sandbox)
    call(sandbox, "POST", "v1/transactions", a_payment())
    assert everything(sandbox) != before

    reset(sandbox)

    assert everything(sandbox) == before


def test_a_second_reset_puts_back_what_the_first_one_put_back(sandbox: Sandbox) -> None:
    before = owed(sandbox)

    for _ in range(2):
        call(sandbox, "POST", "v1/transactions", a_payment())
        assert owed(sandbox) == pytest.approx(before - 40.25)
        reset(sandbox)
        assert owed(sandbox) == before


def test_after_a_reset_an_idempotency_key_can_be_used_again(sandbox: Sandbox) -> None:
    first = call(sandbox, "POST", "v1/transactions", a_payment(), key="once")
    again = call(sandbox, "POST", "v1/transactions", a_payment(), key="once")
    reset(sandbox)
    afresh = call(sandbox, "POST", "v1/transactions", a_payment(), key="once")

    assert again.body == first.body
    assert afresh.status == 201
    assert owed(sandbox) == pytest.approx(186.42 - 40.25)


def test_a_reset_makes_every_supplier_well(sandbox: Sandbox) -> None:
    sandbox.fault("housing", "error")

    reset(sandbox)

    assert call(sandbox, "GET", TENANCY).status == 200


def test_only_a_post_resets(sandbox: Sandbox) -> None:
    assert sandbox.call("GET", "/reset").status == 405


def test_an_error_shows_a_trace_that_a_careful_client_never_repeats(sandbox: Sandbox) -> None:
    sandbox.fault("housing", "error")

    answer = call(sandbox, "GET", TENANCY)

    assert answer.status == 500
    assert "password=" in answer.body


def test_a_malformed_answer_says_json_and_is_none(sandbox: Sandbox) -> None:
    sandbox.fault("housing", "malformed")

    answer = call(sandbox, "GET", TENANCY)

    assert answer.status == 200
    assert answer.body.startswith("<html>")


def test_a_huge_answer_is_more_than_anybody_should_read(sandbox: Sandbox) -> None:
    sandbox.fault("housing", "huge")

    assert len(call(sandbox, "GET", TENANCY).body) > 40 * LARGEST_ANSWER_WE_READ


def test_a_slow_supplier_answers_after_as_long_as_was_asked(sandbox: Sandbox) -> None:
    sandbox.fault("housing", "slow", 0.3)
    started = time.monotonic()

    assert call(sandbox, "GET", TENANCY).status == 200
    assert time.monotonic() - started >= 0.3


def test_a_late_error_comes_after_the_work_is_done(sandbox: Sandbox) -> None:
    """G25: the answer is lost after the commit, so the sender must be able to ask again."""
    sandbox.fault("housing", "late_error")
    lost = call(sandbox, "POST", "v1/transactions", a_payment(), key="once")
    sandbox.well("housing")
    again = call(sandbox, "POST", "v1/transactions", a_payment(), key="once")

    assert (lost.status, again.status) == (500, 201)
    assert owed(sandbox) == pytest.approx(186.42 - 40.25)


def test_another_persons_record_comes_whole_and_is_not_hers(sandbox: Sandbox) -> None:
    hers = ask(sandbox, TENANCY)
    sandbox.fault("housing", "another_person")

    anothers = ask(sandbox, TENANCY)

    assert anothers.keys() == hers.keys()
    assert anothers["paymentReference"] != hers["paymentReference"]


def test_a_fault_is_one_suppliers_and_ends_when_it_is_taken_back(sandbox: Sandbox) -> None:
    sandbox.fault("benefits", "error")
    sandbox.fault("housing", "error")
    assert call(sandbox, "GET", TENANCY).status == 500

    sandbox.well("housing")

    assert call(sandbox, "GET", TENANCY).status == 200
    assert sandbox.call("GET", "/benefits/v1/claims").status == 500


def test_a_fault_asked_for_later_replaces_the_one_before(sandbox: Sandbox) -> None:
    sandbox.fault("housing", "hang")
    sandbox.fault("housing", "error")

    assert call(sandbox, "GET", TENANCY).status == 500


@pytest.mark.parametrize(
    ("path", "fault", "status"),
    [("/faults/libraries", "slow", 404), ("/faults/housing", "grumpy", 400)],
)
def test_a_fault_nobody_knows_is_not_set(
    sandbox: Sandbox, path: str, fault: str, status: int
) -> None:
    assert sandbox.call("POST", path, {"fault": fault}).status == status
    assert call(sandbox, "GET", TENANCY).status == 200


def test_the_faults_page_sets_and_ends_a_fault(sandbox: Sandbox) -> None:
    page = fill_in(sandbox, supplier="housing", fault="error", seconds="")
    assert "Error: answers 500" in page.read().decode()
    assert call(sandbox, "GET", TENANCY).status == 500

    fill_in(sandbox, supplier="housing", fault="")

    assert call(sandbox, "GET", TENANCY).status == 200


def test_its_front_page_leads_to_the_postbox_and_the_faults(sandbox: Sandbox) -> None:
    page = sandbox.call("GET", "/").body

    assert 'href="/postbox/"' in page
    assert 'href="/faults/"' in page


def test_a_letter_is_shown_as_it_lies_on_the_doormat(sandbox: Sandbox) -> None:
    to = f"{DESMOND.title} {DESMOND.full_name}"
    path = f"/postbox/messages.json?{urllib.parse.urlencode({'to': to})}"
    letter = next(
        each for each in sandbox.call("GET", path).body["messages"] if "care" in each["reference"]
    )

    page = sandbox.call("GET", f"/postbox/{letter['id']}/").body

    assert DESMOND.care_number in page
    assert DESMOND.postcode in page
