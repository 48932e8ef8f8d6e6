"""A State Corporation desk and a school, and cases of the channel between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from desktop.domain.case import CaseDraft
from desktop.domain.reception_steps import answer_step, procedure_here, served_seconds
from desktop.operations import proceedings, reception
from desktop.operations.counter import Counter
from desktop.operations.opening import place_demonstration
from desktop.paths import PROFILE_NAME
from forms.exchange import CaseAnswer
from forms.moments import wall_time
from forms.rosters import RosterRow
from tests.domain.making import IIN, NAME, set_in_order
from tests.operations.making import PROVIDERS, HandClock, counter_at, edition_of, open_ready

ROSTER = "Мұғалімдер 2026"


def place_desk(folder: Path, edition: str) -> None:
    """The profile of a State Corporation desk, where there is none yet."""
    service = "enrolment" if edition == "ENR" else "attestation"
    place_demonstration(folder, service=service, provider=PROVIDERS.get(edition, "local"), edition=edition)
    path = folder / PROFILE_NAME
    text = path.read_text("utf-8")
    if "\nkind = " not in text:
        path.write_text(text.replace("format = 1\n", 'format = 1\nkind = "state_corporation"\n', 1), "utf-8")


@contextmanager
def desk_at(folder: Path, edition: str = "E2020-7", clock: HandClock | None = None) -> Iterator[Counter]:
    """A counter of the State Corporation."""
    place_desk(folder, edition)
    with counter_at(folder, edition=edition, clock=clock or HandClock()) as counter:
        yield counter


def answer_person(counter: Counter, draft: CaseDraft, found: bool, source: str = ROSTER) -> None:
    """The step that looks the person up has its answer."""
    edition, now = edition_of(counter, draft), counter.clock.now()
    procedure = procedure_here(edition, draft, wall_time(now).date())
    assert procedure is not None
    before, draft.screen = draft.screen, "applicant"
    answer_step(procedure, draft, found, served_seconds(draft, now), source)
    draft.screen = before


def take_in(counter: Counter, *, place: str = "same", iin: str = "") -> CaseDraft:
    """A case accepted at the State Corporation."""
    draft = open_ready(counter, iin=iin)
    draft.provider_place = "same" if place == "same" else "other"
    answer_person(counter, draft, True)
    return reception.decide_case(counter, draft)


def take_package(
    counter: Counter, *, accepted: str = "11.09.2026", place: str = "same", outcome: str = "accepted"
) -> CaseDraft:
    """A package decided at a school."""
    draft = open_ready(counter)
    draft.channel, draft.package, draft.filed_at = "state_corporation", "ГК-2026-118", accepted
    draft.provider_place = "same" if place == "same" else "other"
    draft.applicant.identity_shown = False
    set_in_order(edition_of(counter, draft), draft)
    if outcome == "refusal_receipt":
        draft.document("diploma").state = "missing"
        draft.outcome = "refusal_receipt"
    return reception.decide_case(counter, draft)


def bring_result(counter: Counter, number: str) -> None:
    """Everything up to the result lying at the desk, taken by hand (E2020)."""
    proceedings.take_step(counter, number, 4)
    proceedings.take_step(counter, number, 5, facts={"documents_conform": True})
    proceedings.take_step(counter, number, 6)


def issue(counter: Counter, number: str, step: int = 7) -> None:
    """The applicant has it."""
    proceedings.issue_result(counter, number, step, to="applicant", shown=("receipt", "identity"), name=NAME)


def keep_roster(counter: Counter, iin: str = IIN, name: str = NAME) -> None:
    """A roster with one person in it."""
    counter.store.rosters.keep(
        [RosterRow(iin=iin, name=name, position="тарих мұғалімі", workplace="№ 3 үлгі мектеп")],
        name=ROSTER,
        source="file",
        taken_at="2026-09-01T10:00:00+05:00",
        sha256="0" * 64,
    )


def answers(*given: CaseAnswer) -> str:
    """Answers as an update carries them."""
    return msgspec.json.encode(given).decode()


def to_day(clock: HandClock, day: int, month: int, year: int = 2026) -> None:
    """Time passes until that day, the same hour."""
    wanted = clock.wall.replace(year=year, month=month, day=day)
    clock.wait((wanted - clock.wall).total_seconds())
