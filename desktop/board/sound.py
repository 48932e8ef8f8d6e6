"""The soft sound of a call on the counter's own computer. Where nothing can play it, nothing sounds."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

from forms.resources import find_resource

PLAYERS = ("pw-play", "paplay", "aplay", "afplay")
MOST_SECONDS = 6.0  # longer than the chime: a player that hangs without a sound card is ended


def chime_file() -> Path:
    """The two notes."""
    return find_resource("sounds", "chime.wav")


class Chime:
    """Sounds a call. Never waits, never fails, and leaves no process behind."""

    def __init__(self) -> None:
        self._playing: threading.Thread | None = None

    def play_call(self, *, on: bool = True) -> None:
        """Sound once, unless it is sounding or switched off."""
        if not on or (self._playing is not None and self._playing.is_alive()):
            return
        if sys.platform == "win32":
            import winsound

            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            try:
                winsound.PlaySound(str(chime_file()), flags)
            except RuntimeError:
                return  # no sound card
        else:
            self._playing = threading.Thread(target=_play, name="chime", daemon=True)
            self._playing.start()

    def wait(self, seconds: float = 2 * MOST_SECONDS) -> None:
        """Until it has sounded."""
        if self._playing is not None:
            self._playing.join(seconds)


def _play() -> None:
    """Try the players there are until one has played: a sound server may be absent though its player is there."""
    for name in PLAYERS:
        player = shutil.which(name)
        if player is not None and _has_played(player):
            return


def _has_played(player: str) -> bool:
    quiet = subprocess.DEVNULL
    command = [player, str(chime_file())]
    try:
        done = subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=MOST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
