"""A private print system for tests: cupsd with its own folder and socket, neither root nor systemd needed."""

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE_SECONDS = 20

_CONF = """\
Listen {socket}
LogLevel warn
Browsing No
WebInterface No
DefaultAuthType None
DefaultLanguage en
PreserveJobHistory Yes
DirtyCleanInterval 0
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_FILES = """\
ServerRoot {root}
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/spool/tmp
DocumentRoot {root}
ServerKeychain {root}
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
SyncOnClose No
User {user}
Group {group}
SystemGroup {system_group}
"""


def _tool(name: str) -> str:
    """A command of CUPS; ordinary users have no sbin in their path."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise RuntimeError(f"{name} is not installed; the tests print for real: apt-get install cups cups-filters")
    return found


class PrivateCups:
    """A running scheduler. ``server`` is what CUPS_SERVER must say for lp, lpstat and cancel to find it."""

    def __init__(self) -> None:
        # Short and outside of pytest's folders: a socket's path has 107 bytes, and cupsd's user must get there.
        self.root = Path(tempfile.mkdtemp(prefix="kense-cups-", dir="/tmp"))
        self.server = str(self.root / "cups.sock")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start cupsd and wait until its socket answers."""
        user = pwd.getpwnam("lp") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        group = grp.getgrgid(user.pw_gid).gr_name
        # The group of administrators may not be the group jobs run in; nobody needs it here.
        system_group = next(entry.gr_name for entry in grp.getgrall() if entry.gr_name != group)
        for folder in ("cache", "state", "state/certs", "spool", "spool/tmp", "ppd", "ssl"):
            (self.root / folder).mkdir(exist_ok=True)
        conf, files = self.root / "cupsd.conf", self.root / "cups-files.conf"
        conf.write_text(_CONF.format(socket=self.server))
        files.write_text(_FILES.format(root=self.root, user=user.pw_name, group=group, system_group=system_group))
        if os.geteuid() == 0:
            for path in (self.root, *self.root.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
        self.root.chmod(0o755)
        self._process = subprocess.Popen(
            [_tool("cupsd"), "-f", "-c", str(conf), "-s", str(files)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await()

    def stop(self) -> None:
        """Stop cupsd; its queues and jobs stay for the next start."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def add_queue(self, name: str, uri: str, *, default: bool = False) -> None:
        """A driverless queue for a printer that is on."""
        self._admin("-p", name, "-E", "-v", uri, "-m", "everywhere")
        self._admin("-p", name, "-o", "printer-error-policy=retry-current-job")
        if default:
            self._admin("-d", name)

    def add_dead_queue(self, name: str) -> None:
        """A queue that takes no jobs, because nobody enabled it."""
        self._admin("-p", name, "-v", "socket://127.0.0.1:9")

    def remove_queue(self, name: str) -> None:
        """Forget a queue."""
        self._admin("-x", name)

    def pause_queue(self, name: str) -> None:
        """Stop the queue; it still takes jobs."""
        self._command(_tool("cupsdisable"), name)

    def resume_queue(self, name: str) -> None:
        """Let a stopped queue print again."""
        self._command(_tool("cupsenable"), name)

    def tail(self) -> str:
        """The end of the scheduler's log, for a failing test to show."""
        log = self.root / "error_log"
        return log.read_text(errors="replace")[-3000:] if log.exists() else ""

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def _remove(self) -> None:
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def _admin(self, *arguments: str) -> None:
        self._command(_tool("lpadmin"), *arguments)

    def _command(self, *command: str) -> None:
        done = subprocess.run(
            command,
            env={**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stderr}\n{self.tail()}")

    def _await(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        asking = ["lpstat", "-r"]
        env = {**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C.UTF-8"}
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            answer = subprocess.run(asking, env=env, capture_output=True, text=True, timeout=5, check=False)
            if "is running" in answer.stdout:
                return
        raise RuntimeError(f"cupsd did not start\n{self.tail()}")
