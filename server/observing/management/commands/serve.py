"""``kense-centre serve``: the centre under a real server (gunicorn), tables brought up to date first."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

# A worker that waits for its database holds a thread, not the processor.
_THREADS = 8
_SECONDS = 60
_BACKLOG = 4096


class _Served(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our settings instead of a file of them."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._told.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


class Command(BaseCommand):
    """Serve until told to stop; SIGTERM lets requests under way end."""

    help = "Serve the centre. Behind nginx on a socket, or alone with a certificate of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8738", help="address:port, or unix:/path of a socket")
        parser.add_argument("--workers", type=int, default=min(8, (os.cpu_count() or 1) + 1))
        parser.add_argument("--certificate", default="", metavar="FILE", help="PEM; with --key it serves HTTPS itself")
        parser.add_argument("--key", default="", metavar="FILE")
        parser.add_argument("--as-it-is", action="store_true", help="leave the tables as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["as_it_is"]:
            call_command("migrate", interactive=False, verbosity=0)
        told: dict[str, Any] = {
            "bind": options["bind"],
            "workers": options["workers"],
            "threads": _THREADS,
            "worker_class": "gthread",
            "timeout": _SECONDS,
            "graceful_timeout": _SECONDS,
            "backlog": _BACKLOG,
            "keepalive": 30,
            "limit_request_line": 8190,
            "proc_name": "kense-centre",
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        if options["certificate"]:
            told |= {"certfile": options["certificate"], "keyfile": options["key"]}
        self.stdout.write(f"The centre is at {options['bind']}. Ctrl+C stops it.")
        self.stdout.flush()
        _Served(told).run()
