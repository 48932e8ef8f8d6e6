"""The exchange on the upper bar: quiet, always there, a sign and a word; pressed, its room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from desktop.ui.context import Look
from desktop.ui.exchange.standing import Standing
from desktop.ui.theme import NOTE, font

WORDS_FROM = 1000
HEIGHT, SIGN, AROUND, BETWEEN = 30, 16, 8, 6


class ExchangeMark(QAbstractButton):
    """Hidden until there is something to say; the sign alone where there is no room for words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._standing: Standing | None = None
        self._wide = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(HEIGHT)

    def show_standing(self, standing: Standing | None) -> None:
        """Say how it stands, or nothing."""
        self._standing = standing
        if standing is not None:
            name = self._look.say("Exchange")
            self.setText(standing.words)
            self.setAccessibleName(f"{name}: {standing.words}")
            self.setAccessibleDescription(standing.sentence)
            self.setToolTip(f"{standing.words}. {standing.sentence}  (Ctrl+F11)")
        self.setVisible(standing is not None)
        self._fit()

    def fit(self, width: int) -> None:
        """Words from a width of the window on."""
        self._wide = width >= WORDS_FROM
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for the sign, and for the words."""
        if not self._wide:
            return QSize(SIGN + 2 * AROUND, HEIGHT)
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(SIGN + BETWEEN + words + 2 * AROUND + 2, HEIGHT)

    def _fit(self) -> None:
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def _font(self) -> QFont:
        return font(NOTE, QFont.Weight.Medium)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign and the words in their tone, tinted where something is wrong."""
        standing = self._standing
        if standing is None:
            return
        palette, painter = self._look.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft = {"trouble": "trouble_soft", "care": "care_soft"}.get(standing.tone, "")
        if soft or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(soft or "ground"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setPen(palette.color(standing.tone or "ink"))
        painter.setFont(self._font())
        sign = self.rect().adjusted(AROUND, 0, 0, 0)
        sign.setWidth(SIGN)
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, standing.sign)
        if self._wide:
            if standing.tone in ("good", "quiet"):
                painter.setPen(palette.color("quiet"))
            words = self.rect().adjusted(AROUND + SIGN + BETWEEN, 0, -AROUND, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
