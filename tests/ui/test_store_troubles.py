"""When the store cannot be opened or written to: a sentence, and a way out that works."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.operations import reception
from desktop.paths import DATABASE_NAME
from desktop.storage.backups import back_up
from desktop.ui.recovery import RecoveryScreen
from forms.problems import PROBLEMS
from tests.operations.making import acts, counter_at, open_ready
from tests.ui.operator import CONTROL, SHIFT, Operator, Sit


def recovery_of(operator: Operator) -> RecoveryScreen:
    operator.wait(lambda: any(found.isVisible() for found in operator.window.findChildren(RecoveryScreen)), "a way out")
    return next(found for found in operator.window.findChildren(RecoveryScreen) if found.isVisible())


def button(operator: Operator, words: str) -> QPushButton:
    said = operator.window.look.say(words)
    return next(found for found in recovery_of(operator).findChildren(QPushButton) if found.text() == said)


def fill(folder: Path) -> str:
    """A folder with a decided case, a backup, and a case that waits."""
    with counter_at(folder) as counter:
        decided = reception.decide_case(counter, open_ready(counter))
        reception.hand_over(counter, decided)
        back_up(folder)
        reception.hold_case(counter, open_ready(counter))
    return decided.number


def spoil(folder: Path) -> None:
    """Damage every page after the first few, as a failing disk does."""
    path = folder / DATABASE_NAME
    content = bytearray(path.read_bytes())
    content[100 : len(content)] = b"\xa5" * (len(content) - 100)
    path.write_bytes(content)


def test_a_second_window_on_the_same_data_is_told_and_may_try_again(sit_down: Sit) -> None:
    first = sit_down().ready()
    first.begin()
    second = sit_down(language="ru")
    recovery_of(second)
    told = second.window.look.say(PROBLEMS["309"]).format(folder=second.folder)
    assert second.says(told)
    assert second.window.desk is None
    second.press(Qt.Key.Key_L, modifiers=CONTROL | SHIFT)  # the way out stays in another language
    assert second.window.look.language.code == "en"
    assert second.says(second.window.look.say(PROBLEMS["309"]).format(folder=second.folder))
    second.press(Qt.Key.Key_F2, Qt.Key.Key_F10, Qt.Key.Key_F6, Qt.Key.Key_F9)  # nothing to do them with
    button(second, "Try again").click()
    second.idle()
    assert second.window.desk is None
    first.close()
    button(second, "Try again").click()
    second.ready()
    second.wait(lambda: second.desk.is_open, "the first window's case goes on here")


def test_a_damaged_file_is_restored_from_its_backup(sit_down: Sit, tmp_path: Path) -> None:
    number = fill(tmp_path)
    spoil(tmp_path)
    operator = sit_down()
    recovery_of(operator)
    assert operator.says(operator.window.look.say(PROBLEMS["304"]).format(file=DATABASE_NAME, folder=tmp_path))
    assert operator.window.desk is None
    operator.press(Qt.Key.Key_Space)  # the keyboard rests on the first way out: the latest backup
    operator.ready()
    assert operator.says(
        operator.window.look.say("The backup is in place. The damaged file was put aside as {file}.")[:20]
    )
    kinds = operator.in_store(acts)
    assert kinds[-2:] == ["SegmentOpened", "StoreRestored"]
    operator.go_until("paper")
    assert operator.draft.number != number
    aside = [path.name for path in tmp_path.iterdir() if path.is_file() and path.name.startswith("kense")]
    assert len(aside) > 1  # the damaged file is not deleted


def test_a_file_cut_short_can_be_read_where_it_can_be_read(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    # The end of the journal is not what was kept of it: nothing may be recorded, everything may be looked at.
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(tmp_path / DATABASE_NAME))
    connection.execute("UPDATE head SET sequence = sequence + 1")
    connection.commit()
    connection.close()
    operator = sit_down()
    recovery_of(operator)
    button(operator, "Open for reading only").click()
    operator.ready()
    assert operator.window.desk is not None
    operator.press(Qt.Key.Key_F2)
    operator.idle()
    read_only_told(operator)


def read_only_told(operator: Operator) -> None:
    assert not operator.desk.is_open
    assert operator.says(operator.window.look.say(PROBLEMS["313"]).format(folder=operator.folder))


def test_reading_only_begins_and_resumes_nothing_and_says_so(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down(read_only=True).ready()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F6):
        operator.press(key)
        operator.idle()
        read_only_told(operator)
    operator.press(Qt.Key.Key_F2, Qt.Key.Key_F2)
    operator.idle()
    read_only_told(operator)


@pytest.mark.parametrize("code", ["305", "308"])
def test_a_foreign_and_a_newer_file_are_told_and_left_alone(sit_down: Sit, tmp_path: Path, code: str) -> None:
    fill(tmp_path)
    from sqlcipher3 import dbapi2

    path = tmp_path / DATABASE_NAME
    connection = dbapi2.connect(str(path))
    if code == "305":
        connection.execute("DROP TABLE _sqlite_migrations")
    else:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "SELECT migration_set, '9999_from_the_future', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    connection.commit()
    connection.close()
    before = path.read_bytes()
    operator = sit_down(language="ru")
    recovery_of(operator)
    words = operator.window.look.say(PROBLEMS[code]).split("{")[0]
    assert operator.says(words or DATABASE_NAME)
    assert operator.window.desk is None
    assert path.read_bytes() == before


def test_a_profile_that_cannot_be_used_is_told_and_tried_again_when_mended(sit_down: Sit, tmp_path: Path) -> None:
    with counter_at(tmp_path):
        pass
    profile = tmp_path / "profile.toml"
    text = profile.read_text("utf-8")
    profile.write_text(text.replace("format = 1", "format = 1\nprinters = 2"), "utf-8")
    operator = sit_down(language="en")
    recovery_of(operator)
    assert operator.says("printers")
    profile.write_text(text, "utf-8")
    button(operator, "Try again").click()
    operator.ready()
    operator.begin()


def test_f2_pressed_before_a_trouble_does_not_open_a_case_after_it(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    spoil(tmp_path)
    operator = sit_down()
    operator.press(Qt.Key.Key_F2)
    recovery_of(operator)
    operator.press(Qt.Key.Key_F2)
    button(operator, "Restore").click()
    operator.ready()
    assert not operator.desk.is_open
