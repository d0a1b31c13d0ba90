"""What staff ask to be sure who they are helping. The script is data; answers are never kept.

Of a question we keep only whether it was passed. What the resident says is compared here with what
we hold, so staff never see the right answer and cannot prompt it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.channels import Channel


class Result(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_ASKED = "not_asked"


class Kind(StrEnum):
    ANSWER = "answer"
    """The resident says it from memory, staff type it, and we compare."""
    DATE = "date"
    SEEN = "seen"
    """Staff look at something, or do something, and say whether it was right."""


@dataclass(frozen=True, slots=True)
class Held:
    """What we hold about the resident, for comparing and for nothing else."""

    full_name: str
    born_on: date | None
    address: str
    postcode: str
    telephone: str


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    ask: str
    """What staff say, word for word."""
    label: str
    """What was checked, for the record."""
    kind: Kind = Kind.ANSWER
    hint: str = ""
    matches: Callable[[str, Held], bool] = lambda _answer, _held: False
    held: Callable[[Held], object] = lambda _held: True
    """What we hold for it. A question we hold nothing for cannot be asked."""


@dataclass(frozen=True, slots=True)
class Script:
    """Which questions, how many must be passed, and which of them always."""

    questions: tuple[Question, ...]
    must_pass: int
    always: frozenset[str]
    opening: str

    @property
    def always_labels(self) -> tuple[str, ...]:
        return tuple(question.label for question in self.questions if question.slug in self.always)


def _letters(text: str) -> str:
    """Letters and figures of any script, without their accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def _is_same(answer: str, ours: str) -> bool:
    said = _letters(answer)
    return bool(said) and said == _letters(ours)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _same_name(answer: str, held: Held) -> bool:
    return _is_same(answer, held.full_name)


def _same_birthday(answer: str, held: Held) -> bool:
    return held.born_on is not None and answer == held.born_on.isoformat()


def _same_postcode(answer: str, held: Held) -> bool:
    return _is_same(answer, held.postcode)


def _same_first_line(answer: str, held: Held) -> bool:
    """The house or flat, by its number or name, is how the address begins."""
    return _is_same(answer, held.address.split(",")[0])


def _same_last_four(answer: str, held: Held) -> bool:
    return len(_digits(answer)) == 4 and _digits(held.telephone).endswith(_digits(answer))


NAME = Question(
    "full_name",
    "What is your full name?",
    "Full name",
    matches=_same_name,
    held=lambda held: held.full_name,
)
BORN_ON = Question(
    "born_on",
    "What is your date of birth?",
    "Date of birth",
    kind=Kind.DATE,
    matches=_same_birthday,
    held=lambda held: held.born_on,
)
POSTCODE = Question(
    "postcode",
    "What is your postcode?",
    "Postcode",
    matches=_same_postcode,
    held=lambda held: held.postcode,
)
FIRST_LINE = Question(
    "first_line",
    "What is the first line of your address?",
    "First line of the address",
    matches=_same_first_line,
    held=lambda held: held.address,
)
LAST_FOUR = Question(
    "telephone",
    "What are the last four digits of the telephone number you gave us?",
    "Last four digits of the telephone number",
    matches=_same_last_four,
    held=lambda held: held.telephone,
)
LETTER_SHOWN = Question(
    "letter_shown",
    "Do you have a letter or a bill from the last three months with you?",
    "A letter or bill from the last three months, seen",
    kind=Kind.SEEN,
    hint="It has their name and address on it, and you have held it in your hand.",
)
PHOTO_SHOWN = Question(
    "photo_shown",
    "Do you have anything with your photo on it, such as a bus pass or a passport?",
    "A document with a photo, seen",
    kind=Kind.SEEN,
    hint="The name is theirs and the photo is of the person in front of you.",
)
LETTER_READ = Question(
    "letter_read",
    "Please read me the reference from the newest letter we sent you.",
    "Reference read out from a letter of ours",
    kind=Kind.SEEN,
    hint="They read it out at once and it has the form of one of our references.",
)
CALLED_BACK = Question(
    "called_back",
    "May I call you back on the number we hold for you?",
    "Called back on the number we hold",
    kind=Kind.SEEN,
    hint="You rang the number on the record, not one given in this call.",
    held=lambda held: held.telephone,
)

FACE_TO_FACE = Script(
    questions=(NAME, BORN_ON, POSTCODE, FIRST_LINE, PHOTO_SHOWN, LETTER_SHOWN),
    must_pass=4,
    always=frozenset({"full_name", "born_on"}),
    opening="I need to be sure it is you before I open anything. I do not keep your answers.",
)
TELEPHONE = Script(
    questions=(NAME, BORN_ON, POSTCODE, FIRST_LINE, LAST_FOUR, LETTER_READ, CALLED_BACK),
    must_pass=5,
    always=frozenset({"full_name", "born_on", "postcode"}),
    opening=(
        "I need to be sure it is you before I open anything. I do not keep your answers, and I "
        "will never ask for a password or a code."
    ),
)
DOCUMENTS_ONLY = Script(
    questions=(PHOTO_SHOWN, LETTER_SHOWN),
    must_pass=2,
    always=frozenset({"photo_shown", "letter_shown"}),
    opening="We hold too little to ask you questions, so I need to see two documents.",
)


def script_for(channel: Channel, held: Held, *, record_is_new: bool = False) -> Script | None:
    """The questions for this way of meeting, or None when nobody can be checked in this way.

    Facts somebody told us a moment ago, or that we do not hold, prove nothing: then it takes
    documents, and a telephone shows none.
    """
    script = FACE_TO_FACE if channel is Channel.ASSISTED_FACE_TO_FACE else TELEPHONE
    if not record_is_new and _can_be_passed(script, held):
        return script
    return DOCUMENTS_ONLY if script is FACE_TO_FACE else None


def _can_be_passed(script: Script, held: Held) -> bool:
    slugs = {question.slug for question in askable(script, held)}
    return len(slugs) >= script.must_pass and script.always <= slugs


def askable(script: Script, held: Held) -> tuple[Question, ...]:
    """The questions we hold something for."""
    return tuple(question for question in script.questions if question.held(held))


def mark(script: Script, answers: Mapping[str, str], held: Held) -> dict[str, Result]:
    """Each question's result. What was answered goes no further than this function."""
    results = {question.slug: Result.NOT_ASKED for question in script.questions}
    for question in askable(script, held):
        answer = answers.get(question.slug, "").strip()
        if answer and answer != Result.NOT_ASKED:
            results[question.slug] = _mark_one(question, answer, held)
    return results


def _mark_one(question: Question, answer: str, held: Held) -> Result:
    if question.kind is Kind.SEEN:
        return Result.PASSED if answer == Result.PASSED else Result.FAILED
    return Result.PASSED if question.matches(answer, held) else Result.FAILED


def is_passed(script: Script, results: Mapping[str, str]) -> bool:
    """Enough were passed, and every one that always counts."""
    asked = {question.slug for question in script.questions}
    passed = {slug for slug, result in results.items() if result == Result.PASSED} & asked
    return len(passed) >= script.must_pass and script.always <= passed
