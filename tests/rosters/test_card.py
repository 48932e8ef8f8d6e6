"""The card of rosters by the keyboard: a file read, looked at, taken into use, tried, taken out of use."""

import csv
import io
import random
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.operations import roster_taking
from desktop.ui.directories.rosters_card import RostersCard
from desktop.ui.directories.screen import DirectoriesScreen
from desktop.ui.theme import DARK
from forms.procedure_acts import RosterTaken
from forms.rosters import read_roster
from tests.operations.making import events
from tests.rosters.making import NAME, book_of, csv_of, people, spoil_some, workbook_of
from tests.ui.operator import CONTROL, Operator, Sit

LANGUAGES = ("kk", "ru", "en")
FIRST, SECOND = (row[0] for row in people(2))


def enter(operator: Operator) -> RostersCard:
    """Ctrl+F7."""
    operator.press(Qt.Key.Key_F7, modifiers=CONTROL)
    operator.settle()
    return card_of(operator)


def card_of(operator: Operator) -> RostersCard:
    """The card, as it stands now."""
    rooms = operator.window.rooms
    assert rooms is not None and rooms.here == "directories"
    screen = rooms._made["directories"].widget
    assert isinstance(screen, DirectoriesScreen)
    card = screen.card("rosters")
    assert isinstance(card, RostersCard)
    return card


def press_button(operator: Operator, words: str) -> None:
    """Tab goes there, Space presses."""
    card = card_of(operator)
    said = operator.window.look.say(words)
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is not None and card.isAncestorOf(focused) and getattr(focused, "text", str)() == said:
            operator.press(Qt.Key.Key_Space)
            operator.settle()
            return
        operator.player.tab()
    raise AssertionError(f"Tab does not reach {said}")


def read(operator: Operator, path: Path) -> None:
    """The path typed, F10, and it is read."""
    operator.write(str(path))
    operator.press(Qt.Key.Key_F10)
    done(operator)


def done(operator: Operator) -> None:
    """Whatever goes on beside the work is done, and shown."""
    card = card_of(operator)
    operator.wait(lambda: not card._work.running and not card._keeping.running, "it is done")
    operator.settle()


def says(operator: Operator, words: str, **fields: object) -> bool:
    return operator.says(operator.window.look.say(words, **fields))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_read_looked_at_and_taken_into_use_by_keys(sit_down: Sit, tmp_path: Path, language: str) -> None:
    path = tmp_path / "Мұғалімдер.csv"
    content = csv_of(spoil_some(people(300), random.Random(3))).encode("kz1048")
    path.write_bytes(content)
    expected = read_roster(content, path.name, today=date(2026, 9, 14))
    operator = sit_down(tmp_path / "data", language=language).ready()
    enter(operator)
    read(operator, path)
    assert says(operator, "{file}: people who can be taken in: {count}.", file=path.name, count=len(expected.rows))
    assert says(operator, "Read as {encoding}.", encoding="KZ-1048")
    refused = len(expected.refused)
    assert says(operator, "Lines refused: {count}. Mend them in the file, and read it again.", count=refused)
    (lines,) = card_of(operator).findChildren(QPlainTextEdit)
    first = expected.refused[0]
    sentence = first.problem.sentence(operator.window.look.say)
    said = operator.window.look.say("Line {line}: {sentence}", line=first.line, sentence=sentence)
    assert lines.toPlainText().startswith(said)
    assert operator.in_store(lambda counter: counter.store.rosters.all()) == []  # nothing before it is looked at
    operator.press(Qt.Key.Key_F10)
    done(operator)
    assert says(operator, "In use: “{name}”, people: {count}.", name="Мұғалімдер", count=len(expected.rows))
    assert says(operator, "lines refused: {count}", count=refused)
    act = operator.in_store(events)[-1].act
    assert act == RosterTaken(name="Мұғалімдер", rows=len(expected.rows), refused=refused, sha256=act.sha256)  # type: ignore[union-attr]
    operator.press(Qt.Key.Key_Escape)
    assert operator.window.acts.at_home


