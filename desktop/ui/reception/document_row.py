"""One row of the checklist: number, title, marks, state; painted, so that a dozen rows cost little."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.context import Look
from desktop.ui.icons import icon_pixmap
from desktop.ui.theme import BODY, NOTE, Palette, font
from forms.editions import Document, Mark

NUMBER_WIDTH = 36
MARK_WIDTH = 46
PILL_WIDTH = 132
EDGE = 8
# Below this width the marks give way to the title; they stand in the details.
NARROW_BELOW = 560
COLUMNS: tuple[Mark, ...] = ("original_seen", "copy_taken", "compared", "original_returned")

# State to (colour of the words, ground of the pill).
_PILLS = {
    "in_order": ("good", "good_soft"),
    "missing": ("trouble", "trouble_soft"),
    "expired": ("trouble", "trouble_soft"),
    "nonconforming": ("trouble", "trouble_soft"),
    "unreliable": ("trouble", "trouble_soft"),
    "not_available": ("quiet", "ground"),
    "looking": ("accent", "paper"),
    "": ("quiet", ""),
}
_SIGNS = {
    "in_order": "check",
    "missing": "cross",
    "expired": "expired",
    "nonconforming": "warning",
    "unreliable": "warning",
}


class DocumentRow(QWidget):
    """Paints one document.

    Signals: ``chosen()`` on a click; ``mark_clicked(str)`` on a mark's column; ``opened()`` on a double click.
    """

    chosen = Signal()
    mark_clicked = Signal(str)
    opened = Signal()

    def __init__(self, document: Document, look: Look) -> None:
        super().__init__()
        self.document = document
        self._look = look
        self._title = look.language.quote(document.short)
        self._state, self._state_words = "", ""
        self._note, self._note_tone = "", "quiet"
        self._marks: tuple[Mark, ...] = ()
        self._current = False
        self._keyboard = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(look.language.quote(document.title))

    def show_state(
        self, *, state: str, words: str, marks: tuple[Mark, ...], note: str, note_tone: str, current: bool
    ) -> None:
        """Show how the document stands."""
        shown = (state, words, marks, note, note_tone, current)
        if shown == (self._state, self._state_words, self._marks, self._note, self._note_tone, self._current):
            return
        self._state, self._state_words, self._marks, self._note, self._note_tone, self._current = shown
        number = "" if self.document.number is None else f"{self.document.number}. "
        self.setAccessibleName(f"{number}{self._title}: {words}. {note}")
        self._fit()
        self.update()

    def show_keyboard(self, here: bool) -> None:
        """Whether keys go to the rows now: only then the chosen row has its ring."""
        if here is not self._keyboard:
            self._keyboard = here
            self.update()

    def sizeHint(self) -> QSize:
        """As high as the wrapped title and its note."""
        return QSize(600, self._height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title wraps anew."""
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the row, and on a mark's column turns the mark."""
        self.chosen.emit()
        place = int((event.position().x() - self._marks_left()) // MARK_WIDTH)
        if self._is_narrow():
            return
        if 0 <= place < len(COLUMNS) and event.position().x() >= self._marks_left():
            mark = COLUMNS[place]
            if mark in self.document.marks:
                self.mark_clicked.emit(mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the details."""
        if self._is_narrow() or event.position().x() < self._marks_left():
            self.opened.emit()

    def _marks_left(self) -> int:
        return self.width() - EDGE - PILL_WIDTH - MARK_WIDTH * len(COLUMNS)

    def _is_narrow(self) -> bool:
        return self.width() < NARROW_BELOW

    def _text_width(self, width: int) -> int:
        marks = 0 if width < NARROW_BELOW else MARK_WIDTH * len(COLUMNS)
        return max(120, width - 2 * EDGE - NUMBER_WIDTH - PILL_WIDTH - marks - 12)

    def _height_for(self, width: int) -> int:
        room = self._text_width(width)
        wrap = int(Qt.TextFlag.TextWordWrap)
        title = QFontMetrics(font(BODY)).boundingRect(QRect(0, 0, room, 1000), wrap, self._title).height()
        note = 0
        if self._note:
            note = QFontMetrics(font(NOTE)).boundingRect(QRect(0, 0, room, 1000), wrap, self._note).height()
        return max(40, title + note + 12)

    def _fit(self) -> None:
        height = self._height_for(self.width())
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, title and note, marks, state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._look.palette
        frame = QRectF(self.rect())
        if self._current:
            painter.setPen(QPen(palette.color("accent"), 2) if self._keyboard else Qt.PenStyle.NoPen)
            painter.setBrush(palette.color("accent_soft"))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 6, 6)
        else:
            painter.setPen(QPen(palette.color("hairline"), 1))
            painter.drawLine(EDGE, self.height() - 1, self.width() - EDGE, self.height() - 1)
        self._paint_text(painter, palette)
        if not self._is_narrow():
            self._paint_marks(painter, palette)
        self._paint_pill(painter, palette)

    def _paint_text(self, painter: QPainter, palette: Palette) -> None:
        room = self._text_width(self.width())
        wrap = int(Qt.TextFlag.TextWordWrap)
        title_height = QFontMetrics(font(BODY)).boundingRect(QRect(0, 0, room, 1000), wrap, self._title).height()
        note_height = 0
        if self._note:
            note_height = QFontMetrics(font(NOTE)).boundingRect(QRect(0, 0, room, 1000), wrap, self._note).height()
        top = (self.height() - title_height - note_height) // 2
        number = "+" if self.document.number is None else str(self.document.number)
        painter.setFont(font(BODY, QFont.Weight.Medium))
        painter.setPen(palette.color("quiet"))
        painter.drawText(QRect(EDGE, top, NUMBER_WIDTH, title_height), int(Qt.AlignmentFlag.AlignTop), number)
        painter.setFont(font(BODY))
        painter.setPen(palette.color("ink"))
        left = EDGE + NUMBER_WIDTH
        painter.drawText(QRect(left, top, room, title_height), wrap, self._title)
        if self._note:
            painter.setFont(font(NOTE))
            painter.setPen(palette.color(self._note_tone))
            painter.drawText(QRect(left, top + title_height, room, note_height), wrap, self._note)

    def _paint_marks(self, painter: QPainter, palette: Palette) -> None:
        ratio = self.devicePixelRatioF()
        for place, mark in enumerate(COLUMNS):
            if mark not in self.document.marks:
                continue
            set_already = mark in self._marks
            colour = palette.color("good" if set_already else "hairline")
            pixmap = icon_pixmap("check" if set_already else "dash", colour, 20, ratio)
            left = self._marks_left() + place * MARK_WIDTH + (MARK_WIDTH - 20) // 2
            painter.drawPixmap(left, (self.height() - 20) // 2, pixmap)

    def _paint_pill(self, painter: QPainter, palette: Palette) -> None:
        ink_name, ground_name = _PILLS[self._state]
        ink: QColor = palette.color(ink_name)
        words = font(NOTE, QFont.Weight.Medium)
        sign = _SIGNS.get(self._state)
        width = QFontMetrics(words).horizontalAdvance(self._state_words) + 20 + (18 if sign else 0)
        right = self.width() - EDGE
        area = QRectF(right - width, self.height() / 2 - 12, width, 24)
        if ground_name:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(ground_name))
            painter.drawRoundedRect(area, 12, 12)
        if sign:
            pixmap = icon_pixmap(sign, ink, 14, self.devicePixelRatioF())
            painter.drawPixmap(round(area.left()) + 9, round(area.center().y()) - 7, pixmap)
            area.setLeft(area.left() + 18)
        painter.setFont(words)
        painter.setPen(ink)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._state_words)


class MarksHeader(QWidget):
    """The small names over the columns of marks."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        say = look.say
        self._look = look
        self._names = (say("original"), say("copy"), say("compared"), say("returned"))
        self._short = (say("orig."), say("cop."), say("comp."), say("ret."))
        self.setFixedHeight(20)
        self.setToolTip(" · ".join(self._names))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The names, centred over their columns."""
        if self.width() < NARROW_BELOW:
            return
        painter = QPainter(self)
        painter.setFont(font(12, QFont.Weight.Medium))
        painter.setPen(self._look.palette.color("quiet"))
        left = self.width() - EDGE - PILL_WIDTH - MARK_WIDTH * len(COLUMNS)
        for place, name in enumerate(self._short):
            area = QRect(left + place * MARK_WIDTH - 4, 0, MARK_WIDTH + 8, 20)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), name.strip())
