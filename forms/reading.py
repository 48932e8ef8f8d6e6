"""Read editions from their TOML files, strictly: every fault named with its file, its key and what is expected."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import msgspec

from forms.edition_sense import find_disagreements, find_overlaps, settled
from forms.edition_shape import Fault, read_shape
from forms.editions import Edition
from forms.problems import Problem
from forms.toml import place_of, read_toml

SHIPPED = Path(__file__).resolve().parent / "standards"
# Under a folder of published editions: those another has replaced.
FORMER = "former"
# What a file with a fault calls itself: enough to say which edition is lacking because of it.
_CALLED = re.compile(r"""^\s*(label|service)\s*=\s*["']([^"'\n]+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Unusable:
    """A file that could not be used: what it calls itself, empty where that cannot be read, and what is wrong."""

    label: str
    service: str
    problem: Problem


@dataclass(frozen=True)
class Editions:
    """Editions that agree with each other, by service and date.

    ``written`` are they as their files say; one without a last day ends before the next begins, in whatever order they
    came. ``former`` were published and replaced: in force on no day, but cases were received under them. ``troubles``
    are the problems of files of the folder ``also`` that could not be used.
    """

    written: tuple[Edition, ...]
    former: tuple[Edition, ...] = ()
    troubles: tuple[Problem, ...] = ()
    unusable: tuple[Unusable, ...] = ()
    also: Path | None = None

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Each as long as it is in force beside the others."""
        return settled(self.written)

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.editions)

    def __len__(self) -> int:
        return len(self.written)

    def find(self, label: str) -> Edition | None:
        """The edition named ``label`` (``E2020-7``), or None."""
        return next((one for one in (*self.editions, *self.former) if one.label.casefold() == label.casefold()), None)

    def by_label(self, label: str) -> Edition:
        """The edition named ``label`` (``E2020-7``).

        Raises Problem 1120 where its file has a fault, 1121 where there is none in a counter's folder, and else 132
        with the labels there are.
        """
        found = self.find(label)
        if found is not None:
            return found
        self.tell_unusable(label=label)
        if self.also is not None:
            raise Problem("1121", label=label, folder=str(self.also))
        raise Problem("132", label=label, expected=", ".join(edition.label for edition in self.editions))

    def tell_unusable(self, *, label: str = "", service: str = "") -> None:
        """Raise Problem 1120 where a file that calls itself so could not be used, else where one tells no name."""
        called = [
            one
            for one in self.unusable
            if (label and one.label.casefold() == label.casefold()) or (service and one.service == service)
        ]
        for one in (*called, *(one for one in self.unusable if not (one.label or one.service))):
            raise Problem("1120", label=one.label or label or service, reason=one.problem)

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
        """With an edition more.

        Nothing changes where it is here already. Raises Problem 128 where two would be in force on one day, and 129 for
        a label that is taken: a label names one text for ever.
        """
        for known in (*self.written, *self.former):
            if _same_label(known, edition):
                if _same_text(known, edition):
                    return self
                raise Problem("129", file=file, key="label", label=edition.label, other=known.label)
        more = (*self.written, edition)
        for first, _, day in find_overlaps(settled(more)):
            raise Problem("128", file=file, key="in_force", other=more[first].label, day=day.isoformat())
        return replace(self, written=more)

    def without(self, label: str) -> "Editions":
        """Once the edition of that label is replaced: it is a former one."""
        gone = tuple(one for one in self.written if one.label.casefold() == label.casefold())
        return replace(
            self,
            written=tuple(one for one in self.written if one not in gone),
            former=(*self.former, *gone),
        )


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

    Those of the folder ``also``, published later, are joined to them, whatever their files are called. One that
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
        return Examination((), tuple(_problem(fault, file) for fault in faults))
    return Examination((edition,), ())


def _problem(fault: Fault, file: str) -> Problem:
    """A fault of a file; sentences that are a profile's too name its place in one."""
    place = f"{file}:{fault.key}"
    return Problem(fault.code, file=file, key=fault.key, place=place, **fault.fields)


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
    for first, second, day in find_overlaps(settled([edition for _, edition in read])):
        file, other = read[second][0], read[first][0].name
        yield Problem("128", file=str(file), key="in_force", other=other, day=day.isoformat())


def _same_label(one: Edition, other: Edition) -> bool:
    return one.label.casefold() == other.label.casefold()


def _same_text(one: Edition, other: Edition) -> bool:
    """A later program ships what was published, perhaps with its last day."""
    return msgspec.structs.replace(one, in_force=other.in_force) == other


def _join(found: Editions, folder: Path) -> Editions:
    troubles: list[Problem] = []
    unusable: list[Unusable] = []
    read: list[tuple[Path, Edition]] = []
    former: list[Edition] = []
    for file in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        edition, problems = _examine_file(file)
        known = next((one for one in found.written if edition is not None and _same_label(one, edition)), None)
        if edition is None:
            troubles.extend(problems)
            unusable.append(_unusable(file, problems[0]))
        elif known is None:
            read.append((file, edition))
        elif not _same_text(known, edition):
            troubles.append(Problem("129", file=str(file), key="label", label=edition.label, other=known.label))
    for file, problem in _take_out_disagreeing(found.written, read):
        troubles.append(problem)
        unusable.append(_unusable(file, problem))
    for file in sorted((folder / FORMER).glob("*.toml")):
        edition, problems = _examine_file(file)
        troubles.extend(problems)
        if edition is None:
            unusable.append(_unusable(file, problems[0]))
        else:
            former.append(edition)
    written = (*found.written, *(edition for _, edition in read))
    return Editions(written, tuple(former), tuple(troubles), tuple(unusable), folder)


def _take_out_disagreeing(
    first: tuple[Edition, ...], read: list[tuple[Path, Edition]]
) -> Iterator[tuple[Path, Problem]]:
    """Take out of ``read`` what does not agree with the shipped ones, or with a file before it, until all agree.

    All are looked at together: which of two begins first their names do not say.
    """
    named: dict[str, tuple[Path, Edition]] = {}
    for file, edition in tuple(read):
        before, known = named.setdefault(edition.label.casefold(), (file, edition))
        if before != file:
            read.remove((file, edition))
            if not _same_text(known, edition):
                yield file, Problem("129", file=str(file), key="label", label=edition.label, other=before.name)
    while True:
        all_now = [*first, *(edition for _, edition in read)]
        overlap = next(find_overlaps(settled(all_now)), None)
        if overlap is None:
            return
        file, _ = read.pop(overlap[1] - len(first))
        other, day = all_now[overlap[0]].label, overlap[2].isoformat()
        yield file, Problem("128", file=str(file), key="in_force", other=other, day=day)


def _unusable(file: Path, problem: Problem) -> Unusable:
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        text = ""
    called = dict(reversed(_CALLED.findall(text)))  # what stands first counts
    return Unusable(called.get("label", ""), called.get("service", ""), problem)


def _load(folder: Path) -> Editions:
    examined = examine(folder)
    if examined.problems:
        raise examined.problems[0]
    return Editions(examined.editions)


@cache
def _load_shipped() -> Editions:
    return _load(SHIPPED)
