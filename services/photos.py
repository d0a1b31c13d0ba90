"""Make a resident's photo safe to keep and small enough to send.

The picture is decoded and written again as JPEG, so nothing of the file that came in survives: no
place or time it was taken, no second file hidden behind the first, no trick with its name.
"""

from io import BytesIO
from typing import IO, Final

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes of one photo as it comes in."""
LONGEST_SIDE: Final = 2000
"""Pixels of the longer side as it is kept: enough to see a crack."""
MOST_PIXELS: Final = {"JPEG": 60_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
"""Read from the header, before anything is decoded. A JPEG is decoded at a smaller scale."""
MEDIA_TYPE: Final = "image/jpeg"

_BEGINNINGS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_PHONE_FORMATS: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftypavif")


class NotAPhoto(Exception):
    """The file cannot be kept as a photo; `words` say why, to the resident."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def clean_photo(file: IO[bytes]) -> bytes:
    """The picture alone, upright, as a JPEG. Raises NotAPhoto."""
    beginning = file.read(LARGEST_FILE + 1)
    if len(beginning) > LARGEST_FILE:
        raise NotAPhoto("The photo must be smaller than 10 MB")
    if not beginning:
        raise NotAPhoto("The photo is empty. Choose another one")
    _check_format(beginning)
    try:
        with Image.open(file, formats=list(MOST_PIXELS)) as picture:
            _check_size(picture)
            return _written_again(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise NotAPhoto(_TOO_MANY_PIXELS) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise NotAPhoto("The photo cannot be opened. Choose another one") from broken


def _check_format(content: bytes) -> None:
    """By the file's first bytes: its name and what the browser calls it prove nothing."""
    if content.startswith(_BEGINNINGS):
        return
    if content[4:12] in _PHONE_FORMATS:
        raise NotAPhoto(
            "We cannot open this kind of phone photo (HEIC). Take a screenshot of it and send "
            "that, or change your camera settings to «Most compatible»"
        )
    raise NotAPhoto("The photo must be a JPG, PNG or WebP file")


_TOO_MANY_PIXELS = "The photo has too many pixels. Take it again in a lower quality"


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS[picture.format or "PNG"]:
        raise NotAPhoto(_TOO_MANY_PIXELS)


def _written_again(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    on_white = Image.new("RGB", upright.size, "white")
    with_alpha = upright.convert("RGBA")
    on_white.paste(with_alpha, mask=with_alpha)
    written = BytesIO()
    on_white.save(written, "JPEG", quality=82)
    return written.getvalue()
