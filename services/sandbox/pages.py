"""The sandbox's own pages: what is here, and which supplier should misbehave."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from services.sandbox import faults
from services.sandbox.models import Fault
from services.sandbox.seed import seed_everything


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "sandbox/index.html")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def fault_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        _set(request.POST["supplier"], request.POST["fault"], request.POST.get("seconds") or 5)
        return redirect("sandbox-faults")
    on = {fault.supplier: fault for fault in Fault.objects.all()}
    suppliers = [(slug, title, on.get(slug)) for slug, title in faults.SUPPLIERS.items()]
    return render(
        request, "sandbox/faults.html", {"suppliers": suppliers, "kinds": faults.KINDS.items()}
    )


@csrf_exempt
@require_http_methods(["POST", "DELETE"])
def fault_call(request: HttpRequest, supplier: str) -> JsonResponse:
    """Set a fault as JSON {"fault": kind, "seconds": number}, or end it."""
    if supplier not in faults.SUPPLIERS:
        return JsonResponse({"title": "no such supplier"}, status=404)
    asked = json.loads(request.body or "{}") if request.method == "POST" else {}
    fault = asked.get("fault", "")
    if fault and fault not in faults.KINDS:
        return JsonResponse({"title": "no such fault", "kinds": list(faults.KINDS)}, status=400)
    _set(supplier, fault, asked.get("seconds", 5))
    return JsonResponse({"supplier": supplier, "fault": fault})


@csrf_exempt
@require_POST
def reset(request: HttpRequest) -> JsonResponse:
    """Forget everything that happened since the sandbox was seeded."""
    seed_everything(today=timezone.localdate())
    return JsonResponse({"reset": True})


def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})


def _set(supplier: str, fault: str, seconds: float | str) -> None:
    if fault:
        Fault.objects.update_or_create(
            supplier=supplier, defaults={"kind": fault, "seconds": float(seconds)}
        )
    else:
        Fault.objects.filter(supplier=supplier).delete()
