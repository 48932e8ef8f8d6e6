"""What is looked for beside the words typed: days, service, edition, outcome, operator, state, and the order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.operations.register import FilterChoices, RegisterQuery
from desktop.ui.context import Look
from desktop.ui.register.leaf import is_ours
from desktop.ui.register.row_painter import Names
from desktop.ui.register.words import KINDS, SORTS, STATES, say_outcome
from desktop.ui.settings.pick import Pick
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label
from forms.catalogues import N_
from forms.dates import parse_date
from forms.problems import Problem

COLUMN, NARROW_COLUMN = 160, 104  # pixels a filter has at least
NARROW = 640

NAMES: Mapping[str, str] = {
    "kind": N_("What"),
    "first": N_("First day"),
    "last": N_("Last day"),
    "service": N_("Service"),
    "edition": N_("Edition"),
    "outcome": N_("Outcome"),
    "operator": N_("Operator"),
    "state": N_("State"),
    "sort": N_("Order"),
}
# Of a line that holds all of them, 3 unless said.
SHARES: Mapping[str, int] = {"service": 4, "state": 4, "sort": 4}
DEFAULTS: Mapping[str, str] = {"kind": "cases", "sort": "newest"}


@dataclass(frozen=True)
class Filters:
    """What is chosen, days as typed."""

    kind: str = "cases"
    first: str = ""
    last: str = ""
    service: str = ""
    edition: str = ""
    outcome: str = ""
    operator: str = ""
    state: str = ""
    sort: str = "newest"

    def query(self, text: str) -> RegisterQuery:
        """The query; a day that is none counts as not typed, :meth:`wrong_days` tells of it."""
        return RegisterQuery(
            text=text,
            kind=self.kind,  # type: ignore[arg-type]
            first=_day(self.first),
            last=_day(self.last),
            service=self.service,
            edition=self.edition,
            outcome=self.outcome,
            operator=self.operator,
            state=self.state,  # type: ignore[arg-type]
            sort=self.sort,  # type: ignore[arg-type]
        )

    def chosen(self) -> list[str]:
        """The names of those that narrow or order the list."""
        return [name for name in NAMES if getattr(self, name) != DEFAULTS.get(name, "")]

    def wrong_days(self) -> dict[str, Problem]:
        """What is wrong with the days typed."""
        wrong = {}
        for name in ("first", "last"):
            try:
                _parse(getattr(self, name))
            except Problem as problem:
                wrong[name] = problem
        first, last = _day(self.first), _day(self.last)
        if first is not None and last is not None and last < first:
            wrong["last"] = Problem("624", first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
        return wrong


def _parse(text: str) -> date | None:
    return parse_date(text) if text.strip() else None


def _day(text: str) -> date | None:
    try:
        return _parse(text)
    except Problem:
        return None


class FilterBar(QWidget):
    """The filters in as few lines as leave their words room, evenly.

    Signals: ``changed(object)`` with the Filters at every change; ``left()`` when Enter or Esc goes back to the list.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, look: Look, names: Names, editions: Mapping[str, str], filters: Filters) -> None:
        super().__init__()
        self._look = look
        self._names = names
        self._editions = editions
        self.filters = filters
        self._columns = 0
        say = look.say
        self._days = {name: Field(look, say(NAMES[name]), width=180) for name in ("first", "last")}
        self._picks = {name: Pick(say(NAMES[name]), (), "", letters=5) for name in NAMES if name not in self._days}
        for name, field in self._days.items():
            field.edited.connect(lambda text, name=name: self._choose(name, text))
            field.left.connect(self._say_wrong)
        for name, pick in self._picks.items():
            pick.chosen.connect(lambda value, name=name: self._choose(name, value))
        for field in self._days.values():
            field.input.installEventFilter(self)
        for pick in self._picks.values():
            pick.watch(self)
        self._wrong = label("", tone="trouble", size="note")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self._wrong)
        self._wrong.hide()
        self._lay_out(len(NAMES))
        self.offer(FilterChoices((), (), (), ()))

    def offer(self, choices: FilterChoices) -> None:
        """What there is in this register to choose among."""
        say = self._look.say
        services, operators = self._names.services, self._names.operators
        offered: dict[str, list[tuple[str, str]]] = {
            "kind": [(kind, say(words)) for kind, words in KINDS.items()],
            "service": [("", say("any")), *((own, services.get(own, own)) for own in choices.services)],
            "edition": [("", say("any")), *((own, self._editions.get(own, own)) for own in choices.editions)],
            "outcome": [("", say("any")), *((own, say_outcome(own, self._look)) for own in choices.outcomes)],
            "operator": [("", say("any")), *((own, operators.get(own, own)) for own in choices.operators)],
            "state": [(state, say(words)) for state, words in STATES.items()],
            "sort": [(sort, say(words)) for sort, words in SORTS.items()],
        }
        for name, items in offered.items():
            self._picks[name].set_items(items, getattr(self.filters, name))
        for name, field in self._days.items():
            field.set_text(getattr(self.filters, name))

    def reset(self) -> None:
        """Nothing is left out."""
        self.filters = Filters()
        for name, pick in self._picks.items():
            pick.choose(getattr(self.filters, name))
        for field in self._days.values():
            field.set_text("")
        self._say_wrong()
        self.changed.emit(self.filters)

    def summary(self) -> str:
        """What is chosen, in words, for when the filters are folded."""
        parts = []
        for name in self.filters.chosen():
            said = self._days[name].text() if name in self._days else self._picks[name].words()
            parts.append(f"{self._look.say(NAMES[name])}: {said}")
        return " · ".join(parts)

    def focus_start(self) -> None:
        """The keyboard comes to the first filter."""
        self._picks["kind"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a line as have room."""
        super().resizeEvent(event)
        least = COLUMN if self.width() >= NARROW else NARROW_COLUMN
        room = max(2, min(len(NAMES), (self.width() + 8) // least))
        lines = -(-len(NAMES) // room)
        self._lay_out(-(-len(NAMES) // lines))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, name in enumerate(NAMES):
            widget = self._days[name] if name in self._days else self._picks[name]
            self._grid.addWidget(widget, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for place, name in enumerate(NAMES):
            share = SHARES.get(name, 3) if columns == len(NAMES) else 1
            self._grid.setColumnStretch(place, share if place < columns else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes back to the list; what is chosen stands."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_ours(event):
            event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._say_wrong()
                if not self.filters.wrong_days():
                    self.left.emit()
                return True
        return False

    def _choose(self, name: str, value: str) -> None:
        self.filters = replace(self.filters, **{name: value})
        if name in self._days:
            self._days[name].show_wrong("")
            self._wrong.hide()
        self.changed.emit(self.filters)

    def _say_wrong(self) -> None:
        """One line for both days, so that the filters keep their places."""
        wrong = self.filters.wrong_days()
        sentences = [
            f"{self._look.say(NAMES[name])}: {problem.sentence(self._look.say)}" for name, problem in wrong.items()
        ]
        for name, field in self._days.items():
            field.mark_wrong(name in wrong)
        self._wrong.setText("\n".join(f"⚠ {sentence}" for sentence in sentences))
        self._wrong.setVisible(bool(sentences))
