"""Read editions from their TOML files, strictly: every fault named with its file, its key and what is expected."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec

from forms.edition_sense import find_disagreements, find_overlaps
from forms.edition_shape import read_shape
from forms.editions import Edition
from forms.problems import Problem
from forms.toml import place_of, read_toml

SHIPPED = Path(__file__).resolve().parent / "standards"
# Under a folder of published editions: those another has replaced.
FORMER = "former"


@dataclass(frozen=True)
class Editions:
    """Editions that agree with each other, by service and date.

    ``former`` were published and replaced: in force on no day, but cases were received under them. ``troubles`` are the
    problems of files that could not be used.
    """

    editions: tuple[Edition, ...]
    former: tuple[Edition, ...] = ()
    troubles: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.editions)

    def __len__(self) -> int:
        return len(self.editions)

    def by_label(self, label: str) -> Edition:
        """The edition named ``label`` (``E2020-7``). Raises Problem 132 with the labels there are."""
        for edition in (*self.editions, *self.former):
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

    def joined(self, edition: Edition, file: str) -> "Editions":
        """With an edition published later. One that stands without an end, earlier, ends the day before it begins.

        Nothing changes where it is here already. Raises Problem 128 where two would be in force on one day, and 129 for
        a label that is taken: a label names one text for ever.
        """
        for known in (*self.editions, *self.former):
            if known.label.casefold() == edition.label.casefold():
                if msgspec.structs.replace(known, in_force=edition.in_force) == edition:
                    return self
                raise Problem("129", file=file, key="label", label=edition.label, other=known.label)
        ended = tuple(_end_before(known, edition) for known in self.editions)
        for first, _, day in find_overlaps([*ended, edition]):
            raise Problem("128", file=file, key="in_force", other=ended[first].label, day=day.isoformat())
        return replace(self, editions=(*ended, edition))


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


def load_editions(folder: Path | None = None, *, also: Path | None = None) -> Editions:
    """Every edition under ``folder``; the shipped ones, read once, without one. Raises the first Problem found.

    Those of the folder ``also``, published later, are joined to them in the order of their files' names. One that
    cannot be used raises nothing: its problem stands in ``troubles``, and the others hold without it.
    """
    found = _load_shipped() if folder is None else _load(folder)
    return found if also is None else _join(found, also)


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


def examine_bytes(content: bytes, file: str) -> Examination:
    """What the bytes of one file say, named ``file`` in its problems: one edition, or everything wrong with it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Examination((), (Problem("101", file=file, key=f"line {line}", detail=str(error)),))
    try:
        raw = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        return Examination((), (Problem("102", file=file, key=place_of(error, text), reason=str(error)),))
    edition, faults = read_shape(raw)
    if edition is not None:
        faults = find_disagreements(edition)
    if edition is None or faults:
        return Examination((), tuple(Problem(fault.code, file=file, key=fault.key, **fault.fields) for fault in faults))
    return Examination((edition,), ())


def _examine_file(file: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        return None, (Problem("100", file=str(file), key="file", detail=str(error)),)
    examined = examine_bytes(content, str(file))
    return next(iter(examined.editions), None), examined.problems


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


def _end_before(known: Edition, edition: Edition) -> Edition:
    since = edition.in_force.since
    follows = known.service == edition.service and edition.provider in (known.provider, "any")
    if not follows or known.in_force.until is not None or known.in_force.since >= since:
        return known
    last = msgspec.structs.replace(known.in_force, until=since - timedelta(days=1))
    return msgspec.structs.replace(known, in_force=last)


def _join(found: Editions, folder: Path) -> Editions:
    troubles: list[Problem] = []
    former: list[Edition] = []
    for file in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        edition, problems = _examine_file(file)
        troubles.extend(problems)
        try:
            found = found if edition is None else found.joined(edition, str(file))
        except Problem as problem:
            troubles.append(problem)
    for file in sorted((folder / FORMER).glob("*.toml")):
        edition, problems = _examine_file(file)
        troubles.extend(problems)
        if edition is not None:
            former.append(edition)
    if not former and not troubles:
        return found
    return replace(found, former=tuple(former), troubles=tuple(troubles))


def _load(folder: Path) -> Editions:
    examined = examine(folder)
    if examined.problems:
        raise examined.problems[0]
    return Editions(examined.editions)


@cache
def _load_shipped() -> Editions:
    return _load(SHIPPED)
