"""Bad input: a sentence at the field, in the language of the window, and nothing lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from forms.problems import PROBLEMS
from tests.domain.making import IIN, NAME
from tests.ui.operator import Operator

Sit = Callable[..., Operator]


@pytest.fixture
def applicant(operator: Operator) -> Operator:
    """An operator at the applicant's step."""
    operator.go_until("applicant")
    return operator


def said_at(operator: Operator, name: str) -> str:
    """What stands beneath a field, also for screen readers."""
    (field,) = operator.step.field(name).findChildren(QLineEdit)
    return field.accessibleDescription() if field.property("wrong") == "true" else ""


def sentence(operator: Operator, code: str, **fields: object) -> str:
    return operator.window.look.say(PROBLEMS[code]).format(**fields)


WRONG: tuple[tuple[str, str, str, dict[str, object] | None], ...] = (
    ("iin", "850101100003", "205", {}),
    ("iin", "85010110000", "202", {}),
    ("iin", "8501011000021", "204", {"count": 13}),
    ("iin", "850101zz0002", "201", {"found": "z"}),
    ("iin", "000000000000", "208", {}),
    ("name", "Сынақ0ва", "212", {"found": "0"}),
    ("name", "Сынақова 😀", "214", {"found": "😀", "point": "U+1F600"}),
    ("name", "Сынақоva Үлгі", "218", None),
    ("name", "Сы\u0323нақов Үлгі", "216", None),
    ("name", "Ұзақ " * 41, "213", None),
    ("phone", "8701", "222", {"count": 4}),
    ("email", "synaq@", "228", {}),
)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_wrong_field_says_so_when_it_is_left_and_keeps_what_was_typed(sit_down: Sit, language: str) -> None:
    applicant = sit_down(language=language)
    applicant.go_until("applicant")
    for field, typed, code, fields in WRONG:
        name = f"applicant.{field}"
        applicant.rewrite(name, typed)
        assert said_at(applicant, name) == ""  # not before the field is left
        applicant.player.tab()
        told = said_at(applicant, name)
        begins = sentence(applicant, code, **fields) if fields is not None else words_before_fields(applicant, code)
        assert told.startswith(begins)
        assert applicant.says(told)
        assert applicant.typed(name) == getattr(applicant.draft.applicant, field) == typed
        applicant.rewrite(name, "8")
        assert said_at(applicant, name) == ""  # the sentence goes as soon as it is being mended


def words_before_fields(operator: Operator, code: str) -> str:
    return operator.window.look.say(PROBLEMS[code]).split("{")[0]


def test_a_bin_is_told_as_one(applicant: Operator) -> None:
    applicant.write("000140000018")
    applicant.player.tab()
    assert said_at(applicant, "applicant.iin") in {sentence(applicant, "205"), sentence(applicant, "206")}
    from forms.identity import check_digit

    whole = "00014000001" + str(check_digit("00014000001"))
    applicant.rewrite("applicant.iin", whole)
    applicant.player.tab()
    assert said_at(applicant, "applicant.iin") == sentence(applicant, "206")


def test_onward_goes_to_the_first_field_that_waits_and_says_why_at_each(applicant: Operator) -> None:
    applicant.press(Qt.Key.Key_F10)
    assert applicant.screen == "applicant"
    assert keyboard_in(applicant, "applicant.iin")
    assert said_at(applicant, "applicant.iin") == sentence(applicant, "200")
    assert said_at(applicant, "applicant.name") == sentence(applicant, "210")
    assert said_at(applicant, "applicant.workplace")
    applicant.write(IIN)
    applicant.press(Qt.Key.Key_F10)
    assert keyboard_in(applicant, "applicant.name")
    assert said_at(applicant, "applicant.iin") == ""
    applicant.write(NAME)
    applicant.press(Qt.Key.Key_F7)
    assert keyboard_in(applicant, "applicant.workplace")


def keyboard_in(operator: Operator, name: str) -> bool:
    focused, field = QApplication.focusWidget(), operator.step.field(name)
    return focused is not None and (focused is field or field.isAncestorOf(focused))


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_what_has_no_field_of_words_is_said_all_the_same(sit_down: Sit, size: tuple[int, int]) -> None:
    operator = sit_down(size=size, language="ru")
    operator.go_until("applicant")
    operator.fill_applicant()
    operator.tab_to("applicant.identity_shown")
    operator.press(Qt.Key.Key_Space, Qt.Key.Key_F10)
    assert keyboard_in(operator, "applicant.identity_shown")
    (obstacle,) = operator.desk.obstacles()
    assert operator.says(obstacle.sentence(operator.window.look.say))
    operator.press(Qt.Key.Key_Space)
    operator.onward()
    operator.go_until("checklist")
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "checklist"
    assert operator.says(operator.desk.obstacles()[0].sentence(operator.window.look.say))


