"""A filing through the real window: its moment, its essay's file, its signature, and the card of the key."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from desktop.domain.case import CaseDraft
from desktop.domain.channels import choose_channel
from desktop.ui.directories.key_card import KeyCard
from desktop.ui.proceedings.eds_panel import EdsPanel
from desktop.ui.reception.document_row import DocumentRow
from desktop.ui.reception.essay_count import EssayCount
from desktop.ui.reception.filing import FilingFields
from tests.operations.making import events
from tests.ui.operator import CONTROL, Operator, Sit

from .authority import BIN, NOW, PASSWORD, Authority
from .test_notifying import HOURS
from .tokens import DRIVER, PIN, plug_in, school_token

ESSAY = "сөз " * 249
PICTURES = os.environ.get("KENSE_PICTURES", "")


def photograph(operator: Operator, name: str) -> None:
    """A picture of the window, where somebody asked for pictures."""
    if PICTURES:
        operator.window.grab().save(f"{PICTURES}/{name}.png")


def with_key(operator: Operator, folder: Path) -> Path:
    """The organisation's BIN and hours are in the profile, its key lies in a file."""
    counter = operator.ready().desk.counter
    organisation = replace(counter.profile.organisation, bin=BIN)
    counter.profile = replace(counter.profile, organisation=organisation, hours=HOURS)
    return Authority().file(folder / "мектеп.p12", since=NOW - timedelta(days=200))


def begin_filing(operator: Operator) -> FilingFields:
    """A case of the portal's way."""
    operator.begin()

    def put(draft: CaseDraft) -> None:
        choose_channel(draft, "portal")

    operator.desk.change(put)
    operator.step.refresh()
    (fields,) = operator.window.findChildren(FilingFields)
    return fields


def says(operator: Operator, words: str) -> bool:
    """Unbroken spaces are spaces to the eye."""
    return any(words in text.replace("\N{NO-BREAK SPACE}", " ") for text in operator.texts())


