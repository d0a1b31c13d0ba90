"""Three tenants, 24 months of rent and their repairs."""

import random
from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from services.sandbox import store
from services.sandbox.housing import seed_rents, seed_repairs
from services.sandbox.housing.api import LONDON, SUPPLIER, Body, pounds
from services.sandbox.housing.rents import balance_type
from services.sandbox.housing.tenants import TENANTS, Tenant
from services.sandbox.personas import Person


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    known = {person.name: person for person in people}
    for name, tenant in TENANTS.items():
        person = known[name]
        tenure = tenure_body(person, tenant, today)
        account = account_body(person, tenant, today)
        store.put(SUPPLIER, "tenure", person.tenancy, tenure, person=name)
        alias = {"paymentReference": person.tenancy}
        store.put(SUPPLIER, "tenure_id", tenure["id"], alias, person=name)
        store.put(SUPPLIER, "account", person.tenancy, account, person=name)
        charge = charge_body(tenure, tenant, today)
        store.put(SUPPLIER, "charge", charge["id"], charge, person=name)
        seed_rents.write(rng, tenant, account, today=today, person=name)
        seed_repairs.write(tenant, tenure, today=today, person=name)


def tenure_id(person: Person) -> str:
    return str(uuid5(NAMESPACE_URL, f"tenure/{person.tenancy}"))


def tenure_body(person: Person, tenant: Tenant, today: date) -> Body:
    return {
        "id": tenure_id(person),
        "paymentReference": person.tenancy,
        "householdMembers": [
            _member(person.full_name, person.born_on, "Tenant", responsible=True),
            *(_member(name, born, "HouseholdMember") for name, born in tenant.household),
        ],
        "tenuredAsset": {
            "id": str(uuid5(NAMESPACE_URL, f"asset/{person.uprn}")),
            "type": "Dwelling",
            "fullAddress": f"{person.address} {person.postcode}",
            "postCode": person.postcode,
            "uprn": person.uprn,
            "propertyReference": tenant.property_reference,
            "isTemporaryAccommodation": False,
        },
        "charges": {
            "rent": pounds(tenant.rent_pence),
            "serviceCharge": pounds(tenant.service_charge_pence),
            "currentBalance": pounds(tenant.owes_pence),
            "billingFrequency": "Weekly",
        },
        "startOfTenureDate": tenant.moved_in.isoformat(),
        "endOfTenureDate": None,
        "tenureType": {"code": tenant.tenure_code, "description": tenant.tenure_type},
        "isActive": True,
        "isTenanted": True,
        "terminated": {"isTerminated": False, "reasonForTermination": None},
        "notices": [],
        "legacyReferences": [{"name": "uh_tag_ref", "value": tenant.legacy_reference}],
        "numberOfAdultsInProperty": 1 + sum(_is_adult(born, today) for _, born in tenant.household),
        "numberOfChildrenInProperty": sum(
            not _is_adult(born, today) for _, born in tenant.household
        ),
    }


def account_body(person: Person, tenant: Tenant, today: date) -> Body:
    updated = datetime.combine(today, time(6, 0), tzinfo=LONDON)
    return {
        "id": str(uuid5(NAMESPACE_URL, f"account/{person.tenancy}")),
        "paymentReference": person.tenancy,
        "targetType": "Tenure",
        "targetId": tenure_id(person),
        "accountType": "Master",
        "rentGroupType": "HraRents",
        "accountBalance": pounds(tenant.owes_pence),
        "consolidatedBalance": pounds(tenant.owes_pence),
        "balanceType": balance_type(tenant.owes_pence),
        "accountStatus": "Active",
        "startDate": tenant.moved_in.isoformat(),
        "endDate": None,
        "lastUpdatedAt": updated.isoformat(),
        "consolidatedCharges": [
            {"type": "Rent", "frequency": "Weekly", "amount": pounds(tenant.rent_pence)},
            {
                "type": "Service charge",
                "frequency": "Weekly",
                "amount": pounds(tenant.service_charge_pence),
            },
        ],
        "tenure": {
            "tenureId": tenure_id(person),
            "tenureType": tenant.tenure_type,
            "fullAddress": f"{person.address} {person.postcode}",
            "primaryTenants": [{"fullName": person.full_name}],
        },
    }


def charge_body(tenure: Body, tenant: Tenant, today: date) -> Body:
    year = today.year if today >= seed_rents.rent_year_start(today.year) else today.year - 1
    starts, ends = seed_rents.rent_year_start(year), seed_rents.rent_year_start(year + 1)
    return {
        "id": str(uuid5(NAMESPACE_URL, f"charge/{tenure['paymentReference']}")),
        "targetId": tenure["id"],
        "targetType": "Tenure",
        "paymentReference": tenure["paymentReference"],
        "chargeGroup": "Tenants",
        "chargeSubGroup": "Actual",
        "chargeYear": year,
        "detailedCharges": [
            {
                "type": "Rent" if code == "DBR" else "Service charge",
                "subType": words,
                "chargeType": "Property",
                "chargeCode": code,
                "frequency": "Weekly",
                "amount": pounds(amount),
                "startDate": starts.isoformat(),
                "endDate": ends.isoformat(),
            }
            for code, words, amount in (
                ("DBR", "Basic rent", tenant.rent_pence),
                ("DSC", "Communal cleaning and lighting", tenant.service_charge_pence),
            )
        ],
    }


def _member(name: str, born: date, kind: str, *, responsible: bool = False) -> Body:
    return {
        "id": str(uuid5(NAMESPACE_URL, f"person/{name}/{born}")),
        "type": "Person",
        "fullName": name,
        "isResponsible": responsible,
        "dateOfBirth": born.isoformat(),
        "personTenureType": kind,
    }


def _is_adult(born: date, today: date) -> bool:
    return (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) >= 18
