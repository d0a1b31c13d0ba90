"""A written task: what is typed is kept, what is sent is sent once, and each to their own."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django import forms
from django.contrib.sessions.backends.cache import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory

from accounts.actor import Actor, ActorRequest
from accounts.channels import Channel
from services import submissions
from services.contract import AccountReference, ServiceUnavailable
from services.models import Attachment, Draft, Journey, Outcome, Submission
from services.tasks import WrittenForm, WrittenTask, sent_form_key
from tests.factories.photos import jpeg, jpeg_with_a_place

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
TASK = WrittenTask("parking", "paint-a-line")
OTHER = WrittenTask("parking", "rub-it-out")
NAMESAKE = WrittenTask("housing", "paint-a-line")


@pytest.fixture(autouse=True)
def the_supplier_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent waits: nobody is told, and nothing leaves the process."""

    def deliver(submission: Submission) -> submissions.Receipt:
        raise ServiceUnavailable

    for task in (TASK, OTHER):
        delivery = submissions.Task(deliver, "none")
        monkeypatch.setitem(submissions._tasks, (task.service, task.name), delivery)


def a_request(actor: Actor | None = None, **posted: str) -> ActorRequest:
    request = RequestFactory().post("/", posted)
    request.actor = actor or Actor(resident_id=uuid4())
    request.session = SessionStore()
    return request


def send(request: ActorRequest, task: WrittenTask = TASK) -> Submission:
    draft = task.save(request, {"colour": "yellow"})
    return task.submit(
        actor=request.actor,
        form_key=draft.form_key,
        draft=draft,
        title="A yellow line",
        account_reference=AccountReference("TB-P-1"),
        request={"colour": "yellow"},
        promised_on=date(2026, 5, 11),
        journey_id=task.begin(request),
        now=NOW,
    )


def test_what_is_typed_on_each_page_is_kept_together() -> None:
    request = a_request()

    TASK.save(request, {"colour": "yellow"})
    TASK.save(request, {"length": "20 m"})

    draft = TASK.find_draft(request)
    assert draft is not None
    assert draft.answers == {"colour": "yellow", "length": "20 m"}
    assert OTHER.find_draft(request) is None
    assert TASK.find_draft(a_request()) is None


def test_what_was_begun_can_be_forgotten() -> None:
    request = a_request()
    first = TASK.begin(request)
    TASK.save(request, {"colour": "yellow"})

    TASK.discard(request)

    assert TASK.find_draft(request) is None
    assert TASK.begin(request) != first


def test_a_draft_that_is_sent_becomes_the_submission() -> None:
    request = a_request()

    sent = send(request)

    assert Draft.objects.count() == 0
    assert (sent.service, sent.task, sent.promised_on) == (*_named(TASK), date(2026, 5, 11))
    journey = Journey.objects.get()
    assert (journey.task, journey.outcome) == (TASK.name, Outcome.COMPLETED)


def test_the_same_draft_twice_is_one_submission() -> None:
    request = a_request()
    draft = TASK.save(request, {"colour": "yellow"})

    first, again = (
        TASK.submit(
            actor=request.actor,
            form_key=draft.form_key,
            draft=draft,
            title="A yellow line",
            account_reference=AccountReference("TB-P-1"),
            request={},
            promised_on=date(2026, 5, 11),
            journey_id=None,
            now=NOW,
        )
        for _ in range(2)
    )

    assert first.pk == again.pk
    found = TASK.find_sent(actor=request.actor, form_key=draft.form_key)
    assert found is not None
    assert found.pk == first.pk


def test_what_was_sent_is_found_by_its_sender_and_its_task_only() -> None:
    """E07: the reference of somebody else's submission is a 404, as if there were none."""
    request = a_request()
    sent = send(request)

    assert TASK.get_sent(request, sent.reference) == sent
    assert list(TASK.list_sent(actor=request.actor)) == [sent]
    with pytest.raises(Http404):
        TASK.get_sent(request, "MA-0000-0000")
    for task, who in ((TASK, a_request()), (OTHER, request), (NAMESAKE, request)):
        assert not task.list_sent(actor=who.actor).exists()
        assert task.find_sent(actor=who.actor, form_key=sent.form_key) is None
        with pytest.raises(Http404):
            task.get_sent(who, sent.reference)


def test_staff_who_may_not_see_the_service_see_nothing_sent_there() -> None:
    """D-series: a submission belongs to a service, and the mandate names the services."""
    resident = uuid4()
    sent = send(a_request(Actor(resident_id=resident)))
    adviser = Actor(
        resident_id=resident,
        channel=Channel.ASSISTED_TELEPHONE,
        staff_id=uuid4(),
        services=frozenset({"housing"}),
    )

    assert not TASK.list_sent(actor=adviser).exists()
    assert TASK.find_sent(actor=adviser, form_key=sent.form_key) is None


def test_a_form_without_a_key_or_with_a_new_one_finds_nothing_sent() -> None:
    request = a_request()
    send(request)

    for key in (None, uuid4()):
        assert TASK.find_sent(actor=request.actor, form_key=key) is None


