"""The demonstration's electronic filing: its moment, its nine documents, a counted essay, a signed notification."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.domain.hours import WorkingHours
from desktop.operations.counter import Counter
from desktop.operations.profile_keeping import found_profile
from desktop.ui.demonstration.clock import ShownClock
from desktop.ui.demonstration.organisation import demonstration_profile
from desktop.ui.demonstration.play import Demonstration
from desktop.ui.demonstration.player import Player
from desktop.ui.demonstration.scene import ALT, CONTROL, Key, Scene
from desktop.ui.demonstration.script import DemoApplicant, DemoCase
from desktop.ui.demonstration.stage import Stage
from desktop.ui.directories.key_card import KeyCard
from desktop.ui.proceedings.eds_panel import EdsPanel
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.essay_count import EssayCount
from desktop.ui.widgets.act_row import ActRow
from desktop.ui.widgets.key_entry import KeyEntry
from forms.papers.content import Organisation
from forms.reading import load_editions
from forms.texts import Text

OpenDay = Callable[[Path, ShownClock], Counter]

ELECTRONIC = "electronic"
EDITION = "E2025"
BIN = "990240000010"  # of an organisation there is none of
SCHOOL = Organisation(
    name=Text(kk="№ 7 жалпы білім беретін үлгі мектеп", ru="Примерная общеобразовательная школа № 7"),
    address=Text(kk="Үлгі қаласы, Бірінші көше, 1-үй", ru="город Примерный, улица Первая, дом 1"),
    phone="+77000000007",
    head="Үлгіжанов Ғ. Һ.",
    bin=BIN,
)
HOURS = WorkingHours(
    days=("mon", "tue", "wed", "thu", "fri"), opens=time(9), closes=time(18, 30), lunch=(time(13), time(14, 30))
)
FILED = "20.11.2026 19:15"  # a Friday, after hours
TEACHER = DemoApplicant(
    iin="850101100304",
    name="Өнеров Білім Қиялұлы",
    identity_document="",
    workplace="№ 7 үлгі мектеп",
    position="информатика мұғалімі",
    phone="87000000003",
    email="",
)
CASE = DemoCase(
    name=ELECTRONIC,
    edition=EDITION,
    provider="local",
    applicant=TEACHER,
    facts={
        "claimed_category": "moderator",
        "has_category": False,
        "retraining_done": True,
        "education_data_in_systems": False,
        "employment_data_in_systems": False,
    },
    outcome="accepted",
    language="kk",
)
SENTENCE = "Мен сабақта әр баланың өз жолымен ойлауына, сұрақ қоюына және қатесінен қорықпай үйренуіне мән беремін."
ESSAY_WORDS = 270
KEY_PASSWORD = "Үлгі кілт 7"
SAVED = "хабарлама.pdf"


class ElectronicScene(Scene):
    """One filing from the platform, from its first look to the notification's file."""

    def __init__(self, stage: Stage, demonstration: Demonstration) -> None:
        super().__init__(ELECTRONIC, stage, demonstration)
        self._clock = ShownClock()

    def play(self, opening: OpenDay) -> str:
        """Play the scene. Returns the registration number."""
        folder = self.stage.out / "data" / self.name
        edition = load_editions().by_label(EDITION)
        found_profile(folder, demonstration_profile(edition, organisation=SCHOOL, hours=HOURS))
        essay, key = folder / "эссе.docx", folder / "мектеп.p12"
        _write_essay(essay)
        _make_key(key)
        with self.stage.play(self.name, lambda folder: opening(folder, self._clock)) as player:
            self._look_at_key(player, key)
            number = self._receive(player, essay)
            self._sign(player, key)
            self._save(player)
            return number

    def _look_at_key(self, player: Player, key: Path) -> None:
        self.press(player, Key.Key_F7, CONTROL)
        self.press(player, Key.Key_3, ALT)
        (card,) = [one for one in player.window.findChildren(KeyCard) if one.isVisible()]
        self._give_key(player, card.entry, key)
        self.press(player, Key.Key_F10)
        self.photograph(player, "the-key-may-sign")
        self.press(player, Key.Key_Escape)

    def _give_key(self, player: Player, entry: KeyEntry, key: Path) -> None:
        """The file and its password, where the keyboard comes to them."""
        if entry.path() is None:
            self.tab_into(player, entry.file, "the key's file")
            player.write(str(key))
        self.tab_into(player, entry.secret, "the key's password")
        player.write(KEY_PASSWORD)

    def _receive(self, player: Player, essay: Path) -> str:
        desk = self.begin_case(player)
        player.press(Key.Key_3)  # from the platform
        self.demonstration.tab_to(player, "filed_at")
        player.write(FILED)
        self.leave(player, desk, "service")
        for name in ("iin", "name", "workplace", "position", "phone"):
            self.demonstration.tab_to(player, f"applicant.{name}")
            player.write(getattr(TEACHER, name))
        self.leave(player, desk, "applicant")
        self.demonstration.answer_facts(player, desk, CASE)
        self.leave(player, desk, "facts")
        player.press(Key.Key_1)
        self.leave(player, desk, "consent")
        self._check(player, desk, essay)
        self.leave(player, desk, "checklist")
        self.leave(player, desk, "outcome")
        number = desk.draft.number
        self.photograph(player, "registered")
        player.press(Key.Key_F10)  # nothing need be printed: the notification goes through the platform
        player.wait_until(lambda: not desk.is_open, "the filing is registered")
        player.settle()
        return number

    def _check(self, player: Player, desk: Desk, essay: Path) -> None:
        self.photograph(player, "nine-documents")
        player.press(Key.Key_F7)
        for _ in desk.checklist().owed:
            player.press(Key.Key_Space)
        player.press(Key.Key_F7)  # to what is still missing: the essay's words
        (counting,) = [one for one in player.window.findChildren(EssayCount) if one.isVisible()]
        self.tab_into(player, counting.file, "the essay's file")
        player.write(str(essay))
        self.tab_into(player, counting.count, "the button that counts")
        self.press(player, Key.Key_Space)
        self.photograph(player, "the-essay-is-counted")
        if any(one.isVisible() for one in player.window.findChildren(EssayCount)):
            player.press(Key.Key_Escape)  # another language has folded it already

    def _sign(self, player: Player, key: Path) -> None:
        self._clock.pass_time(40)
        self.press(player, Key.Key_F5, CONTROL)
        self.photograph(player, "waits-for-the-signature")
        self.press(player, Key.Key_Return)
        self.photograph(player, "what-is-signed")
        (panel,) = [one for one in player.window.findChildren(EdsPanel) if one.isVisible()]
        self._give_key(player, panel.entry, key)
        self.press(player, Key.Key_F10)
        self.photograph(player, "signed")
        player.write("Жеке кабинетке жүктелді")
        self.press(player, Key.Key_F10)
        self.photograph(player, "sent")
        self.press(player, Key.Key_Escape)
        self.press(player, Key.Key_Escape)

    def _save(self, player: Player) -> None:
        self.press(player, Key.Key_F4)
        self.press(player, Key.Key_Return)
        self.photograph(player, "the-case")
        self.tab_until(player, _is_notification, "the notification")
        self.press(player, Key.Key_Return)
        self.photograph(player, "the-notification")
        self.press(player, Key.Key_1)
        player.press(Key.Key_A, CONTROL)
        self.papers.mkdir(parents=True, exist_ok=True)
        player.write(str(self.papers / SAVED))
        self.press(player, Key.Key_F10)
        player.wait_until((self.papers / SAVED).exists, "the notification is saved")
        self.photograph(player, "saved")


