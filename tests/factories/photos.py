"""Pictures for the tests: drawn here, so that they hide nothing."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def jpeg(
    width: int = 640, height: int = 480, *, exif: bytes = b"", comment: bytes = b""
) -> BytesIO:
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=comment)
    return _rewound(file)


def png(width: int = 64, height: int = 48, *, mode: str = "RGB") -> BytesIO:
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return _rewound(file)


def jpeg_with_a_place(orientation: int = 1) -> BytesIO:
    """A photo that says where it was taken, and which way up it is."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Thornbridge Phones"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 22.0, 51.0)})
    return jpeg(exif=exif.tobytes())


def png_that_claims(width: int, height: int) -> BytesIO:
    """A few bytes whose header promises a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _rewound(file: BytesIO) -> BytesIO:
    file.seek(0)
    return file
