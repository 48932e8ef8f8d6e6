"""Whom this counter trusts to issue keys: certificates and lists of revoked ones in a folder of the data folder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.eds.certificates import is_readable, parsed
from forms.problems import Problem

if TYPE_CHECKING:
    from cryptography import x509

FOLDER = "trusted-roots"
_CERTIFICATES = frozenset((".crt", ".cer", ".pem", ".der"))
_MOST_BYTES = 64 * 1024 * 1024  # national lists of revoked certificates are long


@dataclass(frozen=True)
class Trust:
    """Trusted certificates and lists of revoked ones; without any certificate nobody's issuer is asked about."""

    folder: str = FOLDER
    roots: "tuple[x509.Certificate, ...]" = ()
    revoked: "tuple[x509.CertificateRevocationList, ...]" = ()

    def revoked_on(self, certificate: "x509.Certificate") -> date | None:
        """The day a certificate was revoked, by the lists of its own issuer; None where none names it."""
        for crl in self.revoked:
            found = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if crl.issuer == certificate.issuer and found is not None:
                return found.revocation_date_utc.date()
        return None


def load_trust(folder: Path) -> Trust:
    """What lies in a folder; nothing where there is none. Raises Problem 1006 for a file that is neither."""
    if not folder.is_dir():
        return Trust(folder=folder.name)
    roots: list[x509.Certificate] = []
    lists: list[tuple[Path, x509.CertificateRevocationList]] = []
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if suffix in _CERTIFICATES:
            roots += _read(path, "certificate")
        elif suffix == ".crl":
            lists += ((path, crl) for crl in _read(path, "list"))
    for path, crl in lists:
        _check_list(path, crl, [root for root in roots if root.subject == crl.issuer])
    return Trust(folder.name, tuple(roots), tuple(crl for _, crl in lists))


def is_trusted(certificate: Any, others: Iterable[Any], trust: Trust, at: datetime) -> bool:
    """Whether a certificate leads to a trusted one at a moment; all of them as asn1crypto holds them."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

    try:
        validator = CertificateValidator(
            certificate,
            intermediate_certs=list(others),
            validation_context=validation_context([parsed(root) for root in trust.roots], at, trust.revoked),
        )
        _run(validator.async_validate_path())
    except (PathBuildingError, PathValidationError, ValidationError, ValueError, UnsupportedAlgorithm):
        return False
    return True


def validation_context(roots: list[Any], at: datetime, revoked: "Iterable[x509.CertificateRevocationList]" = ()) -> Any:
    """Whom pyHanko trusts, and the moment it looks at them. Nothing is fetched."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=roots,
        crls=[_encoded(crl) for crl in revoked],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=at,
    )


def _run(awaited: Any) -> Any:
    import asyncio

    return asyncio.run(awaited)


def _encoded(crl: "x509.CertificateRevocationList") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return crl.public_bytes(Encoding.DER)


def _read(path: Path, kind: str) -> "Iterator[Any]":
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    unreadable = (OSError, ValueError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("too large")
        content = path.read_bytes()
        if kind == "list":
            text = b"-----BEGIN" in content
            crl = x509.load_pem_x509_crl(content) if text else x509.load_der_x509_crl(content)
            tuple(crl.extensions)
            if not crl.issuer.rdns:
                raise ValueError("no issuer")
            yield crl
        else:
            text = b"-----BEGIN" in content
            found = x509.load_pem_x509_certificates(content) if text else [x509.load_der_x509_certificate(content)]
            if not all(is_readable(one) for one in found):
                raise ValueError("unreadable names or extensions")
            yield from found
    except unreadable as error:
        raise Problem("1006", file=path.name, folder=path.parent.name, detail=str(error)) from error


def _check_list(path: Path, crl: "x509.CertificateRevocationList", issuers: "list[x509.Certificate]") -> None:
    """A list whose issuer is known is that issuer's own; one of an unknown issuer can only refuse, never permit.

    So is one of an issuer whose signatures are of an unknown kind, as the national authority's GOST root.
    """
    from cryptography.exceptions import UnsupportedAlgorithm

    if not issuers:
        return
    for issuer in issuers:
        try:
            if crl.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type]
                return
        except UnsupportedAlgorithm:
            return
        except (TypeError, ValueError):
            continue
    raise Problem("1006", file=path.name, folder=path.parent.name, detail="signature")
