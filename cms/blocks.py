"""What an editor can put on a page: one block per component of the design, and no raw HTML.

The level of a heading is always chosen, never guessed, and a page's own title is its only h1.
"""

from collections.abc import Mapping
from typing import Any  # block values are whatever Wagtail hands over

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

PROSE = ["link", "document-link", "bold", "ul", "ol"]
"""What the text of a paragraph may hold. Headings and pictures are blocks of their own."""

SENTENCE = ["link", "bold"]

HEADING_LEVELS = [("2", "Section of the page (h2)"), ("3", "Part of a section (h3)")]


class HeadingBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(choices=HEADING_LEVELS, help_text="Do not skip a level.")
    text = blocks.CharBlock(max_length=120)

    class Meta:
        icon = "title"
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        template = "cms/blocks/paragraph.html"


class InsetBlock(blocks.StructBlock):
    """A quotation, an example, or something to know before reading on."""

    text = blocks.RichTextBlock(features=SENTENCE)

    class Meta:
        icon = "info-circle"
        template = "cms/blocks/inset.html"


class WarningBlock(blocks.StructBlock):
    """Something that has consequences, such as a fine or a lost right."""

    text = blocks.CharBlock(max_length=300)

    class Meta:
        icon = "warning"
        template = "cms/blocks/warning.html"


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock(max_length=120, help_text="A question only some readers have.")
    text = blocks.RichTextBlock(features=PROSE)

    class Meta:
        icon = "help"
        template = "cms/blocks/details.html"


class StepsBlock(blocks.StructBlock):
    """What to do, in order."""

    level = blocks.ChoiceBlock(choices=HEADING_LEVELS, help_text="Level of each step's heading.")
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(max_length=120)),
                ("text", blocks.RichTextBlock(features=PROSE, required=False)),
            ]
        ),
        min_num=2,
    )

    class Meta:
        icon = "list-ol"
        template = "cms/blocks/steps.html"


class FactsBlock(blocks.StructBlock):
    """A summary list: what is asked, and the answer."""

    rows = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=80)),
                ("value", blocks.RichTextBlock(features=SENTENCE)),
            ]
        ),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = "Facts"
        template = "cms/blocks/facts.html"


class Destination(blocks.StructValue):
    @property
    def destination(self) -> str:
        """The address to link to; the home page when the page chosen has gone since."""
        if self.get("address"):
            return str(self["address"])
        return str(self["page"].url) if self.get("page") else "/"


class DestinationBlock(blocks.StructBlock):
    """A link to a page of ours, or to an address; exactly one of the two."""

    label = blocks.CharBlock(max_length=80, help_text="Says where it leads, never “click here”.")
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(required=False, max_length=500, help_text="/services/… or https://…")

    def clean(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        cleaned: Mapping[str, Any] = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["address"]):
            raise _wrong("address", "Choose a page or type an address, one of the two.")
        if cleaned["address"] and not _is_safe(cleaned["address"]):
            raise _wrong("address", "Start with / for our own pages, or with https://")
        if cleaned["label"].strip().lower().rstrip(".") in EMPTY_LABELS:
            raise _wrong("label", "Say where the link leads: people hear links out of context.")
        return cleaned

    class Meta:
        value_class = Destination


EMPTY_LABELS = {"click here", "here", "more", "read more", "link", "this page", "find out more"}


class ButtonBlock(DestinationBlock):
    is_start = blocks.BooleanBlock(
        required=False, label="Start button", help_text="The one thing this page is for."
    )

    class Meta:
        icon = "arrow-right"
        template = "cms/blocks/button.html"


class LinksBlock(blocks.StructBlock):
    """A short list of places to go next."""

    level = blocks.ChoiceBlock(choices=HEADING_LEVELS)
    heading = blocks.CharBlock(max_length=120)
    links = blocks.ListBlock(DestinationBlock(), min_num=1)

    class Meta:
        icon = "link"
        template = "cms/blocks/links.html"


class ContactBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(choices=HEADING_LEVELS)
    heading = blocks.CharBlock(max_length=120, default="Get help")
    telephone = blocks.CharBlock(max_length=30)
    hours = blocks.CharBlock(max_length=120, help_text="Monday to Friday, 8am to 6pm")
    place = blocks.CharBlock(max_length=200, required=False, help_text="Where to come in person")

    class Meta:
        icon = "mail"
        template = "cms/blocks/contact.html"


class PictureBlock(ImageBlock):
    """A picture with its description, or marked as decoration by the editor."""

    class Meta:
        template = "cms/blocks/picture.html"


class TableBlock(TypedTableBlock):
    class Meta:
        icon = "table"
        template = "cms/blocks/table.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page. Says no to a heading that skips a level."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock(features=PROSE)
    inset = InsetBlock()
    warning = WarningBlock()
    details = DetailsBlock()
    steps = StepsBlock()
    facts = FactsBlock()
    table = TableBlock([("text", blocks.CharBlock(required=False))])
    button = ButtonBlock()
    links = LinksBlock()
    contact = ContactBlock()
    picture = PictureBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        skipped = first_skipped_heading(block.value.get("level") for block in _levelled(cleaned))
        if skipped is not None:
            raise blocks.StreamBlockValidationError(
                non_block_errors=[
                    ValidationError(
                        "A part of a section (h3) needs a section heading (h2) before it."
                    )
                ]
            )
        return cleaned


class NewsBlock(blocks.StructBlock):
    """One line of “What’s new” on the home page."""

    on = blocks.DateBlock(label="Date")
    heading = blocks.CharBlock(max_length=100)
    text = blocks.CharBlock(max_length=240)
    page = blocks.PageChooserBlock(required=False)

    class Meta:
        icon = "calendar"


def first_skipped_heading(levels: Any) -> int | None:
    """Return the place of the first heading that skips a level below the page's h1."""
    deepest = 1
    for place, level in enumerate(levels):
        if int(level) > deepest + 1:
            return place
        deepest = int(level)
    return None


def _levelled(stream: Any) -> list[Any]:
    return [
        block for block in stream if isinstance(block.value, Mapping) and "level" in block.value
    ]


def _is_safe(address: str) -> bool:
    """A page of ours or an https address; `//elsewhere` and `javascript:` are neither."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return ours or address.startswith("https://")


def _wrong(field: str, why: str) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(why)})
