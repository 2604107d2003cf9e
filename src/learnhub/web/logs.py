"""Logs: one JSON line an event, on standard output. Names, answers, passwords and tokens never enter."""

import logging
from traceback import extract_tb

import structlog
from structlog.typing import EventDict, WrappedLogger

FRAMES = 12


def configure_logs(*, is_quiet: bool = False) -> None:
    """Quiet: only what is wrong."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _say_where,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if is_quiet else logging.INFO),
        cache_logger_on_first_use=False,
    )


def _say_where(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Kinds of error and lines of code; never their words, in which a database repeats what people wrote."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["where"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in extract_tb(error.__traceback__)[-FRAMES:]
        ]
        event["error"] = []
        while error is not None:
            event["error"].append(type(error).__name__)
            error = error.__cause__ or error.__context__
    return event
