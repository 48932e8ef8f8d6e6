"""The code on a receipt by which its applicant asks how the case stands, with the number and nothing else.

Counter and centre make it alike from the event that decided the case. The event's hash rests on a salted digest of the
particulars, so the code can be neither guessed from the paper's other words nor counted through.
"""

import hashlib

from forms.invitation_code import LETTERS

_MARK = b"kense status code 1\0"
_LENGTH = 8


def status_code(decided_hash: str) -> str:
    """Two groups of four letters and digits, from the hash (hex) of the case's CaseDecided event."""
    number = int.from_bytes(hashlib.sha256(_MARK + bytes.fromhex(decided_hash)).digest()[:5], "big")
    letters = "".join(LETTERS[(number >> shift) & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
    return f"{letters[:4]}-{letters[4:]}"
