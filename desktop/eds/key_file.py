"""A signing key in a PKCS#12 file (.p12, .pfx), as authorities give it out."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.eds.certificates import is_readable
from desktop.eds.password_check import is_password_right, is_pkcs12
from desktop.eds.ports import Choose, SigningKey
from forms.problems import Problem

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class KeyFile:
    """A :class:`desktop.eds.ports.KeySource`: a file on a stick or on the disk."""

    path: Path

    @contextmanager
    def open(self, password: str, choose: Choose) -> Iterator[SigningKey]:
        """The key under its password. Raises Problem 992 to 995 and 1003, and what ``choose`` raises."""
        chosen = choose(load_keys(self.path, password))
        assert isinstance(chosen, SigningKey)
        yield chosen


def load_keys(path: Path, password: str) -> Sequence[SigningKey]:
    """The key of a PKCS#12 file, once by each certificate of it: a renewed one may lie beside the old.

    Raises Problem 992 to 995, and 1003 where the key or its certificate is of a kind that cannot be read here.
    The password is not kept; the text given stays in memory until Python gives it back.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    content = _read(path)
    if not is_pkcs12(content):
        raise Problem("993", file=path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old ciphers, which authorities still use
            opened = pkcs12.load_pkcs12(content, password.encode("utf-8"))
    except UnsupportedAlgorithm as error:
        raise Problem("1003", file=path.name, detail=str(error)) from error
    except ValueError as error:
        # The library does not tell a wrong password from a key it does not know.
        code = "1003" if is_password_right(content, password) else "994"
        raise Problem(code, file=path.name) from error
    if opened.key is None or opened.cert is None:
        raise Problem("995", file=path.name)
    found = [opened.cert.certificate, *(one.certificate for one in opened.additional_certs)]
    own, readable = opened.key.public_key(), [one for one in found if is_readable(one)]
    certificates = [one for one in readable if _key_of(one) == own]
    if not certificates:
        raise Problem("1003", file=path.name)
    others, sign = tuple(one for one in readable if one not in certificates), signing_with(opened.key)
    return [SigningKey(source=path.name, certificate=one, others=others, sign=sign) for one in certificates]


def _key_of(certificate: "x509.Certificate") -> object:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return None


def signing_with(private: "PrivateKeyTypes") -> Callable[[bytes], bytes]:
    """What signs with a private key in memory."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    def sign(content: bytes) -> bytes:
        if isinstance(private, rsa.RSAPrivateKey):
            return private.sign(content, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(private, ec.EllipticCurvePrivateKey):
            return private.sign(content, ec.ECDSA(hashes.SHA256()))
        raise ValueError(f"no signatures with {type(private).__name__}")

    return sign


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Problem("992", file=path.name or str(path), detail=type(error).__name__) from error
    if len(content) > MOST_BYTES:
        raise Problem("993", file=path.name)
    return content
