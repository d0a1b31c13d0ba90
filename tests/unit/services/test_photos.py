"""What becomes of a file that a resident says is a photo."""

from io import BytesIO

import pytest
from PIL import Image, ImageOps

from services import photos
from services.photos import NotAPhoto, clean_photo
from tests.factories.photos import jpeg, jpeg_with_a_place, png, png_that_claims


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_photo_comes_out_as_a_jpeg_of_its_own_size() -> None:
    picture = opened(clean_photo(jpeg(640, 480)))

    assert (picture.format, picture.size) == ("JPEG", (640, 480))
    top, bottom = (picture.getpixel((320, y)) for y in (5, 475))
    assert top == pytest.approx((0, 0, 0), abs=9), "and shows what was in it"
    assert bottom == pytest.approx((255, 255, 255), abs=9)


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    before = jpeg_with_a_place()
    assert 0x8825 in Image.open(before).getexif()
    before.seek(0)

    after = clean_photo(before)

    assert not opened(after).getexif()
    assert b"Thornbridge Phones" not in after
    assert b"Exif" not in after


def test_a_comment_in_the_file_is_gone() -> None:
    after = clean_photo(jpeg(comment=b"my home is 12 Canal Street"))

    assert b"Canal" not in after


def test_what_was_appended_to_the_picture_is_gone() -> None:
    file = BytesIO(jpeg().getvalue() + b"<script>alert(1)</script>PK\x03\x04")

    assert b"<script>" not in clean_photo(file)


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    picture = opened(clean_photo(jpeg_with_a_place(orientation=6)))

    assert picture.size == (480, 640)


def test_a_large_photo_is_made_smaller() -> None:
    picture = opened(clean_photo(jpeg(4000, 3000)))

    assert max(picture.size) == 2000
    assert picture.width / picture.height == pytest.approx(4 / 3, abs=0.01)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1", "LA"])
def test_every_kind_of_png_is_understood(mode: str) -> None:
    assert opened(clean_photo(png(mode=mode))).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    picture = opened(clean_photo(png(mode="RGBA")))

    assert picture.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("side", [8_000, 10_000, 65_500])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(side: int) -> None:
    """I03"""
    with pytest.raises(NotAPhoto, match="too many pixels"):
        clean_photo(png_that_claims(side, side))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 a document", "JPG, PNG or WebP"),
        (b"MZ\x90 a program", "JPG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "JPG, PNG or WebP"),
        (b"GIF89a", "JPG, PNG or WebP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\xff\xd8\xff\xe0 not really", "cannot be opened"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "cannot be opened"),
    ],
)
def test_what_is_no_photo_is_refused_in_plain_words(content: bytes, words: str) -> None:
    """I10"""
    with pytest.raises(NotAPhoto, match=words) as refused:
        clean_photo(BytesIO(content))

    assert refused.value.words


def test_a_photo_that_was_cut_off_is_refused() -> None:
    whole = jpeg(1200, 900).getvalue()

    with pytest.raises(NotAPhoto, match="cannot be opened"):
        clean_photo(BytesIO(whole[: len(whole) // 2]))


def test_a_file_of_exactly_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    picture = jpeg().getvalue()
    largest = picture + b"\0" * (10 * 1024 * 1024 - len(picture))

    assert clean_photo(BytesIO(largest))
    with pytest.raises(NotAPhoto, match="10 MB"):
        clean_photo(BytesIO(largest + b"\0"))


def claims(width: int, height: int) -> BytesIO:
    """A JPEG whose header promises so many pixels, and whose picture ends at once."""
    small = jpeg(8, 8).getvalue()
    at = small.index(b"\xff\xc0") + 5
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return BytesIO(small[:at] + size + small[at + 4 : -2])


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (claims(10_000, 6_000), "cannot be opened"),
        (claims(10_001, 6_000), "too many pixels"),
        (png_that_claims(5_000, 4_000), "cannot be opened"),
        (png_that_claims(5_001, 4_000), "too many pixels"),
    ],
)
def test_a_telephones_jpeg_may_have_sixty_million_pixels_and_a_png_twenty(
    file: BytesIO, words: str
) -> None:
    """I04: these end in the middle, so the one that is let in cannot be opened."""
    with pytest.raises(NotAPhoto, match=words):
        clean_photo(file)


def test_a_large_jpeg_is_never_decoded_at_its_full_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """I04: sixty million pixels would be 180 MB in memory."""
    decoded = []
    upright = ImageOps.exif_transpose

    def weighed(picture: Image.Image) -> Image.Image:
        decoded.append(picture.size)
        return upright(picture)

    monkeypatch.setattr(photos, "LONGEST_SIDE", 100)
    monkeypatch.setattr(ImageOps, "exif_transpose", weighed)
    clean_photo(jpeg(800, 600))

    assert max(decoded[0]) <= 200
