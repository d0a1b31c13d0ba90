"""What a page of a service does when there is no link, or no answer."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from services import answering
from services.answering import answers_for
from services.contract import NoSuchAccount, ServiceUnavailable, WrongRecord
from services.links import NotLinked


@pytest.fixture(autouse=True)
def page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page that says so, without its template."""

    def rendered(
        request: HttpRequest, template: str, context: dict[str, Any], *, status: int
    ) -> HttpResponse:
        return HttpResponse(f"{template} {context['service'].title}", status=status)

    monkeypatch.setattr(answering, "render", rendered)
    title = SimpleNamespace(title="Adult social care")
    monkeypatch.setattr(answering, "find_service", lambda slug: title)


def opening(outcome: HttpResponse | Exception) -> HttpResponse:
    @answers_for("social_care")
    def view(request: HttpRequest, number: int) -> HttpResponse:
        assert number == 7, "the address's own parts reach the view"
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    assert view.__name__ == "view"
    answer: HttpResponse = view(RequestFactory().get("/"), number=7)
    return answer


def test_an_answer_is_passed_on_untouched(caplog: pytest.LogCaptureFixture) -> None:
    answer = HttpResponse("your care")

    assert opening(answer) is answer
    assert caplog.records == []


def test_what_is_not_linked_leads_to_linking_it() -> None:
    answer = opening(NotLinked("social_care"))

    assert (answer.status_code, answer["Location"]) == (302, "/services/social-care/link/")


@pytest.mark.parametrize(
    "failure",
    [
        ServiceUnavailable("status 500"),
        NoSuchAccount("SC700103"),
        WrongRecord("social_care"),
    ],
)
def test_no_answer_is_said_plainly_and_told_to_us(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """G12: somebody else's record is an outage for the resident."""
    answer = opening(failure)

    assert answer.status_code == 503
    assert answer.content == b"services/unavailable.html Adult social care"
    [line] = caplog.records
    assert (line.getMessage(), line.levelno) == ("service.page.unavailable", logging.WARNING)
    assert "SC7" not in str(vars(line))


def test_a_bug_of_ours_is_not_called_an_outage() -> None:
    with pytest.raises(ZeroDivisionError):
        opening(ZeroDivisionError())
