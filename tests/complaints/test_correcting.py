"""What was written of a complaint is put right: by whom, into what, and what still tells what stood there."""

from pathlib import Path

import pytest

from desktop.domain.complaints import CORRECTABLE
from desktop.operations import complaint_papers, complaint_records, complaints
from desktop.operations.counter import Counter
from forms.complaint_acts import ComplaintCorrected
from forms.problems import Problem
from forms.register_acts import CorrectionParticulars
from tests.complaints.making import CLERK, GOOD, HEAD, NAME, OTHER, office, receive, sit
from tests.operations.making import acts, events
from tests.papers.reading import flat, text_by_pdfium

NEW = "Сынақова Үлгі Тестқызы-Мысал"
WHY = "Жеке куәлікте солай жазылған"


def correct(counter: Counter, number: str, reason: str = WHY, **values: str) -> None:
    complaints.correct_complaint(counter, number, values, reason)


def test_what_was_written_is_put_right_everywhere(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter)
        correct(counter, number, name=NEW, phone="8 701 000 00 02", address=GOOD.address)
        record = complaint_records.complaint_record(counter, number)
        assert record.particulars is not None
        assert (record.particulars.name, record.particulars.phone) == (NEW, "+77010000002")
        assert record.particulars.text == GOOD.text
        assert [line.name for line in complaint_records.list_complaints(counter)] == [NEW]
        step = record.steps[-1]
        assert (step.kind, step.words) == ("corrected", WHY)
        assert [(one.field, one.old, one.new) for one in step.changes] == [
            ("name", NAME, NEW),
            ("phone", "+77010000001", "+77010000002"),
        ]
        (act,) = [event.act for event in events(counter) if isinstance(event.act, ComplaintCorrected)]
        assert act.fields == ("name", "phone")
        coupon = complaint_papers.prepare_paper(counter, number, "complaint_coupon", "kk")
        assert NEW in flat(text_by_pdfium(coupon.content))
        assert counter.store.rebuild() == []


def test_a_second_correction_begins_where_the_first_ended(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter)
        correct(counter, number, name=NEW)
        correct(counter, number, name=NAME, text="Басқа сөз.")
        sequence = counter.store.complaints.events(complaints.find_complaint(counter, number).complaint)[-1]
        written = counter.store.journal.particulars(sequence)
        assert isinstance(written, CorrectionParticulars)
        assert [(one.field, one.old) for one in written.changes] == [("name", NEW), ("text", GOOD.text)]
        assert complaints.find_complaint(counter, number).name == NAME


def test_also_once_it_has_ended(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, handler=CLERK.id)
        complaints.answer_complaint(counter, number, "refused", "Дәлелденбеді.")
        correct(counter, number, name=NEW)
        letter = complaint_papers.prepare_paper(counter, number, "complaint_answer", "kk")
        assert NEW in flat(text_by_pdfium(letter.content))
        row = complaints.find_complaint(counter, number)
        assert (row.state, row.outcome) == ("answered", "refused")


@pytest.mark.parametrize(
    ("values", "reason", "code"),
    [
        ({}, WHY, "1117"),
        ({"name": f"  {NAME} "}, WHY, "1117"),
        ({"name": NEW}, "  ", "766"),
        ({"name": ""}, WHY, "1010"),
        ({"address": ""}, WHY, "1011"),
        ({"phone": ""}, WHY, "1012"),
        ({"text": " "}, WHY, "1013"),
        ({"phone": "12"}, WHY, "22"),
        ({"email": "x@"}, WHY, "22"),
    ],
)
def test_what_registering_would_refuse_is_refused(
    tmp_path: Path, values: dict[str, str], reason: str, code: str
) -> None:
    with office(tmp_path) as counter:
        number = receive(counter)
        before = acts(counter)
        with pytest.raises(Problem, match=code):
            correct(counter, number, reason, **values)
        assert acts(counter) == before


def test_who_it_is_about_corrects_nothing_and_sees_nothing_of_it(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter, about=OTHER.id)
        correct(counter, number, name=NEW)
        sit(counter, OTHER)
        with pytest.raises(Problem, match="1016"):
            correct(counter, number, name=NAME)
        record = complaint_records.complaint_record(counter, number)
        assert not record.may_correct
        assert (record.steps[-1].kind, record.steps[-1].words, record.steps[-1].changes) == ("corrected", "", ())
        sit(counter, HEAD)
        assert complaint_records.complaint_record(counter, number).may_correct


def test_a_representative_stays_one(tmp_path: Path) -> None:
    told = {"representative": "Өкілбаев Һашим Ңұрұлы", "power_of_attorney": "№ 5, 01.09.2026"}
    with office(tmp_path) as counter:
        number = receive(counter, by_representative=True, **told)
        correct(counter, number, power_of_attorney="№ 6, 01.09.2026")
        with pytest.raises(Problem, match="1023"):
            correct(counter, number, representative="")
        alone = receive(counter)
        with pytest.raises(Problem, match="1117"):
            correct(counter, alone, representative="Өкілбаев Һашим Ңұрұлы")


def test_the_law_s_fields_and_no_others(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        number = receive(counter)
        with pytest.raises(Problem, match="1117"):
            correct(counter, number, about=HEAD.id, received_on="2026-01-01", level="authority")
        assert set(CORRECTABLE) <= set(GOOD.__dataclass_fields__)
