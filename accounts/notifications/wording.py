"""Our texts, filled in: plain text, with nothing in it that a stranger could make us say."""

import re
import unicodedata
from collections.abc import Mapping

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

LONGEST_NAME = 70
LONGEST_VALUE = 500
LONGEST_SUBJECT = 200
LONGEST_TEXT = 918
"""Letters in a text message: what Notify takes at most."""
OUR_OWN = "link"
"""Personalisation whose name ends so holds an address we made; everything else may hold none."""
KEPT = "\n\u200c\u200d"
"""Line ends, and the joiners that some scripts and emoji are written with."""

_AN_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S*", re.IGNORECASE)


def render(template: str, personalisation: Mapping[str, str]) -> tuple[str, str]:
    """The subject (one line) and the body. Each may name the council and its telephone number."""
    words = {"council": settings.COUNCIL_NAME, "telephone": settings.COUNCIL_TELEPHONE}
    words |= {name: _tame(name, value) for name, value in personalisation.items()}
    subject = " ".join(_fill(f"notifications/{template}.subject.txt", words).split())
    return subject[:LONGEST_SUBJECT], _fill(f"notifications/{template}.body.txt", words).strip()


def as_text_message(body: str) -> str:
    """As long as Notify takes, and then whom to call: what is longer it would refuse for good."""
    if len(body) <= LONGEST_TEXT:
        return body
    end = f"...\n\nCall {settings.COUNCIL_TELEPHONE}.\n{settings.COUNCIL_NAME}"
    return body[: LONGEST_TEXT - len(end)] + end


def _fill(name: str, words: Mapping[str, str]) -> str:
    # `autoescape off` around each text would be forgotten in one of them: O'Brien is not HTML.
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine
    return str(template.render(Context(dict(words), autoescape=False)))


def _tame(name: str, value: str) -> str:
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFC", str(value))
        if letter in KEPT or unicodedata.category(letter) not in {"Cc", "Cf"}
    )
    if name.endswith(OUR_OWN):
        return text
    text = _AN_ADDRESS.sub("", text)
    return text[: LONGEST_NAME if name.endswith("name") else LONGEST_VALUE].strip()
