"""Failures of the disk, told to the operator with the way out: full, read-only, missing rights, failing."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.paths import DATABASE_NAME
from forms.problems import Problem

# Below this a failed write is taken for a full disk, whatever name the system gave it.
_LITTLE_SPACE = 1 << 20

_TOLD_ERRNO: dict[int, str] = {
    errno.ENOSPC: "301",
    errno.EDQUOT: "301",
    errno.EFBIG: "301",
    errno.EROFS: "302",
    errno.EACCES: "302",
    errno.EPERM: "302",
    errno.EIO: "307",
    errno.ENOTDIR: "306",
    errno.EISDIR: "306",
    errno.EEXIST: "306",
}


def tell_disk(error: OSError, folder: Path) -> Problem | None:
    """The Problem for an error of the disk that ``folder`` is on, or None where the error is ours."""
    code = _TOLD_ERRNO.get(error.errno or 0)
    # A quota or a size limit may be named a failing disk or a failed opening.
    if code in ("306", "307") and is_full(folder):
        code = "301"
    return None if code is None else Problem(code, folder=str(folder), file=DATABASE_NAME, detail=str(error))


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn the disk's errors inside the block into Problems; ours pass unchanged."""
    try:
        yield
    except OSError as error:
        problem = tell_disk(error, folder)
        if problem is None:
            raise
        raise problem from error


def is_full(folder: Path) -> bool:
    """Whether there is hardly any space left."""
    try:
        return shutil.disk_usage(folder).free < _LITTLE_SPACE
    except OSError:
        return False
