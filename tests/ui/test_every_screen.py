"""Every step in every language, light, dark and small: words in the language asked, nothing cut, every field named."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.domain.case import CaseDraft, Screen, write_draft
from desktop.ui.theme import DARK, LIGHT
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.ticks import Option, Tick
from forms.catalogues import LANGUAGES
from forms.resources import catalogues_folder
from tests.ui.operator import CONTROL, Operator, bare, texts_of

Sit = Callable[..., Operator]
SIZES = ((1366, 768), (1280, 720), (1024, 640), (683, 384))


def every_step(operator: Operator) -> Iterator[Screen]:
    """Each step of a case with something on it: filled, but not left yet."""
    operator.ready()
    operator.begin()
    while operator.desk.is_open:
        yield operator.draft.screen
        operator.do_step(has_category=True)
        yield operator.draft.screen
        operator.onward()


@cache
def english_of(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Messages whose translation differs from them: plain ones, and those with fields as patterns."""
    from babel.messages.pofile import read_po

    plain: set[str] = set()
    filled: list[re.Pattern[str]] = []
    for domain in ("kense", "forms"):
        with (catalogues_folder() / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
            for message in read_po(file):
                told = _forms(message.string)
                for text in _forms(message.id):
                    if not text or text in told:
                        continue
                    if "{" in text:
                        parts = re.split(r"\{\w+\}", text)
                        if sum(len(part.strip()) for part in parts) > 5:
                            filled.append(re.compile(".*".join(map(re.escape, parts)), re.DOTALL))
                    else:
                        plain.add(bare(text))
    return frozenset(plain), tuple(filled)


def list_filled(steps: Iterator[Screen]) -> Iterator[Screen]:
    """Of each step only its filled state."""
    return islice(steps, 1, None, 2)


@cache
def is_untranslated(line: str, language: str) -> bool:
    plain, filled = english_of(language)
    words = bare(line)
    return bool(words) and (words in plain or any(pattern.fullmatch(words) for pattern in filled))


def _forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def untranslated(operator: Operator, language: str) -> list[str]:
    lines = {line for text in operator.texts() for line in (text, *text.splitlines())}
    return sorted(line for line in lines if is_untranslated(line, language))


def cut(operator: Operator) -> list[str]:
    """Words that have less room than they need."""
    found = []
    for widget in operator.seen():
        text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
        if not text.strip():
            continue
        if isinstance(widget, QLabel):
            if widget.wordWrap():
                cut_off = widget.heightForWidth(widget.width()) > widget.height() + 1
            else:
                cut_off = widget.fontMetrics().horizontalAdvance(text) > widget.contentsRect().width()
        elif isinstance(widget, Option):
            cut_off = widget.heightForWidth(widget.width()) > widget.height() + 2
        elif isinstance(widget, KeyButton | Tick):
            cut_off = widget.sizeHint().width() > widget.width()
        else:
            continue
        if cut_off:
            found.append(f"{type(widget).__name__} {widget.width()}×{widget.height()}: {text}")
    return found


def focusable(operator: Operator) -> list[QWidget]:
    return [
        widget
        for widget in operator.seen()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None
    ]


@pytest.mark.parametrize("edition", ["E2020-7", "E2025", "ENR"])
def test_every_step_speaks_each_language_cuts_nothing_and_keeps_the_answers(sit_down: Sit, edition: str) -> None:
    operator = sit_down(edition=edition)
    wrong: list[Any] = []
    for screen in every_step(operator):
        before = write_draft(operator.draft)
        for language in ("ru", "en", "kk"):
            operator.turn_language(language)
            assert operator.screen == screen
            if language == "en":
                assert untranslated(operator, "kk"), "English is not told from Kazakh"
            else:
                wrong += [(language, screen, text) for text in untranslated(operator, language)]
            wrong += [(language, screen, "cut", text) for text in cut(operator)]
            for widget in focusable(operator):
                interface = QAccessible.queryAccessibleInterface(widget)
                if not interface.text(QAccessible.Text.Name).strip():
                    wrong.append((language, screen, "no name", type(widget).__name__))
        assert write_draft(operator.draft) == before
    assert wrong == []


def test_home_speaks_each_language_and_cuts_nothing(operator: Operator) -> None:
    operator.begin()
    operator.put_aside()
    operator.wait(lambda: not operator.desk.is_open, "it is put aside")
    operator.settle()
    for language in LANGUAGES:
        operator.turn_language(language)
        assert cut(operator) == []
        if language != "en":
            assert untranslated(operator, language) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_step_opens_in_every_size_light_and_dark(sit_down: Sit, size: tuple[int, int]) -> None:
    operator = sit_down(size=size, palette=DARK)
    for _ in list_filled(every_step(operator)):
        assert operator.window.size().toTuple() == size
        picture = operator.window.grab().toImage()
        assert_dark(picture, dark=True)
        if size not in (SIZES[0], SIZES[-1]):
            continue
        operator.press(Qt.Key.Key_D, modifiers=CONTROL)
        operator.settle()
        assert operator.window.look.palette is LIGHT
        assert_dark(operator.window.grab().toImage(), dark=False)
        operator.press(Qt.Key.Key_D, modifiers=CONTROL)
        operator.settle()
        keyboard = QApplication.focusWidget()
        assert keyboard is not None
        # What has the keyboard is to be seen, at least in part.
        place = QRect(keyboard.mapTo(operator.window, QPoint(0, 0)), keyboard.size())
        assert not keyboard.visibleRegion().isEmpty(), f"{type(keyboard).__name__} at {place} is out of sight"


def assert_dark(picture: QImage, *, dark: bool) -> None:
    corner = picture.pixelColor(3, picture.height() - 3)
    assert (corner.lightness() < 100) is dark


@pytest.mark.parametrize("edition", ["E2020-7", "E2024"])
def test_tab_goes_round_every_field_of_every_step_and_stays_nowhere(sit_down: Sit, edition: str) -> None:
    operator = sit_down(edition=edition)
    for screen in every_step(operator):
        reached: list[QWidget] = []
        for _ in range(80):
            focused = QApplication.focusWidget()
            assert focused is not None, f"{screen}: the keyboard is nowhere"
            if focused in reached:
                break
            reached.append(focused)
            operator.player.tab()
        else:
            pytest.fail(f"{screen}: Tab does not come round")
        fields = set(focusable(operator))
        # Of a question's answers one has Tab; the arrows go to the others.
        questions = {widget.group() for widget in reached if isinstance(widget, Option)}
        left = {widget for widget in fields - set(reached) if not _answered_by_arrows(widget, questions)}
        assert not left, f"{screen}: Tab misses {[list(texts_of(widget)) for widget in left]}"


def _answered_by_arrows(widget: QWidget, questions: set[Any]) -> bool:
    return isinstance(widget, Option) and widget.group() in questions


def test_the_keyboards_place_is_painted(operator: Operator) -> None:
    for _ in every_step(operator):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is operator.step:
            continue  # nothing to type here
        with_keyboard = operator.window.grab().toImage()
        focused.clearFocus()
        QApplication.processEvents()
        assert operator.window.grab().toImage() != with_keyboard, type(focused).__name__
        focused.setFocus()


def test_a_long_name_and_reason_pass_through_to_the_paper(operator: Operator) -> None:
    name = ("Ұзақесімді " * 18 + "Үлгі").strip()[:200].strip()
    operator.go_until("applicant")
    operator.fill_applicant(name=name)
    operator.onward()
    operator.go_until("paper")
    operator.do_step()
    draft: CaseDraft = operator.draft
    assert draft.applicant.name == name
    from pypdfium2 import PdfDocument

    document = PdfDocument(operator.printers.printed[0].pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "".join(name.split()) in "".join(text.split())