def _is_notification(focused: object) -> bool:
    return isinstance(focused, ActRow) and focused.icon_name == "print" and focused is QApplication.focusWidget()


def _write_essay(path: Path) -> None:
    """Two hundred and seventy invented words, as a teacher's word processor writes them."""
    from docx import Document

    words = SENTENCE.split()
    document = Document()
    document.add_heading("Эссе", 1)
    told = [words[place % len(words)] for place in range(ESSAY_WORDS - 1)]  # the heading is a word too
    for start in range(0, len(told), 90):
        document.add_paragraph(" ".join(told[start : start + 90]))
    document.save(str(path))


def _make_key(path: Path) -> None:
    """A signing key of an organisation there is none of, made on the spot: a root, and a certificate for its BIN."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Үлгі куәландырушы орталық")])
    told = (
        (NameOID.COMMON_NAME, "ҮЛГІЖАНОВ ҒАЛЫМ"),
        (NameOID.ORGANIZATION_NAME, SCHOOL.name.kk),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{BIN}"),
        (NameOID.SERIAL_NUMBER, "IIN850101100002"),
        (NameOID.COUNTRY_NAME, "KZ"),
    )
    name = x509.Name([x509.NameAttribute(oid, value) for oid, value in told])
    certificates = []
    for subject, public, authority in ((root_name, root_key, True), (name, key, False)):
        usage = {
            one: authority == (one in ("key_cert_sign", "crl_sign"))
            for one in ("digital_signature", "content_commitment", "key_cert_sign", "crl_sign")
        }
        others = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(public.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(others, False)), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        )
        if not authority:
            purposes = [x509.ObjectIdentifier(one) for one in ("1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2")]
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        certificates.append(builder.sign(root_key, hashes.SHA256()))
    root, own = certificates
    how = BestAvailableEncryption(KEY_PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"kense", key, own, [root], how))
