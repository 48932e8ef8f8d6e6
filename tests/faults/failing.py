"""A child on a disk that fails: every act of a day meets a fault at each of its calls.

``python -m tests.faults.failing FOLDER KIND ERRNO HOW WORK``, which is the ``day`` or the other ``services``: an act
that failed at its first call is tried again and fails at its second, until it is done. A line of JSON is printed for
each fault, and one for what each day came to.
"""

import os
import shutil
import sys
import tempfile
from collections import Counter as Count
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop.files import remove_quietly
from desktop.operations import queue_desk
from desktop.protection.patience import TRIES_NAME
from desktop.storage.verification import verify
from forms.problems import Problem
from tests.operations.making import events
from tests.power.day import Day, Promise, tell_store
from tests.power.disk import FaultyDisk, How, Kind

# Emptying the log at the end of a day is many calls, all alike; a fault there breaks nothing and takes a day each.
MOST_ROUNDS = 16
MOST_CALLS = 1000
KILLED_EVERY = 6  # faults after which the program is also killed where it stands

# Acts that are several steps, each durable by itself; what is done of them stays, and trying again ends them.
SEVERAL_STEPS = (
    "found the folder",
    "open the counter",
    "close the counter",
    "print",
    "back up",
    "save the profile",
    "change the password",
    "deliver",
    "restore",
)
Told = dict[str, object]


class FailingDay:
    """One counter on one folder; each act fails at its first call, is tried again, fails at its second, and so on."""

    def __init__(self, folder: Path, kind: Kind, error: int, how: How, work: str) -> None:
        self.day = Day(folder, protected=True)
        self.disk = FaultyDisk()
        self.disk.watch(folder)
        self.kind, self.error, self.how = kind, error, how
        self.services = work == "services"
        self.faults = 0
        self._next: dict[str, int] = {}
        self._whole: set[str] = set()  # acts that met a fault at each of their calls

    def play(self) -> None:
        """Round by round, until every act met a fault at each of its calls; which did not is told."""
        first = 0
        for number in range(MOST_ROUNDS):
            acts = self.day.acts_of_services(number) if self.services else self.day.acts(services=False)
            for name, act in acts:
                if name == "found the folder" and number:
                    continue
                if name == "close the counter":
                    first = self._end_round(number, first)
                self._meet(name, act)
            if len(self._whole) == len(self._next):
                return
        tell({"left": sorted(self._next.keys() - self._whole)})

    def _meet(self, name: str, act: Callable[[], object]) -> None:
        """The act, failing at one call after the other, until it is done."""
        while True:
            # A try cut short by the disk counts as a wrong one: the seconds it costs are tested elsewhere.
            remove_quietly(self.day.folder / TRIES_NAME)
            place = self._next.setdefault(name, 1)
            if place > MOST_CALLS:
                raise RuntimeError(f"{name} does not end")
            if name in self._whole:
                act()
                return
            # A copy of the whole file reads every page; the later ones are taken by leaps.
            self._next[name] += 1 + (place // 12 if self.kind is Kind.READ else 0)
            before = self.day.promise()
            told, problem, met = self._fail(name, act, place)
            if met:
                self.faults += 1
            elif problem is None:
                self._whole.add(name)
                return
            else:
                told["wrong"] = ["a Problem without a fault"]
            if problem is None:
                tell(told)  # a fault that broke nothing, such as of a checkpoint
                return
            told.setdefault("wrong", self._compare(name, before))
            if self.faults % KILLED_EVERY == 0 and self.day.counter is not None:
                told["killed"] = self._killed(before)
            tell(told)

    def _fail(self, name: str, act: Callable[[], object], place: int) -> tuple[Told, Problem | None, int]:
        told: Told = {"act": name, "place": place}
        problem = None
        self.disk.fail(self.kind, place, self.error, self.how)
        try:
            act()
        except Problem as met:
            problem = met
            told |= {"code": met.code, "says": str(met)}
            if self.day.counter is not None and self.kind is not Kind.READ:
                # While the disk fails, what is there can be looked at.
                queue_desk.queue_state(self.day.at)
        except BaseException as error:
            self.disk.heal()
            tell({**told, "ours": repr(error), "at": str(self.disk.failed_at)})
            raise
        met_faults, at = self.disk.failed, self.disk.failed_at.name
        self.disk.heal()
        return {**told, "at": at}, problem, met_faults

    def _compare(self, name: str, before: Promise) -> list[str]:
        """What is not as it was although the act was told to have failed."""
        after = self.day.promise()
        if name in SEVERAL_STEPS:
            kept = [part for part in before if part in after and part != "journal"]
            return [f"{part}: {key} is gone" for part in kept for key in before[part].keys() - after[part].keys()]
        return [f"{part} changed" for part in before if part in after and before[part] != after[part]]

    def _killed(self, before: Promise) -> list[str]:
        """What the next start finds where the program is killed right after the failure."""
        scratch = Path(tempfile.mkdtemp(prefix="kense-faults-"))
        try:
            shutil.copytree(self.day.folder, scratch / "data", ignore=shutil.ignore_patterns("*.lock", TRIES_NAME))
            again = Day(scratch / "data", protected=True)
            again.clock.wait(86_400)
            again.password = self.day.password
            again.open()
            try:
                found = tell_store(again.at.store)
                rows: dict[int, str] = dict(again.at.store.db.rows("SELECT sequence, hash FROM journal"))
                ((end, hashed),) = before["journal"].items()
                gone = [] if rows.get(int(end), hashed) == hashed else [f"event {end} is gone"]
                # The act may be there whole, and have taken its draft with it.
                missing = before["drafts"].keys() - found["drafts"].keys()
                lost = [f"the draft {case} is lost" for case in missing] if str(end) in found["journal"] else []
                return [*lost, *gone, *(str(fault) for fault in verify(again.at.store.db).faults)]
            finally:
                again.close()
        finally:
            shutil.rmtree(scratch)

    def _end_round(self, number: int, first: int) -> int:
        """What the round came to: the same kinds of events each time, and a journal that verifies."""
        store = self.day.at.store
        found = events(self.day.at)
        kinds = Count(type(event.act).__name__ for event in found[first:])
        tell(
            {
                "round": number,
                "kinds": dict(sorted(kinds.items())),
                "wrong": [*(str(fault) for fault in verify(store.db).faults), *store.rebuild()],
            }
        )
        return len(found)


def tell(facts: Told) -> None:
    """One line."""
    sys.stdout.write(msgspec.json.encode(facts).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    wanted_folder, wanted_kind, wanted_error, wanted_how, wanted_work = sys.argv[1:]
    os.umask(0o077)
    FailingDay(
        Path(wanted_folder),
        Kind[wanted_kind],
        int(wanted_error),
        wanted_how,  # type: ignore[arg-type]
        wanted_work,
    ).play()