@pytest.mark.parametrize("typed", ["", "7", "x" * 36, "0" * 4000, "{}"])
def test_a_key_that_nobody_gave_out_is_no_key(typed: str) -> None:
    assert sent_form_key(a_request(form_key=typed)) is None
    assert sent_form_key(a_request()) is None


def test_a_key_is_read_as_it_was_given_out() -> None:
    key = uuid4()

    assert sent_form_key(a_request(form_key=str(key))) == UUID(str(key))


def test_a_draft_about_one_thing_is_not_shown_or_added_to_for_another() -> None:
    request = a_request()
    TASK.save(request, {"colour": "yellow"}, about="line-1")

    assert TASK.find_draft(request) is TASK.find_draft(request, about="line-2") is None
    TASK.save(request, {"length": "20 m"}, about="line-2")

    lines = [TASK.find_draft(request, about=f"line-{number}") for number in (1, 2)]
    kept = [dict(draft.answers) for draft in lines if draft]
    assert kept == [{"colour": "yellow"}, {"length": "20 m"}]


def test_more_is_added_to_what_was_kept_about_the_same_thing() -> None:
    request = a_request()
    first = TASK.save(request, {"colour": "yellow"}, about="line-1")

    second = TASK.save(request, {"length": "20 m"}, about="line-1")

    assert second.form_key == first.form_key
    assert second.answers["colour"] == "yellow"


class PhotoForm(forms.Form):
    photo = forms.FileField(required=False)


def with_photo(actor: Actor, content: bytes) -> ActorRequest:
    request = RequestFactory().post("/", {"photo": SimpleUploadedFile("a.jpg", content)})
    request.actor = actor
    request.session = SessionStore()
    return request


def keep(request: ActorRequest, *, at_most: int = 2, task: WrittenTask = TASK) -> str:
    """Keep the photo of the request; returns what the form says."""
    form = PhotoForm({})
    task.keep_photo(request, task.save(request, {}), form, at_most=at_most)
    return str(form.errors.get("photo", ""))


def test_a_photo_is_kept_cleaned_and_shown_as_a_picture_only() -> None:
    """I06, I08"""
    request = with_photo(Actor(resident_id=uuid4()), jpeg_with_a_place().read())

    assert keep(request) == ""

    shown = TASK.show_photo(request, Attachment.objects.get().pk)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"Thornbridge Phones" not in shown.content


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"MZ a program", "must be a JPG, PNG or WebP file"), (b"", "The photo is empty")],
)
def test_what_is_no_photo_is_said_on_the_form(content: bytes, words: str) -> None:
    """I01"""
    assert words in keep(with_photo(Actor(resident_id=uuid4()), content))
    assert not Attachment.objects.exists()


def test_as_many_photos_as_the_task_takes_and_no_more() -> None:
    """I04"""
    actor, picture = Actor(resident_id=uuid4()), jpeg(8, 8).read()

    said = [keep(with_photo(actor, picture), at_most=2) for _ in range(3)]

    assert said[:2] == ["", ""]
    assert "You can add up to 2 photos" in said[2]
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["Photo 1", "Photo 2"]


def test_without_a_photo_nothing_is_kept_and_nothing_said() -> None:
    assert keep(a_request()) == ""
    assert not Attachment.objects.exists()


def test_a_photo_belongs_to_its_resident_and_its_task() -> None:
    """E16, L08: not somebody else's, and not another service's of the same resident."""
    actor = Actor(resident_id=uuid4())
    request = with_photo(actor, jpeg(8, 8).read())
    keep(request)
    photo = Attachment.objects.get().pk

    for task, who in ((TASK, a_request()), (OTHER, request), (NAMESAKE, request)):
        with pytest.raises(Http404):
            task.show_photo(who, photo)
        with pytest.raises(Http404):
            task.remove_photo(who, photo)
    TASK.remove_photo(request, photo)
    assert not Attachment.objects.exists()


def test_a_photo_that_was_sent_is_still_shown_and_cannot_be_taken_back() -> None:
    request = with_photo(Actor(resident_id=uuid4()), jpeg(8, 8).read())
    keep(request)
    photo = Attachment.objects.get().pk
    send(request)

    assert TASK.show_photo(request, photo).status_code == 200
    with pytest.raises(Http404):
        TASK.remove_photo(request, photo)
    Attachment.objects.update(media_type="text/html")  # I08: never shown as a picture
    with pytest.raises(Http404):
        TASK.show_photo(request, photo)


class LineForm(WrittenForm):
    kept = ("colour",)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"colour": "yellow"}, "yellow"),
        ({"colour": "y" * 4001}, "y" * 4000),
        ({"colour": "yel\x00low"}, "yellow"),
        ({"shade": "dark"}, ""),
    ],
)
def test_what_was_typed_is_kept_in_bounds_right_or_wrong(typed: dict[str, str], kept: str) -> None:
    assert LineForm(typed).kept_answers() == {"colour": kept}


def _named(task: WrittenTask) -> tuple[str, str]:
    return task.service, task.name
