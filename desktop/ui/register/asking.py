"""Questions to the store's thread, which the counter's acts share: none piles up, only the latest is answered."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.ui.workers import Worker
from forms.problems import Problem

Answer = TypeVar("Answer")


class Asking:
    """At most one question is on its way and one waits; an answer nobody waits for any more is not shown."""

    def __init__(self, store: Worker, owner: QObject, otherwise: Callable[[Problem], None]) -> None:
        self._store = store
        self._owner = owner
        self._otherwise = otherwise
        self._running = False
        self._asked = 0
        self._wanted = False  # the latest question's answer is still to be shown
        self._waiting: tuple[Callable[[], Any], Callable[[Any], None]] | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self._wanted

    def ask(self, operation: Callable[[], Answer], then: Callable[[Answer], None]) -> None:
        """Ask; a question asked before and not answered yet is forgotten."""
        self._wanted = True
        if self._running:
            self._waiting = (operation, then)
            return
        self._running = True
        self._asked += 1
        asked = self._asked
        self._store.run(
            operation,
            lambda answer: self._answered(asked, lambda: then(answer)),
            lambda problem: self._answered(asked, lambda: self._otherwise(problem)),
        )

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._waiting, self._wanted = None, False
        self._asked += 1

    def _answered(self, asked: int, show: Callable[[], None]) -> None:
        self._running = False
        if not isValid(self._owner):
            return
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.ask(*waiting)
        elif asked == self._asked:
            self._wanted = False
            show()
