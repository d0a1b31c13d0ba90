"""Each block as it reaches the page: the right element, its heading's level, and only text."""

import json
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from cms.blocks import BodyBlock
from cms.messages import Message
from cms.models.messages import MessageKind
from cms.templatetags import service_messages as tag

NASTY = "<script>alert(1)</script>"


def rendered(kind, value):
    block = BodyBlock()
    return str(block.to_python([{"type": kind, "value": value}]).render_as_block())


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("warning", {"text": "Call 0800 111 999."}),
        ("paragraph", "<p>Call 0800 111 999.</p>"),
        ("inset", {"text": "<p>Call 0800 111 999.</p>"}),
        ("details", {"summary": "Gas", "text": "<p>Call 0800 111 999.</p>"}),
        ("steps", {"level": "2", "steps": [{"heading": "Call", "text": "<p>0800 111 999</p>"}]}),
        ("facts", {"rows": [{"label": "Gas", "value": "<p>0800 111 999</p>"}]}),
        (
            "table",
            {
                "caption": "Who to call",
                "columns": [{"type": "text", "heading": name} for name in ("Who", "Call")],
                "rows": [{"values": ["Gas", "0800 111 999"]}],
            },
        ),
    ],
)
def test_a_telephone_number_stays_on_one_line(kind, value):
    number = "0800\N{NO-BREAK SPACE}111\N{NO-BREAK SPACE}999"

    assert number in rendered(kind, value)


def levels(html):
    return re.findall(r"<h(\d)", html)


@pytest.mark.parametrize("level", ["2", "3"])
@pytest.mark.parametrize(
    ("kind", "value", "headings"),
    [
        ("heading", {"text": "Visitors"}, 1),
        ("contact", {"heading": "Call us", "telephone": "01632 960 130", "hours": "All day"}, 1),
        ("links", {"heading": "Next", "links": [{"label": "Permits", "address": "/parking/"}]}, 1),
        (
            "steps",
            {"steps": [{"heading": "One", "text": ""}, {"heading": "Two", "text": "<p>Go.</p>"}]},
            2,
        ),
    ],
)
def test_a_heading_has_the_level_that_was_chosen(kind, value, headings, level):
    """H14."""
    assert levels(rendered(kind, {"level": level, **value})) == [level] * headings


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("heading", {"level": "2", "text": NASTY}),
        ("warning", {"text": NASTY}),
        ("details", {"summary": NASTY, "text": "<p>x</p>"}),
        ("steps", {"level": "2", "steps": [{"heading": NASTY, "text": ""}] * 2}),
        ("facts", {"rows": [{"label": NASTY, "value": "<p>x</p>"}]}),
        ("links", {"level": "2", "heading": NASTY, "links": [{"label": NASTY, "address": "/"}]}),
        (
            "contact",
            {"level": "2", "heading": NASTY, "telephone": NASTY, "hours": NASTY, "place": NASTY},
        ),
        ("button", {"label": NASTY, "address": "/parking/", "is_start": True}),
        (
            "table",
            {
                "caption": NASTY,
                "columns": [{"type": "text", "heading": NASTY}],
                "rows": [{"values": [NASTY]}],
            },
        ),
    ],
)
def test_what_an_editor_types_is_only_text(kind, value):
    """H01."""
    html = rendered(kind, value)

    assert "<script" not in html
    assert "alert(1)" in html


def test_a_table_says_what_each_row_and_column_is():
    """H14, WCAG 1.3.1: headings have a scope, and a wide table can be reached by keyboard."""
    html = rendered(
        "table",
        {
            "caption": "When to call",
            "columns": [{"type": "text", "heading": name} for name in ("Service", "Hours")],
            "rows": [{"values": ["Parking", "8am to 6pm"]}, {"values": ["Leisure", "7am"]}],
        },
    )

    assert re.findall(r'<th scope="(\w+)"[^>]*>\s*([^<]*?)\s*</th>', html) == [
        ("col", "Service"),
        ("col", "Hours"),
        ("row", "Parking"),
        ("row", "Leisure"),
    ]
    assert "<caption" in html
    assert 'role="region" aria-label="When to call"' in html
    assert 'tabindex="0"' in html


