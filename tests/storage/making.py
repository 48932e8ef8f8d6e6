"""Invented cases for the store's tests."""

from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.paths import DATABASE_NAME
from desktop.storage.drafts import KeptDraft
from desktop.storage.journal import Entry, Recorded
from desktop.storage.store import Store, open_store
from forms.editions import Outcome
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    PaperHandedOver,
    PaperPrinted,
    PersonParticulars,
    VisitOpened,
)
from forms.moments import Moment

COUNTER = "A12"
REGISTER = "reception"
OPERATOR = "clerk-1"
IIN = "850101100002"
OTHER_IIN = "850101100304"
YEAR = 2026


def moment(minute: int = 0) -> Moment:
    """A moment of an invented day."""
    return Moment(
        wall=f"2026-09-14T{9 + minute // 60 % 14:02d}:{minute % 60:02d}:00.000+05:00",
        monotonic_ms=minute * 60_000,
        boot="boot-1",
    )


def entry(
    act: Act, case: str | None = "case-1", *, minute: int = 0, particulars: CaseParticulars | None = None
) -> Entry:
    """An entry by the invented clerk."""
    return Entry(act=act, at=moment(minute), operator=OPERATOR, case=case, particulars=particulars)


def particulars(iin: str = IIN, name: str = "Үлгі Сынақов") -> CaseParticulars:
    """Particulars of an invented applicant."""
    return CaseParticulars(applicant=PersonParticulars(iin=iin, name=name), refusal_reason="қолы жоқ")


def decision(number: str, outcome: Outcome = "accepted") -> CaseDecided:
    """A decision under ``number``."""
    return CaseDecided(
        register=REGISTER,
        number=number,
        service="attestation",
        edition="E2020-7",
        outcome=outcome,
        proposed=outcome,
        facts={"teacher_category": "general", "has_category": True},
        consent="given",
        documents=(CheckedDocument(key="application", number=1, finding="in_order", sheets=1),),
        serving_seconds=410,
        due="2026-10-05",
    )


def decide(store: Store, case: str, *, iin: str = IIN, minute: int = 0, outcome: Outcome = "accepted") -> Recorded:
    """One decided case, as the operation does it: number, event, draft in one act."""
    with store.act() as act:
        number = act.give_number(register=REGISTER, year=YEAR, counter=COUNTER)
        (recorded,) = act.append(entry(decision(number, outcome), case, minute=minute, particulars=particulars(iin)))
        act.save_draft(draft(case, screen="paper"))
    return recorded


def print_paper(store: Store, case: str, number: str, *, paper: str = "receipt", content: bytes = b"%PDF-1") -> None:
    """One printed copy in the archive and in the journal."""
    with store.act() as act:
        copy_number = store.printed.next_copy_number(case, paper)
        sha256 = store.printed.keep(
            case=case,
            number=number,
            paper=paper,
            copy_number=copy_number,
            language="kk",
            format="a4",
            content=content,
            printed_at=moment(5).wall,
        )
        printed = PaperPrinted(
            number=number, paper=paper, copy_number=copy_number, copies=2, language="kk", sha256=sha256
        )
        act.append(entry(printed, case, minute=5))


def draft(
    case: str, *, screen: str = "applicant", held: bool = False, body: bytes = b"{}", minute: int = 0
) -> KeptDraft:
    """A draft of an invented case."""
    return KeptDraft(
        case=case,
        operator=OPERATOR,
        service="attestation",
        edition="E2020-7",
        screen=screen,
        held=held,
        opened_at=moment(0).wall,
        saved_at=moment(minute).wall,
        body=body,
    )


def new_store(folder: Path) -> Store:
    """A store with a counter's code."""
    store = open_store(folder)
    store.settings.keep_text("counter", COUNTER)
    return store


def fill(store: Store, cases: int = 3) -> list[str]:
    """A morning's work; the numbers given."""
    numbers = []
    for index in range(cases):
        case = f"case-{index + 1}"
        store.journal.append([entry(VisitOpened(service="attestation"), case, minute=index * 10)])
        store.drafts.save(draft(case))
        act = decide(store, case, minute=index * 10 + 7).event.act
        assert isinstance(act, CaseDecided)
        print_paper(store, case, act.number, content=b"%PDF " + case.encode())
        with store.act() as handing:
            handing.append(entry(PaperHandedOver(number=act.number, serving_seconds=480), case, minute=index * 10 + 8))
            handing.drop_draft(case)
        numbers.append(act.number)
    return numbers


def tamper(folder: Path, *statements: str) -> None:
    """Change the file as someone with any SQLite tool would: the triggers go first."""
    connection = dbapi2.connect(str(folder / DATABASE_NAME), isolation_level=None)
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()
