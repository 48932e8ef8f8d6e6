"""Decided cases to correct, and the files people attach."""

import zlib
from pathlib import Path

from desktop.domain.case import CaseDraft
from desktop.operations import reception
from desktop.operations.counter import Counter
from forms.editions import Outcome
from tests.operations.making import edition_of, open_ready, print_copy, row_of

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDAT" + zlib.compress(b"\x00\x00") + b"\x00\x00\x00\x00" + b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"


def decide(counter: Counter, outcome: Outcome = "accepted", *, printed: bool = True) -> CaseDraft:
    """A case decided, printed and handed over. A refusal rests on an unreliable test statement, or a lost diploma."""
    draft = open_ready(counter, outcome, has_category=True, held_category="moderator", retraining_done=True)
    for key, number, day in (("diploma", "ЖБ-Б № 0123456", "28.06.2015"), ("category", "12", "01.09.2025")):
        answers = draft.document(key)
        answers.number, answers.date = number, day
    draft.document("category").expires = draft.held_until = "01.09.2030"
    if outcome == "reasoned_refusal":
        test = draft.document("test")
        test.state, test.reason = "unreliable", "Нөмірі тізілімде жоқ."
        draft.refusal_reason = "Анықтама расталмады."
    if outcome == "refusal_receipt":
        draft.document("diploma").state = "missing"
        draft.document("category").state, draft.document("category").expires = "expired", "01.09.2026"
    return finish(counter, draft, printed=printed)


def finish(counter: Counter, draft: CaseDraft, *, printed: bool = True) -> CaseDraft:
    """Give the outcome, print, hand over."""
    reception.keep_draft(counter, row_of(counter, draft))
    decided = reception.decide_case(counter, draft)
    if printed:
        print_copy(counter, decided)
        reception.hand_over(counter, decided)
    return decided


def represented(counter: Counter) -> CaseDraft:
    """A case brought by a representative."""
    draft = open_ready(counter)
    draft.by_representative = True
    draft.representative.iin, draft.representative.name = "850101100304", "Өкілбаев Һашим Ңұрұлы"
    draft.representative.identity_shown = True
    draft.power_of_attorney = "№ 45, 02.09.2026"
    assert edition_of(counter, draft).has_counter
    return finish(counter, draft)


def write(folder: Path, name: str, content: bytes) -> Path:
    """A file to attach."""
    path = folder / name
    path.write_bytes(content)
    return path
