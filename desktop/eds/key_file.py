"""A signing key in a PKCS#12 file (.p12, .pfx), as authorities give it out."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.eds.password_check import is_password_right, is_pkcs12
from desktop.eds.ports import Choose, SigningKey
from forms.problems import Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class KeyFile:
    """A :class:`desktop.eds.ports.KeySource`: a file on a stick or on the disk."""

    path: Path

    @contextmanager
    def open(self, password: str, choose: Choose) -> Iterator[SigningKey]:
        """The one key under its password. Raises Problem 992 to 995 and 1003, and what ``choose`` raises."""
        key = load_key(self.path, password)
        choose((key,))
        yield key


def load_key(path: Path, password: str) -> SigningKey:
    """The key of a PKCS#12 file. Raises Problem 992 to 995 and 1003.

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
    others = tuple(one.certificate for one in opened.additional_certs)
    return SigningKey(
        source=path.name, certificate=opened.cert.certificate, others=others, sign=signing_with(opened.key)
    )


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
