"""The chime: what the shipped file holds, and that playing it never waits, fails, or leaves a process behind."""

import importlib.util
import os
import stat
import struct
import sys
import wave
from pathlib import Path
from types import ModuleType

import pytest

from desktop.board.sound import PLAYERS, Chime, chime_file

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows plays by itself, without a program to look at")


def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_chime", ROOT / "packaging" / "make-chime.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def put_player(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def players(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole path; what plays writes its name and its argument into ``played``."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def played(players: Path) -> list[str]:
    log = players / "played"
    return log.read_text().splitlines() if log.exists() else []


def test_the_file_is_what_its_script_makes() -> None:
    with wave.open(str(chime_file()), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        count = file.getnframes()
        kept = struct.unpack(f"<{count}h", file.readframes(count))
    made = making().samples()
    assert len(made) == count
    # Sines of another machine may round the other way.
    assert max(abs(one - other) for one, other in zip(kept, made, strict=True)) <= 1


def test_it_is_short_small_and_soft() -> None:
    made = making().samples()
    assert chime_file().stat().st_size <= 60 * 1024
    assert 0.35 * 32767 < max(map(abs, made)) < 0.5 * 32767
    assert made[0] == made[-1] == 0 or abs(made[-1]) < 30
    assert sum(made) / len(made) == pytest.approx(0, abs=60)


def test_the_first_player_there_is_plays(players: Path) -> None:
    for name in ("paplay", "aplay"):
        put_player(players, name, f'echo "{name} $1" >> {players}/played')
    chime = Chime()
    chime.play_call()
    chime.wait()
    assert played(players) == [f"paplay {chime_file()}"]


def test_where_a_player_cannot_the_next_one_does(players: Path) -> None:
    put_player(players, "pw-play", "exit 1")
    put_player(players, "aplay", f'echo "aplay" >> {players}/played')
    chime = Chime()
    chime.play_call()
    chime.wait()
    assert played(players) == ["aplay"]


def test_without_a_player_it_is_silent(players: Path) -> None:
    chime = Chime()
    chime.play_call()
    chime.wait()
    assert played(players) == []
    assert PLAYERS


def test_switched_off_it_is_silent(players: Path) -> None:
    put_player(players, "aplay", f'echo "aplay" >> {players}/played')
    chime = Chime()
    chime.play_call(on=False)
    chime.wait()
    assert played(players) == []


def test_it_waits_for_nothing_and_sounds_once_at_a_time(players: Path) -> None:
    held = players / "held"
    os.mkfifo(held)
    put_player(players, "aplay", f'echo "begun" >> {players}/played\nread line < {held}')
    chime = Chime()
    chime.play_call()  # comes back though the player has not ended
    chime.play_call()
    chime.play_call()
    with held.open("w") as file:
        file.write("go on\n")
    chime.wait()
    assert played(players) == ["begun"]


def test_a_player_that_hangs_is_ended_and_leaves_no_zombie(players: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.board.sound.MOST_SECONDS", 0.3)
    os.mkfifo(players / "never")
    put_player(players, "aplay", f'echo "$$" >> {players}/played\nexec 3< {players}/never')
    chime = Chime()
    chime.play_call()
    chime.wait()
    (process,) = played(players)
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)
