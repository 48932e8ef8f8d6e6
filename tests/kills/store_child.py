"""A counter at work on one folder until it is killed: acts in random order, each acknowledged after it returned.

Started once; for every line on standard input it forks a worker, which shares its loaded libraries and nothing else.
The worker's acknowledgements are lines of JSON on standard output.
"""

import hashlib
import json
import random
from pathlib import Path

from desktop.storage.backups import back_up
from desktop.storage.drafts import KeptDraft
from desktop.storage.journal import Entry
from desktop.storage.store import Store, open_store
from forms.events import (
    Act,
    CaseDecided,
    CaseDropped,
    CaseHeld,
    CaseParticulars,
    CheckedDocument,
    PaperHandedOver,
    PaperPrinted,
    PersonParticulars,
    VisitOpened,
)
from forms.moments import Moment
from tests.kills.forking import acknowledge, serve

IIN = "850101100002"
AT = Moment(wall="2026-09-14T09:00:00.000+05:00", monotonic_ms=1, boot="boot-1")
# Imported by the store when a file is made or brought forward; loaded before the fork, as the libraries above.
import sqlite_utils.migrations  # noqa: E402, F401


class Worker:
    """One life of the program."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.store: Store

    def work(self) -> None:
        """Open, and go on until killed."""
        self.store = open_store(self.folder)
        self.store.settings.keep_text("counter", "A12")
        acknowledge(opened=True)
        while True:
            drafts = self.store.drafts.all()
            if not drafts or (len(drafts) < 4 and self.chance.random() < 0.2):
                self.open_case()
            else:
                self.go_on(self.chance.choice(drafts))

    def open_case(self) -> None:
        case = f"{self.chance.getrandbits(64):016x}"
        with self.store.act() as act:
            recorded = act.append(entry(VisitOpened(service="attestation"), case))
            act.save_draft(draft(case, 0, ""))
        acknowledge(case=case, revision=0, events=recorded[-1].sequence)

    def go_on(self, kept: KeptDraft) -> None:
        state = json.loads(kept.body)
        revision = state["revision"] + 1
        step = self.chance.random()
        if state["number"]:
            self.finish(kept.case, state["number"], revision)
        elif step < 0.55:
            self.store.drafts.save(draft(kept.case, revision, ""))
            acknowledge(case=kept.case, revision=revision)
        elif step < 0.65:
            with self.store.act() as act:
                recorded = act.append(entry(CaseHeld(screen="facts"), kept.case))
                act.save_draft(draft(kept.case, revision, "", held=True))
            acknowledge(case=kept.case, revision=revision, events=recorded[-1].sequence)
        elif step < 0.7:
            with self.store.act() as act:
                recorded = act.append(entry(CaseDropped(reason="applicant_left"), kept.case))
                act.drop_draft(kept.case)
            acknowledge(case=kept.case, gone=True, events=recorded[-1].sequence)
        elif step < 0.72:
            back_up(self.folder)
        else:
            self.decide(kept.case, revision)

    def decide(self, case: str, revision: int) -> None:
        with self.store.act() as act:
            number = act.give_number(register="reception", year=2026, counter="A12")
            decided = CaseDecided(
                register="reception",
                number=number,
                service="attestation",
                edition="E2020-7",
                outcome="accepted",
                proposed="accepted",
                facts={"teacher_category": "general"},
                consent="given",
                documents=tuple(CheckedDocument(key=f"d{n}", number=n, finding="in_order") for n in range(11)),
                serving_seconds=60,
            )
            particulars = CaseParticulars(applicant=PersonParticulars(iin=IIN, name=case))
            recorded = act.append(entry(decided, case, particulars))
            act.save_draft(draft(case, revision, number))
        acknowledge(case=case, revision=revision, number=number, events=recorded[-1].sequence)

    def finish(self, case: str, number: str, revision: int) -> None:
        copy_number = self.store.printed.next_copy_number(case, "receipt")
        if copy_number < 3:
            content = self.chance.randbytes(30_000)
            printed = PaperPrinted(
                number=number,
                paper="receipt",
                copy_number=copy_number,
                copies=2,
                language="kk",
                sha256=hashlib.sha256(content).hexdigest(),
            )
            with self.store.act() as act:
                self.store.printed.keep(
                    case=case,
                    number=number,
                    paper="receipt",
                    copy_number=copy_number,
                    language="kk",
                    format="a4",
                    content=content,
                    printed_at=AT.wall,
                )
                recorded = act.append(entry(printed, case))
            acknowledge(paper=printed.sha256, of=number, events=recorded[-1].sequence)
            return
        with self.store.act() as act:
            recorded = act.append(entry(PaperHandedOver(number=number, serving_seconds=90), case))
            act.drop_draft(case)
        acknowledge(case=case, gone=True, events=recorded[-1].sequence)


def entry(act: Act, case: str, particulars: CaseParticulars | None = None) -> Entry:
    return Entry(act=act, at=AT, operator="clerk-1", case=case, particulars=particulars)


def draft(case: str, revision: int, number: str, *, held: bool = False) -> KeptDraft:
    body = {"revision": revision, "number": number, "typed": "Қағаз " * 200}
    return KeptDraft(
        case=case,
        operator="clerk-1",
        service="attestation",
        edition="E2020-7",
        screen="paper" if number else "applicant",
        held=held,
        opened_at=AT.wall,
        saved_at=AT.wall,
        body=json.dumps(body).encode(),
    )


if __name__ == "__main__":
    serve(lambda folder, seed: Worker(folder, seed).work())
