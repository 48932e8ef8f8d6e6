"""Whether a key may sign in the organisation's name today: each reason why not is a sentence of its own."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.eds.certificates import parsed
from desktop.eds.ports import Certified
from desktop.eds.trust import Trust, is_trusted
from forms.dates import show_date
from forms.identity import is_organisation
from forms.papers.content import Organisation
from forms.problems import Problem

if TYPE_CHECKING:
    from cryptography import x509

LEAST_RSA_BITS = 2048
_CURVES = frozenset(("secp256r1", "secp384r1", "secp521r1"))
_WEAK_HASHES = frozenset(("md5", "sha1"))
# Purposes of an extended key usage: a key for signing in only has none of the second.
_SIGNING_IN = frozenset(("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.311.20.2.2"))
_SIGNING = frozenset(
    (
        "2.5.29.37.0",
        "1.3.6.1.5.5.7.3.4",
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.4.1.311.10.3.12",
        "1.2.840.113583.1.1.5",
    )
)
# Where a subject tells a BIN: OU=BIN123456789012 by the national authority, an organisation's identifier, a serial
# number. A person's own number in it begins with IIN, or stands bare.
_BIN = re.compile(r"(BIN|NTRKZ-|VATKZ-)?([0-9]{12})")


def check_key(key: Certified, organisation: Organisation, trust: Trust, now: datetime) -> None:
    """Whether ``key`` may sign for the organisation at ``now``. Raises Problem 996 to 1004 and 1007.

    The first thing wrong is told, what the operator can see at once first.
    """
    _check_days(key, now)
    _check_kind(key)
    _check_usage(key)
    _check_holder(key, organisation)
    revoked = trust.revoked_on(key.certificate)
    if revoked is not None:
        raise Problem("1002", holder=key.holder, day=show_date(revoked))
    others = [parsed(other) for other in key.others]
    if trust.roots and not is_trusted(parsed(key.certificate), others, trust, now):
        raise Problem("999", holder=key.holder, folder=trust.folder)


def bins_of(certificate: "x509.Certificate") -> frozenset[str]:
    """The business identification numbers a certificate's subject tells."""
    from cryptography.x509.oid import NameOID

    told = (NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_IDENTIFIER, NameOID.SERIAL_NUMBER)
    found = (
        _BIN.fullmatch(str(attribute.value).strip().upper())
        for oid in told
        for attribute in certificate.subject.get_attributes_for_oid(oid)
    )
    return frozenset(match[2] for match in found if match is not None and (match[1] or is_organisation(match[2])))


def _check_days(key: Certified, now: datetime) -> None:
    at = now.astimezone(UTC)
    zone = now.tzinfo
    if at > key.not_after:
        raise Problem("996", holder=key.holder, until=show_date(key.not_after.astimezone(zone).date()))
    if at < key.not_before:
        raise Problem("997", holder=key.holder, since=show_date(key.not_before.astimezone(zone).date()))


def _check_kind(key: Certified) -> None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.x509.oid import PublicKeyAlgorithmOID

    try:
        public = key.certificate.public_key()
        hashed = key.certificate.signature_hash_algorithm
    except (UnsupportedAlgorithm, ValueError) as error:
        raise Problem("1003", file=key.source, detail=str(error)) from error
    if isinstance(public, rsa.RSAPublicKey):
        kind = f"RSA {public.key_size}"
        sound = public.key_size >= LEAST_RSA_BITS
        if key.certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS:
            kind, sound = "RSASSA-PSS", False  # bound to a padding that many readers do not know
    elif isinstance(public, ec.EllipticCurvePublicKey):
        kind, sound = public.curve.name, public.curve.name in _CURVES
    else:
        kind, sound = type(public).__name__.removesuffix("PublicKey"), False
    if hashed is not None and hashed.name in _WEAK_HASHES:
        kind, sound = f"{kind}, {hashed.name}", False
    if not sound:
        raise Problem("1004", holder=key.holder, kind=kind)


def _check_usage(key: Certified) -> None:
    from cryptography import x509

    extensions = key.certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        pass  # none is set, so none is forbidden
    else:
        if not (usage.digital_signature or usage.content_commitment):
            raise Problem("1000", holder=key.holder)
    try:
        extended = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return
    purposes = {purpose.dotted_string for purpose in extended}
    if purposes & _SIGNING_IN and not purposes & _SIGNING:
        raise Problem("1001", holder=key.holder)


def _check_holder(key: Certified, organisation: Organisation) -> None:
    """By the BIN where the certificate tells one, else by the organisation's name."""
    bins = bins_of(key.certificate)
    if bins:
        if not organisation.bin:
            raise Problem("1007")
        if organisation.bin in bins:
            return
    elif _named(organisation.name.kk) in _names(key) or _named(organisation.name.ru) in _names(key):
        return
    raise Problem("998", holder=_whose(key), bin=organisation.bin or "—")


def _names(key: Certified) -> frozenset[str]:
    from cryptography.x509.oid import NameOID

    attributes = key.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return frozenset(_named(str(attribute.value)) for attribute in attributes)


def _whose(key: Certified) -> str:
    from cryptography.x509.oid import NameOID

    attributes = key.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return f"{key.holder}, {attributes[0].value!s}" if attributes else key.holder


def _named(name: str) -> str:
    """A name without its quotation marks and cases."""
    return " ".join(re.sub(r"[«»“”„\"']", " ", name).casefold().split())
