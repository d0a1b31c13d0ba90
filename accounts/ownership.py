"""The one gate through which everything that belongs to a resident is fetched."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record_refusal

M = TypeVar("M", bound=Model)


def get_owned(source: type[M] | QuerySet[M], *, actor: Actor, **lookup: Any) -> M:
    """The one object of this resident that matches `lookup`.

    Raises Http404 for somebody else's exactly as for one that does not exist, and audits it.
    `source` is a model, or a queryset of one, with a `resident_id`.
    """
    found = list_owned(source, actor=actor).filter(**lookup).first()
    if found is None:
        record_refusal(Event.OWNERSHIP_REFUSED, actor=actor, subject=_model(source).__name__)
        raise Http404
    return found


def list_owned(source: type[M] | QuerySet[M], *, actor: Actor) -> QuerySet[M]:
    """Everything of this kind that belongs to the resident the actor acts for.

    Staff get only what belongs to services they may see: of the others nothing is even counted.
    """
    owned = _queryset(source).filter(resident_id=actor.acting_for)
    if actor.services is not None and _names_a_service(_model(source)):
        return owned.filter(service__in=actor.services)
    return owned


def _names_a_service(model: type[Model]) -> bool:
    return any(field.name == "service" for field in model._meta.get_fields())


def _queryset(source: type[M] | QuerySet[M]) -> QuerySet[M]:
    return source if isinstance(source, QuerySet) else source._default_manager.all()


def _model(source: type[M] | QuerySet[M]) -> type[M]:
    return source.model if isinstance(source, QuerySet) else source
