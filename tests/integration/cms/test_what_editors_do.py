"""What an editor may publish and where, and what of it the council's trail keeps."""

import re
from uuid import UUID

import pytest
from django.urls import reverse
from wagtail.models import Page

from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from cms.checks import check_slugs
from cms.models import HelpPage, HomePage, ServiceMessage
from tests.factories.accounts import StaffMemberFactory

pytestmark = pytest.mark.django_db


def test_an_editor_changes_the_home_page(content, desk, client):
    """4.6: through the form the editor uses."""
    edit = reverse("wagtailadmin_pages:edit", args=[content.pk])
    form = form_of(desk.get(edit))

    response = desk.post(edit, {**form, "hero_title": "Hello, Thornbridge", "action-publish": "1"})

    assert response.status_code == 302
    assert "Hello, Thornbridge" in client.get("/").content.decode()


def test_an_editor_publishes_an_outage(content, desk):
    """4.6."""
    add = reverse("wagtailsnippets_cms_servicemessage:add")
    form = {"service": "parking", "kind": "outage", "text": "Closed.", "action-publish": "1"}

    response = desk.post(add, {**form, "starts_at": "", "ends_at": ""})

    assert response.status_code == 302
    assert ServiceMessage.objects.get().live
    listed = desk.get(reverse("wagtailsnippets_cms_servicemessage:list")).content.decode()
    assert "w-status--primary" in listed, "it is marked as live"


def test_saving_a_draft_does_not_publish_it(content, desk, client):
    """H02."""
    edit = reverse("wagtailadmin_pages:edit", args=[content.pk])
    form = form_of(desk.get(edit))

    desk.post(edit, {**form, "hero_title": "Not for you yet"})

    assert "Not for you yet" not in client.get("/").content.decode()
    assert (
        client.get(reverse("wagtailadmin_pages:view_draft", args=[content.pk])).status_code == 302
    )


def test_everything_an_editor_does_is_in_the_councils_own_trail(content, rafi, desk):
    StaffMemberFactory(pk=UUID(int=1))  # a colleague, who did nothing
    edit = reverse("wagtailadmin_pages:edit", args=[content.pk])
    before = AuditEntry.objects.count()

    desk.post(edit, {**form_of(desk.get(edit)), "hero_title": "New", "action-publish": "1"})

    entries = AuditEntry.objects.order_by("id")[before:]
    written = [entry for entry in entries if entry.event == Event.CONTENT_CHANGED]
    assert {entry.facts["action"] for entry in written} >= {"wagtail.publish"}
    assert {entry.staff_id for entry in written} == {rafi.pk}
    assert {entry.subject for entry in written} == {f"homepage:{content.pk}"}


def test_the_trail_says_what_was_changed_and_not_what_was_written(content, desk):
    desk.post(
        reverse("wagtailsnippets_cms_servicemessage:add"),
        {
            "service": "parking",
            "kind": "outage",
            "text": "Call Mrs Clarke on 01632 960412",
            "action-publish": "1",
            "starts_at": "",
            "ends_at": "",
        },
    )

    written = AuditEntry.objects.filter(event=Event.CONTENT_CHANGED).order_by("-id")[:2]
    assert {entry.subject.split(":")[0] for entry in written} == {"servicemessage"}
    assert "Clarke" not in repr(list(written.values()))


def test_a_page_may_not_take_an_address_of_the_portal(content, desk):
    """H17."""
    add = reverse("wagtailadmin_pages:add", args=["cms", "helppage", content.pk])
    form = form_of(desk.get(add))

    response = desk.post(
        add, {**form, "title": "Account", "slug": "account", "summary": "x", "action-publish": "1"}
    )

    assert response.status_code == 200
    assert "/account/ is an address of the portal itself" in response.content.decode()
    assert not HelpPage.objects.filter(slug="account").exists()


def test_the_same_word_further_down_is_free(content):
    """H17."""
    below = HelpPage.objects.get(slug="help")

    page = below.add_child(instance=HelpPage(title="Account", slug="account", summary="Yours."))

    page.full_clean()  # raises if it is not in order
    assert page.url_path.endswith("/help/account/")
    assert not page.is_first_level()
    assert check_slugs() == []


def test_an_address_added_to_the_portal_later_is_reported(content):
    """H17."""
    Page.objects.filter(slug="contact").update(slug="reports")

    (warning,) = check_slugs()

    assert warning.id == "cms.W001"
    assert "/reports/" in warning.msg


def test_no_page_of_the_first_content_is_shadowed(content):
    assert check_slugs() == []


def form_of(response):
    """What the form would send if nothing were changed."""
    page = response.content.decode()
    assert response.status_code == 200, response
    return {
        **dict(hidden_fields(page)),
        **simple_fields(response),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


def hidden_fields(page):
    for field in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        name = re.search(r'name="([^"]+)"', field)
        value = re.search(r'value="([^"]*)"', field)
        if name:
            yield name[1], value[1] if value else ""


def simple_fields(response):
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields if name not in {"news", "body"}}
    plain = {name: value for name, value in values.items() if value not in (None, False)}
    empty_streams = {
        f"{name}-count": "0" for name in ("news", "body", "things_to_do") if name in form.fields
    }
    return {**{name: str(value) for name, value in plain.items()}, **empty_streams}


def test_there_is_one_home_page(content, desk):
    add = reverse("wagtailadmin_pages:add", args=["cms", "homepage", content.get_parent().pk])

    assert desk.get(add).status_code in {302, 403}
    assert HomePage.objects.count() == 1
