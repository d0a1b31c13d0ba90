"""Pictures: cleaned on the way in, and only what may be seen on the way out."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, CollectionViewRestriction

from accounts.staff.models import StaffMember

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves its spooled copies of a file to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def photo(file_format="JPEG", size=(40, 30)):
    """A photo with what a telephone writes into it."""
    exif = Picture.Exif()
    exif[0x010F] = "A camera that knows where it was"
    data = io.BytesIO()
    Picture.new("RGB", size, "green").save(data, file_format, exif=exif)
    return data.getvalue()


def form_with(content, name="bridge.jpg", *, user):
    form = get_image_form(get_image_model())
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return form({"title": "The bridge"}, {"file": file}, user=user)


@pytest.fixture
def picture(rafi: StaffMember):
    form = form_with(photo(), user=rafi.user)
    assert form.is_valid(), form.errors
    return form.save()


def address_of(picture):
    return "/media/" + picture.get_rendition("width-20").file.name


def content_of(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_what_the_camera_wrote_into_it_is_gone(picture, client):
    """H09."""
    with picture.open_file() as file:
        assert b"camera" not in file.read()
    assert b"camera" not in content_of(client.get(address_of(picture)))


def test_its_size_is_known_after_it_was_written_again(picture):
    assert (picture.width, picture.height) == (40, 30)
    assert picture.file_size


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.jpg"),
        (b"<html><script>alert(1)</script></html>", "a.jpg"),
        (b"%PDF-1.7", "a.jpg"),
        (photo()[:40], "a.jpg"),
        (b"", "a.jpg"),
        (photo("GIF"), "a.gif"),
    ],
)
def test_what_is_not_a_photo_does_not_come_in(rafi, content, name):
    """I01, I03, H09."""
    assert not form_with(content, name, user=rafi.user).is_valid()


def test_a_second_file_hidden_behind_the_first_is_lost(rafi):
    """H09."""
    form = form_with(photo() + b"<script>alert(1)</script>", user=rafi.user)
    assert form.is_valid(), form.errors
    picture = form.save()

    with picture.open_file() as file:
        assert b"<script>" not in file.read()


def test_an_editor_sends_a_picture_in(rafi, desk):
    data = {"title": "The bridge", "file": SimpleUploadedFile("b.jpg", photo(), "image/jpeg")}

    response = desk.post(reverse("wagtailimages:add"), data)

    assert response.status_code == 302
    assert get_image_model().objects.get().filename.endswith(".jpg")


def test_a_size_of_a_picture_is_served(picture, client):
    response = client.get(address_of(picture))

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert content_of(response)


def test_the_original_is_not_served(picture, client):
    """I07, H04."""
    assert client.get("/media/" + picture.file.name).status_code == 404


def test_a_picture_of_a_private_collection_is_not_served(picture, client):
    """E24, H04."""
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    picture.collection = private
    picture.save()

    assert client.get(address_of(picture)).status_code == 404


@pytest.mark.parametrize(
    "name", ["../../settings.py", "..%2f..%2fportal.sqlite3", "nothing.jpg", "%00"]
)
def test_no_other_file_is_served(picture, client, name):
    """H04: also when there is a picture that could be served instead."""
    address_of(picture)

    assert client.get(f"/media/images/{name}").status_code in {400, 404}
