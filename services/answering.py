"""What a service's page does when the service is not linked, or does not answer."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from services.contract import ServiceUnavailable
from services.installed import find_service
from services.links import NotLinked

logger = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def answers_for(slug: str) -> Callable[[View], View]:
    """Offer to link what is not linked; say plainly when the service is not answering.

    Stands below the guard. A page that can do better catches ServiceUnavailable itself.
    """

    def answering(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except NotLinked:
                return redirect("services:link", slug.replace("_", "-"))
            except ServiceUnavailable:
                logger.warning("service.page.unavailable", extra={"service": slug})
            service = find_service(slug)
            return render(request, "services/unavailable.html", {"service": service}, status=503)

        return cast(View, wrapper)  # the same signature

    return answering
