import random
from collections.abc import Iterable
from datetime import date

from services.sandbox.personas import Person


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    """Nothing to remember yet."""
