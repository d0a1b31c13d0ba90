"""Nobody reads a credit as a debt."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("pence", "amount", "in_credit"),
    [(1, "£0.01", False), (0, "£0.00", False), (-1, "£0.01", True), (-9215, "£92.15", True)],
)
def test_a_balance_is_owed_or_in_credit(pence, amount, in_credit):
    html = render_to_string("housing/owed.html", {"pence": pence})

    assert html.strip().startswith(amount)
    assert ("in credit" in html) is in_credit
