"""A row of the list of proceedings, painted: whose case and which step at the left, clocks and dates at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.operations.proceeding_view import Waiting
from desktop.ui.context import Look
from desktop.ui.proceedings.lying_words import say_lying
from desktop.ui.proceedings.words import RESULTS, clock_of, say_clock, say_due, say_held, say_step, say_who
from desktop.ui.theme import BODY, NOTE, font
from desktop.ui.widgets.labels import Tone

ROW = Qt.ItemDataRole.UserRole
HEIGHT, PAD, GAP = 58, 12, 12
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEAST_LEFT = 150


class RowPainter(QStyledItemDelegate):
    """Paints rows that hold a Waiting."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row in its place."""
        row: Waiting | None = index.data(ROW)
        if row is None:
            return
        palette, area = self._look.palette, QRect(option.rect)
        painter.save()
        painter.translate(area.topLeft())
        wide, high = area.width(), area.height()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color("accent"), 2))
            painter.setBrush(palette.color("accent_soft"))
            painter.drawRoundedRect(QRectF(1, 1, wide - 2, high - 2), 6, 6)
        else:
            painter.setPen(palette.color("hairline"))
            painter.drawLine(PAD, high - 1, wide - PAD, high - 1)
        upper, lower = QRect(PAD, 7, wide - 2 * PAD, 22), QRect(PAD, 31, wide - 2 * PAD, 20)
        clock, tone = clock_words(row, self._look)
        who = say_who(row, self._look)
        used = self._write(painter, upper, clock, tone or "quiet", right=True)
        ink: Tone = "quiet" if row.step is None else ""
        self._write(painter, upper.adjusted(0, 0, -used, 0), say_persons(row, self._look), ink, strong=True, body=True)
        used = self._write(painter, lower, who, "accent" if row.mine else "quiet", right=True, strong=row.mine)
        self._write(painter, lower.adjusted(0, 0, -used, 0), say_place(row, self._look), "quiet")
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        tone: str,
        *,
        right: bool = False,
        strong: bool = False,
        body: bool = False,
    ) -> int:
        """Write as much as there is room for; how much of it was used, with the gap beside."""
        chosen = font(BODY if body else NOTE, QFont.Weight.Medium if strong else QFont.Weight.Normal)
        measure = QFontMetrics(chosen)
        room = max(0, area.width() - _LEAST_LEFT) if right else area.width()
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(chosen)
        painter.setPen(self._look.palette.color(tone or "ink"))
        painter.drawText(area, RIGHT if right else LEFT, shown)
        return measure.horizontalAdvance(shown) + GAP if shown else 0


def say_persons(row: Waiting, look: Look) -> str:
    """Number, applicant, and the child where it is a child's matter."""
    names = row.applicant or look.say("no personal data")
    if row.subject:
        names = f"{names} → {row.subject}"
    return f"{row.proceeding.number} · {names}"


def say_place(row: Waiting, look: Look) -> str:
    """The step under way and how long it is held; of what has ended its result."""
    if row.lacks_edition:
        return look.say(
            "step {number}: edition “{label}” is lacking", number=row.proceeding.step, label=row.proceeding.edition
        )
    if row.step is None:
        result = row.proceeding.result or ""
        words = look.say(RESULTS[result]) if result in RESULTS else ""
        return " · ".join(part for part in (words, row.proceeding.result_number or "") if part)
    again = look.say("returned for rework") if row.proceeding.returned else ""
    held = look.say("at this step {time}", time=say_held(row.held, look))
    return " · ".join(part for part in (f"{row.step.number}. {say_step(row.step, look)}", again, held) if part)


def clock_words(row: Waiting, look: Look) -> tuple[str, Tone]:
    """The norm's clock, or the due date."""
    if row.proceeding.voided:
        return "", ""
    if row.lying is not None:
        return say_lying(row.lying, look)
    state = clock_of(row.elapsed, row.norm, row.warn_at)
    if state is not None and (row.step is not None or row.proceeding.issued_at is not None):
        return say_clock(state, look, ended=row.step is None)
    return say_due(row.proceeding.due, row.late, look)


def say_row(row: Waiting, look: Look) -> str:
    """The whole row, for screen readers."""
    clock, _ = clock_words(row, look)
    parts = (say_persons(row, look), say_place(row, look), say_who(row, look), clock)
    return ", ".join(part for part in parts if part)
