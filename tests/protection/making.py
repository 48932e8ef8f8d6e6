"""Protected folders for tests: cheap passwords, a clock in the test's hands, printers in memory."""

from pathlib import Path

from desktop.operations import operators, signing_in
from desktop.operations.counter import Counter
from desktop.operations.opening import place_demonstration
from desktop.operations.operators import KnownOperator
from desktop.printing.memory import MemoryPrinters
from desktop.protection.wrapping import Cost
from forms.operator_acts import Role
from tests.operations.making import HandClock

# As cheap as Argon2 goes: what is tested is what is done with it.
CHEAP = Cost(memory_kib=8, passes=1)
FOUNDER, PASSWORD = "clerk-1", "sary-arqa 7"
OTHER, OTHER_PASSWORD = "operator-1", "ulytau 2026"


def found(folder: Path) -> str:
    """The demonstration organisation, protected; the code of its recovery sheet."""
    place_demonstration(folder)
    return signing_in.protect_existing(folder, FOUNDER, PASSWORD, cost=CHEAP)


def come(folder: Path, operator: str = FOUNDER, password: str = PASSWORD, *, clock: HandClock | None = None) -> Counter:
    """The counter of a protected folder, with someone signed in."""
    signed = signing_in.sign_in(folder, operator, password)
    return signing_in.open_protected(folder, MemoryPrinters(), signed, clock or HandClock())


def enrol_other(counter: Counter, *roles: Role, name: str = "Сынақшы О.") -> KnownOperator:
    """A second operator, a clerk unless told."""
    return operators.enrol(counter, name=name, roles=roles or ("clerk",), password=OTHER_PASSWORD, cost=CHEAP)


def found_and_come(folder: Path) -> Counter:
    """A fresh protected counter with its founder signed in."""
    found(folder)
    return come(folder)
