"""A page of fields that bind to answers: each has a place of the profile's file, where its faults are told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.choices import Answer, Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.ticks import Tick
from forms.edition_shape import Fault
from forms.problems import Problem

FIELDS_WIDTH = 720


@dataclass
class Place:
    """A field that faults are told at, by its name for people."""

    widget: QWidget
    name: str
    show_wrong: Callable[[str], None]


class Form(QScrollArea):
    """Fields in one column that scrolls. What has the keyboard stays in sight."""

    def __init__(self, look: Look, *, wide: int = FIELDS_WIDTH) -> None:
        super().__init__()
        self.look = look
        self.say = look.say
        self.places: dict[str, Place] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(2, 2, 12, 12)
        column = QWidget()
        column.setMaximumWidth(wide)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        outer.addWidget(column)
        outer.addStretch(1)
        self.setWidget(inside)
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._show_keyboard)

    # fields

    def line(self, key: str, name: str, answers: Any, attribute: str, *, hint: str = "", width: int = 0) -> Field:
        """A line of text bound to an attribute of some answers."""
        field = Field(self.look, name, hint=hint, width=width)
        field.set_text(getattr(answers, attribute))

        def put(text: str) -> None:
            setattr(answers, attribute, text)
            field.show_wrong("")

        field.edited.connect(put)
        self.places[key] = Place(field, name, field.show_wrong)
        return field

    def choice(
        self,
        key: str,
        name: str,
        answers: Any,
        attribute: str,
        values: Sequence[tuple[Answer, str]],
        *,
        columns: int = 1,
        then: Callable[[], None] | None = None,
    ) -> Choice:
        """A question bound to an attribute."""
        choice = Choice(name, values, self.look.palette, columns=columns)
        choice.choose(getattr(answers, attribute))

        def put(value: Answer) -> None:
            setattr(answers, attribute, value)
            if then is not None:
                then()

        choice.answered.connect(put)
        self.places[key] = Place(choice, name, lambda sentence: None)
        return choice

    def pick(
        self,
        key: str,
        name: str,
        answers: Any,
        attribute: str,
        items: Sequence[tuple[str, str]],
        *,
        hint: str = "",
        then: Callable[[], None] | None = None,
    ) -> Pick:
        """A list bound to an attribute."""
        pick = Pick(name, items, getattr(answers, attribute), hint=hint)

        def put(value: str) -> None:
            setattr(answers, attribute, value)
            pick.show_wrong("")
            if then is not None:
                then()

        pick.chosen.connect(put)
        self.places[key] = Place(pick, name, pick.show_wrong)
        return pick

    def tick(self, words: str, answers: Any, attribute: str, then: Callable[[bool], None] | None = None) -> Tick:
        """A box bound to an attribute."""
        tick = Tick(words, self.look.palette)
        tick.setChecked(getattr(answers, attribute))

        def put(on: bool) -> None:
            setattr(answers, attribute, on)
            if then is not None:
                then(on)

        tick.clicked.connect(put)
        return tick

    def wrong_line(self, key: str, name: str, widget: QWidget) -> QLabel:
        """A line for faults of what has no field of its own, such as a row of days; ``widget`` gets the keyboard."""
        below = label("", tone="trouble", size="note")

        def show(sentence: str) -> None:
            below.setText(f"⚠ {sentence}" if sentence else "")
            below.setVisible(bool(sentence))

        self.places[key] = Place(widget, name, show)
        below.hide()
        return below

    def forget(self, beginning: str) -> None:
        """Places whose fields are gone."""
        self.places = {key: place for key, place in self.places.items() if not key.startswith(beginning)}

    # faults

    def show_faults(self, faults: Sequence[Fault]) -> list[str]:
        """Tell every fault at its field; returns the places found, from the top of the page to its end."""
        told: dict[str, str] = {}
        for fault in faults:
            key = self.place_of(fault.key)
            if key is not None and key not in told:
                name = self.places[key].name
                told[key] = Problem(fault.code, key=key, place=name, **fault.fields).sentence(self.say)
        for key, place in self.places.items():
            place.show_wrong(told.get(key, ""))
        return sorted(told, key=self._height_of)

    def _height_of(self, key: str) -> tuple[int, int]:
        inside = self.widget()
        assert inside is not None
        corner = self.places[key].widget.mapTo(inside, QPoint(0, 0))
        return corner.y(), corner.x()

    def place_of(self, key: str) -> str | None:
        """The field a fault is told at: its own, or the nearest around it."""
        while key:
            if key in self.places:
                return key
            key = re.sub(r"(\[\d+\]|\.[^.\[]+|^[^.\[]+)$", "", key)
        return None

    def focus_place(self, key: str) -> None:
        """Bring a field into view and give it the keyboard."""
        place = self.places[key]
        if isinstance(place.widget, Choice):
            place.widget.focus_first()
        else:
            place.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._laid_out.start()

    def place_with_keyboard(self) -> str:
        """The place of the field that has the keyboard, or an empty text."""
        keyboard = QApplication.focusWidget()
        if keyboard is not None:
            for key, place in self.places.items():
                if place.widget is keyboard or place.widget.isAncestorOf(keyboard):
                    return key
        return ""

    # what is seen

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has the keyboard stays in sight when the window is made smaller."""
        super().resizeEvent(event)
        self._laid_out.start()

    def hideEvent(self, event: Any) -> None:
        """Nothing is scrolled in a window that closes."""
        self._laid_out.stop()
        super().hideEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings the next field into sight with its name above it."""
        moved = super().focusNextPrevChild(forward)
        self._laid_out.start()
        return moved

    def scroll_to(self, head: QWidget) -> None:
        """Bring a title to the top, as far as there is something below it."""
        inside = self.widget()
        if inside is not None:
            self.verticalScrollBar().setValue(head.mapTo(inside, QPoint(0, 0)).y())

    def _show_keyboard(self) -> None:
        keyboard = QApplication.focusWidget()
        if keyboard is not None and self.isAncestorOf(keyboard):
            self.ensureWidgetVisible(keyboard, 24, 60)


class KeysHere:
    """Keys a screen answers itself while the keyboard is in it, though the window has them too."""

    def takes(self, event: QEvent, keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]]) -> bool:
        """Whether ``event`` is one of the keys; pressed, it is acted upon.

        Alt and a digit are the window's, which hands them to the room: taken here, a field would type the digit.
        """
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        assert isinstance(event, QKeyEvent)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = keys.get((Qt.Key(event.key()), plain))
        if act is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and plain == Qt.KeyboardModifier.AltModifier:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            act()
        return True


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
