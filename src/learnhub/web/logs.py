"""Logs: one JSON line an event, on standard output. Names, answers, passwords and tokens never enter."""

import logging

import structlog


def configure_logs(*, is_quiet: bool = False) -> None:
    """Tracebacks carry the lines of code, never the values of variables. Quiet: only what is wrong."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if is_quiet else logging.INFO),
        cache_logger_on_first_use=False,
    )
