"""What the civil enforcement officer's camera saw, drawn: a street, a car and its plate."""

import base64
import io
from datetime import datetime

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 420)
COLOURS = {"BLUE": "#2f5d9b", "RED": "#a83232", "GREY": "#73797f", "GREEN": "#3f7a4d"}
ASPHALT, KERB, SKY, YELLOW = "#4a4d52", "#b7b2a8", "#cfd8df", "#e5c43b"


def photograph(*, vrm: str, colour: str, taken_at: datetime, close_up: bool) -> str:
    """A JPEG as Base64: the car in its street, or its plate alone."""
    picture = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(picture)
    if close_up:
        _plate(pen, vrm, (110, 150, 530, 260), 74)
    else:
        _street(pen, COLOURS.get(colour, "#5b5b5b"))
        _plate(pen, vrm, (252, 300, 388, 332), 22)
    stamp = f"{taken_at:%d/%m/%Y %H:%M:%S}   Thornbridge CEO 14"
    pen.rectangle((0, SIZE[1] - 28, *SIZE), fill="#111111")
    pen.text((10, SIZE[1] - 24), stamp, fill="#ffffff", font=ImageFont.load_default(16))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=70)
    return base64.b64encode(file.getvalue()).decode()


def _street(pen: ImageDraw.ImageDraw, colour: str) -> None:
    pen.rectangle((0, 190, 640, 420), fill=ASPHALT)
    pen.rectangle((0, 180, 640, 196), fill=KERB)
    for top in (204, 214):
        pen.rectangle((0, top, 640, top + 4), fill=YELLOW)
    pen.rounded_rectangle((230, 150, 410, 250), 30, fill=colour)
    pen.rounded_rectangle((248, 166, 392, 216), 16, fill="#20262b")
    pen.rounded_rectangle((190, 225, 450, 345), 26, fill=colour)
    for left in (205, 385):
        pen.rounded_rectangle((left, 250, left + 50, 276), 8, fill="#c33d2f")
        pen.rectangle((left + 5, 340, left + 45, 365), fill="#17191b")


def _plate(pen: ImageDraw.ImageDraw, vrm: str, box: tuple[int, int, int, int], size: float) -> None:
    pen.rounded_rectangle(box, 6, fill="#f2c500", outline="#222222", width=2)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    shown = f"{vrm[:4]} {vrm[4:]}"
    pen.text(middle, shown, fill="#111111", font=ImageFont.load_default(size), anchor="mm")
