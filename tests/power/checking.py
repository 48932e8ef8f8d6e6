"""Cuts the power at many places of a recorded run and opens what is left with the real program.

``python -m tests.power.checking FOLDER LOG KIND SEED CUTS PART PARTS`` (``KIND``: ``protected`` or ``clear``)
prints a line of JSON for each cut: what was
found wrong there, nothing where all is well.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from desktop.domain.case import read_draft
from desktop.operations import reception
from desktop.paths import PROFILE_NAME
from desktop.protection.key_file import unlock
from desktop.storage.backup_files import BACKUPS_NAME, list_backups
from desktop.storage.backups import find_damage
from desktop.storage.verification import verify
from forms.problems import Problem
from tests.operations.making import open_ready
from tests.power.day import OPERATOR, Day, Promise, tell_files, tell_store
from tests.power.disk import Op, read_stream
from tests.power.rebuilding import Disk, place_on_disk

GO_ON_EVERY = 8  # cuts after which a whole further case is received
# Acts within which, or right after which, how the exchange stands may be as a round's step or the backup left it.
EXCHANGE_MOVES = ("deliver", "restore", "open the counter", "the end")


class Cut(NamedTuple):
    """A moment the power goes: what was promised before it, and what the act it fell into would have promised."""

    place: int
    act: str
    before: Promise
    after: Promise


def choose_cuts(ops: list[Op], count: int, chance: random.Random) -> list[Cut]:
    """Places in the stream, in order: half anywhere, half right after an act was acknowledged or before it would be."""
    marks = [place for place, op in enumerate(ops) if op.kind == "K"]
    near = [place + chance.choice((0, 1, 1, 1, 2)) for place in chance.choices(marks, k=count // 2)]
    places = sorted([min(place, len(ops)) for place in near] + chance.choices(range(len(ops) + 1), k=count - len(near)))
    read = {place: msgspec.json.decode(ops[place].data, type=tuple[str, Promise]) for place in marks}
    cuts = []
    for place in places:
        done = [mark for mark in marks if mark < place]
        coming = [mark for mark in marks if mark >= place]
        before = read[done[-1]][1] if done else {}
        act, after = read[coming[0]] if coming else ("the end", before)
        cuts.append(Cut(place, act, before, after))
    return cuts


def check_cuts(
    top: str, ops: list[Op], cuts: list[Cut], protected: bool, seed: int, part: int, parts: int
) -> Iterator[tuple[Cut, list[str]]]:
    """Every ``parts``-th cut from ``part`` on, with what was found wrong after it."""
    disk, place = Disk(top), 0
    for index, cut in enumerate(cuts):
        while place < cut.place:
            disk.follow(ops[place])
            place += 1
        if index % parts != part:
            continue
        chance = random.Random(seed * 1_000_003 + index)
        scratch = Path(tempfile.mkdtemp(prefix="kense-power-"))
        try:
            place_on_disk(*disk.cut_power(chance), top, scratch)
            yield cut, check_folder(scratch, cut, protected, go_on=index // parts % GO_ON_EVERY == 0)
        finally:
            shutil.rmtree(scratch)


def check_folder(folder: Path, cut: Cut, protected: bool, *, go_on: bool) -> list[str]:
    """What is wrong with a folder after a cut, as the next start of the program finds it."""
    day = Day(folder, protected=protected)
    # The next start comes later than anything the clock has shown.
    day.clock.wait(90 * 86_400)
    if PROFILE_NAME not in cut.before.get("files", {}):
        return []  # nothing was promised yet
    try:
        if protected:
            day.password = _find_password(folder, cut)
        day.open()
    except Problem as problem:
        return [f"not opened: {problem.code} {problem}"]
    try:
        wrong = [*_compare(day, cut), *_check_sense(day)]
        if go_on and not wrong:
            wrong.extend(_go_on(day))
        return wrong
    finally:
        day.close()


def _find_password(folder: Path, cut: Cut) -> str:
    """The password that opens: the one promised, or the one that was being set."""
    promised, coming = cut.before["password"][OPERATOR], cut.after.get("password", cut.before["password"])[OPERATOR]
    try:
        unlock(folder, OPERATOR, promised)
    except Problem as problem:
        if problem.code != "700" or promised == coming:
            raise
        return coming
    return promised


def _compare(day: Day, cut: Cut) -> Iterator[str]:
    found = {"files": tell_files(day.folder)} | tell_store(day.at.store)
    rows: dict[int, str] = dict(day.at.store.db.rows("SELECT sequence, hash FROM journal"))
    for sequence, hashed in cut.before.get("journal", {}).items():
        if int(sequence) and rows.get(int(sequence)) != hashed:
            yield f"acknowledged event {sequence} is lost"
    for part in ("files", "drafts", "printed", "attachments", "numbers", "settings"):
        before, after = cut.before.get(part, {}), cut.after.get(part, {})
        for name in sorted(before.keys() | after.keys() | found[part].keys()):
            allowed = {before.get(name), after.get(name)}
            if found[part].get(name) not in allowed and not _is_own(part, name, cut):
                state = "lost" if name not in found[part] else "not as it was acknowledged"
                yield f"{part}: {name} is {state}"


def _is_own(part: str, name: str, cut: Cut) -> bool:
    """What the opening makes by itself, or what an unfinished print or round leaves."""
    if part == "settings":
        # A round keeps how it stands after each of its steps; what a backup knows of that is as good: it is asked anew.
        within = cut.act in EXCHANGE_MOVES and name.startswith("exchange_")
        return within or "journal" not in cut.before
    if part == "files":
        new = name not in cut.before.get("files", {})
        return new and (name.startswith(BACKUPS_NAME) or cut.act == "print")
    return False


def _check_sense(day: Day) -> Iterator[str]:
    store = day.at.store
    yield from (f"verification: {fault}" for fault in verify(store.db).faults)
    yield from (f"the table {table} was not what the journal says" for table in store.rebuild())
    for kept in store.drafts.all():
        draft = read_draft(kept.body)
        decided = store.db.rows("SELECT number FROM cases WHERE case_id = ?", (draft.case,))
        if [row[0] for row in decided] != ([draft.number] if draft.number else []):
            yield f"the draft of {draft.case} says {draft.number!r}, the journal {decided}"
    for backup in list_backups(day.folder):
        damage = find_damage(backup.path, day.at.store.key)
        if damage:
            yield f"the backup {backup.path.name}: {damage}"


def _go_on(day: Day) -> Iterator[str]:
    """A whole further case: its number is one no one had."""
    given = {row[0] for row in day.at.store.db.rows("SELECT number FROM cases")}
    for kept in day.at.store.drafts.all():
        if not kept.held:
            draft = read_draft(kept.body)
            if draft.number:
                reception.hand_over(day.at, draft)
            else:
                reception.drop_case(day.at, draft, "applicant_left")
    called = day.at.store.visits.at_counter()
    decided = reception.decide_case(day.at, open_ready(day.at, called=called is not None))
    reception.hand_over(day.at, decided)
    if decided.number in given:
        yield f"the number {decided.number} was given twice"
    yield from (f"after going on: {fault}" for fault in verify(day.at.store.db).faults)


def main(folder: str, log: str, kind: str, seed: str, count: str, part: str, parts: str) -> None:
    """Print a line for each cut of this part."""
    ops = read_stream(Path(log))
    cuts = choose_cuts(ops, int(count), random.Random(int(seed)))
    for cut, wrong in check_cuts(folder, ops, cuts, kind == "protected", int(seed), int(part), int(parts)):
        sys.stdout.write(msgspec.json.encode([cut.place, cut.act, wrong]).decode() + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
