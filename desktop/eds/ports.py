"""Where a signing key comes from, and what it is once it is open."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cryptography import x509


@dataclass(frozen=True)
class Certified:
    """The certificate of a key, whether the key itself is open or not.

    ``source`` names the file or the token for sentences. ``others`` are the certificates that came with the key.
    """

    source: str
    certificate: "x509.Certificate"
    others: "tuple[x509.Certificate, ...]" = ()

    @property
    def serial(self) -> str:
        """The certificate's serial number, hex, as registers and papers name it."""
        return f"{self.certificate.serial_number:x}"

    @property
    def holder(self) -> str:
        """To whom it was issued: the common name, or the whole subject where it has none or an empty one."""
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


@dataclass(frozen=True, kw_only=True)
class SigningKey(Certified):
    """A key that is open. It lives as long as one act of signing; nothing of it is kept or logged.

    ``sign`` gives the signature over bytes: SHA-256 with PKCS#1 v1.5 of an RSA key, with ECDSA (DER) of an elliptic
    one. What cannot sign raises ValueError; a token that does not, Problem 1116.
    """

    sign: Callable[[bytes], bytes] = field(repr=False)


Choose = Callable[[Sequence[Certified]], Certified]


class KeySource(Protocol):
    """A file (:mod:`desktop.eds.key_file`) or a token (:mod:`desktop.eds.token`)."""

    def open(self, password: str, choose: Choose) -> AbstractContextManager[SigningKey]:
        """The key under its password or PIN, open as long as the context lasts.

        ``choose`` is asked which of the certificates there is meant, and raises the Problem where none is: a token
        holds several, and is asked before any PIN is tried. Raises Problem 992 to 995, 1003 and 1110 to 1116.
        """
        ...


def common_name(name: "x509.Name") -> str:
    """The name a person knows a subject by."""
    from cryptography.x509.oid import NameOID

    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return next((told for one in found if (told := str(one.value).strip())), "") or name.rfc4514_string()
