"""Small counts evened out, so that no two reports together give one away.

A report can be had for one service or all, one channel or all, and any of several periods. Hiding
cells in each table leaves the tables to be subtracted from one another. So the smallest counts of
which every figure is made (one month, service, task and channel) are made safe once, before any
report is added up from them: within one month and channel, the counts of 1 to 4 are replaced by
what they are on average, in whole numbers. Noughts and counts of 5 or more stay as they are.

Where each of them could only be 1, or only be 4, their sum is taken as one more, or one less. With
that, every small count can be another number without any report being different by it: that is what
`tests/unit/reporting/test_evening.py` shows, case by case. A figure over all services is off by at
most one for each month and channel.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from accounts.channels import Channel
from portal.reporting.definitions import SMALL

Part = tuple[date, str, str, Channel]
"""Month, service, task and channel; no task where it is not known."""


def even_out(counts: Mapping[Part, int]) -> dict[Part, int]:
    evened = dict(counts)
    for (month, _), parts in _small_parts(counts).items():
        values = _evened([counts[part] for part in parts], turn=month.month)
        evened.update(zip(parts, values, strict=True))
    return evened


def _small_parts(counts: Mapping[Part, int]) -> dict[tuple[date, Channel], list[Part]]:
    """Those that are evened out with each other, in an order that their counts do not decide."""
    together: dict[tuple[date, Channel], list[Part]] = defaultdict(list)
    for part in sorted(counts):
        month, _, _, channel = part
        if counts[part] in SMALL:
            together[month, channel].append(part)
    return together


def _evened(small: Sequence[int], *, turn: int) -> list[int]:
    """What does not divide goes to a few of them: to others each month, so that it evens out."""
    number = len(small)
    least, most = number * SMALL[0] + 1, number * SMALL[-1] - 1
    each, over = divmod(min(max(sum(small), least), most), number)
    return [each + ((place + turn) % number < over) for place in range(number)]
