"""What Wagtail could do and does not do here: forms, filters, copies, a bar over the page."""

import re

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from cms.models import GuidancePage, HelpPage, ServicePage
from cms.seeding import read_seeds
from tests.factories.accounts import ResidentFactory
from tests.factories.content import HelpPageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("app", ["forms", "redirects", "settings", "simple_translation"])
def test_what_is_not_used_is_not_installed(app):
    """H06, H08: no submissions for editors to read, no redirects for them to point elsewhere."""
    assert not apps.is_installed(f"wagtail.contrib.{app}")


@pytest.fixture
def further_down(content):
    """A page that may be called “account”, because it is not at /account/."""
    return HelpPageFactory.create(slug="account", parent=HelpPage.objects.get(slug="help"))


def test_no_page_has_a_password_that_is_passed_around(content, desk):
    """Whoever may read a page is signed in, or of a group of staff."""
    page = HelpPage.objects.get(slug="privacy")

    asked = desk.get(reverse("wagtailadmin_pages:set_privacy", args=[page.pk])).json()["html"]

    assert "Private, accessible to any logged-in users" in asked
    assert 'value="password"' not in asked


def copy_form(page, parent, slug):
    return {"new_title": "A copy", "new_slug": slug, "new_parent_page": parent.pk, "alias": ""}


def test_a_copy_does_not_take_an_address_of_the_portal(content, desk):
    """H05, H17."""
    page = HelpPage.objects.get(slug="privacy")
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])

    response = desk.post(copy, copy_form(page, content, "account"), follow=True)

    assert "/account/ is an address of the portal itself" in response.content.decode()
    assert not HelpPage.objects.filter(slug="account").exists()


def test_a_copy_with_another_name_or_further_down_is_made(content, desk):
    page = HelpPage.objects.get(slug="privacy")
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    below = HelpPage.objects.get(slug="help")

    desk.post(copy, copy_form(page, content, "privacy-2"))
    desk.post(copy, copy_form(page, below, "account"))

    assert HelpPage.objects.get(slug="privacy-2").url_path.endswith("/privacy-2/")
    assert HelpPage.objects.get(slug="account").url_path.endswith("/help/account/")


def test_a_page_is_not_moved_to_an_address_of_the_portal(content, desk, further_down):
    """H05, H17."""
    move = reverse("wagtailadmin_pages:move_confirm", args=[further_down.pk, content.pk])

    response = desk.post(move, follow=True)

    assert "/account/ is an address of the portal itself" in response.content.decode()
    assert HelpPage.objects.get(pk=further_down.pk).get_parent().slug == "help"


def test_a_page_is_moved_where_it_shadows_nothing(content, desk):
    page = HelpPageFactory.create(slug="winter", parent=HelpPage.objects.get(slug="help"))

    desk.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, content.pk]))

    assert HelpPage.objects.get(pk=page.pk).get_parent().pk == content.pk


def test_a_page_is_not_put_where_its_kind_does_not_belong(content, desk):
    """H05."""
    guidance = GuidancePage.objects.get(slug="report-a-repair")
    parent = ServicePage.objects.get(service="housing")
    help_page = HelpPage.objects.get(slug="privacy")

    move = reverse("wagtailadmin_pages:move_confirm", args=[help_page.pk, parent.pk])
    copy = reverse("wagtailadmin_pages:copy", args=[guidance.pk])

    assert desk.post(move).status_code in {302, 403}
    desk.post(copy, copy_form(guidance, help_page, "report-a-repair"))
    assert HelpPage.objects.get(pk=help_page.pk).get_parent().pk == content.pk
    assert GuidancePage.objects.count() == sum(
        len(seed.path) > 1 and seed.path[0] != "help" for seed in read_seeds() if seed.is_wanted
    )


@pytest.mark.parametrize("name", ["wagtailimages_serve", "wagtailapi:pages:listing"])
def test_nobody_outside_asks_for_sizes_or_data_of_their_own(name):
    """H04, H10: pictures come in the sizes the pages use, and there is no API."""
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_page_of_an_editor_is_the_page_of_everybody(content, client, desk):
    """H16: no bar, no name, nothing that could be kept for the next visitor."""
    plain = re.compile(r'nonce="[^"]*"|<nav.*?</nav>|<header.*?</header>', re.DOTALL)
    before = client.get("/privacy/").content.decode()

    at_the_desk = desk.get("/privacy/").content.decode()

    assert "wagtail-userbar" not in at_the_desk
    assert "/cms/pages/" not in at_the_desk
    assert plain.sub("", client.get("/privacy/").content.decode()) == plain.sub("", before)


def test_the_page_of_a_resident_is_kept_by_nobody(content, client):
    """H16."""
    client.force_login(ResidentFactory.create().user)

    assert "no-store" in client.get("/")["Cache-Control"]


def test_every_page_says_that_it_is_english(content, client):
    """H15: there is no Welsh yet, so no page may be read out as if it were."""
    for address in ("/", "/housing/", "/help/", "/search/?q=rent"):
        page = client.get(address).content.decode()
        assert re.findall(r"<html[^>]* lang=\"([^\"]*)\"", page) in (["en"], ["en-gb"]), address
        assert 'lang="cy"' not in page
