"""Asking a supervisor to open a record, and the answer."""

from django.urls import reverse
from django.utils import timezone

from accounts.assisted import cautioning
from accounts.assisted.models import Caution, Clearance


def mark(resident, sue, kind=Caution.Kind.ASK_FIRST):
    cautioning.mark(resident, kind=kind, supervisor=sue.staff, now=timezone.now())


def ask(desk, resident, why="nobody_else"):
    return desk.post(reverse("assisted:ask-supervisor", args=[resident.pk]), {"why": why})


def answer(supervisor, allow="yes"):
    asked = Clearance.objects.order_by("-asked_at").first()
    return supervisor.post(reverse("assisted:decide", args=[asked.pk]), {"allow": allow})


def opens(desk, resident):
    address = reverse("assisted:identity", args=[resident.pk])
    return desk.client.get(address).status_code == 200
