"""Visits at home: who is entitled asks at 1414, the State Corporation's desk takes it down, and an officer goes there.

Order 202 of 2020, annexes 7 and 8, paragraph 10. Called on the store's thread.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import week_of
from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.issuing import A4, PreparedPaper, keep_print
from desktop.profile.shape import edition_for
from forms.checklist import draw_up
from forms.contacts import check_phone, check_words
from forms.dates import parse_date
from forms.editions import Edition
from forms.identity import check_iin
from forms.moments import wall_time
from forms.names import check_name
from forms.papers.content import LanguageChoice
from forms.problems import Problem
from forms.procedure_acts import HomeVisitAsked, HomeVisitParticulars
from forms.texts import Text

PAPER = "home_visit"
NOTICE = "home_visit"


@dataclass(frozen=True)
class AskedVisit:
    """A visit taken down: its own identifier, and everything its sheet says."""

    id: str
    edition: str
    day: date
    particulars: HomeVisitParticulars


@dataclass(frozen=True)
class VisitedService:
    """A service somebody may be visited for, and the law's sentence on it."""

    service: str
    title: Text
    notice: Text


def visited_services(counter: Counter) -> list[VisitedService]:
    """The services of this desk whose edition today lets somebody be visited at home."""
    today = wall_time(counter.clock.now()).date()
    found = []
    for service, choice in counter.profile.services.items():
        try:
            edition = edition_for(service, choice, counter.editions, today)
        except Problem:
            continue  # told where services are offered
        notice = home_visit_notice(edition)
        if notice is not None:
            found.append(VisitedService(service, edition.short_title, notice))
    return found


def home_visit_notice(edition: Edition) -> Text | None:
    """The law's sentence on who is visited at home, with the number to ring; None where the edition has none."""
    return next((notice.text for notice in edition.notices if notice.key == NOTICE), None)


def ask_home_visit(
    counter: Counter, service: str, *, name: str, iin: str, address: str, phone: str, day: str, words: str = ""
) -> AskedVisit:
    """Take down that somebody is to be visited. Nothing of it is a case yet: documents are taken in at the visit.

    Raises those of the name, the IIN and the phone, Problem 1064 without an address, 1065 for a day that is none, has
    passed or is not worked there.
    """
    require(counter.roles, "proceed")
    now = counter.clock.now()
    today = wall_time(now).date()
    edition = edition_for(service, counter.profile.services[service], counter.editions, today)
    # In the order of the fields: the first that is wrong is told.
    name, iin = check_name(name), check_iin(iin) if iin.strip() else ""
    if not address.strip():
        raise Problem("1064")
    check_words(address)
    visit = AskedVisit(
        id=uuid.uuid4().hex,
        edition=edition.label,
        particulars=HomeVisitParticulars(
            name=name, iin=iin, address=" ".join(address.split()), phone=check_phone(phone), words=words.strip()
        ),
        day=_check_day(counter, edition, day, today),
    )
    check_words(words)
    asked = HomeVisitAsked(service=service, edition=edition.label, day=visit.day.isoformat())
    entry = entry_of(counter, now, asked, visit.id, visit.particulars)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry))
    return visit


def prepare_sheet(counter: Counter, visit: AskedVisit, language: LanguageChoice) -> PreparedPaper:
    """The next copy of the visit's sheet."""
    require(counter.roles, "proceed")
    from forms.papers.visit_sheet import VisitSheet, draw_visit_sheet

    edition = counter.editions.by_label(visit.edition)
    told = visit.particulars
    copy = counter.store.printed.next_copy_number(visit.id, PAPER)
    checklist = draw_up(edition, {})
    may_be_owed = {document.key for document in checklist.owed} | {one.document.key for one in checklist.undecided}
    sheet = VisitSheet(
        language=language,
        organisation=counter.profile.organisation,
        service=edition.short_title,
        act=edition.act.short,
        name=told.name,
        iin=told.iin,
        address=told.address,
        phone=told.phone,
        day=visit.day,
        words=told.words,
        documents=tuple(document.short for document in edition.documents if document.key in may_be_owed),
        law=home_visit_notice(edition),
        asked_at=wall_time(counter.clock.now()),
        operator=counter.operator.name,
        copy=copy,
        practice=counter.practice,
    )
    return PreparedPaper(
        paper=PAPER,
        copy_number=copy,
        language=language,
        format="a4",
        media=A4,
        content=draw_visit_sheet(sheet),
        operator=counter.operator.id,
    )


def record_sheet(counter: Counter, visit: AskedVisit, prepared: PreparedPaper) -> None:
    """The printer took it: keep its bytes and record it, in one transaction."""
    keep_print(counter, visit.id, "", prepared, 1)


def _check_day(counter: Counter, edition: Edition, typed: str, today: date) -> date:
    try:
        day = parse_date(typed)
    except Problem as error:
        raise Problem("1065", found=typed.strip()) from error
    week = week_of(edition, "state_corporation")
    if day < today or not counter.calendar.is_working(day, week):
        raise Problem("1065", found=typed.strip())
    return day
