"""Complaints through the operations: the law's fields, the terms, who may do what, papers, erasure."""

from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.complaints import terms_of_complaint
from desktop.domain.spans import Span
from desktop.operations import complaint_files, complaint_papers, complaint_records, complaints, reporting, retention
from desktop.operations.complaint_papers import ANSWER, COUPON, FORWARDING
from desktop.storage.verification import verify
from forms.calendar import load_calendar
from forms.catalogues import catalogue
from forms.complaint_acts import ComplaintAssigned, ComplaintParticulars, ComplaintReceived
from forms.events import PaperPrinted
from forms.problems import Problem
from forms.reading import load_editions
from server.complaints.terms import terms_of_complaint as terms_at_the_centre
from tests.complaints.making import CLERK, GOOD, HEAD, NAME, OTHER, office, receive, sit
from tests.corrections.making import PDF
from tests.operations.making import MORNING, ZONE, HandClock, acts, events, fill_disk, make_room
from tests.papers.reading import flat, text_by_pdfium
from tests.ui.registering import decide, safe_iins

EDITIONS = load_editions()
CALENDAR = load_calendar()
LATER = datetime(2030, 2, 1, 10, 0, tzinfo=ZONE)


def said_by(content: bytes) -> str:
    return flat(text_by_pdfium(content))


# what it must say