def test_a_telephone_number_can_be_pressed_and_is_written_with_its_gaps():
    html = rendered(
        "contact",
        {"level": "2", "heading": "Call", "telephone": "01632 960 130", "hours": "8am to 6pm"},
    )

    assert 'href="tel:01632960130">01632\xa0960\xa0130<' in html
    assert "In person" not in html


def test_a_place_to_come_to_is_told_when_there_is_one():
    value = {"level": "2", "heading": "Call", "telephone": "1", "hours": "8am", "place": "Library"}

    assert "In person: Library" in plain(rendered("contact", value))


def test_a_step_without_more_to_say_is_only_its_heading():
    html = rendered(
        "steps",
        {"level": "2", "steps": [{"heading": "One", "text": ""}, {"heading": "Two", "text": "Go"}]},
    )

    assert html.count("<li") == 2
    assert html.count('class="prose"') == 1


@pytest.mark.parametrize(("is_start", "arrows"), [(True, 1), (False, 0)])
def test_only_a_start_button_has_the_arrow(is_start, arrows):
    html = rendered("button", {"label": "Renew", "address": "/parking/", "is_start": is_start})

    assert html.count("<svg") == arrows
    assert 'href="/parking/"' in html


def test_a_paragraph_is_written_out_as_prose():
    html = rendered("paragraph", "<p>See <a href='/parking/'>parking</a>.</p>")

    assert 'class="prose"' in html
    assert plain(html) == "See parking ."


def typed(text, *, address=None, kind="unstyled"):
    """What the editor's rich text field makes of what a browser sends it."""
    links = [{"offset": 0, "length": len(text), "key": 0}] if address else []
    sent = {
        "blocks": [
            {
                "key": "a",
                "text": text,
                "type": kind,
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": links,
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}}
        if address
        else {},
    }
    widget = BodyBlock().child_blocks["paragraph"].field.widget
    return widget.value_from_datadict({"body": json.dumps(sent)}, {}, "body")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_no_link_in_a_text_runs_anything(address):
    """H01: the first of Wagtail's own, CVE-2021-29434."""
    html = typed("Read this", address=address)

    assert "Read this" in html
    assert address not in html


def test_an_ordinary_link_in_a_text_is_kept():
    assert 'href="https://ico.org.uk"' in typed("Read this", address="https://ico.org.uk")


@pytest.mark.parametrize("kind", ["header-one", "header-two", "code-block", "atomic", "made-up"])
def test_a_text_has_no_heading_or_frame_whatever_a_browser_sends(kind):
    """H01, H14."""
    html = typed(NASTY, kind=kind)

    assert not re.findall(r"<(?:h\d|pre|code|iframe|embed|img|script)", html)


@pytest.mark.parametrize("kind", MessageKind)
def test_a_message_says_its_kind_in_words_and_not_by_colour_alone(kind):
    message = Message("parking", kind.value, "Closed <b>today</b>.")

    html = render_to_string("cms/service_message.html", {"message": message, "title": ""})

    assert plain(html) == f"{kind.label} Closed &lt;b&gt;today&lt;/b&gt;."
    assert f"service-message--{kind.value}" in html


def test_a_message_on_a_page_of_many_services_says_which_and_until_when():
    ends = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    message = Message("parking", "planned", "Closed.", ends_at=ends)

    html = render_to_string("cms/service_message.html", {"message": message, "title": "Parking"})

    assert plain(html).startswith("Planned work Parking: Closed. Until ")
    assert "6:30pm" in html


@pytest.mark.parametrize(
    ("namespaces", "shown"),
    [(["parking"], 1), (["parking", "inner"], 1), (["housing"], 0), ([], 0), (None, 0)],
)
def test_the_pages_of_a_service_show_its_messages_and_no_others(namespaces, shown, monkeypatch):
    messages = {"parking": (Message("parking", "outage", "Closed."),)}
    monkeypatch.setattr(tag, "live_messages", lambda now: messages)
    match = None if namespaces is None else SimpleNamespace(namespaces=namespaces)

    context = {"request": SimpleNamespace(resolver_match=match)}

    assert tag.service_messages(context).count("Closed.") == shown


def test_a_page_without_a_request_shows_none():
    assert tag.service_messages({}) == ""
