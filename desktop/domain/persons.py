"""The people of one case: each is somebody else."""

from forms.identity import check_iin
from forms.problems import Problem


def check_child(applicant: str, child: str) -> None:
    """Raise Problem 1127 where the child's IIN is the applicant's: nobody is their own child."""
    if _is_same(applicant, child):
        raise Problem("1127")


def check_representative(applicant: str, representative: str) -> None:
    """Raise Problem 1128 where the representative's IIN is the applicant's: nobody represents themselves."""
    if _is_same(applicant, representative):
        raise Problem("1128")


def _is_same(one: str, other: str) -> bool:
    try:
        return check_iin(one) == check_iin(other)
    except Problem:
        return False  # what is wrong with either is told of itself
