"""The list: a field to search in, filters that fold, the rows found. The cursor stays in the field, arrows choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout

from desktop.operations import register
from desktop.operations.register import Cursor, RegisterPage, RegisterQuery, RegisterRow
from desktop.ui.register.asking import Asking
from desktop.ui.register.filters import FilterBar, Filters
from desktop.ui.register.leaf import Desk, Leaf, Step, is_ours, keyboard_in
from desktop.ui.register.row_painter import ONE_LINE, RowPainter, RowsHead, row_height
from desktop.ui.register.rows import RowsModel
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import ElidedLabel, label
from forms.catalogues import N_

PAGE, MOST_AT_ONCE = 50, 500
COUNT_TO = 1000
WORDS_FROM, AROUND = 860, 34  # pixels; what lies around the rows
LOW = 420  # below this the filters take the list's place
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

NOTHING_YET: Mapping[str, str] = {
    "cases": N_(
        "Nothing is registered yet. Every case stands here once its outcome is given, with its papers and its time "
        "line. Press F2 when someone comes to the counter."
    ),
    "open": N_("No case is unfinished. Whoever is served, waits or is put aside stands here until the end."),
    "tickets": N_("No ticket was issued yet. Every visit stands here, from its ticket to its end."),
}
NOTHING_FOUND = N_(
    "Nothing is found. Type a part of the name in any order of words, the IIN, the number or the phone; fewer letters "
    "find more. Ctrl+R clears the search and its filters."
)


@dataclass(frozen=True)
class Place:
    """Where one was in the list."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    unfolded: bool = False
    row: str = ""
    rows: int = PAGE
    scrolled: int = 0


