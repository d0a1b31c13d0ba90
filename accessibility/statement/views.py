"""The published accessibility statement. `portal.urls` says who may open it: anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accessibility.statement.known import read_statement


def statement(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility/statement.html", {"statement": read_statement()})
