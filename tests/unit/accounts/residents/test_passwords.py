"""Long passwords that are easy to guess all the same."""

import pytest
from django.core.exceptions import ValidationError

from accounts.residents.passwords import NotTheFirstToTry

EASY = [
    "123456789012",
    "210987654321",
    "abcdefghijkl",
    "qwertyuiopasdf",
    "passwordpassword",
    "abcabcabcabc",
    "aaaaaaaaaaaa",
    "aaaabbbbcccc",
    "password12345",
    "!!!Password!!!",
    "Thornbridge1234",
    "thornbridge council 1",
    "welcome123456",
]
GOOD = [
    "correct horse battery",
    "a-long-enough-password",
    "thornbridge-canal-4",
    "three funny words",
    "пароль из слов",
    "Xq7!vRt2#mLp",
]


@pytest.mark.parametrize("password", EASY)
def test_the_first_that_anybody_would_try_is_refused(password):
    with pytest.raises(ValidationError, match="harder to guess"):
        NotTheFirstToTry().validate(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_few_words_are_fine(password):
    assert NotTheFirstToTry().validate(password) is None
