"""What is always on the window, in its places, with one page in the middle: home, a case, or what stands instead."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.home import HomeScreen
from desktop.ui.shell import Banner, BottomBar, Rail, TopBar
from desktop.ui.widgets.question import Question

LOW = 560


class Frame(QWidget):
    """Rail at the left, bars above and below, the banner under the upper bar, the page between."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.rail, self.top, self.bottom, self.banner = Rail(look), TopBar(look), BottomBar(look), Banner(look)
        self.home = HomeScreen(look)
        self.question = Question(look)
        self.question.asked.connect(self._make_room)
        self._pages = QStackedWidget()
        home_page = QWidget()
        self._around_home = QHBoxLayout(home_page)
        self._around_home.setContentsMargins(16, 14, 16, 10)
        self._around_home.addWidget(self.home)
        self._instead: QWidget | None = None
        self._pages.addWidget(home_page)
        self._work = QWidget()
        work = _column(self._work)
        work.addWidget(self.banner)
        self._notices = QVBoxLayout()
        work.addLayout(self._notices)
        work.addWidget(self._pages, 1)
        work.addWidget(self.question)
        work.addWidget(self.bottom)
        self._cover: QWidget | None = None
        side = QWidget()
        self._right = right = _column(side)
        right.addWidget(self.top)
        self._bands = QVBoxLayout()
        right.addLayout(self._bands)
        right.addWidget(self._work, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addWidget(side, 1)

    def _make_room(self, asking: bool) -> None:
        """On a low screen the question stands alone: beside it the page would be cut to nothing."""
        # The window, not this: a frame just made has no height of its own yet.
        alone = asking and self.window().height() < LOW
        self._pages.setVisible(not alone)
        self.question.fill(alone)

    def put_band(self, band: QWidget) -> None:
        """What is told under the upper bar as long as the window stands, under a cover too."""
        self._bands.addWidget(band)

    def cover(self, screen: QWidget | None) -> None:
        """Hide everything but the upper bar behind a screen, or with None show it again as it was.

        What is covered is disabled: no key reaches it, and nothing that happens there takes the keyboard.
        """
        if self._cover is not None:
            self._right.removeWidget(self._cover)
            self._cover.hide()
            self._cover.deleteLater()
        self._cover = screen
        if screen is not None:
            self._right.addWidget(screen, 1)
        for part in (self._work, self.rail):
            part.setEnabled(screen is None)
            part.setVisible(screen is None)

    def put_notice(self, notice: QWidget) -> None:
        """Something that may have to be told for long, under the banner."""
        self._notices.addWidget(notice)

    def show_home(self) -> None:
        """The page between two people."""
        self._pages.setCurrentIndex(0)

    def show_page(self, page: QWidget) -> None:
        """A case's page, or a room's."""
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def add_room(self, room: QWidget) -> None:
        """A room's page, with the space around it that every page has; it is shown by ``return_to``."""
        room.setContentsMargins(16, 14, 16, 10)
        self._pages.addWidget(room)

    def return_to(self, page: QWidget | None) -> None:
        """Back from a room: to the case's page, or home."""
        if page is None:
            self.show_home()
        else:
            self._pages.setCurrentWidget(page)

    def drop_page(self, page: QWidget) -> None:
        """The case has left, or the room was."""
        self._pages.removeWidget(page)
        page.deleteLater()

    def put_instead(self, screen: QWidget | None) -> None:
        """Show a screen in home's place, or with None home again."""
        if self._instead is not None:
            self._around_home.removeWidget(self._instead)
            self._instead.hide()
            self._instead.deleteLater()
        self._instead = screen
        self.home.setVisible(screen is None)
        alone = getattr(screen, "stands_alone", False)
        self.rail.setVisible(not alone)
        self.bottom.setVisible(not alone)
        if screen is not None:
            self._around_home.addWidget(screen)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
