"""Addresses no page may take."""

from django.urls import include, path, re_path

from cms.reserved import _first_segment, reserved_slugs


def view(request):
    raise NotImplementedError


def test_the_first_part_of_an_address_is_reserved():
    assert _first_segment(path("account/settings/", view)) == "account"
    assert _first_segment(path("cms/", include([path("pages/", view)]))) == "cms"
    assert _first_segment(re_path(r"^documents/(\d+)/$", view)) == "documents"


def test_what_is_not_an_address_reserves_nothing():
    assert _first_segment(path("", view)) == ""
    assert _first_segment(path("<slug:any>/", view)) == ""
    assert _first_segment(re_path(r"^([\w-]+)/$", view)) == ""
    assert _first_segment(re_path(r"^((?:[\w\-]+/)*)$", view, name="wagtail_serve")) == ""


def test_the_portals_own_addresses_are_reserved():
    """H17."""
    assert {
        "account",
        "assist",
        "cms",
        "documents",
        "health",
        "media",
        "payments",
        "reports",
        "search",
        "services",
        "staff",
    } <= reserved_slugs()


def test_the_names_editors_use_are_free():
    assert not {"parking", "housing", "help", "privacy", "contact"} & reserved_slugs()
