"""The council's unit costs, from its settings, and the check that they can be used."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast  # settings, and the check framework's own signature

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from accounts.channels import Channel
from portal.reporting.definitions import UnitCost

Setting = dict[str, Any]


def unit_costs() -> list[UnitCost]:
    costs: list[Setting] = settings.UNIT_COSTS
    return [
        UnitCost(Channel(cost["channel"]), cost["pence"], cost["source"], cost["since"])
        for cost in costs
    ]


@register()
def check_unit_costs(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A cost that nobody can trace, or that is not money, must not get into a report."""
    hint = "Each of UNIT_COSTS has a channel, whole pence, a source and the day it holds from."
    return [
        Error(f"UNIT_COSTS, number {number}: {wrong}.", hint=hint, id="reporting.E001")
        for number, cost in enumerate(cast(list[Setting], settings.UNIT_COSTS), start=1)
        for wrong in _problems(cost)
    ]


def _problems(cost: Setting) -> Iterator[str]:
    if cost.get("channel") not in Channel.values:
        yield f"“{cost.get('channel')}” is not a channel"
    pence = cost.get("pence")
    if not isinstance(pence, int) or isinstance(pence, bool) or pence < 0:
        yield f"“{pence}” is not whole pence"
    if not cost.get("source"):
        yield "it has no source"
    if not isinstance(cost.get("since"), date):
        yield "it has no day from which it holds"
