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
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.banner)
        self._notices = QVBoxLayout()
        right.addLayout(self._notices)
        right.addWidget(self._pages, 1)
        right.addWidget(self.question)
        right.addWidget(self.bottom)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def _make_room(self, asking: bool) -> None:
        """On a low screen the question stands alone: beside it the page would be cut to nothing."""
        # The window, not this: a frame just made has no height of its own yet.
        alone = asking and self.window().height() < LOW
        self._pages.setVisible(not alone)
        self.question.fill(alone)

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

    def show_room(self, room: QWidget) -> None:
        """A room's page, with the space around it that every page has."""
        room.setContentsMargins(16, 14, 16, 10)
        self.show_page(room)

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
            self._instead.deleteLater()
        self._instead = screen
        self.home.setVisible(screen is None)
        if screen is not None:
            self._around_home.addWidget(screen)