def test_the_moment_of_filing_is_asked_and_moves_the_due_date(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(edition="E2025", language="en")
    with_key(operator, tmp_path)
    fields = begin_filing(operator)
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "service"
    assert says(operator, "type the day and time")
    fields.field.setFocus()
    operator.write("11.09.2026 18:40")
    operator.settle()
    assert operator.draft.filed_at == "11.09.2026 18:40"
    assert says(operator, "The answer is due 14 September 2026, Mon")
    assert says(operator, "Received on Mon 14.09, the next working day.")
    photograph(operator, "filing")
    for language in ("ru", "kk"):
        operator.turn_language(language)
        photograph(operator, f"filing-{language}")
        assert operator.draft.filed_at == "11.09.2026 18:40"
    operator.turn_language("en")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert operator.screen == "applicant"


def test_what_is_no_moment_is_told_at_the_field(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(edition="E2025", language="en")
    with_key(operator, tmp_path)
    fields = begin_filing(operator)
    fields.field.setFocus()
    operator.write("14.09.2026 23:59")
    operator.settle()
    operator.press(Qt.Key.Key_Tab)
    assert says(operator, "is not a day and time that has passed")
    assert not says(operator, "The answer is due")


def test_an_essay_is_counted_from_its_file_and_a_short_one_does_not_conform(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(edition="E2025", language="en")
    with_key(operator, tmp_path)
    file = tmp_path / "эссе.txt"
    file.write_text(ESSAY, encoding="utf-8")
    operator.go_until("checklist")
    operator.step.focus_field("document.essay.word_count")
    (essay,) = operator.window.findChildren(EssayCount)
    essay.file.setFocus()
    operator.write(str(file))
    operator.player.tab()
    operator.player.tab()
    assert essay.count.hasFocus()
    operator.press(Qt.Key.Key_Space)
    operator.settle()
    assert operator.draft.documents["essay"].word_count == "249"
    assert says(operator, "Words: 249, too few. From 250 to 300 are asked for.")
    row = next(row for row in operator.window.findChildren(DocumentRow) if row.document.key == "essay")
    assert "words: 249, asked for: 250 to 300" in row.accessibleName()
    photograph(operator, "essay")
    file.write_bytes(b"\x00\x01")
    essay.count.click()
    operator.settle()
    assert says(operator, "is neither a plain text nor a DOCX document")
    for language in ("ru", "kk"):
        operator.turn_language(language)
        operator.step.focus_field("document.essay.word_count")
        photograph(operator, f"essay-{language}")
    operator.turn_language("en")  # which folds the details
    operator.all_in_order()
    assert operator.desk.obstacles() == ()
    operator.onward()
    assert operator.screen == "outcome"
    assert operator.desk.proposal().outcome == "reasoned_refusal"


def test_an_essay_not_counted_is_asked_for_and_a_number_typed_is_enough(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(edition="E2025", language="en")
    with_key(operator, tmp_path)
    operator.go_until("checklist")
    operator.press(Qt.Key.Key_F7)
    for _ in operator.desk.checklist().owed:
        operator.press(Qt.Key.Key_Space)
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "checklist"
    assert [o.field for o in operator.desk.obstacles()] == ["document.essay.word_count"]
    operator.press(Qt.Key.Key_F7)
    operator.write("300")
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert operator.screen == "outcome"
    assert operator.desk.proposal().outcome == "accepted"


def decided_filing(operator: Operator) -> str:
    """A filing accepted, its case closed at the counter."""
    fields = begin_filing(operator)
    fields.field.setFocus()
    operator.write("11.09.2026 18:40")
    operator.settle()
    operator.go_until("paper")
    photograph(operator, "paper")
    number = operator.draft.number
    operator.press(Qt.Key.Key_F10)
    operator.wait(lambda: not operator.desk.is_open, "nothing need be printed")
    operator.settle()
    return number


def to_signature(operator: Operator) -> EdsPanel:
    """The room of cases on their way, at the one that waits for the signature."""
    operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    (panel,) = operator.window.findChildren(EdsPanel)
    return panel


def test_the_head_signs_in_the_room_and_a_wrong_password_is_told(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(edition="E2025", language="en")
    key = with_key(operator, tmp_path)
    decided_filing(operator)
    panel = to_signature(operator)
    panel.entry.file.setFocus()
    operator.write(str(key))
    panel.entry.secret.setFocus()
    operator.write("wrong")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert says(operator, "The password of the signing key is not right")
    assert panel.entry.password() == ""
    photograph(operator, "signing")
    for language in ("ru", "kk", "en"):
        operator.turn_language(language)
        photograph(operator, f"signing-{language}")
    (panel,) = [one for one in operator.window.findChildren(EdsPanel) if one.isVisible()]
    assert panel.entry.path() == key
    panel.entry.secret.setFocus()
    operator.write(PASSWORD)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert "ResultSigned" in [type(event.act).__name__ for event in operator.in_store(events)]
    photograph(operator, "signed")


def test_the_head_signs_with_a_token(sit_down: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school_token(plug_in(tmp_path / "plugged-in", monkeypatch), Authority(), since=NOW - timedelta(days=200))
    operator = sit_down(edition="E2025", language="en")
    with_key(operator, tmp_path)
    decided_filing(operator)
    panel = to_signature(operator)
    panel.entry.file.setFocus()
    assert says(operator, "Password of the key")
    operator.write(str(DRIVER))
    assert says(operator, "PIN of the token")
    assert not says(operator, "Password of the key")
    operator.press(Qt.Key.Key_F10)
    assert says(operator, "Type the PIN of the token.")
    assert panel.entry.secret.input.hasFocus()
    operator.write("4832")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert says(operator, "The PIN of the token is not right")
    photograph(operator, "token")
    for language in ("ru", "kk", "en"):
        operator.turn_language(language)
        photograph(operator, f"token-{language}")
    (panel,) = [one for one in operator.window.findChildren(EdsPanel) if one.isVisible()]
    assert says(operator, "PIN of the token")
    panel.entry.secret.setFocus()
    operator.write(PIN)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert "ResultSigned" in [type(event.act).__name__ for event in operator.in_store(events)]


def test_the_card_says_whose_the_key_is(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(edition="E2025", language="en")
    key = with_key(operator, tmp_path)
    operator.press(Qt.Key.Key_F7, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_3, modifiers=Qt.KeyboardModifier.AltModifier)
    operator.settle()
    (card,) = operator.window.findChildren(KeyCard)
    assert card.isVisible()
    operator.press(Qt.Key.Key_F10)
    assert says(operator, "Choose the file of the signing key.")
    card.entry.focus_start()
    operator.write(str(key))
    card.entry.secret.setFocus()
    operator.write(PASSWORD)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert says(operator, "This key may sign for the organisation.")
    assert says(operator, "Issued to: ҮЛГІЖАНОВ ҒАЛЫМ")
    assert card.entry.password() == ""
    photograph(operator, "card")
    for language in ("ru", "kk"):
        operator.turn_language(language)
        assert says(operator, "ҮЛГІЖАНОВ ҒАЛЫМ")
        photograph(operator, f"card-{language}")
