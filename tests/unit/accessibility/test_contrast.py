"""Every text can be read on what it stands on, in light and in dark."""

import pytest

from tests.unit.accessibility.contrast import colour, palettes, ratio

BODY, SHEET, SUNKEN = "govuk-body-background-colour", "sheet", "sheet-sunken"
GROUNDS = (BODY, SHEET, SUNKEN)
TEXTS = (
    "govuk-text-colour",
    "govuk-secondary-text-colour",
    "govuk-link-colour",
    "govuk-link-visited-colour",
    "govuk-link-hover-colour",
    "govuk-error-colour",
    "ink-soft",
    "late",
    "soon",
)
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("govuk-surface-text-colour", "govuk-surface-background-colour"),
    ("govuk-link-colour", "govuk-surface-background-colour"),
    ("govuk-focus-text-colour", "govuk-focus-colour"),
    ("govuk-inverse-text-colour", "govuk-brand-colour"),
    ("govuk-inverse-text-colour", "govuk-success-colour"),
    ("bar-ink", "bar"),
    ("button-ink", "button"),
    ("button-ink", "button-hover"),
    ("button-quiet-ink", "button-quiet"),
    ("button-quiet-ink", "button-quiet-hover"),
    ("button-warning-ink", "button-warning"),
    ("button-warning-ink", "button-warning-hover"),
    *(
        (f"tone-{tone}-ink", f"tone-{tone}")
        for tone in ("red", "yellow", "green", "blue", "purple", "grey")
    ),
]
EDGES = [
    ("govuk-input-border-colour", BODY),
    ("govuk-input-border-colour", SHEET),
    ("line-strong", BODY),
    ("late", SHEET),
    ("soon", SHEET),
    ("button", BODY),
    ("govuk-focus-colour", "govuk-focus-text-colour"),
]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_has_the_contrast_of_level_aa(mode, text, ground):
    palette = palettes()[mode]

    assert ratio(colour(palette, text), colour(palette, ground)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_the_edge_of_what_can_be_used_stands_out(mode, edge, ground):
    palette = palettes()[mode]

    assert ratio(colour(palette, edge), colour(palette, ground)) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_white_can_be_read_on_the_panel_of_what_is_owed(mode):
    assert ratio("#ffffff", colour(palettes()[mode], "owed")) >= 7


RATIOS = [("#000", "#fff", 21), ("#fff", "#fff", 1), ("#777777", "#ffffff", 4.48)]


@pytest.mark.parametrize(("one", "other", "expected"), RATIOS)
def test_contrast_is_worked_out_as_the_guidelines_say(one, other, expected):
    assert ratio(one, other) == pytest.approx(expected, abs=0.01)
    assert ratio(other, one) == ratio(one, other)