def test_a_hundred_thousand_lines_are_shown_as_their_first_hundred_and_saved_whole(
    sit_down: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "тізім.csv"
    path.write_text("iin;name\n" + f"1;{NAME}\n" * 5000 + f"{FIRST};{NAME}\n", "utf-8")
    operator = sit_down(tmp_path / "data", language="en").ready()
    enter(operator)
    read(operator, path)
    (lines,) = card_of(operator).findChildren(QPlainTextEdit)
    assert len(lines.toPlainText().splitlines()) == 101
    press_button(operator, "Save the list")
    assert says(operator, "Written: {file}", file=tmp_path / "тізім-refused.csv")
    written = (tmp_path / "тізім-refused.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    assert rows[0] == ["Line", "What stands there", "Why it is refused"]
    assert rows[5000][0] == "5001"
    press_button(operator, "Save the list")  # never over a file that is there
    assert operator.says("There is a file тізім-refused.csv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_is_tried_and_the_roster_taken_out_of_use_by_keys(
    sit_down: Sit, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "тізім.xlsx"
    path.write_bytes(workbook_of([["ИИН", "ФИО", "Телефон"], [int(FIRST), NAME, "1"]]))
    operator = sit_down(tmp_path / "data", language=language).ready()
    enter(operator)
    read(operator, path)
    assert says(operator, "From the sheet “{sheet}”.", sheet="Мұғалімдер")
    assert says(operator, "Columns left out: {columns}.", columns="Телефон")
    operator.press(Qt.Key.Key_F10)
    done(operator)
    press_button(operator, "Look up")
    assert operator.says(operator.window.look.say("IIN: empty. Type the 12 digits from the identity document."))
    operator.write(FIRST)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert operator.says(f"✓ {FIRST} · {NAME}")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write(SECOND)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert operator.says(operator.window.look.say("No data. Asked: {sources}.", sources="тізім")[:12])
    press_button(operator, "Take out of use…")
    assert says(operator, "Nobody of “{name}” can be looked up there any more.", name="тізім")
    operator.press(Qt.Key.Key_Escape)  # not after all
    assert not says(operator, "Nobody of “{name}” can be looked up there any more.", name="тізім")
    press_button(operator, "Take out of use…")
    press_button(operator, "Take it out of use")
    assert says(operator, "Out of use: “{name}”.", name="тізім")
    assert operator.in_store(roster_taking.list_rosters) == []


def test_it_goes_on_in_another_language_light_and_size(sit_down: Sit, tmp_path: Path) -> None:
    path = tmp_path / "тізім.csv"
    path.write_text(csv_of([*people(5), ["1", "x"]]), "utf-8")
    operator = sit_down(tmp_path / "data", language="en", size=(683, 384), palette=DARK).ready()
    enter(operator)
    operator.write(str(path))
    operator.turn_language("kk")  # what was typed stays
    operator.press(Qt.Key.Key_F10)
    done(operator)
    card = card_of(operator)
    operator.player.tab()  # past the sentence of the lead button to the name
    while not isinstance(QApplication.focusWidget(), type(card._try._iin.input)):
        operator.player.tab()
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Біздің тізім")
    operator.turn_language("ru")
    operator.press(Qt.Key.Key_D, modifiers=CONTROL)
    operator.settle()
    assert says(operator, "{file}: people who can be taken in: {count}.", file=path.name, count=5)
    operator.press(Qt.Key.Key_F10)
    done(operator)
    (kept,) = operator.in_store(roster_taking.list_rosters)
    assert (kept.name, kept.rows, kept.refused) == ("Біздің тізім", 5, 1)
    operator.turn_language("en")
    assert says(operator, "In use: “{name}”, people: {count}.", name="Біздің тізім", count=5)


def test_several_sheets_and_what_is_to_be_looked_at_are_told(sit_down: Sit, tmp_path: Path) -> None:
    rows: list[list[str]] = [["ИИН", "ФИО"], [FIRST, NAME]]
    path = tmp_path / "тізім.xlsx"
    path.write_bytes(book_of({"А": rows, "Б": [*rows, [SECOND, NAME]], "В": [["Түсіндірме"]]}))
    operator = sit_down(tmp_path / "data", language="en").ready()
    enter(operator)
    read(operator, path)
    assert says(operator, "From the sheets: {sheets}.", sheets="А, Б")
    assert operator.says("⚠ тізім.xlsx: the sheets В were not read")
    (lines,) = card_of(operator).findChildren(QPlainTextEdit)
    assert lines.toPlainText().startswith("Line Б · 2: ")


def test_what_was_read_is_left_by_esc(sit_down: Sit, tmp_path: Path) -> None:
    path = tmp_path / "тізім.csv"
    path.write_text(csv_of(people(5)), "utf-8")
    operator = sit_down(tmp_path / "data", language="en").ready()
    enter(operator)
    read(operator, path)
    operator.press(Qt.Key.Key_Escape)
    card_of(operator)  # the room stays
    assert not says(operator, "Take these people into use")
    operator.press(Qt.Key.Key_Escape)
    assert operator.window.acts.at_home
    assert operator.in_store(roster_taking.list_rosters) == []


def test_files_that_cannot_be_used_are_told_in_place(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path / "data", language="en").ready()
    enter(operator)
    operator.press(Qt.Key.Key_F10)
    assert says(operator, "Type the path of the file, or choose it.")
    read(operator, tmp_path / "жоқ.csv")
    assert operator.says("жоқ.csv cannot be opened.")
    (tmp_path / "тізім.csv").write_text("iin;name\n1;x\n")
    card_of(operator)._file.set_path("")
    card_of(operator).focus_start()
    read(operator, tmp_path / "тізім.csv")
    assert operator.says("тізім.csv: no line of it can be used")
    operator.press(Qt.Key.Key_F10)  # nothing to take
    done(operator)
    assert operator.in_store(roster_taking.list_rosters) == []


def test_who_may_not_is_told_at_the_door(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path / "data", language="en").ready()
    operator.desk.counter.roles = ("clerk",)
    operator.press(Qt.Key.Key_F7, modifiers=CONTROL)
    operator.settle()
    assert operator.window.acts.at_home
    operator.desk.counter.roles = ("administrator",)
    enter(operator)
    assert not card_of(operator)._try.isVisible()  # looking people up is the counter's work
