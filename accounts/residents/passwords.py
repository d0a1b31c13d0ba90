"""Passwords that are long, and still among the first that anybody would try."""

import re
import string
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

FEWEST_LETTERS = 5
RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
ROUND_IT = string.digits + string.punctuation + " "
SUBSTITUTES = str.maketrans("0134578@$", "oieastbas")
WORDS_OF_OURS = frozenset({"council", "myaccount"})
TOO_EASY = "Choose a password that is harder to guess"
TOO_SHORT = "Use 12 characters or more"
TOO_LIKE_YOU = "Choose a password that is not like your e-mail address or name"
LEAKED = "Choose another password. This one, or most of it, is in lists of stolen passwords"


DJANGOS = {
    "password_too_short": TOO_SHORT,
    "password_too_similar": TOO_LIKE_YOU,
    "password_too_common": LEAKED,
}
"""What is wrong, by Django's codes, in words that say what to do."""


def first_mistake(found: ValidationError) -> ValidationError:
    """One thing to put right, however many are wrong: a short password is always easy as well."""
    first = found.error_list[0]
    return ValidationError(DJANGOS.get(first.code or "", first.message), code=first.code)


class NotTheFirstToTry:
    """Twelve characters that repeat, run along the keyboard, or only dress up a stolen password."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = password.casefold()
        few = len(set(typed)) < FEWEST_LETTERS
        repeats = typed in (typed + typed)[1:-1]
        runs = any(typed in run or typed[::-1] in run for run in RUNS)
        if few or repeats or runs:
            raise ValidationError(TOO_EASY, code="password_too_easy")
        if any(_is_made_of_stolen(word) for word in _undressed(typed)):
            raise ValidationError(LEAKED, code="password_leaked")

    def get_help_text(self) -> str:
        return TOO_EASY


@cache
def stolen_passwords() -> frozenset[str]:
    """About 40,000 that people use most, from leaks: Django's list and zxcvbn's, and our names."""
    # Only its list: its estimate takes seconds for some passwords (docs/adr/0040).
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    council = re.findall(r"\w+", settings.COUNCIL_NAME.casefold())
    ours = WORDS_OF_OURS | {*council, "".join(council)}
    return ours | frozenset(FREQUENCY_LISTS["passwords"]) | CommonPasswordValidator().passwords


def _undressed(typed: str) -> set[str]:
    """As it is; and without the digits and signs around it, or those that stand for letters."""
    bare = typed.strip(ROUND_IT)
    words = {
        typed,
        bare,
        bare.translate(SUBSTITUTES),
        typed.rstrip(ROUND_IT).translate(SUBSTITUTES),
    }
    return {word.replace(" ", "") for word in words} - {""}


def _is_made_of_stolen(word: str) -> bool:
    """It is one of them, or two put together."""
    stolen = stolen_passwords()
    pairs = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return word in stolen or any(one in stolen and other in stolen for one, other in pairs)
