"""An address is changed with everything that belongs to it, or not at all (catalogue A19)."""

import pytest
from allauth.account.models import EmailAddress

from accounts.residents import address_changes
from tests.integration.accounts.residents.conftest import sign_in
from tests.integration.accounts.residents.test_address_change import (
    NEW,
    OLD,
    address_of,
    ask_for,
    confirm,
)


def test_a19_an_address_that_the_old_one_cannot_be_told_of_is_not_changed(
    client, amina, code_for, monkeypatch
):
    """Or whoever dies between the two leaves a thief with the account, and its owner no link."""
    sign_in(client, OLD)
    ask_for(client, NEW)
    monkeypatch.setattr(address_changes, "tell_about_address", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        confirm(client, code_for(NEW))

    assert address_of(amina) == (OLD, OLD)
    assert list(EmailAddress.objects.filter(primary=True).values_list("email", flat=True)) == [OLD]
