"""Tokens without a device: SoftHSM, a PKCS#11 library of Debian's that keeps its tokens in a folder."""

import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key

from tests.eds.authority import NOW, SIGNING_IN, Authority, Key

DRIVER = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4831"
KEEPERS_PIN = "00112233"


def plug_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> "Tokens":
    """The driver looks into ``folder`` from now on."""
    kept = folder / "tokens"
    kept.mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {kept}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    return Tokens(folder)


@dataclass(frozen=True)
class Tokens:
    """Tokens plugged in, in a folder of their own."""

    folder: Path

    def add(self, label: str) -> None:
        """An empty token with a PIN."""
        self._do("--init-token", "--free", "--label", label, "--so-pin", KEEPERS_PIN)

    def put(
        self,
        label: str,
        certificate: x509.Certificate | None,
        key: Key | None,
        *,
        key_id: str = "01",
        hidden: bool = False,
    ) -> None:
        """A key and its certificate onto a token; ``hidden``: to be seen only by who is signed in."""
        if key is not None:
            pem = self.folder / "key.pem"
            pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            self._do("--import", str(pem), "--token", label, "--label", "key", "--id", key_id)
            pem.unlink()
        if certificate is not None:
            self.put_bytes(label, certificate.public_bytes(Encoding.DER), key_id=key_id, hidden=hidden)

    def put_key(self, label: str, key: Key, key_id: bytes, *, asks_each_time: bool = False) -> None:
        """An RSA key under any id, also one that is taken, or none."""
        content = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        library = pkcs11.lib(str(DRIVER))
        try:
            with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
                attributes = {
                    Attribute.ID: key_id,
                    Attribute.TOKEN: True,
                    Attribute.PRIVATE: True,
                    Attribute.SIGN: True,
                    Attribute.ALWAYS_AUTHENTICATE: asks_each_time,
                }
                session.create_object(decode_rsa_private_key(content) | attributes)
        finally:
            library.finalize()

    def put_bytes(self, label: str, content: bytes, *, key_id: str, hidden: bool = False) -> None:
        """Whatever it is, in the place of a certificate."""
        library = pkcs11.lib(str(DRIVER))
        try:
            with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
                session.create_object(
                    {
                        Attribute.CLASS: ObjectClass.CERTIFICATE,
                        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                        Attribute.TOKEN: True,
                        Attribute.PRIVATE: hidden,
                        Attribute.ID: bytes.fromhex(key_id),
                        Attribute.SUBJECT: b"",
                        Attribute.VALUE: content,
                    }
                )
        finally:
            library.finalize()

    def _do(self, *what: str) -> None:
        subprocess.run(["softhsm2-util", *what, "--pin", PIN], check=True, capture_output=True)


def school_token(
    tokens: Tokens,
    authority: Authority,
    *,
    kind: str = "p256",
    label: str = "Мектеп",
    since: datetime = NOW - timedelta(days=30),
) -> str:
    """A token as a school has it: a key to sign in with, one to sign with, the issuer's certificate.

    Returns the serial number of the certificate that may sign.
    """
    tokens.add(label)
    tokens.put(label, *authority.give(kind=kind, since=since, purposes=SIGNING_IN), key_id="01")
    certificate, key = authority.give(kind=kind, since=since)
    tokens.put(label, certificate, key, key_id="02")
    tokens.put(label, authority.issuer, None, key_id="03")
    return f"{certificate.serial_number:x}"
