"""The acts of those who work at the counter: enrolled, signed in and out, cases handed from one to another.

An operator is named by an identifier; names stand in the organisation's profile.
"""

from typing import Literal

from forms.records import Kind

Role = Literal["clerk", "head", "administrator"]


class OperatorEnrolled(Kind, frozen=True, kw_only=True, tag="operator_enrolled"):
    """Someone may work at this counter from now on, or again after they were closed."""

    version: Literal[1] = 1
    id: str
    roles: tuple[Role, ...]


class OperatorChanged(Kind, frozen=True, kw_only=True, tag="operator_changed"):
    """Someone may do more or less from now on; not ``active``: no longer works here."""

    version: Literal[1] = 1
    id: str
    roles: tuple[Role, ...]
    active: bool = True


class OperatorSignedIn(Kind, frozen=True, kw_only=True, tag="operator_signed_in"):
    """The event's operator came to the counter. ``failed_before``: wrong passwords or PINs since the last success."""

    version: Literal[1] = 1
    by: Literal["password", "pin", "recovery"]
    failed_before: int = 0


class OperatorSignedOut(Kind, frozen=True, kw_only=True, tag="operator_signed_out"):
    """The event's operator left the counter, or it was locked behind them."""

    version: Literal[1] = 1
    why: Literal["locked", "idle", "changed", "closed"]


class PasswordChanged(Kind, frozen=True, kw_only=True, tag="password_changed"):
    """A password was set anew: by its owner, by an administrator, or after recovery."""

    version: Literal[1] = 1
    id: str
    by: Literal["owner", "administrator", "recovery"]


class RecoveryRenewed(Kind, frozen=True, kw_only=True, tag="recovery_renewed"):
    """Another way back into the store was made: a recovery sheet, or the district's key."""

    version: Literal[1] = 1
    way: Literal["sheet", "district"]


class CaseTakenOver(Kind, frozen=True, kw_only=True, tag="case_taken_over"):
    """An unfinished case goes from one operator to another. The reason, where given, is a particular."""

    version: Literal[1] = 1
    before: str  # operators' identifiers
    after: str
