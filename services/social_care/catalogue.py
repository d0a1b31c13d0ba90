"""What can be asked for here, and the words of the questions."""

from enum import StrEnum


class Assessment(StrEnum):
    """The two assessments the Care Act gives everybody a right to."""

    NEEDS = "needs-assessment"
    CARER = "carers-assessment"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Assessment.NEEDS: "Needs assessment", Assessment.CARER: "Carer’s assessment"}

KINDS = [
    (Assessment.NEEDS.value, "Care and support for myself"),
    (Assessment.CARER.value, "Support because I care for somebody"),
]
KIND_HINTS = {
    Assessment.NEEDS.value: "A needs assessment. It is free, whatever your income.",
    Assessment.CARER.value: "A carer’s assessment. It is free, and it is about you.",
}
DIFFICULTIES = [
    ("washing", "Washing, dressing or using the toilet"),
    ("moving", "Getting around at home or going out"),
    ("eating", "Making meals, eating and drinking"),
    ("home", "Looking after my home"),
    ("people", "Seeing people, work or hobbies"),
    ("safe", "Staying safe at home"),
    ("caring", "Looking after somebody else"),
]
CANCEL_REASONS = [
    ("away", "I will not be at home"),
    ("well", "I do not need help that day"),
    ("hospital", "I am in hospital"),
    ("other", "Something else"),
]

WHICH_QUESTION = "What would you like us to look at?"
DIFFICULT_QUESTION = "What is hard at the moment?"
TELL_QUESTION = "Tell us more"
TELEPHONE_QUESTION = "Telephone number we can reach you on"


def words_for(values: tuple[str, ...]) -> str:
    """The difficulties somebody ticked, as the care team reads them."""
    return "; ".join(label for value, label in DIFFICULTIES if value in values)
