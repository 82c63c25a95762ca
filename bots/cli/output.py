"""What every command needs: the settings, logs on standard error, rows for people or scripts on standard output."""

import json
import logging
import sys
from typing import Any

import structlog

from bots.settings import Settings, read


def settings_of(profile: str | None) -> Settings:
    settings = read(**({"profile": profile} if profile else {}))
    log_to(settings)
    return settings


def log_to(settings: Settings) -> None:
    """Logs go to standard error: text for people, JSON for collectors."""
    renderer: Any = structlog.processors.JSONRenderer() if settings.log == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def print_rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False, default=str) if as_json else "  ".join(str(v) for v in row.values()))
