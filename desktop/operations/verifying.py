"""Does everything agree? The whole register read on a connection of its own, and the paper that says what was found.

``verify_register`` runs on any thread while the counter goes on; nothing is changed by it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop.domain.permissions import require
from desktop.exporting import files
from desktop.operations.counter import Counter
from desktop.operations.exporting import Exported
from desktop.profile.shape import Profile
from desktop.storage.reading import one_moment
from desktop.storage.recovery import open_read_only
from desktop.storage.verification import Report, find_known, tell_fault, verify
from forms.catalogues import catalogue
from forms.moments import wall_time
from forms.papers.content import LanguageChoice
from forms.problems import Problem
from forms.texts import Text

Progress = Callable[[int, int], None]  # events read, of
Cancelled = Callable[[], bool]

_TICK = 500  # events between two looks at whether to go on


@dataclass(frozen=True)
class VerificationAccess:
    """What a verification needs of the counter, to be taken along to another thread."""

    folder: Path
    profile: Profile
    operator: str
    name: str  # of who asks
    at: datetime
    practice: bool = False
    key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Verified:
    """What was found, and when it was looked."""

    report: Report
    at: datetime
    operator: str
    name: str
    practice: bool = False

    @property
    def sound(self) -> bool:
        """Whether everything agrees."""
        return not self.report.faults

    @property
    def faults(self) -> list[Problem]:
        """Every fault as a numbered sentence."""
        return [tell_fault(fault) for fault in self.report.faults]


def access_of(counter: Counter) -> VerificationAccess:
    """What to take along. Raises Problem 720 without the right to verify. Call it on any thread."""
    require(counter.roles, "verify")
    return VerificationAccess(
        folder=counter.store.folder,
        profile=counter.profile,
        operator=counter.operator.id,
        name=counter.operator.name,
        at=wall_time(counter.clock.now()),
        practice=counter.practice,
        key=counter.store.key,
    )


def verify_register(access: VerificationAccess, progress: Progress, cancelled: Cancelled) -> Verified:
    """Read everything and compare. Runs on any thread.

    Raises Problem 790 once ``cancelled`` says so, 30x where the file cannot be read.
    """

    def watch(done: int, of: int) -> None:
        if done % _TICK and done != of:
            return
        if cancelled():
            raise Problem("790")
        progress(done, of)

    store = open_read_only(access.folder, access.key)
    try:
        with one_moment(store.db):
            known = find_known(store.db, access.folder)
            report = verify(store.db, known=known, tables=True, watch=watch)
    finally:
        store.close()
    return Verified(report=report, at=access.at, operator=access.operator, name=access.name, practice=access.practice)


def draw_verification(profile: Profile, verified: Verified, language: LanguageChoice) -> bytes:
    """The paper a person can read and sign."""
    from forms.papers.verification import VerificationPaper, draw_verification_paper

    report = verified.report
    return draw_verification_paper(
        VerificationPaper(
            language=language,
            organisation=profile.organisation,
            counter=report.counter or profile.counter,
            events=report.events,
            first=report.first or "",
            last=report.last or "",
            last_hash=report.last_hash,
            numbers=tuple((one.register, one.year, one.count, one.first, one.last) for one in report.numbers_given),
            papers=report.papers,
            attachments=report.attachments,
            segments=tuple((one.sequence, one.at) for one in report.segments if one.restored),
            erased=report.erased,
            faults=tuple((problem.code, _in_both(problem)) for problem in verified.faults),
            checked_by=verified.name,
            practice=verified.practice,
            at=verified.at,
        )
    )


def save_verification(content: bytes, target: Path, folder: Path, verified: Verified) -> Exported:
    """Write the paper to a file of the operator's choice. Raises Problem 781–786."""
    files.check_target(target, folder)
    with files.writing(target) as stream:
        stream.write(content)
    return Exported(
        path=target,
        form="verification",
        first="",
        last="",
        rows=verified.report.events,
        sheets=0,
        sha256=files.checksum(target),
        sealed=False,
        size=len(content),
        operator=verified.operator,
    )


def _in_both(problem: Problem) -> Text:
    return Text(
        kk=problem.sentence(catalogue("kense", "kk").gettext), ru=problem.sentence(catalogue("kense", "ru").gettext)
    )
