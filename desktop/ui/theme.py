"""Colours, type and the one style sheet, light and dark. Sizes are pixels at 100 %; the system scales them."""

from dataclasses import dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from forms.resources import find_resource

FAMILY = "Roboto"
NOTE, BODY, TITLE, CLOCK = 13, 15, 20, 28


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme, as ``#rrggbb``."""

    name: str
    paper: str
    ground: str
    ink: str
    quiet: str
    hairline: str
    accent: str
    accent_soft: str
    on_accent: str
    trouble: str
    trouble_soft: str
    care: str
    care_soft: str
    good: str
    good_soft: str

    def color(self, name: str) -> QColor:
        """A colour by name, for painters."""
        return QColor(getattr(self, name))


LIGHT = Palette(
    name="light",
    paper="#FFFFFF",
    ground="#F4F6F7",
    ink="#14212B",
    quiet="#55636E",
    hairline="#D7DEE3",
    accent="#00707F",
    accent_soft="#E3F1F3",
    on_accent="#FFFFFF",
    trouble="#B3261E",
    trouble_soft="#FBE9E7",
    care="#8A5A00",
    care_soft="#FBF1DF",
    good="#1A7F37",
    good_soft="#E6F4E9",
)

DARK = Palette(
    name="dark",
    paper="#182026",
    ground="#10161A",
    ink="#E6ECEF",
    quiet="#9FB0BA",
    hairline="#2B363D",
    accent="#4CC2D1",
    accent_soft="#16333A",
    on_accent="#0B2226",
    trouble="#FF8A80",
    trouble_soft="#3A1D1F",
    care="#F2C063",
    care_soft="#33280F",
    good="#6FD08C",
    good_soft="#15301D",
)


def load_fonts() -> None:
    """Register the bundled family: the counter does not depend on what fonts the system has."""
    for weight in ("Regular", "Medium", "Bold"):
        QFontDatabase.addApplicationFont(str(find_resource("fonts", f"{FAMILY}-{weight}.ttf")))


def font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The family in pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


def apply_theme(application: QApplication, palette: Palette) -> None:
    """Put the scheme on the whole application, where it is another than the one there: every widget is styled anew."""
    sheet = style_sheet(palette)
    if application.styleSheet() == sheet:
        return
    colours = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.ground,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.Base: palette.paper,
        QPalette.ColorRole.AlternateBase: palette.ground,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.Button: palette.paper,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.PlaceholderText: palette.quiet,
        QPalette.ColorRole.ToolTipBase: palette.paper,
        QPalette.ColorRole.ToolTipText: palette.ink,
        QPalette.ColorRole.Link: palette.accent,
    }
    for role, colour in roles.items():
        colours.setColor(role, QColor(colour))
    application.setPalette(colours)
    application.setFont(font())
    application.setStyleSheet(sheet)


def style_sheet(palette: Palette) -> str:
    """The style sheet in a palette's colours."""
    values = {name: getattr(palette, name) for name in palette.__dataclass_fields__}
    return _SHEET.substitute(values, note=NOTE, body=BODY, title=TITLE)


_SHEET = Template("""
* { font-family: "Roboto"; font-size: ${body}px; }
QMainWindow, #ground { background: $ground; }
QLabel { color: $ink; background: transparent; }
QLabel[tone="quiet"] { color: $quiet; }
QLabel[tone="trouble"] { color: $trouble; }
QLabel[tone="care"] { color: $care; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="accent"] { color: $accent; }
QLabel[scale="note"] { font-size: ${note}px; }
QLabel[scale="title"] { font-size: ${title}px; font-weight: 500; }
QLabel[strong="true"] { font-weight: 500; }
#rail { background: $paper; border: none; border-right: 1px solid $hairline; }
#topBar { background: $paper; border: none; border-bottom: 1px solid $hairline; }
#bottomBar { background: $paper; border: none; border-top: 1px solid $hairline; }
#card { background: $paper; border: 1px solid $hairline; border-radius: 6px; }
#noteBox { background: $ground; border: none; border-radius: 6px; }
#careBox { background: $care_soft; border: none; border-radius: 6px; }
#troubleBox { background: $trouble_soft; border: none; border-radius: 6px; }
#goodBox { background: $good_soft; border: none; border-radius: 6px; }
#accentBox { background: $accent_soft; border: none; border-radius: 6px; }
QScrollArea, #scrolled { background: transparent; border: none; }
QLineEdit, QPlainTextEdit, QComboBox {
  background: $paper; color: $ink; border: 1px solid $hairline; border-radius: 6px; padding: 0 10px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox { min-height: 34px; max-height: 34px; }
QPlainTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 9px; }
QPlainTextEdit:focus { padding: 5px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $trouble; padding: 0 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $ground; color: $quiet; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox QAbstractItemView { background: $paper; color: $ink; border: 1px solid $hairline;
  selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; border-radius: 6px; color: $accent;
  padding: 4px 8px; text-align: left; font-size: ${note}px; font-weight: 500; }
QPushButton[look="link"]:focus { border: 2px solid $accent; }
QPushButton[look="plain"] { background: $paper; border: 1px solid $hairline; border-radius: 6px; color: $ink;
  padding: 0 14px; min-height: 34px; font-weight: 500; }
QPushButton[look="plain"]:focus { border: 2px solid $accent; padding: 0 13px; }
QPushButton[look="plain"]:disabled { color: $quiet; }
QPushButton[look="primary"] { background: $accent; border: 2px solid $accent; border-radius: 6px; color: $on_accent;
  padding: 0 16px; min-height: 34px; font-weight: 500; }
QPushButton[look="primary"]:focus { border: 2px solid $ink; }
QToolTip { background: $paper; color: $ink; border: 1px solid $hairline; padding: 6px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $hairline; border-radius: 3px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $hairline; border-radius: 3px; min-width: 32px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
