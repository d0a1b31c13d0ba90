"""The pretended leisure system knows a member by all of their facts, or not at all."""

import pytest

from services.sandbox.personas import AMINA, GRACE
from tests.contract.answers import Sandbox
from tests.contract.leisure.calls import call

pytestmark = pytest.mark.sandbox


def facts(**changes: str) -> str:
    known = {
        "accountNumber": AMINA.membership,
        "familyName": AMINA.last_name,
        "postalCode": AMINA.postcode,
    }
    return "&".join(
        f"{name}={value.replace(' ', '%20')}" for name, value in (known | changes).items()
    )


@pytest.mark.parametrize(
    "written", [{}, {"postalCode": "tb14qn"}, {"familyName": "YUSUF"}, {"birthDate": "1991-04-17"}]
)
def test_a_member_is_found_by_facts_however_they_are_typed(
    sandbox: Sandbox, written: dict[str, str]
) -> None:
    found = call(sandbox, "GET", f"customer-accounts?{facts(**written)}").body

    assert [account["accountNumber"] for account in found] == [AMINA.membership]


@pytest.mark.parametrize(
    "wrong",
    [
        {"accountNumber": GRACE.membership},
        {"familyName": GRACE.last_name},
        {"postalCode": GRACE.postcode},
        {"birthDate": "1988-09-30"},
    ],
)
def test_one_wrong_fact_finds_nobody(sandbox: Sandbox, wrong: dict[str, str]) -> None:
    assert call(sandbox, "GET", f"customer-accounts?{facts(**wrong)}").body == []


@pytest.mark.parametrize("query", ["", "accountNumber=TL448812", "familyName=Yusuf&postalCode=TB1"])
def test_too_few_facts_are_refused(sandbox: Sandbox, query: str) -> None:
    assert call(sandbox, "GET", f"customer-accounts?{query}").status == 400
