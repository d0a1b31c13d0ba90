"""Photographs that go with the report of a repair."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from services.models import Attachment
from services.photos import LARGEST_FILE
from tests.factories.photos import jpeg, png_that_claims
from tests.integration.housing.conftest import HOUSING_TOKEN
from tests.integration.housing.repairs import ANSWERS, DETAILS, a_photo, choose, describe, report
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def test_a_photo_travels_to_the_housing_system_without_where_it_was_taken(
    as_amina: Client, sandbox: Sandbox
) -> None:
    submission = report(as_amina, photo=a_photo())

    kept = sandbox.call(
        "GET",
        f"/housing/api/v2/workOrders/{submission.supplier_reference}/attachments",
        Authorization=f"Bearer {HOUSING_TOKEN}",
    )
    assert [photo["filename"] for photo in kept] == ["photo-1.jpg"]
    repair = as_amina.get(reverse("housing:repair", args=[submission.supplier_reference]))
    assert "Photo 1 that you added" in repair.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (BytesIO(b"MZ a program"), "tap.jpg", "must be a JPG, PNG or WebP file"),
        (BytesIO(b"%PDF-1.7"), "tap.pdf.jpg", "must be a JPG, PNG or WebP file"),
        (BytesIO(b""), "tap.jpg", "The photo is empty"),
        (png_that_claims(65_500, 65_500), "tap.png", "too many pixels"),
        (BytesIO(b"\xff\xd8\xff" + b"0" * LARGEST_FILE), "tap.jpg", "smaller than 10 MB"),
    ],
)
def test_a_bad_photo_is_refused_in_plain_words_and_nothing_else_is_lost(
    as_amina: Client, content: BytesIO, name: str, words: str
) -> None:
    choose(as_amina)

    html = describe(as_amina, photo=a_photo(content, name)).content.decode()

    assert words in html
    assert "The submitted file" not in html, "one mistake is said once, in our words"
    assert "It drips all day" in html
    assert not Attachment.objects.exists()


NAMES = ["../../x.jpg", "x\r\nSet-Cookie: a=b.jpg", "\u202egpj.exe", f"{'x' * 300}.jpg", "con.jpg"]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_photo_is_called_at_home_is_nowhere_here(as_amina: Client, name: str) -> None:
    """I05"""
    choose(as_amina)
    describe(as_amina, photo=a_photo(name=name), add_photo="yes")

    kept = Attachment.objects.get()
    shown = as_amina.get(reverse("housing:photo", args=[kept.pk]))

    assert kept.name == "Photo 1"
    assert shown["Content-Disposition"] == f'inline; filename="photo-{kept.pk}.jpg"'
    assert "Set-Cookie" not in shown.headers


def test_three_photos_and_no_more(as_amina: Client) -> None:
    choose(as_amina)
    for _ in range(3):
        assert describe(as_amina, photo=a_photo(), add_photo="yes")["Location"] == reverse(DETAILS)

    html = describe(as_amina, photo=a_photo()).content.decode()

    assert "You can add up to 3 photos" in html
    assert Attachment.objects.count() == 3


def test_a_photo_can_be_taken_off_and_what_was_typed_stays(as_amina: Client) -> None:
    choose(as_amina)
    describe(as_amina, photo=a_photo(), add_photo="yes")
    photo = Attachment.objects.get()

    typed = {**ANSWERS, "details": "Typed meanwhile"}
    as_amina.post(reverse("housing:remove-photo", args=[photo.pk]), typed)

    assert not Attachment.objects.exists()
    assert "Typed meanwhile" in as_amina.get(reverse(DETAILS)).content.decode()


def test_of_her_photos_the_one_she_points_at_is_shown_and_taken_off(as_amina: Client) -> None:
    choose(as_amina)
    for width in (8, 16, 24):
        describe(as_amina, photo=a_photo(jpeg(width, 8)), add_photo="yes")
    tap, cat, sink = Attachment.objects.order_by("name")

    shown = {as_amina.get(reverse("housing:photo", args=[it.pk])).content for it in (tap, cat)}
    as_amina.post(reverse("housing:remove-photo", args=[cat.pk]), ANSWERS)

    assert len(shown) == 2
    assert set(Attachment.objects.all()) == {tap, sink}


def test_a_photo_is_her_own_and_nobody_elses(as_amina: Client, as_grace: Client) -> None:
    """I07"""
    choose(as_amina)
    describe(as_amina, photo=a_photo())
    photo = Attachment.objects.get()
    address, remove = (
        reverse(f"housing:{name}", args=[photo.pk]) for name in ("photo", "remove-photo")
    )

    mine = as_amina.get(address)

    assert mine["Content-Type"] == "image/jpeg"
    assert "sandbox" in mine["Content-Security-Policy"]
    assert as_grace.get(address).status_code == 404
    assert as_grace.post(remove).status_code == 404
    assert Attachment.objects.count() == 1


def test_a_photo_of_a_report_that_was_sent_cannot_be_taken_off(as_amina: Client) -> None:
    report(as_amina, photo=a_photo())
    photo = Attachment.objects.get()

    response = as_amina.post(reverse("housing:remove-photo", args=[photo.pk]))

    assert response.status_code == 404
