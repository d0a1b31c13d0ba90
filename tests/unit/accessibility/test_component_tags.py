"""Pages get components through tags, and what people wrote is always escaped."""

import pytest
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

ATTACK = "<script>alert(1)</script>"


def template(text: str, **context: object) -> str:
    return engines["django"].from_string("{% load components %}" + text).render(context)


def test_a_component_takes_its_options_by_name():
    html = template('{% component "button" text=words href="/pay/" %}', words="Pay £20")

    assert 'href="/pay/"' in html
    assert "Pay £20" in html


def test_options_prepared_elsewhere_give_way_to_those_in_the_tag():
    html = template('{% component "tag" options=ready text="Late" %}', ready={"text": "Soon"})

    assert "Late" in html
    assert "Soon" not in html


def test_what_stands_in_a_block_is_the_text_of_the_component():
    html = template(
        '{% componentblock "details" summary_text="More" %}'
        "<p>{{ name }}</p>{% endcomponentblock %}",
        name=ATTACK,
    )

    assert "<p>&lt;script&gt;" in html


COMPONENTS = ["button", "tag", "inset_text", "warning_text", "hint", "back_link", "label"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_text_is_escaped_in_every_component(name):
    assert "<script>" not in template(f'{{% component "{name}" text=words %}}', words=ATTACK)


def test_a_summary_list_is_written_row_by_row():
    html = template(
        '{% summary_list %}{% row "Reference" %}{{ reference }}{% endrow %}'
        '{% row "Address" href="/change/" %}1 Weir Lane{% endrow %}{% endsummary_list %}',
        reference=ATTACK,
    )

    assert html.count("govuk-summary-list__row") == 3
    assert "&lt;script&gt;" in html
    assert 'href="/change/"' in html
    assert '<span class="govuk-visually-hidden"> address</span>' in html


def test_rows_may_come_from_a_loop():
    html = template(
        "{% summary_list %}{% for key in keys %}"
        "{% row key %}x{% endrow %}{% endfor %}{% endsummary_list %}",
        keys=["One", "Two", "Three"],
    )

    assert html.count("<dt") == 3


def test_a_misspelt_component_is_found_out():
    with pytest.raises(TemplateDoesNotExist):
        template('{% component "buton" text="Pay" %}')


def test_a_block_that_is_not_closed_is_found_out():
    with pytest.raises(TemplateSyntaxError):
        template('{% componentblock "details" %}')


ATTRIBUTES = [
    ({"data-a": "1"}, 'data-a="1"'),
    ({"hidden": True}, " hidden>"),
    ({"data-a": '"><b>'}, 'data-a="&quot;&gt;&lt;b&gt;"'),
]


@pytest.mark.parametrize(("attributes", "html"), ATTRIBUTES)
def test_attributes_are_written_out_and_escaped(attributes, html):
    assert html in template('{% component "tag" text="x" attributes=it %}', it=attributes)


def test_an_attribute_that_is_none_or_false_is_left_out():
    html = template('{% component "tag" text="x" attributes=it %}', it={"a": None, "b": False})

    assert html.strip() == '<strong class="govuk-tag">x</strong>'


@pytest.mark.parametrize("name", ["input", "select", "textarea", "file_upload"])
@pytest.mark.parametrize("disabled", [True, False])
def test_a_field_that_cannot_be_changed_is_said_to_be_one_whatever_its_kind(name, disabled):
    html = template(f'{{% component "{name}" id="x" name="x" disabled=stays %}}', stays=disabled)

    assert (" disabled" in html) is disabled


@pytest.mark.parametrize(("where", "said"), [("current", "page"), ("active", "true")])
@pytest.mark.parametrize("href", ["/help/", ""])
def test_where_one_is_in_the_menu_is_heard_also_when_it_is_no_link(where, said, href):
    here, elsewhere = ({"text": text, "href": href} for text in ("Here", "Elsewhere"))

    html = template(
        '{% component "service_navigation" navigation=items %}',
        items=[{**here, where: True}, elsewhere],
    )

    assert html.count(f'aria-current="{said}"') == html.count("aria-current") == 1
    assert html.index("aria-current") < html.index("Here") < html.index("Elsewhere")
