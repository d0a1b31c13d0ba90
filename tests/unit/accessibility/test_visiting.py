"""A page of the inventory is reached by doing what it says, or it is said that it was not."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from accessibility.inventory import CODE, NEW, Choose, Fill, PageKind, Press
from accessibility.management.commands.audit_accessibility import pages_to_audit, problems_of
from accessibility.visiting import NotReached, visit


@dataclass
class Found:
    """What a browser finds on a page: remembers what was done to it."""

    page: "FakePage"
    name: str
    number: int = 1

    @property
    def first(self) -> "Found":
        return self

    def count(self) -> int:
        return self.number

    def or_(self, other: "Found") -> "Found":
        return Found(self.page, f"{self.name} or {other.name}")

    def fill(self, value: str) -> None:
        self.page.done.append(("fill", self.name, value))

    def check(self) -> None:
        self.page.done.append(("choose", self.name))

    def click(self) -> None:
        self.page.done.append(("press", self.name))

    def get_by_role(self, role: str, *, name: str, exact: bool) -> "Found":
        return Found(self.page, f"{self.name}/{role} {name}{'!' if exact else ''}")

    def get_by_label(self, label: str) -> "Found":
        return Found(self.page, f"{self.name}/{label}")


@dataclass
class FakePage:
    status: int = 200
    has_main: bool = True
    done: list[tuple[str, ...]] = field(default_factory=list)
    url: str = "http://portal/somewhere/"

    def goto(self, path: str) -> Any:
        self.done.append(("goto", path))
        return self

    def get_by_label(self, label: str) -> Found:
        return Found(self, label)

    def get_by_role(self, role: str, *, name: str = "") -> Found:
        return Found(self, f"{role} {name}".strip(), number=int(self.has_main))

    def locator(self, selector: str) -> Found:
        return Found(self, selector)

    def wait_for_load_state(self) -> None:
        self.done.append(("loaded",))

    def close(self) -> None:
        self.done.append(("closed",))


def steps_taken(page: FakePage) -> list[tuple[str, ...]]:
    return [step for step in page.done if step[0] not in {"goto", "loaded", "closed"}]


def test_a_page_without_steps_is_opened_at_its_address():
    page = FakePage()

    visit(page, PageKind("privacy", "/privacy/"))

    assert page.done == [("goto", "/privacy/")]


def test_a_page_may_begin_on_another_one():
    page = FakePage()

    visit(page, PageKind("the code", "account_confirm_login_code", starts_at="/account/"))

    assert page.done == [("goto", "/account/")]


@pytest.mark.parametrize(
    ("step", "done"),
    [
        (Fill("Postcode", "TB1 1AA"), ("fill", "Postcode", "TB1 1AA")),
        (Choose("Bedroom"), ("choose", "Bedroom")),
        (Choose("Yes", group="Photo"), ("choose", "group Photo/Yes")),
        (Press("Send"), ("press", "main/button Send or main/link Send")),
        (Press("Send", exact=True), ("press", "main/button Send! or main/link Send!")),
    ],
)
def test_each_step_is_what_a_person_would_do(step, done):
    page = FakePage()

    visit(page, PageKind("x", "/x/", steps=(step,)))

    assert steps_taken(page) == [done]


def test_a_page_of_another_company_may_have_no_main_part():
    page = FakePage(has_main=False)

    visit(page, PageKind("x", "/x/", steps=(Press("Pay £"),)))

    assert steps_taken(page) == [("press", "body/button Pay £ or body/link Pay £")]


def test_the_code_is_read_from_the_message_to_the_address_typed_before():
    page = FakePage()
    steps = (Fill("E-mail", f"{NEW}@example.org"), Fill("Code", CODE))

    visit(page, PageKind("x", "/x/", steps=steps), read_code=lambda address: f"for {address}")

    (_, _, address), (_, _, code) = steps_taken(page)
    assert code == f"for {address}"
    assert address.endswith("@example.org")
    assert NEW not in address


def test_nobody_is_the_same_newcomer_twice():
    pages = FakePage(), FakePage()

    for page in pages:
        visit(page, PageKind("x", "/x/", steps=(Fill("E-mail", f"{NEW}@example.org"),)))

    assert steps_taken(pages[0]) != steps_taken(pages[1])


@pytest.mark.parametrize(("expected", "status"), [(200, 403), (403, 200), (200, 500)])
def test_another_answer_than_the_inventory_says_is_said(expected, status):
    with pytest.raises(NotReached, match=f"somewhere/ answered {status}"):
        visit(FakePage(status), PageKind("x", "/x/", status=expected))


def test_an_audit_goes_on_after_a_page_that_it_cannot_reach():
    page = FakePage(status=503)

    class Context:
        def new_page(self) -> FakePage:
            return page

    (problem,) = problems_of(Context(), PageKind("help", "/help/"))  # type: ignore[arg-type]

    assert "help" in str(problem)
    assert page.done[-1] == ("closed",)


def test_an_audit_opens_the_addresses_that_were_asked_for():
    assert [page.path for page in pages_to_audit(["/help/", "/privacy/"], "")] == [
        "/help/",
        "/privacy/",
    ]


@pytest.mark.parametrize("persona", ["", "amina", "joy"])
def test_an_audit_of_a_live_portal_asks_nothing_of_the_council(persona):
    pages = pages_to_audit([], persona)

    assert pages
    assert {page.persona for page in pages} == {persona}
    sent = ("Send the", "Pay £", "Send this request", "Book this place", "Send")
    finished = [page for page in pages if page.steps and page.steps[-1] in map(Press, sent)]
    assert all("mistakes" in page.name for page in finished)
