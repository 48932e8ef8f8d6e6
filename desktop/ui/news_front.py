"""The district's news on the window: read again after every look of the exchange, put away by who has understood it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.operations import updates
from desktop.ui.complaints.reminder import ComplaintReminder
from desktop.ui.context import Look
from desktop.ui.proceedings.reminder import ProceedingsReminder
from desktop.ui.widgets.news_card import NewsCard
from forms.moments import wall_time

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.updates import News
    from desktop.ui.frame import Frame
    from desktop.ui.workers import Worker


class NewsFront(QObject):
    """What the clerks have not understood yet.

    Signals: ``editions_changed()`` once the counter works with other editions than before; ``problem_met(object)``.
    """

    editions_changed = Signal()
    problem_met = Signal(object)

    def __init__(self, counter: "Counter", store: "Worker") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._editions = counter.editions
        self._news: list[News] = []
        self.card: NewsCard | None = None
        self.reminder = ComplaintReminder(counter, store)
        self.proceedings = ProceedingsReminder(counter, store)
        self.look_again()

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the card with it."""
        self.card = NewsCard(look)
        self.card.understood.connect(self._understand)
        frame.home.put_news(self.card)
        self.reminder.move_to(frame, look)
        self.proceedings.move_to(frame, look)
        self._show(self._news)

    def look_again(self) -> None:
        """Something may have come."""
        counter = self._counter
        self._store.run(lambda: updates.news(counter), self._show, self.problem_met.emit)

    def _understand(self, number: int) -> None:
        counter = self._counter

        def understand() -> "list[News]":
            updates.understand(counter, number)
            return updates.news(counter)

        self._store.run(understand, self._show, self.problem_met.emit)

    def _show(self, news: "list[News]") -> None:
        self._news = news
        if self.card is not None:
            self.card.show_news(news, wall_time(self._counter.clock.now()).date())
        if self._editions is not self._counter.editions:
            self._editions = self._counter.editions
            self.editions_changed.emit()
