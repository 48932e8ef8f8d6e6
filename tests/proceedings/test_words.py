"""Every kind of event of procedures and complaints has words, wherever events are told."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from desktop.domain.spans import span_of
from desktop.language import Language
from desktop.operations import day, reporting
from desktop.operations.case_records import TimeLineEntry
from desktop.ui.context import Look
from desktop.ui.exchange.refusal_words import KINDS
from desktop.ui.register.time_line import say_event
from desktop.ui.theme import LIGHT
from forms import complaint_acts, procedure_acts
from forms.complaint_acts import ComplaintAnswered, ComplaintAssigned, ComplaintForwarded, ComplaintReceived
from forms.day_acts import DayClosed
from forms.events import Act
from forms.procedure_acts import (
    ProceedingOpened,
    ResultDrafted,
    ResultIssued,
    ResultMoved,
    ResultSigned,
    StepReturned,
    StepTaken,
    SubjectRecorded,
)
from forms.reading import read_edition
from tests.operations.making import HandClock, counter_at, events
from tests.papers.reading import flat, text_by_pdfium
from tests.proceedings.making import draft_order, issue, receive, set_group, sign, take_review
from tests.standards.places import INVENTED

NUMBER = "A12/2026-000001"
TOLD: tuple[Act, ...] = (
    ProceedingOpened(number=NUMBER, service="enrolment", edition="ENR", channel="counter", side="provider", next=2),
    ProceedingOpened(number=NUMBER, service="enrolment", edition="ENR", channel="counter", side="provider", next=0),
    SubjectRecorded(number=NUMBER, relation="mother", consent="given"),
    StepReturned(number=NUMBER, step=4, next=3, seconds=5),
    *(
        StepTaken(number=NUMBER, step=2, next=3, act=act, seconds=5)
        for act in ("accept", "look_up", "tell", "send", "register", "check", "review", "receive", "note")
    ),
    *(
        ResultDrafted(number=NUMBER, step=3, next=4, result=result, seconds=5)
        for result in get_args(procedure_acts.Result)
    ),
    *(
        ResultSigned(
            number=NUMBER,
            step=4,
            next=5,
            result="order",
            register="results",
            result_number="A12/2026-Б000001",
            signed_by=by,
            seconds=5,
        )
        for by in get_args(procedure_acts.SignedBy)
    ),
    ResultIssued(number=NUMBER, step=5, next=0, result_number="", to="applicant", shown=(), seconds=5),
    ResultIssued(number=NUMBER, step=5, next=0, result_number="", to="representative", shown=(), seconds=5),
    *(ResultMoved(number=NUMBER, how=how) for how in get_args(procedure_acts.Moved)),
    ComplaintReceived(
        register="complaints",
        number="A12/2026-Ш000001",
        service="enrolment",
        edition="ENR",
        way="paper",
        language="kk",
        received_on="2026-09-14",
        answer_place="бөлім",
    ),
    ComplaintAssigned(number=NUMBER, handler="head"),
    ComplaintForwarded(number=NUMBER, to="бөлім", on="2026-09-14"),
    *(
        ComplaintAnswered(number=NUMBER, outcome=outcome, on="2026-09-14")
        for outcome in get_args(complaint_acts.ComplaintOutcome)
    ),
)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_time_line_has_words_for_every_kind(language: str) -> None:
    look = Look(Language(language), LIGHT)
    for act in TOLD:
        tag = str(act.__struct_config__.tag)
        words = say_event(TimeLineEntry(1, "2026-09-14T09:00:00+05:00", tag, "clerk", act), look, {"head": "Г."})
        assert words
        assert tag not in words
        assert "{" not in words


def test_what_was_refused_has_words_for_every_kind() -> None:
    tags = {str(kind.__struct_config__.tag) for kind in get_args(Act)}
    assert tags <= set(KINDS)


def test_the_sheet_tells_who_held_cases_and_the_days_totals_stay_as_they_were(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        set_group(counter)
        number = receive(counter)
        clock.wait(31 * 60)
        sign(counter, draft_order(counter, take_review(counter, number)))
        issue(counter, number)
        span = span_of("day", date(2026, 9, 14))
        told = flat(text_by_pdfium(reporting.draw_period(counter, span, "ru")))
        assert "1, 31:00, 31:00" in told
        day.close_day(counter)
        totals = next(event.act.totals for event in events(counter) if isinstance(event.act, DayClosed))
        # How long it went on after the reception is none of the serving the day is closed with.
        assert (totals.accepted, totals.serving.count, totals.serving.over_norm) == (1, 1, 0)


def test_the_time_line_says_an_editions_own_question_in_its_words() -> None:
    look = Look(Language("ru"), LIGHT)
    edition = read_edition(INVENTED)
    (asked,) = [question for question in edition.questions if question.key == "way_wide"]
    taken = StepTaken(number="D7/2026-000001", step=3, next=4, act="check", facts={"way_wide": True}, seconds=1)
    entry = TimeLineEntry(1, "2026-09-14T09:00:00+05:00", "step_taken", "clerk", taken)
    told = say_event(entry, look, {}, edition)
    assert asked.text.ru in told
    assert "way_wide" not in told
    assert "way_wide" in say_event(entry, look, {})  # of an edition this program does not have
