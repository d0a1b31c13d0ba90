"""The claims of the pretended town: whole, believable, and as their published contract says."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from services.benefits import payloads
from services.sandbox import store
from services.sandbox.benefits import seed, shapes
from services.sandbox.benefits.answers import check_entity_tag, entity_tag
from services.sandbox.benefits.changes import EVIDENCE
from services.sandbox.benefits.letters import letters_for
from services.sandbox.benefits.openapi import ALL_SHAPES, document
from services.sandbox.benefits.seed import CIRCUMSTANCES, PAYEES
from services.sandbox.benefits.urls import urlpatterns
from services.sandbox.personas import AMINA, PEOPLE
from services.sandbox.rest import Refused
from tests.factories.wrong_answers import is_read

TODAY = date(2026, 5, 20)
SHAPES: dict[str, Any] = {
    "claim": shapes.Claim,
    "award": shapes.Award,
    "payment": shapes.Payment,
    "overpayment": shapes.Overpayment,
    "letter": shapes.LetterText,
    "evidence-request": shapes.EvidenceRequest,
}
READ_BY_US: dict[str, Any] = {
    "claim": payloads.Claim,
    "award": payloads.Award,
    "payment": payloads.Payment,
    "overpayment": payloads.Overpayment,
    "letter": payloads.LetterText,
    "evidence-request": payloads.EvidenceRequest,
}
Written = list[tuple[str, str, dict[str, Any], str]]


def written(monkeypatch: pytest.MonkeyPatch, today: date = TODAY) -> Written:
    """Everything the seed puts into the books, as (kind, key, body, person)."""
    books: Written = []

    def put(supplier: str, kind: str, key: str, body: dict[str, Any], *, person: str = "") -> None:
        assert supplier == "benefits"
        books.append((kind, key, body, person))

    monkeypatch.setattr(store, "put", put)
    seed.seed(random.Random(1), today=today, people=PEOPLE)
    return books


def of_kind(books: Written, kind: str, claim: str = "") -> list[dict[str, Any]]:
    return [
        body for each, _, body, _ in books if each == kind and claim in {"", body["claimReference"]}
    ]


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(today=st.dates(min_value=date(2025, 1, 1), max_value=date(2032, 12, 31)))
def test_on_any_day_everything_is_as_the_contract_says(
    monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    for kind, _, body, _ in written(monkeypatch, today):
        if kind in SHAPES:
            msgspec.convert(body, SHAPES[kind])  # forbids what the contract does not name
            assert is_read(body, READ_BY_US[kind])


def test_no_two_documents_of_a_kind_share_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [(kind, key) for kind, key, _, _ in written(monkeypatch)]

    assert len(keys) == len(set(keys))


def test_everything_is_about_the_claim_of_the_person_it_belongs_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims = {person.name: person.claim for person in PEOPLE if person.claim}
    books = written(monkeypatch)

    assert set(claims) == set(CIRCUMSTANCES)
    assert all(body["claimReference"] == claims[person] for _, _, body, person in books)


def test_what_was_due_was_paid_and_what_comes_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for payment in of_kind(written(monkeypatch), "payment"):
        is_due = payment["dueDate"] <= TODAY.isoformat()

        assert payment["status"] == ("issued" if is_due else "scheduled")
        assert payment["paidDate"] == (payment["dueDate"] if is_due else None)
        assert payment["payee"] == PAYEES[payment["scheme"]]
        assert Decimal(payment["amount"]) > 0


def test_the_claim_says_until_when_it_has_been_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    books = written(monkeypatch)
    (claim,) = of_kind(books, "claim", AMINA.claim)
    rent = [p for p in of_kind(books, "payment", AMINA.claim) if p["scheme"] == "HB"]

    issued = [payment["periodTo"] for payment in rent if payment["status"] == "issued"]
    assert claim["hbPaidTo"] == max(issued)
    assert claim["hbPaidTo"] < TODAY.isoformat() < rent[-1]["periodTo"]


def test_who_gets_council_tax_reduction_only_has_not_been_paid_for_rent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (claim,) = of_kind(written(monkeypatch), "claim", "70043245")

    assert (claim["schemes"], claim["hbPaidTo"]) == (["CTR"], None)
    assert claim["ctrPaidTo"] is not None


def test_what_has_to_be_paid_back_is_owed_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    for owed in of_kind(written(monkeypatch), "overpayment"):
        assert 0 < Decimal(owed["outstanding"]) < Decimal(owed["amount"])
        by_invoice = owed["recoveryMethod"] == "invoice"
        assert (owed["invoiceNumber"] is not None) is by_invoice
        assert (owed["weeklyRate"] is None) is by_invoice
        assert owed["periodFrom"] < owed["periodTo"] < TODAY.isoformat()


def test_every_award_has_its_letter_with_a_month_to_challenge_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    books = written(monkeypatch)
    letters = of_kind(books, "letter")
    with_challenge = [letter for letter in letters if letter["challengeBy"]]

    decided = len(of_kind(books, "award")) + 1  # and that Amina was paid too much
    assert len(with_challenge) == decided
    for letter in with_challenge:
        sent_on = date.fromisoformat(letter["sentOn"])
        assert date.fromisoformat(letter["challengeBy"]) - sent_on == timedelta(days=30)
        assert any("appeal" in paragraph for paragraph in letter["paragraphs"])


def test_only_amina_was_asked_for_proof_and_told_so_by_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    books = written(monkeypatch)
    (asked,) = of_kind(books, "evidence-request")
    (letter,) = [each for each in of_kind(books, "letter") if not each["challengeBy"]]

    assert asked["claimReference"] == letter["claimReference"] == AMINA.claim
    assert asked["status"] == "outstanding"
    assert asked["requestedOn"] == letter["sentOn"] < TODAY.isoformat() < asked["dueOn"]
    assert f"{date.fromisoformat(asked['dueOn']):%-d %B %Y}" in letter["paragraphs"][1]


def test_letters_are_numbered_and_name_their_reader() -> None:
    numbered = [letter["letterId"] for letter in letters_for(AMINA, {}, TODAY)]

    assert numbered == [f"{AMINA.claim}-L001", f"{AMINA.claim}-L002"]
    assert {letter["paragraphs"][0] for letter in letters_for(AMINA, {}, TODAY)} == {
        "Dear Ms Yusuf"
    }


def test_there_is_always_a_decision_that_can_still_be_challenged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letters = of_kind(written(monkeypatch), "letter", AMINA.claim)

    still = [each for each in letters if (each["challengeBy"] or "") >= TODAY.isoformat()]
    assert [each["title"] for each in still] == ["You have been paid too much Housing Benefit"]


def test_identities_are_what_the_letters_say(monkeypatch: pytest.MonkeyPatch) -> None:
    identities = of_kind(written(monkeypatch), "identity")
    letters = [{name: each[name] for name in each if name != "personRef"} for each in identities]

    assert len(msgspec.convert(letters, list[shapes.LinkCheck])) == len(letters) > 0


# --- the contract


def test_the_contract_is_openapi_3_1_and_names_every_shape() -> None:
    validate(document())

    assert set(document()["components"]["schemas"]) >= {shape.__name__ for shape in ALL_SHAPES}


def operations() -> Iterable[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_address_that_answers_is_in_the_contract() -> None:
    answering = {len(str(url.pattern).split("/")) for url in urlpatterns}

    assert len(document()["paths"]) == len(urlpatterns) - 1  # all but the contract itself
    assert {len(path.strip("/").split("/")) for path in document()["paths"]} == answering


def test_operations_have_their_own_names() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_every_operation_says_how_it_says_no(
    path: str, method: str, operation: dict[str, Any]
) -> None:
    responses = operation["responses"]

    assert {"401", "403", "405", "503"} <= set(responses)
    for status, response in responses.items():
        if status >= "400":
            assert list(response["content"]) == ["application/problem+json"]
    in_path = {part["name"] for part in operation["parameters"] if part["in"] == "path"}
    assert in_path == {part.strip("{}") for part in path.split("/") if part.startswith("{")}
    assert ("requestBody" in operation) is (method == "post")


def test_an_entity_tag_changes_with_the_claim() -> None:
    claim = {"claimReference": "70043211", "version": 3}

    assert entity_tag(claim) == '"70043211-3"'
    for sent in ("", "*", '"70043211-3"'):
        check_entity_tag(with_if_match(sent), claim)
    for stale in ('"70043211-2"', '"70043229-3"', "70043211-3"):
        with pytest.raises(Refused) as no:
            check_entity_tag(with_if_match(stale), claim)
        assert no.value.status == 409


def with_if_match(tag: str) -> Any:
    from django.test import RequestFactory

    return RequestFactory().post("/", headers={"if-match": tag} if tag else {})


def test_every_kind_of_change_but_another_asks_for_its_own_proof() -> None:
    kinds = set(msgspec.structs.fields(shapes.Change)[1].type.__args__)

    assert set(EVIDENCE) == kinds - {"other"}
    assert len({kind for kind, _ in EVIDENCE.values()}) == len(EVIDENCE)
