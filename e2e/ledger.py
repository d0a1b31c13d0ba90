"""What stands in the housing system's own books, asked of the supplier and not of the portal."""

from typing import Any

from tests.sandbox import Sandbox

TOKEN = "sandbox-housing-token-0123456789abcdef"


class HousingBooks:
    """One tenant's account and repairs, by the payment reference on the letter."""

    def __init__(self, sandbox: Sandbox, payment_reference: str) -> None:
        self._sandbox = sandbox
        self.tenure = self._get(f"tenures/{payment_reference}")

    def owed_pence(self) -> int:
        account = self._get(f"accounts?targetId={self.tenure['id']}")["accountResponseList"][0]
        return round(float(account["accountBalance"]) * 100)

    def work_orders(self) -> list[Any]:
        uprn = self.tenure["tenuredAsset"]["propertyReference"]
        return list(self._get(f"workOrders?propertyReference={uprn}&PageSize=50", version=2))

    def _get(self, path: str, *, version: int = 1) -> Any:
        return self._sandbox.call(
            "GET", f"/housing/api/v{version}/{path}", Authorization=f"Bearer {TOKEN}"
        )
