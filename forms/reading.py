"""Read editions from their TOML files, strictly: every fault named with its file, its key and what is expected."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from forms.edition_sense import find_disagreements, find_overlaps
from forms.edition_shape import Fault, read_shape
from forms.editions import Edition
from forms.problems import Problem
from forms.toml import place_of, read_toml

SHIPPED = Path(__file__).resolve().parent / "standards"


@dataclass(frozen=True)
class Editions:
    """Editions that agree with each other, by service and date."""

    editions: tuple[Edition, ...]

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.editions)

    def __len__(self) -> int:
        return len(self.editions)

    def by_label(self, label: str) -> Edition:
        """The edition named ``label`` (``E2020-7``). Raises Problem 132 with the labels there are."""
        for edition in self.editions:
            if edition.label.casefold() == label.casefold():
                return edition
        raise Problem("132", label=label, expected=", ".join(edition.label for edition in self.editions))

    def of_service(self, service: str) -> tuple[Edition, ...]:
        """The service's editions, the earliest first."""
        chosen = (edition for edition in self.editions if edition.service == service)
        return tuple(sorted(chosen, key=lambda edition: (edition.in_force.since, edition.label)))

    def in_force(self, service: str, provider: str, day: date) -> Edition | None:
        """The edition in force on ``day``: the provider's own, else the one for any provider, else None."""
        covering = [edition for edition in self.of_service(service) if edition.in_force.covers(day)]
        for wanted in (provider, "any"):
            for edition in covering:
                if edition.provider == wanted:
                    return edition
        return None


@dataclass(frozen=True)
class Examination:
    """What a file or folder holds: the editions that can be read, and everything wrong with the rest."""

    editions: tuple[Edition, ...]
    problems: tuple[Problem, ...]


def read_edition(path: Path) -> Edition:
    """The edition in one file. Raises the first Problem (100 to 128) of the file."""
    examined = examine(path) if path.is_file() else Examination((), (Problem("100", file=str(path), key="file"),))
    if examined.problems:
        raise examined.problems[0]
    return examined.editions[0]


def load_editions(folder: Path | None = None) -> Editions:
    """Every edition under ``folder``; the shipped ones, read once, without one. Raises the first Problem found."""
    return _load_shipped() if folder is None else _load(folder)


def examine(path: Path) -> Examination:
    """Read a file, or every ``.toml`` file under a folder, and find everything wrong, between editions included."""
    if path.is_dir():
        files = sorted(path.rglob("*.toml"))
        if not files:
            return Examination((), (Problem("103", file=str(path), key="folder"),))
    else:
        files = [path]
    problems: list[Problem] = []
    read: list[tuple[Path, Edition]] = []
    for file in files:
        edition, found = _examine_file(file)
        problems.extend(found)
        if edition is not None:
            read.append((file, edition))
    problems.extend(_compare(read))
    return Examination(tuple(edition for _, edition in read), tuple(problems))


def _examine_file(file: Path) -> tuple[Edition | None, list[Problem]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return None, [Problem("100", file=str(file), key="file", detail=str(error))]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Problem("101", file=str(file), key=f"line {line}", detail=str(error))]
    try:
        raw = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem("102", file=str(file), key=place_of(error, text), reason=str(error))]
    edition, faults = read_shape(raw)
    if edition is not None:
        faults = find_disagreements(edition)
    if faults:
        return None, [_problem(file, fault) for fault in faults]
    return edition, []


def _compare(read: list[tuple[Path, Edition]]) -> Iterator[Problem]:
    labels: dict[str, Path] = {}
    for file, edition in read:
        if edition.label.casefold() in labels:
            other = labels[edition.label.casefold()].name
            yield Problem("129", file=str(file), key="label", label=edition.label, other=other)
        labels.setdefault(edition.label.casefold(), file)
    for first, second, day in find_overlaps([edition for _, edition in read]):
        file, other = read[second][0], read[first][0].name
        yield Problem("128", file=str(file), key="in_force", other=other, day=day.isoformat())


def _problem(file: Path, fault: Fault) -> Problem:
    return Problem(fault.code, file=str(file), key=fault.key, **fault.fields)


def _load(folder: Path) -> Editions:
    examined = examine(folder)
    if examined.problems:
        raise examined.problems[0]
    return Editions(examined.editions)


@cache
def _load_shipped() -> Editions:
    return _load(SHIPPED)
