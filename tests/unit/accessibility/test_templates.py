"""House rules of every template that can be read off its text."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
OURS = ("accessibility", "accounts", "services", "payments", "cms", "portal")
TEMPLATES = {
    str(path.relative_to(ROOT)): path.read_text()
    for folder in OURS
    for path in (ROOT / folder).rglob("templates/**/*.html")
    if "sandbox" not in path.parts and "node_modules" not in path.parts
}


def forgets_to_sum_up_mistakes(text: str) -> bool:
    """A page that writes a whole form says at its top what was wrong with it."""
    writes_a_form = re.search(r"\{\{ *form *\}\}", text) and '{% extends "portal' in text
    return bool(writes_a_form) and "{% error_summary" not in text


def hides_a_wide_table_from_the_keyboard(text: str) -> bool:
    scrolling = re.findall(r"<div[^>]*class=\"scrolling\"[^>]*>", text)
    needed = ('tabindex="0"', 'role="region"', "aria-label")
    return any(word not in opening for opening in scrolling for word in needed)


def leaves_a_picture_unsaid(text: str) -> bool:
    """A picture says what it shows, or that it is decoration."""
    silent = [picture for picture in re.findall(r"<img[^>]*>", text) if " alt=" not in picture]
    drawings = re.findall(r"<svg[^>]*>", text)
    unsaid = [each for each in drawings if not re.search('aria-hidden="true"|role="img"', each)]
    return bool(silent or unsaid)


def lets_a_postcode_stand_on_two_lines(text: str) -> bool:
    """Of a home, a venue or the council; the address of a page is no such thing."""
    written = re.findall(r"\{\{ *([\w.]*\.)(?:address|postcode) *\}\}", text)
    return bool({of.split(".")[-2] for of in written} - {"way", "task", "sign_in"})


def opens_a_window_of_its_own(text: str) -> bool:
    return "_blank" in text


def takes_the_focus_of_its_own_accord(text: str) -> bool:
    return "autofocus" in text or bool(re.search(r'tabindex="[1-9]', text))


def writes_its_own_styles(text: str) -> bool:
    return bool(re.search(r"<style\b|\sstyle=\"", text))


RULES = [
    forgets_to_sum_up_mistakes,
    hides_a_wide_table_from_the_keyboard,
    leaves_a_picture_unsaid,
    lets_a_postcode_stand_on_two_lines,
    opens_a_window_of_its_own,
    takes_the_focus_of_its_own_accord,
    writes_its_own_styles,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_template_of_ours(rule: Callable[[str], bool]):
    assert [name for name, text in TEMPLATES.items() if rule(text)] == []


BREACHES = [
    (forgets_to_sum_up_mistakes, '{% extends "portal/base.html" %}<form>{{ form }}</form>'),
    (hides_a_wide_table_from_the_keyboard, '<div class="scrolling" role="region">'),
    (leaves_a_picture_unsaid, '<img src="a.png">'),
    (leaves_a_picture_unsaid, '<svg viewBox="0 0 1 1">'),
    (lets_a_postcode_stand_on_two_lines, "{{ booking.venue.address }}"),
    (opens_a_window_of_its_own, '<a target="_blank">'),
    (takes_the_focus_of_its_own_accord, "<input autofocus>"),
    (takes_the_focus_of_its_own_accord, '<a tabindex="3">'),
    (writes_its_own_styles, '<p style="color: red">'),
]


@pytest.mark.parametrize(("rule", "text"), BREACHES)
def test_a_breach_would_be_found(rule: Callable[[str], bool], text: str):
    assert rule(text)


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 100
