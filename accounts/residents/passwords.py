"""Passwords that are long, and still the first that anybody would try."""

import string
from typing import Any

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
WORDS_OF_OURS = frozenset({"thornbridge", "thornbridgecouncil", "council", "myaccount", "account"})
TOO_EASY = "Choose a password that is harder to guess"


class NotTheFirstToTry:
    """Twelve characters that repeat, run along the keyboard, or only dress up a common word."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        typed = password.casefold()
        few = len(set(typed)) < FEWEST_LETTERS
        repeats = typed in (typed + typed)[1:-1]
        runs = any(typed in run or typed[::-1] in run for run in RUNS)
        word = typed.strip(ROUND_IT).replace(" ", "")
        common = word in WORDS_OF_OURS or (bool(word) and word in self._common)
        if few or repeats or runs or common:
            raise ValidationError(TOO_EASY, code="password_too_easy")

    def get_help_text(self) -> str:
        return TOO_EASY
