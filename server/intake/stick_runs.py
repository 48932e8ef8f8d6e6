"""What was taken from a stick in one go, file by file, and the answers to take back on the same stick.

Kept as files in the centre's data folder for some days, so that a page read again does not lose the answers. What
stands in them is signed, and sealed where it speaks of people.
"""

import json
import os
import re
import secrets
import shutil
import time
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from forms.problems import Problem
from forms.signed import read_answer, write_answer
from server.accounts.models import User
from server.intake.acknowledging import plain_fields

KEPT_SECONDS = 7 * 24 * 3600
FOLDER = "Kense-exchange"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,32}")
_COUNTER = re.compile(r"[A-Za-z0-9-]{1,16}")


@dataclass(frozen=True)
class TakenLine:
    """One file: what came, how many entries, or what was wrong with it."""

    name: str
    size: int
    counter: str = ""
    what: str = ""  # batch, question, enrolment, key_change
    first: int = 0
    last: int = 0
    stored: int = 0
    known: int = 0
    refused: int = 0
    problem: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class StickRun:
    """One go of one user."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self.key = key

    @classmethod
    def begin(cls, user: User) -> "StickRun":
        """A new one; those of a week ago are taken away."""
        root = _root(user)
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        _prune(root)
        key = secrets.token_urlsafe(16)
        (root / key).mkdir(mode=0o700)
        return cls(root / key, key)

    @classmethod
    def find(cls, user: User, key: str) -> "StickRun | None":
        """One of this user's, while it is kept."""
        folder = _root(user) / key
        return cls(folder, key) if _KEY.fullmatch(key) and folder.is_dir() else None

    def add(self, line: TakenLine, documents: Iterable[bytes]) -> None:
        """Keep what became of one file."""
        number = len(list(self._folder.glob("*.json"))) + 1
        told = list(documents)
        _write(self._folder / f"{number:04}.json", json.dumps(asdict(line)).encode())
        if told and _COUNTER.fullmatch(line.counter):
            _write(self._folder / f"{number:04}.answer", write_answer(told))

    def lines(self) -> list[TakenLine]:
        """Every file in the order they were taken."""
        return [TakenLine(**json.loads(path.read_bytes())) for path in sorted(self._folder.glob("*.json"))]

    def answers(self) -> dict[str, bytes]:
        """What goes back, one file for each counter, by its code."""
        documents: dict[str, list[bytes]] = {}
        for path in sorted(self._folder.glob("*.answer")):
            line = TakenLine(**json.loads(path.with_suffix(".json").read_bytes()))
            documents.setdefault(line.counter, []).extend(read_answer(path.read_bytes()))
        return {counter: write_answer(told) for counter, told in sorted(documents.items())}

    def archive(self) -> bytes:
        """All answers in the folder a stick has them in."""
        written = BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
            for counter, data in self.answers().items():
                archive.writestr(f"{FOLDER}/{name_of_answer(counter)}", data)
        return written.getvalue()


def name_of_answer(counter: str) -> str:
    """The name under which a counter looks for its answer on the stick."""
    return f"{counter}-{timezone.localtime():%Y%m%d-%H%M%S}.kense-answer"


def line_of_problem(name: str, size: int, problem: Problem, counter: str = "") -> TakenLine:
    """A file nothing was kept of."""
    return TakenLine(name=name, size=size, counter=counter, problem=problem.code, fields=plain_fields(problem.fields))


def _root(user: User) -> Path:
    return Path(settings.DATA) / "stick-answers" / str(user.pk)


def _prune(root: Path) -> None:
    for folder in root.iterdir():
        if folder.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    """In one step, so that a page that is read meanwhile never finds half of it."""
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    new.replace(path)
