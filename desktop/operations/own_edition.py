"""An edition of one's own beside the shipped ones: to try a file before anybody publishes it."""

from pathlib import Path

from desktop.files import make_folder, remove_quietly, write_whole
from desktop.paths import EDITIONS, PROFILE_NAME
from desktop.profile.reading import examine_profile
from desktop.storage.errors import storage_errors
from forms.editions import Edition
from forms.reading import load_editions, read_edition


def put_own_edition(folder: Path, file: Path) -> Edition:
    """Lay a file into a data folder's editions, under its own name; a file of that name there is replaced.

    Raises its first Problem (100–139, 180–183), 128 or 129 where it does not agree with the editions there, 301–307.
    Then nothing is changed.
    """
    edition = read_edition(file)
    place, content = folder / EDITIONS / file.name, file.read_bytes()
    before = place.read_bytes() if place.is_file() else None
    if before == content:
        return edition
    with storage_errors(folder):
        make_folder(place.parent)
        write_whole(place, content)
    for problem in load_editions(also=place.parent).troubles:
        if problem.fields.get("file") == str(place):
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
