"""An edition of one's own beside the shipped ones: to try a file before anybody publishes it."""

from pathlib import Path

from desktop.files import make_folder, remove_quietly, write_whole
from desktop.paths import DATABASE_NAME, EDITIONS, PROFILE_NAME
from desktop.profile.reading import examine_profile
from desktop.protection.data_key import is_protected
from desktop.storage.errors import storage_errors
from desktop.storage.recovery import open_read_only
from forms.editions import Edition
from forms.problems import Problem
from forms.reading import examine, load_editions, read_edition


def put_own_edition(folder: Path, file: Path) -> Edition:
    """Lay a file into a data folder's editions, under its own name; a file of that name there is replaced.

    Raises its first Problem (100–139, 180–183), 128 or 129 where it and the editions there do not agree, 1122 where it
    would change the steps of cases, 301–307. Then nothing is changed.
    """
    edition = read_edition(file)
    place, content = folder / EDITIONS / file.name, file.read_bytes()
    before = place.read_bytes() if place.is_file() else None
    if before == content:
        return edition
    if before is not None:
        _check_steps(folder, place, edition)
    told = _troubles_of(place.parent)
    with storage_errors(folder):
        make_folder(place.parent)
        write_whole(place, content)
    for sentence, problem in _troubles_of(place.parent).items():
        if sentence not in told:  # of this file, or of one that was in use before it
            with storage_errors(folder):
                remove_quietly(place) if before is None else write_whole(place, before)
            raise problem
    return edition


def offer_in_demonstration(folder: Path, edition: Edition) -> None:
    """Have the demonstration organisation render the edition's service, where its profile does not yet say how.

    Elsewhere who may change the settings does that on their screen.
    """
    path = folder / PROFILE_NAME
    profile = examine_profile(path, phones=False).profile
    if profile is None or not profile.demonstration or edition.service in profile.services:
        return
    provider = "local" if edition.provider == "any" else edition.provider
    offered = f'\n[services.{edition.service}]\nprovider = "{provider}"\nedition = "{edition.label}"\n'
    with storage_errors(folder):
        write_whole(path, path.read_bytes() + offered.encode())


def _troubles_of(editions: Path) -> dict[str, Problem]:
    return {str(problem): problem for problem in load_editions(also=editions).troubles}


def _check_steps(folder: Path, place: Path, edition: Edition) -> None:
    """A case keeps its edition's label and the number of its step: they stay as they are once there are cases."""
    known = next(iter(examine(place).editions), None)
    if known is None or (known.label, known.procedures) == (edition.label, edition.procedures):
        return
    if _has_cases(folder, known.label):
        raise Problem("1122", file=str(place), label=known.label)


def _has_cases(folder: Path, label: str) -> bool:
    if is_protected(folder):
        return True  # a counter at work; who has no key cannot look
    if not (folder / DATABASE_NAME).exists():
        return False
    with open_read_only(folder) as store:
        return store.cases.is_named(label)
