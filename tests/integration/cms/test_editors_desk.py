"""Who gets to the editors' desk, and what it does not lead to."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from cms.checks import check_editors_door
from cms.editors import GROUP, ensure_group
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


def test_the_desk_carries_the_councils_mark_and_leads_back_to_the_staff_pages():
    desk = signed_in(EditorFactory.create()).get(DESK).content.decode()

    assert "portal/mark" in desk
    assert '"/staff/"' in desk


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
    def granted(group):
        return {
            "anywhere": set(group.permissions.values_list("codename", flat=True)),
            "pages": set(group.page_permissions.values_list("page", "permission__codename")),
            "files": set(
                group.collection_permissions.values_list("collection", "permission__codename")
            ),
        }

    group = ensure_group()
    before = granted(group)
    root, home = Page.objects.order_by("path")[:2]
    group.permissions.add(*Permission.objects.all())
    for page, codename in ((root, "bulk_delete_page"), (root, "unlock_page"), (home, "add_page")):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="delete_image"),
    )
    assert all(granted(group)[kind] > before[kind] for kind in before)
    group.page_permissions.filter(permission__codename="publish_page").delete()
    others = Group.objects.create(name="Museum")
    theirs = GroupPagePermission.objects.create(group=others, page=home, permission=permission)

    ensure_group()

    assert granted(group) == before
    assert list(others.page_permissions.all()) == [theirs], "another group's are its own"


def test_the_group_may_publish_below_the_root():
    group = ensure_group()

    granted = GroupPagePermission.objects.filter(group=group, page__depth=1)
    assert set(granted.values_list("permission__codename", flat=True)) == {
        "add_page",
        "change_page",
        "publish_page",
    }


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


def test_what_wagtail_would_do_unless_told_otherwise_is_an_open_door(settings):
    del settings.WAGTAILADMIN_LOGIN_URL, settings.WAGTAIL_PASSWORD_MANAGEMENT_ENABLED

    assert [problem.id for problem in check_editors_door()] == ["cms.E001", "cms.E002"]


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