@pytest.mark.parametrize(
    ("wanted", "code", "field"),
    [
        ({"name": " "}, "1010", "name"),
        ({"name": "Петров1"}, "212", "name"),
        ({"address": ""}, "1011", "address"),
        ({"phone": ""}, "1012", "phone"),
        ({"phone": "12"}, "222", "phone"),
        ({"email": "нет"}, "226", "email"),
        ({"text": "\n"}, "1013", "text"),
        ({"text": "жалоба \U0001f600"}, "560", "text"),
        ({"signed": False}, "1014", "signed"),
        ({"way": "post", "address": "", "phone": ""}, "1015", "address"),
        ({"by_representative": True, "power_of_attorney": "№ 1"}, "1023", "representative"),
        ({"by_representative": True, "representative": NAME}, "1023", "power_of_attorney"),
        ({"answer_place": ""}, "1024", "answer_place"),
        ({"case_number": "D7/2026-000009"}, "1022", "case_number"),
        ({"received_on": date(2026, 9, 15)}, "1020", "received_on"),
        ({"received_on": date(2026, 7, 1)}, "1020", "received_on"),
        ({"handler": "clerk-2", "about": "clerk-2"}, "1018", "handler"),
        ({"handler": "nobody"}, "1018", "handler"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_recorded(
    tmp_path: Path, wanted: dict[str, object], code: str, field: str
) -> None:
    with office(tmp_path) as counter:
        before = acts(counter)
        with pytest.raises(Problem) as told:
            receive(counter, **wanted)
        assert (told.value.code, told.value.fields["field"]) == (code, field)
        assert "{" not in told.value.sentence()
        assert acts(counter) == before
        assert receive(counter) == "D7/2026-Ш000001"  # no number was lost


def test_what_comes_otherwise_is_registered_with_what_it_has(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, way="post", signed=False, phone="", received_on=date(2026, 9, 11))
        row = complaints.find_complaint(counter, number)
        assert (row.signed, row.received_on, row.due) == (False, "2026-09-11", "2026-09-17")


def test_a_full_disk_takes_the_number_back(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        fill_disk(counter)
        with pytest.raises(Problem) as told:
            for _ in range(50):
                receive(counter, text="Ұзақ мәтін. " * 400)
        assert told.value.code == "301"
        given = len(counter.store.complaints.all(99))
        make_room(counter)
        assert receive(counter) == f"D7/2026-Ш{given + 1:06}"


# terms


@pytest.mark.parametrize(
    ("label", "level", "received", "answer", "forward", "by"),
    [
        # Nauryz: 21 to 25 March 2026 are off; the day of registration counts where it is a working day.
        ("E2015", "provider", "2026-03-19", "2026-03-30", None, "E2015"),
        ("E2024", "provider", "2026-03-19", "2026-03-30", "2026-03-26", "E2024"),
        ("E2024", "authority", "2026-09-14", "2026-10-02", "2026-09-16", "E2024"),
        ("E2025", "provider", "2026-09-14", "2026-09-18", "2026-09-16", "E2024"),
        ("E2020-7", "provider", "2026-09-14", "2026-09-18", "2026-09-16", "E2024"),
        ("EMUS", "provider", "2026-09-14", "2026-09-18", "2026-09-16", "E2024"),
        ("ENR", "provider", "2026-09-14", "2026-09-18", "2026-09-16", "E2024"),
    ],
)
def test_the_terms_of_every_edition(
    label: str, level: str, received: str, answer: str, forward: str | None, by: str
) -> None:
    at = datetime.fromisoformat(f"{received}T12:00:00")
    terms = terms_of_complaint(EDITIONS.by_label(label), level, at, EDITIONS, CALENDAR)  # type: ignore[arg-type]
    assert terms.answer is not None
    assert terms.answer.due.isoformat() == answer
    assert (None if terms.forward is None else terms.forward.due.isoformat()) == forward
    assert (terms.edition, terms.borrowed) == (by, by != label)


@pytest.mark.parametrize("label", [one.label for one in EDITIONS])
def test_counter_and_centre_count_alike(label: str) -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=ZONE)
    here = terms_of_complaint(EDITIONS.by_label(label), "authority", at, EDITIONS, CALENDAR)
    there = terms_at_the_centre(label, at.date(), EDITIONS, CALENDAR)
    assert here.answer is not None
    assert there.answer is not None
    assert (here.answer.due, here.edition) == (there.answer.due, there.edition)
    assert (here.forward and here.forward.due) == (there.forward and there.forward.due)


def test_what_is_due_is_told_before_it_is_late(tmp_path: Path) -> None:
    clock = HandClock()  # a Monday
    with office(tmp_path, clock) as counter:
        number = receive(counter)
        told = []
        for _ in range(6):
            (line,) = complaint_records.list_complaints(counter)
            told.append((str(line.next_due), line.urgency))
            clock.wait(86_400)
        assert told == [
            ("2026-09-16", ""),  # to be forwarded until Wednesday
            ("2026-09-16", "tomorrow"),
            ("2026-09-16", "today"),
            ("2026-09-18", "tomorrow"),  # too late for that: the answer is next
            ("2026-09-18", "today"),
            ("2026-09-18", "overdue"),
        ]
        due = complaint_records.due_complaints(counter)
        assert (due.open, due.overdue) == (1, 1)
        sit(counter, HEAD)
        complaints.answer_complaint(counter, number, "refused", "Шағым негізсіз.")
        figures = complaint_records.complaint_figures(counter, date(2026, 9, 1), date(2026, 9, 30))
        assert (figures.answered_late, figures.refused, figures.overdue) == (1, 1, 0)
        assert complaint_records.due_complaints(counter).open == 0


# who handles it


def test_who_is_complained_of_may_register_it_and_nothing_else(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, about=CLERK.id, handler=OTHER.id)
        received, assigned = [one.act for one in events(counter)][-2:]
        assert isinstance(received, ComplaintReceived)
        assert isinstance(assigned, ComplaintAssigned)
        assert assigned.handler == HEAD.id  # what they chose is not asked
        for act in (
            lambda: complaints.assign_complaint(counter, number, OTHER.id),
            lambda: complaints.answer_complaint(counter, number, "full", "Жауап"),
            lambda: complaints.forward_complaint(counter, number, "Орган"),
            lambda: complaint_papers.prepare_paper(counter, number, ANSWER, "kk"),
            lambda: complaint_files.see_scan(counter, number, "0" * 64),
        ):
            with pytest.raises(Problem) as told:
                act()
            assert told.value.code == "1016"
        record = complaint_records.complaint_record(counter, number)
        assert (record.particulars, record.line.name, record.answer) == (None, "", "")
        assert not record.may_assign
        assert not record.may_end
        coupon = complaint_papers.prepare_paper(counter, number, COUPON, "kk")  # whom it was handed to goes with it
        assert GOOD.text not in said_by(coupon.content)


def test_a_head_complained_of_leaves_it_to_another(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, about=HEAD.id)
        assert complaints.find_complaint(counter, number).handler == CLERK.id
        complaints.forward_complaint(counter, number, "Үлгі облысының білім басқармасы")
        sit(counter, HEAD)
        assert complaint_records.complaint_record(counter, number).answer == ""


def test_only_who_it_was_given_to_answers_or_the_head(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, handler=OTHER.id)
        with pytest.raises(Problem) as told:
            complaints.answer_complaint(counter, number, "full", "Жауап")
        assert told.value.code == "1019"
        assert OTHER.name in told.value.sentence()
        complaints.assign_complaint(counter, number, CLERK.id, "Демалыста")
        complaints.answer_complaint(counter, number, "full", "Жауап")
        with pytest.raises(Problem) as told:
            complaints.forward_complaint(counter, number, "Орган")
        assert told.value.code == "1017"


def test_without_the_right_nothing_is_seen(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter)
        sit(counter, OTHER, ("administrator",))
        for act in (
            lambda: receive(counter),
            lambda: complaint_records.list_complaints(counter),
            lambda: complaint_records.complaint_record(counter, number),
            lambda: complaint_papers.draw_register(counter, date(2026, 1, 1), date(2026, 12, 31), "kk"),
        ):
            with pytest.raises(Problem) as told:
                act()
            assert told.value.code == "720"
        assert complaint_records.due_complaints(counter).open == 0


def test_who_served_the_case_complained_of_cannot_say_that_nobody_is_meant(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        case = decide(counter, NAME, safe_iins(1)[0])
        number = receive(counter, case_number=case, about="", handler=CLERK.id)
        row = counter.store.complaints.find(number)
        assert row is not None
        assert row.about == CLERK.id == counter.operator.id
        assert row.handler not in ("", CLERK.id)
        free = counter.store.complaints.find(receive(counter, about="", handler=CLERK.id))
        assert free is not None
        assert (free.about, free.handler) == ("", CLERK.id)


# papers


def test_papers_say_what_they_must_and_are_archived(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        case = decide(counter, NAME, safe_iins(1)[0])
        before = counter.store.cases.find(case)
        number = receive(counter, case_number=case, about=OTHER.id, handler=CLERK.id)
        coupon = complaint_papers.prepare_paper(counter, number, COUPON, "ru")
        said = said_by(coupon.content)
        for words in (number, "14.09.2026", CLERK.name, "18 сентября 2026", GOOD.answer_place):
            assert words in said
        complaint_papers.record_copy(counter, number, coupon)
        assert complaint_papers.prepare_paper(counter, number, COUPON, "kk", "roll80").copy_number == 2
        with pytest.raises(Problem):
            complaint_papers.prepare_paper(counter, number, ANSWER, "kk")  # there is none yet
        complaints.answer_complaint(counter, number, "part", "Бірінші себеп.\nЕкінші себеп.")
        letter = complaint_papers.prepare_paper(counter, number, ANSWER, "kk")
        for words in (number, NAME, GOOD.address, "Бірінші себеп.", "Екінші себеп."):
            assert words in said_by(letter.content)
        complaint_papers.record_copy(counter, number, letter)
        record = complaint_records.complaint_record(counter, number)
        assert [paper.paper for paper in record.papers] == [COUPON, ANSWER]
        assert [step.kind for step in record.steps] == ["received", "assigned", "printed", "answered", "printed"]
        assert complaint_files.see_paper(counter, number, record.papers[0].id).pages
        assert verify(counter.store.db).faults == ()
        again = complaint_papers.take_again(counter, number, letter)
        assert again is not None
        assert again.recorded
        printed = [one.act for one in events(counter) if isinstance(one.act, PaperPrinted)]
        assert [one.number for one in printed][-2:] == [number, number]
        assert counter.store.cases.find(case) == before  # the case's copies are not the complaint's


def test_the_covering_letter_and_the_register(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, about=OTHER.id, handler=CLERK.id)
        complaints.forward_complaint(counter, number, "Үлгі облысының білім басқармасы", words="Іс қоса беріледі.")
        letter = complaint_papers.prepare_paper(counter, number, FORWARDING, "both")
        assert "Үлгі облысының білім басқармасы" in said_by(letter.content)
        register = said_by(complaint_papers.draw_register(counter, date(2026, 9, 1), date(2026, 9, 30), "ru"))
        assert "Үлгі" in register
        assert NAME.split()[0] in register
        sit(counter, OTHER)
        register = said_by(complaint_papers.draw_register(counter, date(2026, 9, 1), date(2026, 9, 30), "ru"))
        assert NAME.split()[0] not in register


def test_a_scan_is_kept_beside_it(tmp_path: Path) -> None:
    scan = tmp_path / "шағым.pdf"
    scan.write_bytes(PDF)
    with office(tmp_path / "data") as counter:
        number = receive(counter, scan=str(scan))
        record = complaint_records.complaint_record(counter, number)
        assert record.particulars is not None
        (attached,) = record.particulars.attached
        target = tmp_path / "copy.pdf"
        complaint_files.save_scan(counter, number, attached.sha256, target)
        assert target.read_bytes() == PDF
        assert verify(counter.store.db).faults == ()
        with pytest.raises(Problem) as told:
            receive(counter, scan=str(tmp_path / "none.pdf"))
        assert told.value.code == "770"


# the end of retention


def test_names_go_with_their_retention_and_what_waits_is_kept(tmp_path: Path) -> None:
    clock = HandClock()
    with office(tmp_path, clock) as counter:
        counter.profile = replace(counter.profile, retention_years=3, retention_rule="Ереже")
        answered, waiting = receive(counter, handler=CLERK.id), receive(counter, handler=CLERK.id)
        complaints.answer_complaint(counter, answered, "full", "Жауап берілді.")
        complaint_papers.record_copy(counter, answered, complaint_papers.prepare_paper(counter, answered, ANSWER, "kk"))
        clock.wait((LATER - MORNING).total_seconds())
        sit(counter, CLERK, ("clerk", "administrator"))
        planned = retention.plan_erasure(counter)
        assert planned.complaints == 1
        retention.anonymise(counter, reason="Мерзімі бітті", typed="D7")
        record = complaint_records.complaint_record(counter, answered)
        assert record.erased
        assert (record.line.row.name, record.answer, record.line.row.outcome) == (None, "", "full")
        assert record.papers[0].erased
        with pytest.raises(Problem) as told:
            complaint_papers.prepare_paper(counter, answered, ANSWER, "kk")
        assert told.value.code == "760"
        kept = complaint_records.complaint_record(counter, waiting).particulars
        assert isinstance(kept, ComplaintParticulars)
        assert kept.name == NAME
        assert verify(counter.store.db).faults == ()
        assert counter.store.rebuild() == []


def test_the_days_sheet_counts_them_and_names_nobody(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        day = Span("day", MORNING.date(), MORNING.date())
        without = said_by(reporting.draw_period(counter, day, "ru"))
        number = receive(counter, handler=CLERK.id)
        receive(counter)
        complaints.answer_complaint(counter, number, "full", "Жауап берілді.")
        said = said_by(reporting.draw_period(counter, day, "ru"))
        counts = {"received": 2, "in_time": 1, "late": 0, "forwarded": 0, "open": 1, "overdue": 0}
        words = catalogue("forms", "ru").gettext(
            "Complaints received: {received}. Answered in time: {in_time}, late: {late}; forwarded: {forwarded}; "
            "to be answered: {open}, of these overdue: {overdue}."
        )
        assert flat(words.format(**counts)) in said
        assert flat(words.partition("{")[0]) not in without
        assert NAME not in said
