"""One supplier with short timeouts, asked as the adapters ask theirs."""

import msgspec

from services.http import Supplier
from services.network import run
from tests.integration.services.fault_server import plain


class Tenancy(msgspec.Struct):
    id: str


GOOD = plain(b'{"id": "tenure-1"}')


def asking(server, work, *, rest_seconds=30.0):
    """Run `work(supplier)` against `server` and close the pool afterwards."""
    supplier = Supplier(
        "housing",
        url=server.url,
        headers={"Authorization": "Bearer very-secret"},
        connect_seconds=0.3,
        read_seconds=0.3,
        connections=2,
        rest_seconds=rest_seconds,
    )

    async def inside():
        try:
            return await work(supplier)
        finally:
            await supplier.close()

    return run(inside()), supplier


def get(server):
    return asking(server, lambda supplier: supplier.get("tenures/1", Tenancy))[0]


def post(server, **kwargs):
    return asking(server, lambda supplier: supplier.send("POST", "repairs", Tenancy, **kwargs))[0]
