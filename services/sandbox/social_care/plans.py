"""A person's record, care and support plan and care team, as FHIR resources."""

from datetime import date, timedelta

from services.sandbox.personas import Person
from services.sandbox.social_care import books
from services.sandbox.social_care.fhir import Resource
from services.sandbox.social_care.people import Care
from services.sandbox.social_care.rules import identifier


def patient(person: Person) -> Resource:
    contact = [("phone", person.telephone), ("email", person.email)]
    return {
        "resourceType": "Patient",
        "id": person.care_number,
        "identifier": [identifier(books.CARE_NUMBER, person.care_number)],
        "active": True,
        "name": [
            {
                "use": "official",
                "family": person.last_name,
                "given": [person.first_name],
                "prefix": [person.title],
            }
        ],
        "birthDate": person.born_on.isoformat(),
        "address": [{"use": "home", "text": person.address, "postalCode": person.postcode}],
        "telecom": [{"system": system, "value": value} for system, value in contact if value],
    }


def reference(person: Person) -> Resource:
    return {"reference": f"Patient/{person.care_number}", "display": person.full_name}


def care_plan(person: Person, care: Care, today: date) -> list[Resource]:
    """The plan in force, the one before it, and the team; nothing for who has no plan."""
    if not care.team:
        return []
    team = _team(person, care, today)
    if not care.plan:
        return [team]
    began = today - timedelta(days=340)
    now = _plan(person, care, "active", began, began + timedelta(days=364))
    before = _plan(person, care, "completed", began - timedelta(days=340), began)
    return [before, now, team]


def _plan(person: Person, care: Care, status: str, start: date, end: date) -> Resource:
    return {
        "resourceType": "CarePlan",
        "id": f"plan-{person.care_number}-{start:%Y%m}",
        "status": status,
        "intent": "plan",
        "title": care.plan,
        "subject": reference(person),
        "period": {"start": start.isoformat(), "end": end.isoformat()},
        "created": start.isoformat(),
        "careTeam": [{"reference": f"CareTeam/team-{person.care_number}"}],
        "goal": [{"display": goal} for goal in care.goals],
        "activity": [
            {
                "detail": {
                    "kind": "ServiceRequest",
                    "status": "in-progress" if status == "active" else "completed",
                    "description": support.what,
                    "scheduledString": support.when,
                    "performer": [{"display": support.by}],
                }
            }
            for support in care.support
        ],
    }


def _team(person: Person, care: Care, today: date) -> Resource:
    return {
        "resourceType": "CareTeam",
        "id": f"team-{person.care_number}",
        "status": "active",
        "name": "Your care team",
        "subject": reference(person),
        "period": {"start": (today - timedelta(days=340)).isoformat()},
        "participant": [
            {"role": [{"text": role}], "member": {"display": name}} for role, name in care.team
        ],
        "telecom": [{"system": "phone", "value": "01632 960 140"}],
    }
