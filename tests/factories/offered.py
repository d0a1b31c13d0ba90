"""Five services by name alone, for tests about who may open them and not about what they say."""

from typing import Self

from services.contract import AccountReference, ServiceUnavailable, Summary


class Offered:
    slug = ""
    title = ""

    @classmethod
    def from_settings(cls) -> Self:
        return cls()

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        raise ServiceUnavailable


class Housing(Offered):
    slug, title = "housing", "Housing"


class Benefits(Offered):
    slug, title = "benefits", "Benefits"


class Parking(Offered):
    slug, title = "parking", "Parking"


class Leisure(Offered):
    slug, title = "leisure", "Leisure"


class SocialCare(Offered):
    slug, title = "social_care", "Adult social care"


ALL = [
    f"tests.factories.offered.{service.__name__}"
    for service in (Housing, Benefits, Parking, Leisure, SocialCare)
]
