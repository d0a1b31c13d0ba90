"""Every adapter that is switched on, and whom it knows by which facts."""

from django.conf import settings as django_settings

from services.contract import AccountReference, ProvesLinks, ServiceAdapter
from services.network import run
from services.sandbox.personas import Person
from tests.contract.answers import Sandbox

ADAPTERS = {path.split(".")[1]: path for path in django_settings.COUNCIL_SERVICES}
READ_SECONDS = 0.5


class Unwell:
    """Makes the supplier of the service under test misbehave."""

    def __init__(self, sandbox: Sandbox, supplier: str) -> None:
        self._sandbox, self._supplier = sandbox, supplier

    def __call__(self, fault: str, seconds: float = 5) -> None:
        self._sandbox.fault(self._supplier, fault, seconds)


def facts_of(person: Person) -> dict[str, str]:
    """Everything on this person's council letters, by the names the services ask for."""
    return {
        "payment_reference": person.tenancy,
        "claim_reference": person.claim,
        "national_insurance_number": person.national_insurance_number,
        "permit_number": person.permit,
        "vehicle_registration": person.vrm,
        "penalty_charge_notice": person.penalty_charge_notice,
        "membership_number": person.membership,
        "care_number": person.care_number,
        "date_of_birth": person.born_on.isoformat(),
        "postcode": person.postcode,
        "last_name": person.last_name,
    }


def reference_of(service: ServiceAdapter, person: Person) -> AccountReference:
    assert isinstance(service, ProvesLinks)
    letter = facts_of(person)
    reference = run(service.match_account({fact.name: letter[fact.name] for fact in service.facts}))
    assert reference is not None, f"{service.slug} does not know {person.name}"
    return reference
