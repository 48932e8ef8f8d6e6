"""One try at a password or a recovery code, with the patience it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.protection.data_key import DataKey
from desktop.protection.key_file import check_code, list_sign_ins, unlock, unlock_by_recovery
from desktop.protection.patience import RECOVERY, begin_try, end_try, forget_tries, take_try_back
from forms.problems import Problem

By = Literal["password", "recovery"]

_WRONG = ("700", "710")


@dataclass(frozen=True)
class SignedIn:
    """Someone proved who they are, or has the recovery sheet: the folder's key, and wrong tries before."""

    key: DataKey
    operator: str
    by: By = "password"
    failed_before: int = 0


def try_password(folder: Path, operator: str, password: str) -> SignedIn:
    """Unwrap the folder's key. Raises Problem 700 (wrong), 701 (wait first), 708 (has no password here), 702, 705."""
    if operator not in list_sign_ins(folder):
        raise Problem("708", operator=operator)
    return _try(folder, operator, operator, "password", lambda: unlock(folder, operator, password))


def try_recovery(folder: Path, operator: str, code: str) -> SignedIn:
    """Unwrap the folder's key for ``operator``. Raises Problem 709 (a slip), 710 (another sheet), 701, 702, 705."""
    check_code(code)
    return _try(folder, RECOVERY, operator, "recovery", lambda: unlock_by_recovery(folder, code))


def _try(folder: Path, counted: str, operator: str, by: By, opening: Callable[[], DataKey]) -> SignedIn:
    failed = begin_try(folder, counted)
    try:
        key = opening()
    except Problem as problem:
        if problem.code in _WRONG:
            end_try(folder, counted)
        else:  # the disk failed, or the file: nobody typed anything wrong
            take_try_back(folder, counted, failed)
        raise
    forget_tries(folder, counted)
    return SignedIn(key, operator, by, failed)
