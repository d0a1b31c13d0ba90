"""Logs name an event and carry identifiers, never people. JSON for machines, lines for people."""

import re
from typing import Any

import structlog

from portal.settings import env

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOG_FORMAT = env.choice("LOG_FORMAT", "json", ("json", "lines"))

SECRET_IN_A_PATH = re.compile(r"/[A-Za-z0-9_-]{40,}(?=[/?\s]|$)")
"""A token that opens something. Our ids are UUIDs, which are shorter."""

SECRET_IN_A_QUERY = re.compile(r"([?&](?:code|state|token|session_state)=)[^&\s']+")
"""What the staff directory sends back by the browser."""


def _without_secrets(_logger: Any, _name: str, event: Any) -> Any:  # structlog's signature
    """A link that works once must not stand in a log for whoever reads that first."""
    request = event.get("request")
    if hasattr(request, "get_full_path"):  # Django's own logger brings the request itself
        event["request"] = f"{request.method} {request.get_full_path()}"
    for name in ("event", "request"):
        if isinstance(event.get(name), str):
            without = SECRET_IN_A_PATH.sub("/…", event[name])
            event[name] = SECRET_IN_A_QUERY.sub(r"\1…", without)
    return event


_shared: list[Any] = [  # structlog types its processors more narrowly than they are
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _without_secrets,
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": _shared,
        },
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.dev.ConsoleRenderer(
                    colors=False, exception_formatter=structlog.dev.plain_traceback
                ),
            ],
            "foreign_pre_chain": _shared,
        },
    },
    "handlers": {"console": {"class": "portal.log_lines.NeverWaits", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"level": LOG_LEVEL}
        for name in (
            "accessibility",
            "accounts",
            "cms",
            "django_structlog",
            "payments",
            "portal",
            "services",
        )
    },
}

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# The address of who asked is personal data; who signed in stands in the audit trail.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None
