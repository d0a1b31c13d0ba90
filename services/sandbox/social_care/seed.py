"""The care system's books: two years of visits, invoices and requests for four people."""

import random
from collections.abc import Iterable
from datetime import date

from services.sandbox.models import Document
from services.sandbox.personas import Person
from services.sandbox.social_care import books, history, plans
from services.sandbox.social_care.fhir import Resource
from services.sandbox.social_care.people import CARE


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    for person in people:
        if not person.care_number:
            continue
        care = CARE.get(person.name)
        resources = [plans.patient(person)]
        if care:
            resources += plans.care_plan(person, care, today)
            resources += history.visits(person, care, today, rng)
            resources += history.invoices(person, care, today)
            resources += history.requests(person, care, today)
        _keep(person, resources, today)


def _keep(person: Person, resources: list[Resource], today: date) -> None:
    meta = {"versionId": "1", "lastUpdated": f"{today.isoformat()}T03:00:00Z"}
    start = Document.objects.filter(supplier=books.SUPPLIER).count()
    Document.objects.bulk_create(
        Document(
            supplier=books.SUPPLIER,
            kind=resource["resourceType"],
            key=resource["id"],
            person=person.name,
            body={**resource, "meta": meta},
            change_number=start + number,
        )
        for number, resource in enumerate(resources, start=1)
    )