class ListPage(Leaf):
    """Signals beside those of a page: ``export_wanted(object)`` with the RegisterQuery shown."""

    export_wanted = Signal(object)

    def __init__(self, desk: Desk, editions: Mapping[str, str], place: Place) -> None:
        super().__init__(desk)
        self.setObjectName("card")
        self._asking = Asking(desk.store, self, self._failed)
        self._counting = Asking(desk.store, self, self._failed)
        self._more = Asking(desk.store, self, self._failed)
        self._open_first = False
        self._wanted = place  # to come back to once the rows are there
        self._shown: RegisterQuery | None = None
        say, palette = self.say, self.look.palette
        self.search = QLineEdit(place.text)
        self.search.setClearButtonEnabled(False)
        self.search.setAccessibleName(say("Search the register"))
        self.search.setPlaceholderText(say("Name in any order and part, IIN, number, phone"))
        self.search.textEdited.connect(lambda _: self._typed())
        self.search.installEventFilter(self)
        self._count = label("", tone="quiet", wrap=False)
        self._open = KeyButton(say("Open"), "Enter", palette, look="plain")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(lambda _: self.open_chosen())
        self._fold = KeyButton(say("Filters"), "Ctrl+F", palette, look="plain")
        self._clear = KeyButton(say("Clear"), "Ctrl+R", palette, look="plain")
        self._export = KeyButton(say("Export"), "Ctrl+E", palette, look="plain")
        for button, act in ((self._fold, self.turn_filters), (self._clear, self.clear), (self._export, self.export)):
            button.clicked.connect(act)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self._count)
        top.addWidget(self._open)
        for button in (self._fold, self._clear, self._export):
            top.addWidget(button)
        self._bar = FilterBar(self.look, desk.names, editions, place.filters)
        self._bar.changed.connect(lambda _: self._typed())
        self._bar.left.connect(self._leave_filters)
        self._summary = ElidedLabel("accent", "note")
        self.model = RowsModel(self.look)
        self.model.more_wanted.connect(self._ask_more)
        self.view = self._make_view()
        self._head = RowsHead(self.look, self.view)
        self._empty = label("", tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._summary)
        column.addWidget(self._head)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        self._bar.setVisible(place.unfolded)
        self._summary.hide()
        self._empty.hide()
        self.setFocusProxy(self.search)

    def _make_view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(RowPainter(self.look, self.desk.names, view))
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setAccessibleName(self.say("Rows found"))
        view.doubleClicked.connect(lambda _: self.open_chosen())
        view.selectionModel().currentChanged.connect(lambda now, _: self._tell_chosen(now))
        return view

    # what the screen calls

    def focus_start(self) -> None:
        """The cursor is in the field, with all that stands there to be typed over."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def come_back(self) -> None:
        """The case is closed: the cursor is where it was, nothing is typed over."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.end(False)

    def refresh(self) -> None:
        """Read again, keeping the place; the choices, too."""
        if not self._asking.is_open and self._shown is not None:
            self._wanted = self.place()
        counter = self.desk.counter
        self._ask(max(PAGE, min(self._wanted.rows, MOST_AT_ONCE)))
        self.run(lambda: register.filter_choices(counter), self._offer)

    def stop(self) -> None:
        """Nothing is waited for."""
        for asking in (self._asking, self._counting, self._more):
            asking.forget()
        self.model.give_up()
        self._open_first = False

    def go_on(self) -> None:
        """F10: the chosen row."""
        self.open_chosen()

    def take_back(self) -> bool:
        """Esc: the filters are folded first; what they leave out stands in a line."""
        if self._bar.isVisible():
            self._fold_filters()
            return True
        return False

    def place(self) -> Place:
        """Where one is."""
        index = self.view.currentIndex()
        chosen = self.model.rows[index.row()].id if index.isValid() else ""
        return Place(
            text=self.search.text(),
            filters=self._bar.filters,
            unfolded=self._bar.isVisibleTo(self),
            row=chosen if self._shown is not None else self._wanted.row,
            rows=len(self.model.rows) if self._shown is not None else self._wanted.rows,
            scrolled=self.view.verticalScrollBar().value() if self._shown is not None else self._wanted.scrolled,
        )

    def query(self) -> RegisterQuery:
        """What is asked for now."""
        return self._bar.filters.query(self.search.text())

    @property
    def is_asking(self) -> bool:
        """Whether rows are on their way."""
        return self._asking.is_open

    # acts

    def turn_filters(self) -> None:
        """Ctrl+F: unfold the filters, or fold them."""
        if self._bar.isVisible() and keyboard_in(self._bar):
            self._fold_filters()
        else:
            self._bar.show()
            self._bar.focus_start()
        self._fit()

    def clear(self) -> None:
        """Ctrl+R: everything is found again."""
        self.search.clear()
        self._bar.reset()
        self.focus_start()

    def export(self) -> None:
        """Ctrl+E: what is found leaves as a file."""
        self.export_wanted.emit(self.query())

    def open_chosen(self) -> None:
        """Enter: the case of the chosen row, once the rows are those of what was typed."""
        if self._asking.is_open:
            self._open_first = True
            return
        index = self.view.currentIndex()
        if index.isValid():
            row = self.model.rows[index.row()]
            self.opened.emit(Step("case", row.id))

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose a row and Enter opens it, while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_ours(event):
            event.ignore()  # the field would take Ctrl+E for its own
            return True
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_chosen()
                return True
            if key in MOVES and plain == Qt.KeyboardModifier.NoModifier:
                self._move(Qt.Key(key))
                return True
            if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain == Qt.KeyboardModifier.ControlModifier:
                self._choose(0 if key == Qt.Key.Key_Home else len(self.model.rows) - 1)
                return True
        return False

    def _move(self, key: Qt.Key) -> None:
        here = self.view.currentIndex().row()
        page = max(1, self.view.viewport().height() // max(1, self.view.sizeHintForRow(0)) - 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        self._choose(max(0, min(len(self.model.rows) - 1, here + steps[key])))

    def _choose(self, place: int) -> None:
        index = self.model.index(place)
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)
            if place >= len(self.model.rows) - 2 and self.model.canFetchMore(QModelIndex()):
                self.model.fetchMore(QModelIndex())

    def _tell_chosen(self, index: QModelIndex) -> None:
        """Screen readers hear the row while the keyboard stays in the field."""
        self.search.setAccessibleDescription(str(index.data()) if index.isValid() else "")

    # asking

    def _typed(self) -> None:
        self._wanted, self._open_first = Place(), False
        self._ask(PAGE)
        self._summarise()

    def _ask(self, limit: int) -> None:
        counter, query = self.desk.counter, self.query()
        self._more.forget()
        self._counting.forget()
        self._asking.ask(lambda: register.find_rows(counter, query, limit=limit), partial(self._show, query))

    def _ask_more(self, after: Cursor) -> None:
        counter, query = self.desk.counter, self._shown
        if query is not None:
            self._more.ask(lambda: register.find_rows(counter, query, after, PAGE), self.model.add)

    def _show(self, query: RegisterQuery, page: RegisterPage) -> None:
        wanted, self._wanted = self._wanted, Place()
        self._shown = query
        self.model.show(page)
        place = self.model.place_of(wanted.row) if wanted.row else 0
        self._choose(max(0, place))
        if wanted.row and place >= 0:
            self.view.doItemsLayout()
            self.view.verticalScrollBar().setValue(wanted.scrolled)
        else:
            self.view.scrollToTop()
        self._say_empty(query, empty=not page.rows)
        if page.next is None:
            self._show_count(len(page.rows))
        else:
            counter = self.desk.counter
            self._counting.ask(lambda: register.count_rows(counter, query, COUNT_TO), self._show_count)
        if self._open_first:
            self._open_first = False
            self.open_chosen()

    def _show_count(self, count: int) -> None:
        language = self.look.language
        if count >= COUNT_TO and not self.model.is_whole:
            self._count.setText(self.say("more than {count}", count="1\u00a0000"))
        else:
            self._count.setText(language.say_many("{count} found", "{count} found", count))

    def _failed(self, problem: object) -> None:
        self.model.give_up()
        self.problem_met.emit(problem)

    # what is seen

    def _say_empty(self, query: RegisterQuery, *, empty: bool) -> None:
        narrowed = bool(query.text.strip()) or bool(set(self._bar.filters.chosen()) - {"kind", "sort"})
        self._empty.setText(self.say(NOTHING_FOUND if narrowed else NOTHING_YET[query.kind]) if empty else "")
        self._empty.setVisible(empty)
        self.view.setVisible(not empty)
        self._head.setVisible(not empty and self._is_wide())
        self._fit()

    def _offer(self, choices: register.FilterChoices) -> None:
        self._bar.offer(choices)
        self._summarise()

    def _summarise(self) -> None:
        """Folded filters are never forgotten: what is left out is said."""
        words = "" if self._bar.isVisibleTo(self) else self._bar.summary()
        self._summary.setText(words)
        self._summary.setVisible(bool(words))

    def _leave_filters(self) -> None:
        if self.height() < LOW:
            self._fold_filters()
        else:
            self.search.setFocus()

    def _fold_filters(self) -> None:
        self.search.setFocus()
        self._bar.hide()
        self._fit()

    def _fit(self) -> None:
        """Where it is low the filters take the list's place."""
        alone = self.height() < LOW and self._bar.isVisibleTo(self)
        empty = self._empty.isVisibleTo(self)
        self.view.setVisible(not alone and not empty)
        self._head.setVisible(not alone and not empty and self._is_wide())
        self._summarise()

    def _is_wide(self) -> bool:
        """Whether rows are of one line, with columns to be named."""
        return row_height(self.width() - AROUND) == ONE_LINE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys alone on the buttons where it is narrow."""
        super().resizeEvent(event)
        for button in (self._fold, self._clear, self._export):
            button.set_compact(self.width() < WORDS_FROM)
        self._open.setVisible(self.width() >= WORDS_FROM)
        self._fit()
        chosen = self.view.currentIndex()
        if chosen.isValid():
            self.view.scrollTo(chosen)

    def chosen(self) -> RegisterRow | None:
        """The row the arrows stand on."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None
