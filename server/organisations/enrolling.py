"""A counter is made, invited, invited again and revoked.

Of an invitation's token only the digest is kept: what was handed over cannot be read out of the centre again. What is
given out ends what was given out before and not used.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from forms.exchange import Invitation
from forms.invitation_code import make_token, read_code, write_code
from forms.problems import Problem
from forms.signed import read_signed, sign_document
from server.accounts.models import User
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, Invited, Organisation

VALID_FOR = timedelta(days=14)
LONGEST_CODE = 16
# No hyphen: the counter's profile takes letters and digits only, and a hyphen parts the names of files on a stick.
_CODE = re.compile(f"[A-Za-z0-9]{{1,{LONGEST_CODE}}}")


@dataclass(frozen=True)
class GivenOut:
    """An invitation just made, and the code that opens it: shown once."""

    invited: Invited
    code: str


def check_code(code: str) -> str:
    """A counter's code that can be given. Raises Problem 895, 896.

    Codes that differ in capitals only are one: a stick's file names do not tell them apart.
    """
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise Problem("895", found=code[:40], most=LONGEST_CODE)
    if Counter.objects.filter(code__iexact=code).exists():
        raise Problem("896", counter=code)
    return code


def make_counter(organisation: Organisation, code: str) -> Counter:
    """A counter that nobody has taken up yet. Raises Problem 895, 896."""
    return Counter.objects.create(code=check_code(code), organisation=organisation)


@transaction.atomic
def invite(
    counter: Counter, user: User, *, address: str, verification_address: str = "", profile: str = ""
) -> GivenOut:
    """Give out an invitation; those before that nobody used end. A revoked counter is invited anew by it."""
    now = timezone.localtime().replace(microsecond=0)
    end_invitations(counter, now)
    ring = key_ring()
    centre = root_of(counter.organisation)
    token = make_token()
    document = Invitation(
        counter=counter.code,
        centre_name_kk=centre.name_kk,
        centre_name_ru=centre.name_ru,
        address=address,
        keys=ring.public,
        verification_address=verification_address,
        profile=profile,
        made_at=now.isoformat(),
        expires_at=(now + VALID_FOR).isoformat(),
    )
    invited = Invited.objects.create(
        counter=counter,
        token_sha256=digest_of(token),
        document=sign_document(document, ring.signing),
        made_by=user,
        expires_at=now + VALID_FOR,
    )
    if counter.state == Counter.State.REVOKED:
        counter.state = Counter.State.INVITED
        counter.save(update_fields=["state"])
    return GivenOut(invited, write_code(token, ring.public.signing))


def write_file(counter: Counter, code: str) -> bytes:
    """The one file for the stick, its token within. Raises Problem 833 for what is no code, 899 for one that ended."""
    token = read_code(code).token
    invited = open_invitations(counter).filter(token_sha256=digest_of(token)).first()
    if invited is None:
        raise Problem("899", counter=counter.code)
    ring = key_ring()
    trusted = {pair.public.signing for pair in ring.pairs}
    invitation = read_signed(bytes(invited.document), Invitation, trusted)
    return sign_document(msgspec.structs.replace(invitation, keys=ring.public, token=token), ring.signing)


@transaction.atomic
def revoke(counter: Counter, why: str) -> None:
    """Nothing this counter signs from now on is taken; what it signed before stays proven."""
    now = timezone.now()
    counter.state = Counter.State.REVOKED
    counter.revoked_at = now
    counter.revoked_why = why
    counter.save(update_fields=["state", "revoked_at", "revoked_why"])
    counter.keys.filter(revoked=False, ended_at__isnull=True).update(revoked=True, ended_at=now)
    end_invitations(counter, now)


def open_invitations(counter: Counter) -> QuerySet[Invited]:
    """Those that can still be taken up."""
    return counter.invitations.filter(used_at__isnull=True, expires_at__gt=timezone.now())


def end_invitations(counter: Counter, now: datetime) -> None:
    """Those given out and not used can no longer be."""
    open_invitations(counter).update(expires_at=now)


def root_of(organisation: Organisation) -> Organisation:
    """The office at the top, in whose name the centre speaks."""
    return Organisation.objects.get(code=organisation.path.partition("/")[0])


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
