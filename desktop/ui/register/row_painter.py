"""A row of the register, painted: one line where there is room, two where there is not. No widget for any row."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.operations.register import RegisterRow
from desktop.ui.context import Look
from desktop.ui.icons import icon_pixmap
from desktop.ui.register.rows import ROW
from desktop.ui.register.words import Mark, marks_of, say_day, say_moment, say_standing
from desktop.ui.theme import BODY, NOTE, Palette, font
from forms.catalogues import N_

ONE_LINE, TWO_LINES = 44, 56
WIDE_FROM = 990
PAD, GAP = 12, 12
ICON = 16
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

NUMBER, MOMENT, APPLICANT, SERVICE, OUTCOME, MARKS, OPERATOR = range(7)

HEADINGS = (
    N_("Number"),
    N_("Date and time"),
    N_("Applicant"),
    N_("Service"),
    N_("Outcome"),
    N_("State"),
    N_("Operator"),
)
# What each column asks for: least pixels, and its share of what is left.
_SHARES = ((136, 0), (118, 0), (170, 6), (110, 4), (130, 1), (140, 3), (90, 1))


@dataclass(frozen=True)
class Names:
    """Words for the identifiers in a row."""

    services: dict[str, str]
    operators: dict[str, str]


def columns(width: int) -> list[QRect]:
    """Where each column stands in a row of one line, as ``QRect(x, 0, width, 0)``."""
    room = width - 2 * PAD - GAP * (len(_SHARES) - 1) - sum(least for least, _ in _SHARES)
    whole = sum(share for _, share in _SHARES)
    places, left = [], PAD
    for least, share in _SHARES:
        wide = least + max(0, room) * share // whole
        places.append(QRect(left, 0, wide, 0))
        left += wide + GAP
    return places


def row_height(width: int) -> int:
    """One line, or two where the list is narrow."""
    return ONE_LINE if width >= WIDE_FROM else TWO_LINES


class RowPainter(QStyledItemDelegate):
    """Paints the rows; the list's width decides how."""

    def __init__(self, look: Look, names: Names, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._palette = look.palette
        self.names = names
        self._strong = font(BODY, QFont.Weight.Medium)
        self._plain, self._small = font(BODY), font(NOTE)
        self._strong_size, self._plain_size, self._small_size = map(
            QFontMetrics, (self._strong, self._plain, self._small)
        )
        self._icons: dict[tuple[str, str, float], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        wide = option.widget.width() if option.widget is not None else WIDE_FROM
        return QSize(200, row_height(wide))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row in its place."""
        row: RegisterRow = index.data(ROW)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.translate(area.topLeft())
        wide, high = area.width(), area.height()
        palette = self._palette
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color("accent"), 2))
            painter.setBrush(palette.color("accent_soft"))
            painter.drawRoundedRect(QRectF(1, 1, wide - 2, high - 2), 6, 6)
        else:
            painter.setPen(palette.color("hairline"))
            painter.drawLine(PAD, high - 1, wide - PAD, high - 1)
        if high == ONE_LINE:
            self._paint_line(painter, row, wide, high)
        else:
            self._paint_two_lines(painter, row, wide)
        painter.restore()

    # inside

    def _paint_line(self, painter: QPainter, row: RegisterRow, wide: int, high: int) -> None:
        places = [QRect(place.x(), 0, place.width(), high) for place in columns(wide)]
        ink, quiet = "quiet" if row.voided else "ink", "quiet"
        self._write(painter, places[NUMBER], row.number or row.registered or "—", ink)
        self._write(painter, places[MOMENT], say_moment(row.at), quiet, small=True)
        place = places[APPLICANT]
        if row.child:
            upper, lower = place.adjusted(0, 4, 0, -20), place.adjusted(0, 22, 0, -3)
            self._write(painter, upper, self._name(row), ink, strong=True)
            self._write(painter, lower, row.child, quiet, small=True)
        else:
            self._write(painter, place, self._name(row), ink, strong=True)
        self._write(painter, places[SERVICE], self.names.services.get(row.service, row.service), quiet, small=True)
        self._write(painter, places[OUTCOME], say_standing(row, self._look), ink, small=True)
        self._paint_marks(painter, places[MARKS], row)
        operator = self.names.operators.get(row.operator, row.operator)
        self._write(painter, places[OPERATOR], operator, quiet, small=True)

    def _paint_two_lines(self, painter: QPainter, row: RegisterRow, wide: int) -> None:
        ink = "quiet" if row.voided else "ink"
        upper, lower = QRect(PAD, 6, wide - 2 * PAD, 22), QRect(PAD, 29, wide - 2 * PAD, 20)
        number = row.number or row.registered or "—"
        right = self._plain_size.horizontalAdvance(number) + 4
        name = " · ".join(part for part in (self._name(row), row.child) if part)
        self._write(painter, upper.adjusted(0, 0, -right - GAP, 0), name, ink, strong=True)
        self._write(painter, upper.adjusted(upper.width() - right, 0, 0, 0), number, ink)
        words = f"{say_moment(row.at)} · {say_standing(row, self._look)}"
        self._write(painter, lower, words, "quiet", small=True)
        used = min(self._small_size.horizontalAdvance(words), lower.width()) + 2 * GAP
        self._paint_marks(painter, lower.adjusted(used, 0, 0, 0), row)

    def _name(self, row: RegisterRow) -> str:
        if row.name or row.kind == "tickets":
            return row.name or "—"
        say = self._look.say
        return say("name not written yet") if row.kind == "open" else say("no personal data")

    def _write(
        self, painter: QPainter, area: QRect, text: str, tone: str, *, strong: bool = False, small: bool = False
    ) -> None:
        measure = self._strong_size if strong else self._small_size if small else self._plain_size
        painter.setFont(self._strong if strong else self._small if small else self._plain)
        painter.setPen(self._palette.color(tone))
        if measure.horizontalAdvance(text) > area.width():
            text = measure.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, MIDDLE, text)

    def _paint_marks(self, painter: QPainter, area: QRect, row: RegisterRow) -> None:
        """The gravest first; the last one that has no room for its word is left to the case's page."""
        if row.due and not row.overdue and not row.voided and not row.handed_over:
            words = self._look.say("due {day}", day=say_day(row.due))
            marks = [*marks_of(row, self._look), Mark("day", words, "quiet")]
        else:
            marks = marks_of(row, self._look)
        left = area.left()
        for mark in marks:
            wide = ICON + 4 + self._small_size.horizontalAdvance(mark.words)
            if left + wide > area.right() + 1 and mark is not marks[0]:
                break
            painter.drawPixmap(QPoint(left, area.center().y() - ICON // 2 + 1), self._icon(painter, mark))
            room = QRect(left + ICON + 4, area.top(), max(0, area.right() - left - ICON - 3), area.height())
            self._write(painter, room, mark.words, mark.tone, small=True)
            left += wide + GAP

    def _icon(self, painter: QPainter, mark: Mark) -> QPixmap:
        ratio = painter.device().devicePixelRatio()
        key = (mark.icon, mark.tone, ratio)
        if key not in self._icons:
            self._icons[key] = icon_pixmap(mark.icon, self._palette.color(mark.tone), ICON, ratio)
        return self._icons[key]


class RowsHead(QWidget):
    """The columns' names above rows of one line."""

    def __init__(self, look: Look, rows: QAbstractItemView) -> None:
        super().__init__()
        self._look = look
        self._rows = rows
        self.setFixedHeight(26)
        self.setAccessibleName(", ".join(look.say(words) for words in HEADINGS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each name over its column."""
        painter, palette = QPainter(self), self._look.palette
        painter.setFont(_head_font())
        painter.setPen(palette.color("quiet"))
        for place, heading in zip(columns(self._rows.viewport().width()), HEADINGS, strict=True):
            words = self._look.say(heading)
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(QRect(place.x(), 0, place.width(), self.height()), MIDDLE, text)
        _rule(painter, palette, self)


@cache
def _head_font() -> QFont:
    return font(NOTE, QFont.Weight.Medium)


def _rule(painter: QPainter, palette: Palette, widget: QWidget) -> None:
    painter.setPen(palette.color("hairline"))
    painter.drawLine(0, widget.height() - 1, widget.width(), widget.height() - 1)
