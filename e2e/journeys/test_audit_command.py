"""An engineer audits a running portal from the command line, with somebody's session or without."""

import pytest
from playwright.sync_api import Page

from e2e.steps import sign_in
from e2e.town import Town


def test_pages_without_barriers_are_said_to_be_so(town: Town) -> None:
    said = town.manage("audit_accessibility", "--url", town.portal, "/help/", "/account/sign-in/")

    assert "2 pages: nothing found" in said


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
def test_a_residents_pages_are_opened_with_her_session(page: Page, town: Town) -> None:
    sign_in(page)
    session = next(one for one in page.context.cookies() if "session" in str(one.get("name")))

    said = town.manage(
        *("audit_accessibility", "--url", town.portal),
        *("--persona", "amina", "--session", str(session.get("value"))),
        "/services/housing/",
    )

    assert "1 pages: nothing found" in said


def test_a_page_that_does_not_answer_as_it_should_fails_the_audit(town: Town) -> None:
    with pytest.raises(AssertionError, match="/gone/ answered 404"):
        town.manage("audit_accessibility", "--url", town.portal, "/gone/")