@pytest.mark.parametrize(
    "typed",
    [
        'үіғ"ғ""ғғғғә',  # no number: some row of letters
        'үғқ"қ""ққққә',  # 850101100002 on the Kazakh digit row
    ],
)
def test_an_iin_typed_with_the_kazakh_layout_becomes_digits(applicant: Operator, typed: str) -> None:
    applicant.write(typed)
    assert applicant.typed("applicant.iin").isdecimal()
    assert applicant.draft.applicant.iin == applicant.typed("applicant.iin")
    if typed.startswith("үғқ"):
        assert applicant.draft.applicant.iin == IIN


def test_a_letter_in_the_middle_of_an_iin_leaves_the_cursor_where_it_is(applicant: Operator) -> None:
    applicant.write("850100002")
    (field,) = applicant.step.field("applicant.iin").findChildren(QLineEdit)
    field.setCursorPosition(6)
    applicant.write('""')
    applicant.write("0")
    assert applicant.draft.applicant.iin == "850100110002"


def test_latin_look_alikes_are_offered_mended_and_mended_by_the_keyboard(applicant: Operator) -> None:
    applicant.tab_to("applicant.name")
    applicant.write("Cынақoва Үлгі")  # a Latin C and o
    offer = applicant.window.look.say(
        "Letters of another alphabet were typed. Write it as “{name}”", name="Сынақова Үлгі"
    )
    assert applicant.says(offer)
    assert applicant.draft.applicant.name == "Cынақoва Үлгі"  # nothing is mended silently
    applicant.player.tab()
    applicant.press(Qt.Key.Key_Space)
    assert applicant.typed("applicant.name") == applicant.draft.applicant.name == "Сынақова Үлгі"
    assert not applicant.says(offer)
    assert keyboard_in(applicant, "applicant.name")


@pytest.mark.parametrize(
    ("typed", "code"), [("31.02.2027", "233"), ("29.02.2027", "234"), ("2027", "231"), ("14.13.2027", "232")]
)
def test_a_held_category_until_no_such_day(operator: Operator, typed: str, code: str) -> None:
    operator.go_until("facts")
    operator.answer_facts(has_category=True)
    operator.tab_to("held_until")
    operator.write(typed)
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "facts"
    assert said_at(operator, "held_until").startswith(
        sentence(operator, code, found=typed, year=2027, day=31, last=28, month=13)
    )
    operator.rewrite("held_until", "29.02.2028")
    assert said_at(operator, "held_until") == ""
    operator.onward()
    assert operator.draft.held_until == "29.02.2028"


def test_dates_of_a_document_are_answered_at_their_field(operator: Operator) -> None:
    operator.go_until("checklist", has_category=True)
    operator.all_in_order()
    assert operator.desk.obstacles() == ()
    place = [document.key for document in operator.desk.checklist().owed].index("category")
    operator.press(*[Qt.Key.Key_Up] * 20, *[Qt.Key.Key_Down] * place, Qt.Key.Key_Return)
    details = operator.step._details  # type: ignore[attr-defined]

    def told(name: str) -> str:
        (field,) = details._fields[name].findChildren(QLineEdit)
        return field.accessibleDescription() if field.property("wrong") == "true" else ""

    operator.player.tab(2)
    operator.write("15.09.2026")
    operator.player.tab()
    assert told("date") == sentence(operator, "235", day="15.09.2026")
    operator.write("29.02.2027")
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "checklist"
    details = operator.step._details  # type: ignore[attr-defined]
    assert keyboard_in_details(operator, details, "date")
    operator.press(Qt.Key.Key_Home, modifiers=Qt.KeyboardModifier.NoModifier)
    operator.press(Qt.Key.Key_A, modifiers=Qt.KeyboardModifier.ControlModifier)
    operator.write("14.09.2026")
    operator.press(Qt.Key.Key_F10)
    details = operator.step._details  # type: ignore[attr-defined]
    assert keyboard_in_details(operator, details, "expires")
    assert told("expires") == sentence(operator, "234", year=2027)
    operator.press(Qt.Key.Key_A, modifiers=Qt.KeyboardModifier.ControlModifier)
    operator.write("13.09.2026")
    operator.press(Qt.Key.Key_Escape)
    assert operator.desk.proposal().outcome == "refusal_receipt"  # expired yesterday
    assert operator.says("13 ")


def keyboard_in_details(operator: Operator, details: object, name: str) -> bool:
    focused = QApplication.focusWidget()
    field = details._fields[name]  # type: ignore[attr-defined]
    return focused is not None and bool(field.isAncestorOf(focused))


def test_facts_not_answered_say_so_at_each(operator: Operator) -> None:
    operator.go_until("facts")
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "facts"
    for obstacle in operator.desk.obstacles():
        assert operator.says(obstacle.sentence(operator.window.look.say))


@pytest.mark.parametrize(("text", "place"), [('"', 0), ("ә", 1), ("і", 2), ("2", 1)])
def test_a_digit_key_chooses_whatever_letter_the_layout_types_there(operator: Operator, text: str, place: int) -> None:
    operator.go_until("facts")
    operator.press(Qt.Key.Key_F7)
    key = Qt.Key(ord(text.upper()))
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    from forms.facts import TEACHER_CATEGORIES

    assert operator.draft.facts["teacher_category"] == TEACHER_CATEGORIES[place]
