"""What a visitor may find: pages by their words, pictures by their name. Never what is private."""

import re
from pathlib import PurePosixPath
from typing import Any  # Wagtail's pages and renditions carry no types

from django.http import HttpRequest
from wagtail.images import get_image_model
from wagtail.models import Page

LONGEST_QUERY = 100
"""A longer one is cut: nobody asks a page of text, and no index should be asked it."""
MOST_RESULTS = 100


NOT_A_WORD = re.compile(r"[^\w\s'’-]|_")


def plain_query(text: str) -> str:
    """The words of a query: no sign that an index could take for an operator."""
    return " ".join(NOT_A_WORD.sub(" ", text[:LONGEST_QUERY]).split())


def find_pages(query: str) -> list[Any]:
    """Pages that hold every word of the query, best first. None for an empty query."""
    if not query:
        return []
    readable = Page.objects.live().public().filter(depth__gt=1).specific()
    return list(readable.search(query, operator="and")[:MOST_RESULTS])


def find_rendition(request: HttpRequest, name: str) -> Any:
    """One size of a picture that this visitor may see, or None. Originals are not found here."""
    if "\x00" in name:
        return None
    renditions = get_image_model().get_rendition_model().objects.select_related("image__collection")
    rendition = renditions.filter(file=str(PurePosixPath("images", name))).first()
    if rendition is None:
        return None
    restrictions = rendition.image.collection.get_view_restrictions()
    allowed = all(restriction.accept_request(request) for restriction in restrictions)
    return rendition if allowed else None
