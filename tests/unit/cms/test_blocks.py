"""What an editor may put on a page, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlock, RawHTMLBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

from cms.blocks import (
    BodyBlock,
    ButtonBlock,
    Destination,
    DestinationBlock,
    NewsBlock,
    first_skipped_heading,
)
from cms.fields import BlocksField


@pytest.mark.parametrize(
    ("levels", "place"),
    [
        ([], None),
        (["2"], None),
        (["2", "3", "3", "2", "3"], None),
        (["3"], 0),
        (["2", "2", "3"], None),
        (["2", "3", "2"], None),
    ],
)
def test_a_heading_may_not_skip_a_level(levels, place):
    assert first_skipped_heading(levels) == place


def body(*blocks):
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


def test_a_body_that_begins_with_a_part_of_a_section_is_refused():
    """H14."""
    with pytest.raises(ValidationError, match=r"needs a section heading|Validation error"):
        BodyBlock().clean(body(("heading", {"level": "3", "text": "Visitors"})))


def test_steps_with_headings_of_a_level_too_low_are_refused():
    """H14."""
    steps = {
        "level": "3",
        "steps": [{"heading": "One", "text": ""}, {"heading": "Two", "text": ""}],
    }

    with pytest.raises(ValidationError):
        BodyBlock().clean(body(("steps", steps)))


def test_a_body_in_order_is_taken():
    cleaned = BodyBlock().clean(
        body(
            ("heading", {"level": "2", "text": "Permits"}),
            ("heading", {"level": "3", "text": "Visitors"}),
            ("paragraph", "<p>Buy a session.</p>"),
        )
    )

    assert len(cleaned) == 3


def test_a_heading_without_a_level_is_refused():
    with pytest.raises(ValidationError):
        BodyBlock().clean(body(("heading", {"level": "", "text": "Permits"})))


def test_no_block_takes_html_or_fetches_from_elsewhere():
    """H01."""
    kinds = all_blocks(BodyBlock())

    assert not [kind for kind in kinds if isinstance(kind, RawHTMLBlock | EmbedBlock)]


def test_rich_text_never_offers_headings_embeds_or_code():
    """H01: a heading is a block, where its level is chosen."""
    for block in all_blocks(BodyBlock()):
        features = set(getattr(block, "features", None) or [])
        assert not features & {"h1", "h2", "h3", "h4", "embed", "code", "image", "hr"}


def test_an_editor_may_leave_out_what_not_every_page_has_and_nothing_else():
    """A step is its heading, a link is one of two; a label or a level is never missing."""
    optional = {
        f"{type(parent).__name__}.{name}"
        for parent in [*all_blocks(BodyBlock()), NewsBlock()]
        for name, child in getattr(parent, "child_blocks", {}).items()
        if not (child.required or isinstance(child, ListBlock))
        if not isinstance(parent, BodyBlock | ImageBlock)
    }

    assert optional == {
        "StructBlock.text",
        "DestinationBlock.page",
        "DestinationBlock.address",
        "ButtonBlock.page",
        "ButtonBlock.address",
        "ButtonBlock.is_start",
        "ContactBlock.place",
        "TableBlock.text",
        "NewsBlock.page",
    }


def test_every_heading_of_a_block_is_a_section_or_a_part_of_one():
    """H14: a screen reader hears no other level below the page's title."""
    levels = [
        {value for value, _ in parent.child_blocks["level"].field.choices} - {""}
        for parent in all_blocks(BodyBlock())
        if "level" in getattr(parent, "child_blocks", {})
    ]

    assert levels == [{"2", "3"}] * 4


@pytest.mark.parametrize(
    ("kind", "one", "least"),
    [
        ("steps", {"heading": "Ring us", "text": ""}, 2),
        ("facts", {"label": "Price", "value": "<p>£1</p>"}, 1),
        ("links", {"label": "Get help", "page": None, "address": "/help/"}, 1),
    ],
)
def test_two_steps_make_a_list_of_steps_and_one_fact_or_link_is_enough(kind, one, least):
    holder = {"steps": "steps", "facts": "rows", "links": "links"}[kind]

    def with_some(number):
        levelled = {"level": "2", "heading": "Next"} if kind != "facts" else {}
        return BodyBlock().clean(body((kind, {**levelled, holder: [one] * number})))

    assert len(with_some(least)) == 1
    with pytest.raises(ValidationError):
        with_some(least - 1)


def all_blocks(block):
    children = list(getattr(block, "child_blocks", {}).values())
    child = getattr(block, "child_block", None)
    below = [found for each in children for found in all_blocks(each)]
    return [block, *below, *(all_blocks(child) if child else [])]


@pytest.mark.parametrize(
    "address",
    ["/services/parking/", "/help/", "/?q=1", "https://ico.org.uk", "https://example.org/a#b"],
)
def test_a_link_leads_to_a_page_of_ours_or_over_https(address):
    cleaned = link(address=address)

    assert cleaned.destination == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "//evil.example",
        "/\\evil.example",
        "http://example.org",
        "ftp://example.org",
        "help/",
        "mailto:x@example.org",
    ],
)
def test_a_link_that_could_run_or_mislead_is_refused(address):
    """H01."""
    with pytest.raises(StructBlockValidationError) as refused:
        link(address=address)

    assert "address" in refused.value.block_errors


@pytest.mark.parametrize("label", ["Click here", "here", "More", "READ MORE", "this page."])
def test_a_link_must_say_where_it_leads(label):
    """H14, WCAG 2.4.4."""
    with pytest.raises(StructBlockValidationError) as refused:
        link(label=label, address="/help/")

    assert "label" in refused.value.block_errors


def test_a_link_needs_one_destination():
    with pytest.raises(StructBlockValidationError):
        link(address="")


def link(*, address, label="Get help with parking"):
    block = DestinationBlock()
    return block.clean(block.to_python({"label": label, "page": None, "address": address}))


def test_a_link_whose_page_has_gone_leads_home():
    gone = Destination(DestinationBlock(), {"label": "x", "page": None, "address": ""})

    assert gone.destination == "/"


def test_a_button_is_a_link_that_may_be_the_start():
    assert {"label", "page", "address", "is_start"} == set(ButtonBlock().child_blocks)


def test_changing_a_block_makes_no_migration():
    field = BlocksField([("heading", BodyBlock().child_blocks["heading"])], blank=True)
    field.set_attributes_from_name("body")

    name, path, args, kwargs = field.deconstruct()

    assert (name, path, args) == ("body", "cms.fields.BlocksField", [[]])
    assert kwargs == {"blank": True}
