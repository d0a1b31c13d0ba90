"""Answer the same idempotency key with the same answer, and do the work once."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse

from services.sandbox.models import Answer

Work = Callable[[], tuple[int, dict]]


def once(request: HttpRequest, supplier: str, work: Work) -> JsonResponse:
    """Run `work` for a new Idempotency-Key; repeat its answer for one that was used before.

    Without the header the work is simply done. The same key with another body is a 409.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        status, body = work()
        return JsonResponse(body, status=status)
    fingerprint = hashlib.sha256(request.path.encode() + request.body).hexdigest()
    try:
        with transaction.atomic():
            answer = Answer.objects.filter(supplier=supplier, idempotency_key=key).first()
            if answer is None:
                status, body = work()
                answer = Answer.objects.create(
                    supplier=supplier,
                    idempotency_key=key,
                    fingerprint=fingerprint,
                    status=status,
                    body=body,
                )
    except IntegrityError:
        answer = Answer.objects.get(supplier=supplier, idempotency_key=key)
    if answer.fingerprint != fingerprint:
        return JsonResponse({"title": "This key was used for something else"}, status=409)
    return JsonResponse(answer.body, status=answer.status)
