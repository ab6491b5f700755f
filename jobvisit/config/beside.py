"""What runs beside the web server of `jobvisit up`: the worker, and in the demo a text gateway of our own."""

import os
import socket
import subprocess
from collections.abc import Mapping

from jobvisit.config import env
from jobvisit.config.children import Children

HOST = "127.0.0.1"
GATEWAY = env.ROOT / "jobvisit" / "demo" / "gateway.py"
"""Run by its path: as a module it would load the demo, and with it Django."""


class Beside:
    """The worker is started again when it ends: a restart of the database takes it along."""

    def __init__(self, children: Children, settings: Mapping[str, str], port: int) -> None:
        self._children = children
        self._port = port
        given = {name: value for name, value in settings.items() if name != "DATABASE_OWNER_URL"}
        self._settings = {**given, "JOBVISIT_PUBLIC_URL": os.environ.get("JOBVISIT_PUBLIC_URL", self.home)}
        self._worker: subprocess.Popen[str] | None = None
        self.telephones = ""
        """Where the demo's texts arrive; empty with a real gateway, or without a demo."""

    @property
    def home(self) -> str:
        """Our own address on this machine."""
        return f"http://{HOST}:{self._port}"

    @property
    def settings(self) -> dict[str, str]:
        """What the web server and the worker must both know."""
        return self._settings

    def begin(self) -> None:
        """Start the demo's gateway (unless a real one is set) and the worker."""
        if self._settings.get("JOBVISIT_DEMO") == "1" and not os.environ.get("JOBVISIT_SMS_GATEWAY"):
            self._start_gateway()
        self.watch()

    def watch(self) -> None:
        """See to it that a worker runs."""
        if self._worker is None or self._worker.poll() is not None:
            self._worker = self._children.start(["-m", "jobvisit.config.worker"], self._settings)

    def _start_gateway(self) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        key = env.secret("JOBVISIT_SMS_GATEWAY_KEY")
        self.telephones = f"http://{HOST}:{port}"
        self._settings |= {
            "JOBVISIT_SMS_GATEWAY": self.telephones,
            "JOBVISIT_SMS_GATEWAY_KEY": key,
            "JOBVISIT_MAIL_FOLDER": os.environ.get("JOBVISIT_MAIL_FOLDER", str(env.home() / "mail")),
        }
        command = [str(GATEWAY), "--port", str(port), "--key-from", "JOBVISIT_SMS_GATEWAY_KEY"]
        command += ["--report", f"{self.home}/api/v1/messages/", "--lose", "0.05", "--repeat", "0.1", "--delay", "0.5"]
        self._children.start(command, {"JOBVISIT_SMS_GATEWAY_KEY": key})
