"""A clerk under a falsified clock: a real counter, the real MachineClock; one act for each line on standard input.

Answers each line with one line of JSON: the wall the program shows, the minutes it measured, what it journalled.
"""

import json
import sys
from pathlib import Path

from desktop.clocks import MachineClock
from desktop.domain.case import CaseDraft
from desktop.operations import clock_keeping, queue_desk, reception
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from forms.visits import measure_periods
from tests.operations.making import open_ready, service_of


class Clerk:
    """Does what the parent says."""

    def __init__(self, folder: Path, zone: str) -> None:
        place_demonstration(folder)
        self.counter: Counter = open_counter(folder, MemoryPrinters(), MachineClock(zone))
        self.draft: CaseDraft | None = None
        self.visit = ""
        self.read = 0

    def do(self, act: str) -> dict[str, object]:
        """One act; what there is to see after it."""
        counter = self.counter
        match act:
            case "look":
                pass
            case "note":
                clock_keeping.note_clock(counter)
            case "confirm":
                clock_keeping.confirm_clock(counter)
            case "issue":
                self.visit = queue_desk.issue_ticket(counter, service_of(counter)).visit
            case "call":
                queue_desk.call_next(counter)
            case "leave":
                queue_desk.close_ticket(counter, self.visit, "question_answered")
            case "open":
                self.draft = open_ready(counter)
            case "decide":
                assert self.draft is not None
                self.draft = reception.decide_case(counter, self.draft)
            case "hand":
                assert self.draft is not None
                reception.hand_over(counter, self.draft)
                self.draft = None
        return self.seen()

    def seen(self) -> dict[str, object]:
        """Everything the parent compares."""
        counter, now = self.counter, self.counter.clock.now()
        look = clock_keeping.look_at_clock(counter)
        told = list(counter.store.journal.events(self.read + 1))
        self.read = counter.store.journal.head().sequence
        visit = counter.store.visits.find(self.visit)
        return {
            "wall": now.wall,
            "monotonic_ms": now.monotonic_ms,
            "doubted": look.doubted,
            "off": look.off_seconds,
            "served": None if self.draft is None else measure_periods(self.draft.periods, "serving", now).seconds,
            "waited": None if visit is None else measure_periods(visit.periods, "waiting", now).seconds,
            "number": None if self.draft is None else self.draft.number,
            "day": counter.store.days.open_day(),
            "told": [
                {
                    "kind": type(event.event.act).__name__,
                    "at": event.event.at.wall,
                    "jump": getattr(event.event.act, "jump_seconds", None),
                    "by": getattr(event.event.act, "by", None),
                    "served": getattr(event.event.act, "serving_seconds", None),
                    "doubted": getattr(event.event.act, "clock_doubted", None),
                }
                for event in told
            ],
        }


def main() -> None:
    """Until standard input ends."""
    clerk = Clerk(Path(sys.argv[1]), sys.argv[2])
    print(json.dumps(clerk.seen()), flush=True)
    for line in sys.stdin:
        print(json.dumps(clerk.do(line.strip())), flush=True)
    clerk.counter.store.close()


if __name__ == "__main__":
    main()
