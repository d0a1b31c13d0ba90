"""How amounts are written, everywhere alike."""

from django import template

register = template.Library()


@register.filter
def pounds(pence: int) -> str:
    """£1,234.50, always with the pence; the caller says in words which way it is owed."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}.{rest:02d}"
