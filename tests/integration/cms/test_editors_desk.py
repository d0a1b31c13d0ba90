"""Who gets to the editors' desk, what they may do there, and that all of it is written down."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from cms.checks import check_editors_door, check_slugs
from cms.editors import GROUP, ensure_group
from cms.models import HelpPage, HomePage, ServiceMessage
from tests.factories.accounts import ResidentFactory, StaffMemberFactory
from tests.factories.content import EditorFactory

pytestmark = pytest.mark.django_db
DESK = "/cms/"


def signed_in(member):
    client = Client()
    client.force_login(member.user)
    return client


@pytest.mark.parametrize("role", list(Role))
def test_only_editors_get_to_the_desk(role):
    client = signed_in(StaffMemberFactory.create(roles=[role.value]))

    assert client.get(DESK).status_code == (200 if role == Role.EDITOR else 403)


def test_a_resident_does_not_get_to_the_desk():
    """H07, B14."""
    assert signed_in(ResidentFactory.create()).get(DESK).status_code == 403


def test_a_visitor_is_sent_to_the_staff_directory(client):
    response = client.get(DESK)

    assert response.status_code == 302
    assert response["Location"].startswith("/staff/sign-in/")


@pytest.mark.parametrize(
    "address",
    [
        "pages/",
        "pages/3/edit/",
        "snippets/cms/servicemessage/",
        "images/",
        "documents/",
        "reports/site-history/",
        "api/main/pages/",
        "account/",
    ],
)
def test_no_page_of_the_desk_opens_to_others(content, client, address):
    """H02, H04."""
    adviser = signed_in(StaffMemberFactory.create(roles=[Role.LIBRARY_ADVISER.value]))

    assert client.get(DESK + address).status_code == 302
    assert adviser.get(DESK + address).status_code == 403


@pytest.mark.parametrize("address", ["login/", "password_reset/", "password_reset/confirm/x/y/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtail_has_no_password_form(client, address, method):
    """H07, B26."""
    response = getattr(client, method)(DESK + address, {"username": "a", "password": "b"})

    assert response.status_code == 302
    assert response["Location"] == "/staff/sign-in/"


@pytest.mark.parametrize("address", ["/_util/login/", "/_util/login/?next=/help/"])
def test_the_public_pages_have_no_password_form_either(client, address):
    """B26."""
    response = client.post(address, {"username": "a", "password": "b"})

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_the_way_to_sign_in_leads_nowhere_else(client, elsewhere):
    """A23."""
    response = client.get("/_util/login/", {"next": elsewhere})

    assert response["Location"] == reverse("account_login")


@pytest.mark.parametrize("address", ["/_util/password/1/1/", "/_util/document-password/1/"])
def test_shared_passwords_open_nothing(client, address):
    """H03."""
    assert client.post(address, {"password": "x"}).status_code == 404


def test_a_role_withdrawn_closes_the_desk_at_the_next_request(rafi, desk):
    """B19."""
    assert desk.get(DESK).status_code == 200

    rafi.roles = []
    rafi.save()

    assert desk.get(DESK).status_code == 403
    assert not rafi.user.groups.exists()


def test_editors_are_in_their_group_and_nobody_else_is():
    editor = EditorFactory.create()
    adviser = StaffMemberFactory.create(roles=[Role.LIBRARY_ADVISER.value])

    assert list(editor.user.groups.values_list("name", flat=True)) == [GROUP]
    assert not adviser.user.groups.exists()


def test_leaving_the_desk_signs_out_of_the_directory_too(desk):
    """B24: by the staff door, which tells the directory and the trail."""
    assert desk.get("/cms/logout/").status_code == 405

    response = desk.post(reverse("wagtailadmin_logout"))

    assert response.status_code == 302
    assert response["Clear-Site-Data"]
    assert desk.get(DESK).status_code == 302
    assert AuditEntry.objects.filter(event=Event.STAFF_SIGNED_OUT).exists()


def test_an_editor_is_no_superuser_and_may_not_touch_who_may(rafi):
    """H08, B18."""
    may = rafi.user.get_all_permissions()

    assert not rafi.user.is_superuser
    assert not [name for name in may if name.split(".")[0] in {"auth", "wagtailusers", "accounts"}]
    assert "wagtailredirects.add_redirect" not in may


@pytest.mark.parametrize(
    "address", ["users/", "groups/", "sites/", "redirects/", "workflows/list/"]
)
def test_the_desk_does_not_lead_to_people_sites_or_redirects(content, desk, address):
    """H08."""
    assert desk.get(DESK + address).status_code in {302, 403, 404}


def test_permissions_somebody_added_by_hand_are_taken_back():
    group = ensure_group()
    before = set(group.permissions.values_list("codename", flat=True))
    group.permissions.add(*Permission.objects.all())

    ensure_group()

    assert set(group.permissions.values_list("codename", flat=True)) == before


def test_the_group_may_publish_below_the_root():
    group = ensure_group()

    granted = GroupPagePermission.objects.filter(group=group, page__depth=1)
    assert set(granted.values_list("permission__codename", flat=True)) == {
        "add_page",
        "change_page",
        "publish_page",
    }


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


@pytest.mark.parametrize(
    ("name", "value", "identifier"),
    [
        ("WAGTAILADMIN_LOGIN_URL", "", "cms.E001"),
        ("WAGTAIL_PASSWORD_MANAGEMENT_ENABLED", True, "cms.E002"),
    ],
)
def test_an_open_door_stops_the_start(settings, name, value, identifier):
    setattr(settings, name, value)

    assert [problem.id for problem in check_editors_door()] == [identifier]


def test_the_doors_as_we_ship_them_are_shut():
    assert check_editors_door() == []


def test_the_desk_has_a_policy_of_its_own_and_nothing_else_does(content, desk, client):
    """F30: inline scripts are allowed where Wagtail writes them, and nowhere residents go."""
    at_the_desk = desk.get(DESK)["Content-Security-Policy"]
    in_public = client.get("/")["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in at_the_desk
    assert "unsafe-inline" not in in_public
    for policy in (at_the_desk, in_public):
        assert "object-src 'none'" in policy
        assert "http:" not in policy.replace("http://127.0.0.1", "")


def test_the_desk_calls_nobody_outside(content, desk):
    page = desk.get(DESK).content.decode()

    assert "gravatar" not in page
    assert "releases.wagtail.org" not in page
    assert "upgrade-notification" not in page


def test_the_desk_is_never_kept_by_a_browser(content, desk):
    assert "no-store" in desk.get(DESK)["Cache-Control"]


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
