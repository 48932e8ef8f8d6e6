"""What the district says, on the home screen until a clerk has understood it: one thing at a time."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.labels import label
from desktop.ui.wording import say_date

if TYPE_CHECKING:
    from desktop.operations.updates import News


class NewsCard(QFrame):
    """Hidden while there is nothing. Signals: ``understood(int)`` with the number of what was shown."""

    understood = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._number = 0
        self.setObjectName("noteBox")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 8, 10)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._from = label("", tone="quiet", size="note")
        self._title = label("", strong=True)
        self._words = label("")
        for one in (self._from, self._title, self._words):
            words.addWidget(one)
        row.addLayout(words, 1)
        self.close_button = link_button(look.say("Understood"))
        self.close_button.clicked.connect(lambda: self.understood.emit(self._number))
        row.addWidget(self.close_button)
        self.hide()

    def show_news(self, news: "list[News]", today: date) -> None:
        """The earliest of these, and how many come after it."""
        if not news:
            self.hide()
            return
        say, first = self._look.say, news[0]
        self._number = first.number
        more = f" · 1 / {len(news)}" if len(news) > 1 else ""
        self._from.setText(say("From the district") + more)
        title, words = self._tell(first, today)
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.close_button.setAccessibleName(f"{self.close_button.text()}: {title}")
        self.setAccessibleName(self.text())
        self.show()

    def text(self) -> str:
        """Everything it says."""
        return f"{self._title.text()} {self._words.text()}".strip()

    def _tell(self, news: "News", today: date) -> tuple[str, str]:
        say, language = self._look.say, self._look.language
        if news.problem is not None:
            return news.problem.sentence(language.say), ""
        if news.edition is None:
            return news.title, news.words
        since = news.edition.in_force.since
        day = say_date(since, language.code)
        if since <= today:
            title = say("A new edition is in force since {day}: {label}", day=day, label=news.edition.label)
        else:
            title = say("A new edition comes into force on {day}: {label}", day=day, label=news.edition.label)
        kept = say("Cases received before it stay under their edition.")
        return title, f"{language.quote(news.edition.act.short)}. {kept}"
