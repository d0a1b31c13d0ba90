"""Several people, or several servers, at exactly the same moment: real threads and transactions."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def together(hands: int, press: Callable[[], T]) -> list[T | Exception]:
    """What each of so many got that began at once; what was raised is an answer as well."""
    start, answers = threading.Barrier(hands), []

    def one() -> None:
        try:
            start.wait()
            answers.append(press())
        except Exception as raised:
            answers.append(raised)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
