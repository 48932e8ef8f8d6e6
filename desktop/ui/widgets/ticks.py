"""Boxes to tick and buttons to choose, painted in our colours with a ring when they have the keyboard."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from desktop.ui.icons import icon_pixmap
from desktop.ui.theme import BODY, Palette, font

MARK = 20
PAD = 8
GAP = 10
HEIGHT = 36
NUMBER = 24


def _size(button: QAbstractButton, number: str = "") -> QSize:
    words = QFontMetrics(font(BODY, font().Weight.Medium)).horizontalAdvance(button.text())
    return QSize(_words_left(number) + words + PAD, HEIGHT)


def _words_left(number: str) -> int:
    return PAD + MARK + GAP + (NUMBER if number else 0)


def _paint(button: QAbstractButton, palette: Palette, *, round_mark: bool, number: str = "") -> None:
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if button.hasFocus():
        painter.setPen(QPen(palette.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), 6, 6)
    mark = QRectF(PAD, (button.height() - MARK) / 2, MARK, MARK).adjusted(1, 1, -1, -1)
    on, enabled = button.isChecked(), button.isEnabled()
    accent = palette.color("accent" if enabled else "quiet")
    if on and not round_mark:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(mark, 4, 4)
        tick = icon_pixmap("check", palette.color("on_accent"), 16, button.devicePixelRatioF())
        painter.drawPixmap(round(mark.left()) + 1, round(mark.top()) + 1, tick)
    else:
        painter.setPen(QPen(accent if on else palette.color("quiet"), 1.5))
        painter.setBrush(palette.color("paper"))
        if round_mark:
            painter.drawEllipse(mark)
        else:
            painter.drawRoundedRect(mark, 4, 4)
    if on and round_mark:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(mark.adjusted(4.5, 4.5, -4.5, -4.5))
    painter.setFont(font(BODY, font().Weight.Medium if on and round_mark else font().Weight.Normal))
    painter.setPen(palette.color("ink" if enabled or on else "quiet"))
    if number:
        at = QRectF(PAD + MARK + GAP, 0, NUMBER, button.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, number)
    left = _words_left(number)
    area = QRectF(left, 0, button.width() - left - 2, button.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, button.text())


class Tick(QCheckBox):
    """A box to tick."""

    def __init__(self, text: str, palette: Palette) -> None:
        super().__init__(text)
        self._palette = palette
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Mark and words."""
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        """Words are not cut."""
        return _size(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Square mark."""
        _paint(self, self._palette, round_mark=False)


class Option(QRadioButton):
    """One answer of several, with the number that chooses it."""

    def __init__(self, number: str, text: str, palette: Palette) -> None:
        super().__init__(text)
        self._number = number
        self._palette = palette
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Mark and words on one line."""
        return _size(self, self._number)

    def minimumSizeHint(self) -> QSize:
        """Words wrap, so the mark and a few of them are enough."""
        return QSize(min(_size(self, self._number).width(), 150), HEIGHT)

    def hasHeightForWidth(self) -> bool:
        """Wrapped words need more height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the words wrapped into ``width``."""
        room = width - _words_left(self._number) - 2
        words = QFontMetrics(font(BODY, font().Weight.Medium)).boundingRect(
            QRect(0, 0, room, 1000), int(Qt.TextFlag.TextWordWrap), self.text()
        )
        return max(HEIGHT - 2, words.height() + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Round mark."""
        _paint(self, self._palette, round_mark=True, number=self._number)
