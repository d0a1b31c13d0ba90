"""Each of our templates gives the HTML that GOV.UK Frontend publishes for the same options."""

import pytest
from django.test.html import parse_html

from accessibility.components import render_component
from tests.unit.accessibility.fixtures import Example, examples_of

COMPONENTS = [
    "back_link",
    "breadcrumbs",
    "button",
    "character_count",
    "checkboxes",
    "date_input",
    "details",
    "error_message",
    "error_summary",
    "fieldset",
    "file_upload",
    "hint",
    "input",
    "inset_text",
    "label",
    "notification_banner",
    "pagination",
    "panel",
    "password_input",
    "phase_banner",
    "radios",
    "select",
    "service_navigation",
    "skip_link",
    "summary_list",
    "table",
    "tag",
    "task_list",
    "textarea",
    "warning_text",
]
TRANSLATED = "its words come from the page's language, not from options"
INTERRUPTION = "the interruption panel is not used"
NOT_SUPPORTED = {
    "button: start link with html": "a start button has plain text",
    "character_count: with neither maxlength nor maxwords set": "a count has a limit",
    "character_count: with translations": TRANSLATED,
    "date_input: with field value and items": "boxes are given in one way, not two at once",
    "file_upload: translated": TRANSLATED,
    "panel: interruption": INTERRUPTION,
    "panel: interruption-with-content-with-long-line-length": INTERRUPTION,
    "panel: interruption-with-headings-content-and-lists": INTERRUPTION,
    "panel: interruption with custom classes": INTERRUPTION,
    "panel: interruption, with actions classes and attributes": INTERRUPTION,
    "panel: interruption, submit action": INTERRUPTION,
    "panel: interruption, button link": INTERRUPTION,
    "panel: interruption, no actions": INTERRUPTION,
    "panel: interruption, no actions items": INTERRUPTION,
    "password_input: with translations": TRANSLATED,
    "select: with falsy values": "values are text",
}
EXAMPLES = [example for component in COMPONENTS for example in examples_of(component)]
SUPPORTED = [example for example in EXAMPLES if example.id not in NOT_SUPPORTED]


@pytest.mark.parametrize("example", SUPPORTED, ids=lambda example: example.id)
def test_our_html_is_that_of_the_published_component(example: Example):
    ours = render_component(example.component, **example.options)

    assert parse_html(ours) == parse_html(example.html)


def test_what_we_leave_out_still_exists_in_the_published_component():
    assert set(NOT_SUPPORTED) <= {example.id for example in EXAMPLES}
