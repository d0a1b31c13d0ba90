"""Whether this process lives, and whether it can serve. Says nothing else to anybody."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from accounts.assisted.decorators import for_system


@for_system("Says only that the process runs")
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@for_system("Says only whether the database answers and is migrated")
def ready(request: HttpRequest) -> JsonResponse:
    ready = _database_is_ready()
    return JsonResponse({"ready": ready}, status=200 if ready else 503)


def _database_is_ready() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False
