"""Where a signing key comes from, and what it is once it is open."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes


@dataclass(frozen=True)
class SigningKey:
    """A private key with its certificate. It lives as long as one act of signing; nothing of it is kept or logged.

    ``source`` names the file for sentences. ``others`` are the certificates that came with the key.
    """

    source: str
    certificate: "x509.Certificate"
    private: "PrivateKeyTypes" = field(repr=False)
    others: "tuple[x509.Certificate, ...]" = ()

    @property
    def serial(self) -> str:
        """The certificate's serial number, hex, as registers and papers name it."""
        return f"{self.certificate.serial_number:x}"

    @property
    def holder(self) -> str:
        """To whom it was issued: the common name, or the whole subject where it has none."""
        return common_name(self.certificate.subject)

    @property
    def issuer(self) -> str:
        """Who issued it."""
        return common_name(self.certificate.issuer)

    @property
    def not_before(self) -> datetime:
        """From when it is valid, UTC."""
        return self.certificate.not_valid_before_utc

    @property
    def not_after(self) -> datetime:
        """Until when it is valid, UTC."""
        return self.certificate.not_valid_after_utc


class KeySource(Protocol):
    """A file today; a token would be another (docs/decisions/eds.md)."""

    def open(self, password: str) -> SigningKey:
        """The key under its password. Raises Problem 992 to 995 and 1003."""
        ...


def common_name(name: "x509.Name") -> str:
    """The name a person knows a subject by."""
    from cryptography.x509.oid import NameOID

    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
