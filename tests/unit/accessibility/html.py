"""A piece of a page as HTML."""

from django import forms
from django.template import engines


def html_of(form: forms.Form, name: str) -> str:
    return str(form[name].as_field_group())


def template(text: str, **context: object) -> str:
    return engines["django"].from_string("{% load components %}" + text).render(context)
