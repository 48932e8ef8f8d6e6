"""What a centre publishes, and a counter that belongs to it."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.operations.counter import Counter
from forms.calendar import SHIPPED as CALENDARS
from forms.exchange import CentreKeys, Invitation, Update, UpdateSubject
from forms.reading import SHIPPED
from forms.signed import sign_document

ORDER = SHIPPED / "attestation" / "2020-05-14-order-202-annex-7.toml"

TERM = """
[[terms]]
key = "result"
title = { kk = "нәтиже", ru = "результат" }
working_days = 3
first_day_excluded = true
channels = ["counter"]
source = { paragraph = "3" }
"""


class Centre:
    """Keys of a centre, and what it signs."""

    def __init__(self) -> None:
        self.private = Ed25519PrivateKey.generate()
        self.sealing = X25519PrivateKey.generate()

    @property
    def keys(self) -> CentreKeys:
        """What counters know of it."""
        return CentreKeys(
            signing=self.private.public_key().public_bytes_raw().hex(),
            sealing=self.sealing.public_key().public_bytes_raw().hex(),
        )

    def enrol(self, counter: Counter) -> None:
        """The counter belongs to this centre."""
        invitation = Invitation(
            counter=counter.profile.counter,
            centre_name_kk="Ақтас аудандық білім бөлімі",
            centre_name_ru="Актасский районный отдел образования",
            address="https://centre.invalid",
            keys=self.keys,
            made_at="2026-09-01T10:00:00+05:00",
            expires_at="2026-12-01T10:00:00+05:00",
        )
        signed = sign_document(invitation, self.private.private_bytes_raw())
        counter.store.exchange.keep_invitation(signed, self.keys, "")

    def publish(self, number: int, subject: UpdateSubject, name: str, content: str, **rest: Any) -> bytes:
        """An update, signed."""
        rest.setdefault("issued_at", "2026-09-10T10:00:00+05:00")
        update = Update(number=number, subject=subject, name=name, content=content, **rest)
        return sign_document(update, self.private.private_bytes_raw())


def edition_text(label: str = "E2026", since: str = "2026-09-01", *, until: str = "", term: bool = False) -> str:
    """A new edition of attestation, for any provider: the order of 2020 under another name and other dates."""
    text = ORDER.read_text("utf-8").replace('label = "E2020-7"', f'label = "{label}"')
    text = text.replace('provider = "local"', 'provider = "any"', 1)
    text = text.replace("since = 2020-05-15\n", f"since = {since}\n", 1)
    text = text.replace("until = 2024-04-01\n", f"until = {until}\n" if until else "", 1)
    return text + (TERM if term else "")


def calendar_text(year: int = 2026, *, checked: str = "2026-11-25", day_off: str = "", key: str = "mourning") -> str:
    """A year's calendar, held against its sources on a later day, with one day off more."""
    text = (CALENDARS / f"{year}.toml").read_text("utf-8")
    shipped = next(line for line in text.splitlines() if line.startswith("checked"))
    text = text.replace(shipped, f"checked = {checked}")
    if day_off:
        text += f"""
[[holidays]]
key = "{key}"
name = {{ kk = "Қаралы күн", ru = "День траура" }}
days = [{day_off}]
shifts = false
source = "holidays_law"
"""
    return text


def put_profile(folder: Path, edition: str) -> None:
    """The profile's service is given under another edition."""
    path = folder / "profile.toml"
    lines = path.read_text("utf-8").splitlines()
    chosen = [f'edition = "{edition}"' if line.startswith("edition = ") else line for line in lines]
    path.write_text("\n".join(chosen), "utf-8")
