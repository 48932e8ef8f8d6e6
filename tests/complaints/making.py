"""Complaints for tests: invented people, a counter with several operators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from msgspec.structs import replace as changed

from desktop.domain.complaints import Intake
from desktop.operations.complaints import receive_complaint
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of
from desktop.profile.shape import Operator
from desktop.protection.data_key import DataKey
from forms.operator_acts import OperatorEnrolled, Role
from tests.operations.making import HandClock, open_for_test

CLERK = Operator(id="clerk-1", name="Асанова Г.")
OTHER = Operator(id="clerk-2", name="Үлгіева Б.")
HEAD = Operator(id="head-1", name="Мысалов Ә.")
OPERATORS = (CLERK, OTHER, HEAD)
ROLES: dict[str, tuple[Role, ...]] = {
    CLERK.id: ("clerk", "administrator"),
    OTHER.id: ("clerk",),
    HEAD.id: ("head",),
}
NAME = "Сынақова Үлгі Тестқызы"
GOOD = Intake(
    name=NAME,
    address="Үлгі ауданы, Бірінші көше, 1-үй",
    phone="87010000001",
    text="Құжаттарды ұзақ қабылдады.",
    signed=True,
    answer_place="Үлгі ауданы, кеңсе",
)


def sit(counter: Counter, operator: Operator, roles: tuple[Role, ...] | None = None) -> None:
    """Another operator sits at the counter."""
    counter.operator = operator
    counter.roles = ROLES[operator.id] if roles is None else roles


@contextmanager
def office(folder: Path, clock: HandClock | None = None, edition: str = "E2020-7") -> Iterator[Counter]:
    """A counter of three operators; the clerk sits at it."""
    counter = open_for_test(folder, edition=edition, clock=clock or HandClock())
    counter.profile = changed(counter.profile, operators=OPERATORS)
    sit(counter, CLERK)
    with counter.store.act() as act:
        for one in OPERATORS:
            enrolled = OperatorEnrolled(id=one.id, roles=ROLES[one.id])
            act.append(entry_of(counter, counter.clock.now(), enrolled, None))
    counter.data_key = cast(DataKey, object())  # as in a protected folder: operators have the roles they were given
    try:
        yield counter
    finally:
        counter.store.close()


def receive(counter: Counter, **wanted: object) -> str:
    """Take a complaint in; its number."""
    return receive_complaint(counter, replace(GOOD, **wanted))  # type: ignore[arg-type]
