"""The rows found, page after page: a model that asks for the next one when the end comes into sight."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.operations.register import Cursor, RegisterPage, RegisterRow
from desktop.ui.context import Look
from desktop.ui.register.words import marks_of, say_moment, say_standing

ROW = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """Signals: ``more_wanted(object)`` with the Cursor to go on from; :meth:`add` answers it."""

    more_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[RegisterRow] = []
        self._next: Cursor | None = None
        self._wanted = False

    def show(self, page: RegisterPage) -> None:
        """These rows instead of those before."""
        self.beginResetModel()
        self._rows, self._next, self._wanted = list(page.rows), page.next, False
        self.endResetModel()

    def add(self, page: RegisterPage) -> None:
        """The rows after the last one."""
        self._next, self._wanted = page.next, False
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(NOWHERE, first, first + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()

    def give_up(self) -> None:
        """The rows asked for did not come; they are asked for again when the end is scrolled to again."""
        self._wanted = False

    @property
    def rows(self) -> Sequence[RegisterRow]:
        """The rows so far."""
        return self._rows

    @property
    def is_whole(self) -> bool:
        """Whether the last row found is among them."""
        return self._next is None

    def place_of(self, row_id: str) -> int:
        """Where the row of a case or ticket stands; -1 where it does not."""
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    # what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows so far."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the painter, its words for screen readers."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            marks = [mark.words for mark in marks_of(row, self._look)]
            parts = (row.number, row.name, row.child, say_standing(row, self._look), say_moment(row.at), *marks)
            return ", ".join(part for part in parts if part)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows after the last one, and they are not on their way yet."""
        return not parent.isValid() and self._next is not None and not self._wanted

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next rows."""
        if self.canFetchMore(parent):
            self._wanted = True
            self.more_wanted.emit(self._next)
