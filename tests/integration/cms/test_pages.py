"""The public pages: every one opens, reads in order, and leads to what may be read."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from cms.models import GuidancePage, HelpPage, HomePage, ServicePage
from cms.seeding import read_seeds, seed_content
from tests.factories.accounts import ResidentFactory
from tests.factories.caches import no_cache
from tests.factories.content import HelpPageFactory

pytestmark = pytest.mark.django_db


def every_address():
    return ["/", *("/" + "/".join(seed.path) + "/" for seed in read_seeds() if seed.is_wanted)]


def test_every_page_opens_with_one_h1_and_headings_in_order(content, client):
    """H14."""
    for address in every_address():
        response = client.get(address)
        assert response.status_code == 200, address
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", response.content.decode())]
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_every_page_offers_a_telephone_number(content, client):
    for address in every_address():
        assert "tel:" in client.get(address).content.decode(), address


def test_every_link_of_ours_leads_somewhere(content, client):
    found = set()
    for address in every_address():
        page = client.get(address).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        found |= set(re.findall(r'href="(/[^"#?]*)', main))

    own = {link for link in found if not link.startswith(("/services/", "/account/"))}
    missing = {link for link in own if client.get(link).status_code == 404}
    assert own
    assert missing == set()


def test_a_visitor_is_asked_to_create_an_account_or_sign_in(content, client):
    page = client.get("/").content.decode()

    assert reverse("account_signup") in page
    assert reverse("account_login") in page


def test_a_resident_is_led_to_their_account(content, client):
    client.force_login(ResidentFactory.create().user)

    page = client.get("/").content.decode()

    assert "Go to your account" in page
    assert "Create an account" not in page


def test_staff_are_led_to_their_own_start_and_not_to_an_account(content, desk):
    page = desk.get("/").content.decode()

    assert reverse("staff:landing") in page
    assert "Create an account" not in page


def test_the_home_page_has_a_tile_for_each_service_in_their_order(content, client):
    page = client.get("/").content.decode()

    titles = re.findall(r'class="tile__link" href="[^"]*">([^<]+)<', page)
    assert titles == list(ServicePage.objects.order_by("path").values_list("title", flat=True))
    assert len(titles) == 5


def test_the_news_is_told_with_its_dates(content, client):
    page = client.get("/").content.decode()

    assert '<time datetime="2026-11-19">19 November</time>' in page


def test_a_page_about_a_service_leads_into_the_account(content, client):
    page = ServicePage.objects.get(service="housing")

    assert page.service_url == reverse("housing:index")
    assert page.service_url in client.get("/housing/").content.decode()


def test_a_service_page_for_a_service_switched_off_leads_to_the_account(content):
    page = ServicePage.objects.get(service="housing")
    page.service = "switched_off"

    assert page.service_url == reverse("dashboard:index")


def test_seeding_twice_changes_nothing(content):
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))

    assert list(seed_content(today=date(2027, 1, 1))) == []

    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_seeding_leaves_an_editors_words_alone(content):
    page = HelpPage.objects.get(slug="privacy")
    page.title = "Your privacy"
    page.save_revision().publish()

    list(seed_content(today=date(2027, 1, 1)))

    assert HelpPage.objects.get(slug="privacy").title == "Your privacy"


def test_seeding_makes_what_is_missing(content):
    GuidancePage.objects.get(slug="report-a-repair").delete()

    made = list(seed_content(today=date(2027, 1, 1)))

    assert [page.slug for page in made] == ["report-a-repair"]


def test_the_site_begins_at_our_home_page(content):
    assert Site.objects.get(is_default_site=True).root_page_id == content.pk
    assert HomePage.objects.count() == 1


class TestSearch:
    def search(self, client, query, **more):
        return client.get(reverse("search"), {"q": query, **more})

    def test_it_finds_a_page_by_a_word_of_its_text(self, content, client):
        page = self.search(client, "representations").content.decode()

        assert "Pay or challenge a parking fine" in page

    def test_every_word_must_be_there(self, content, client):
        assert "Nothing about" in self.search(client, "parking zeppelin").content.decode()

    def test_nothing_found_offers_a_telephone_number(self, content, client):
        page = self.search(client, "zeppelin").content.decode()

        assert "Nothing about “zeppelin”" in page
        assert "tel:" in page[page.index("<main") : page.index("</main>")]

    @pytest.mark.parametrize("query", ["", "   ", "\0"])
    def test_an_empty_question_is_asked_again(self, content, client, query):
        response = self.search(client, query)

        assert response.status_code == 200
        assert "Nothing about" not in response.content.decode()

    @pytest.mark.parametrize(
        "query",
        [
            "a" * 10_000,
            "(" * 200,
            "\"'*:()&|!<>\\",
            "%_",
            "title:*",
            "NOT",
            "AND OR",
            "é\u202eñ",
            "🅿️",
        ],
    )
    def test_no_question_breaks_it(self, content, client, query):
        """H11."""
        assert self.search(client, query).status_code == 200

    def test_a_question_is_only_text(self, content, client):
        page = self.search(client, "<script>alert(1)</script>").content.decode()

        assert "<script>alert(1)" not in page

    def test_a_draft_is_not_found(self, content, client):
        """H02."""
        page = HelpPage.objects.get(slug="privacy")
        page.unpublish()

        assert "Nothing about" in self.search(client, "Commissioner").content.decode()

    def test_a_private_page_is_not_found_and_does_not_open(self, content, client):
        """H03."""
        page = HelpPage.objects.get(slug="privacy")
        PageViewRestriction.objects.create(page=page, restriction_type="login")

        assert "Nothing about" in self.search(client, "Commissioner").content.decode()
        response = client.get("/privacy/")
        assert response.status_code == 302
        assert reverse("account_login") in client.get(response["Location"])["Location"]

    def test_a_private_service_page_has_no_tile(self, content, client):
        """H03."""
        page = ServicePage.objects.get(service="leisure")
        PageViewRestriction.objects.create(page=page, restriction_type="login")

        assert page.title not in client.get("/").content.decode()

    def test_ten_results_make_a_page_and_the_pages_are_linked_both_ways(self, content, client):
        HelpPageFactory.create_batch(11, summary="What to do about gritting.")

        first, second = (self.search(client, "gritting", page=number) for number in (1, 2))

        assert first.context["total"] == second.context["total"] == 11
        assert [len(page.context["page"]) for page in (first, second)] == [10, 1]
        assert 'href="?q=gritting&amp;page=2" rel="next"' in first.content.decode()
        assert 'href="?q=gritting&amp;page=1" rel="prev"' in second.content.decode()
        both = [each.title for page in (first, second) for each in page.context["page"]]
        assert len(set(both)) == 11

    def test_the_home_page_is_found_and_what_it_hangs_on_is_not(self, content, client):
        """The root of all pages is nobody's to read, and has no address."""
        root, home = Page.objects.order_by("depth")[:2]
        root.save()  # so that the index has it

        assert home.pk in {page.pk for page in self.search(client, home.title).context["page"]}
        assert root.pk not in {page.pk for page in self.search(client, root.title).context["page"]}

    def test_ten_results_need_no_second_page(self, content, client):
        HelpPageFactory.create_batch(10, summary="What to do about gritting.")

        response = self.search(client, "gritting")

        assert len(response.context["page"]) == 10
        assert "page=2" not in response.content.decode()

    @pytest.mark.parametrize("number", ["0", "-1", "99", "x"])
    def test_a_page_of_results_that_is_not_there_shows_one_that_is(self, content, client, number):
        assert self.search(client, "the", page=number).status_code == 200


@pytest.mark.parametrize("address", ["/", "/contact/", "/help/"])
def test_while_the_cache_is_away_what_everybody_may_read_is_there(content, client, address):
    """N03: above all the telephone numbers."""
    with no_cache():
        assert client.get(address).status_code == 200


def test_a_page_costs_few_queries(content, client, django_assert_max_num_queries):
    """N11."""
    client.get("/")
    cache.clear()

    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_nobody_was_made_a_user_by_all_this(content):
    assert not User.objects.exists()
