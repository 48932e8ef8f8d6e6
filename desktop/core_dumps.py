"""A crash of a protected counter leaves no picture of its memory on the disk: the key and people's names are in it."""

import sys


def forbid_core_dumps() -> None:
    """From now on the system writes no core of this process, to a file or to a collector of such files.

    Windows writes none unless its administrator asked for it.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        # A collector that the kernel hands the core to, as systemd's, is not held by the limit.
        set_dumpable = 4
        ctypes.CDLL(None, use_errno=True).prctl(set_dumpable, 0, 0, 0, 0)
