"""How gunicorn runs the server: it reads the names of its settings from this module.

The application is made once and the workers are forks of that process, so they share what they never
change: two of them took 194 MB when each imported everything for itself, and take 162 MB so.
"""

import gc
from pathlib import Path
from typing import Any, ClassVar

from uvicorn_worker import UvicornWorker

GRACE_SECONDS = 20


class Worker(UvicornWorker):  # type: ignore[misc]  # it ships no types
    CONFIG_KWARGS: ClassVar[dict[str, Any]] = {
        "access_log": False,  # the site's own log names routes, never paths
        "server_header": False,
        "proxy_headers": False,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }


worker_class = Worker
preload_app = True
graceful_timeout = GRACE_SECONDS
# Longer than a reverse proxy leaves a connection open, or it might write into one that is just being closed.
keepalive = 75
loglevel = "warning"
control_socket_disable = True
# A worker shows by a file that it lives; on a slow disk that would hold it up.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


def pre_fork(_arbiter: object, _worker: object) -> None:
    """What is there before the fork is left alone by the collector, which would else write to every page."""
    gc.collect()
    gc.freeze()
