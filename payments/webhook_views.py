"""The address the gateway calls."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.guards import for_system
from payments import webhooks
from payments.gateway import GatewayRefused, GatewayUnavailable


@for_system("the gateway signs every call with a secret we share")
@csrf_exempt
@require_POST
def stripe(request: HttpRequest) -> HttpResponse:
    """200 when it is settled, 400 when it is not the gateway's, 503 to be told again."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or request.content_type != "application/json":
        return HttpResponse(status=400)
    if int(length) > webhooks.LARGEST:
        return HttpResponse(status=413)
    signature = request.headers.get("Stripe-Signature", "")
    try:
        webhooks.receive(request.body, signature, now=timezone.now())
    except webhooks.NotFromTheGateway:
        return HttpResponse(status=400)
    except (GatewayUnavailable, GatewayRefused):
        return HttpResponse(status=503)
    return HttpResponse(status=200)
