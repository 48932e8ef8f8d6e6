"""An authority of the tests' own: a root, an issuer under it, and keys of every kind, good and bad."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.eds.key_file import load_keys
from desktop.eds.ports import SigningKey
from forms.papers.content import Organisation
from forms.texts import Text

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
BIN = "150240000003"
PASSWORD = "Құпия сөз 1"
SCHOOL = Organisation(
    name=Text(kk="№ 7 жалпы білім беретін үлгі мектеп", ru="Примерная общеобразовательная школа № 7"),
    address=Text(kk="Үлгі қаласы, Бірінші көше, 1-үй", ru="город Примерный, улица Первая, дом 1"),
    phone="+7 700 000 00 07",
    head="Үлгіжанов Ғ. Һ.",
    bin=BIN,
)
SIGNING = (x509.ObjectIdentifier("1.3.6.1.5.5.7.3.4"), x509.ObjectIdentifier("1.2.398.3.3.4.1.2"))
SIGNING_IN = (ExtendedKeyUsageOID.CLIENT_AUTH, x509.ObjectIdentifier("1.2.398.3.3.4.1.2"))
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@lru_cache
def made_key(kind: str, turn: int = 0) -> Key:
    """A key of a kind; the same for the same ``turn``, since making one takes long."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=int(kind[3:]))
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    curves: dict[str, ec.EllipticCurve] = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "k1": ec.SECP256K1()}
    return ec.generate_private_key(curves[kind])


def name_of(common: str, organisation: str = "", unit: str = "", serial: str = "") -> x509.Name:
    """A subject as the national authority writes one."""
    told = (
        (NameOID.COMMON_NAME, common),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.SERIAL_NUMBER, serial),
        (NameOID.COUNTRY_NAME, "KZ"),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in told if value])


@dataclass
class Authority:
    """A root and an issuer under it."""

    common: str = "Үлгі куәландырушы орталық"
    kind: str = "p256"
    root: x509.Certificate = field(init=False)
    issuer: x509.Certificate = field(init=False)

    def __post_init__(self) -> None:
        key = made_key(self.kind, hash(self.common))
        name = name_of(self.common)
        self.root = _certificate(name, key, name, key, authority=True)
        self.issuer = _certificate(name_of(f"{self.common} 2"), self._issuer_key, name, key, authority=True)

    @property
    def _issuer_key(self) -> Key:
        return made_key(self.kind, hash(self.common) + 1)

    def give(
        self,
        *,
        kind: str = "p256",
        common: str = "ҮЛГІЖАНОВ ҒАЛЫМ",
        organisation: str = "№ 7 жалпы білім беретін үлгі мектеп",
        unit: str = f"BIN{BIN}",
        since: datetime = NOW - timedelta(days=30),
        until: datetime = NOW + timedelta(days=300),
        usage: Sequence[str] = ("digital_signature", "content_commitment"),
        purposes: Iterable[x509.ObjectIdentifier] = SIGNING,
        hashed: hashes.HashAlgorithm | None = None,
    ) -> tuple[x509.Certificate, Key]:
        """A certificate and its key, in order but for what is asked otherwise."""
        key = made_key(kind)
        subject = name_of(common, organisation, unit, "IIN850101100002")
        certificate = _certificate(
            subject,
            key,
            self.issuer.subject,
            self._issuer_key,
            since=since,
            until=until,
            usage=usage,
            purposes=tuple(purposes),
            hashed=hashed or hashes.SHA256(),
        )
        return certificate, key

    def file(
        self,
        path: Path,
        *,
        password: str = PASSWORD,
        encryption: KeySerializationEncryption | None = None,
        **asked: object,
    ) -> Path:
        """A key file with its certificate and the issuer's."""
        certificate, key = self.give(**asked)  # type: ignore[arg-type]
        how = encryption or BestAvailableEncryption(password.encode())
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"kense", key, certificate, [self.issuer], how))
        return path

    def revoke(self, certificate: x509.Certificate, on: datetime, *, by: Key | None = None) -> bytes:
        """A list of revoked certificates that names one."""
        revoked = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(on).build()
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.issuer.subject).last_update(on)
        builder = builder.next_update(on + timedelta(days=7)).add_revoked_certificate(revoked)
        return builder.sign(by or self._issuer_key, hashes.SHA256()).public_bytes(Encoding.DER)

    def trust(self, folder: Path) -> Path:
        """The folder of trusted roots with this authority's."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.crt").write_bytes(self.root.public_bytes(Encoding.PEM))
        return folder


def legacy_encryption(password: str = PASSWORD) -> KeySerializationEncryption:
    """Triple DES and SHA-1, as old authorities still write."""
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2000)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())
        .build(password.encode())
    )


def load_key(path: Path, password: str) -> SigningKey:
    """The key of a file that holds one."""
    (key,) = load_keys(path, password)
    return key


def _certificate(
    subject: x509.Name,
    key: Key,
    issuer: x509.Name,
    signed_by: Key,
    *,
    authority: bool = False,
    since: datetime = NOW - timedelta(days=1000),
    until: datetime = NOW + timedelta(days=3000),
    usage: Sequence[str] = ("key_cert_sign", "crl_sign"),
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
    hashed: hashes.HashAlgorithm | None = None,
) -> x509.Certificate:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{name: name in usage for name in names}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), critical=False)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return builder.sign(signed_by, hashed or hashes.SHA256())  # type: ignore[arg-type]
