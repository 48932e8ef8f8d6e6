"""A counter that exists in memory only: it records, chains and batches exactly as one at a school does."""

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forms.batches import write_batch
from forms.chain import FIRST_HASH, Link, link_hash
from forms.events import Act, Event, Particulars, SegmentOpened, canonical_bytes, digest_particulars, make_salt
from forms.moments import Moment


class Recorder:
    """A journal with the keys of its counter. The first event is there from the start."""

    def __init__(self, code: str, opened_at: Moment) -> None:
        self.code = code
        self.private = Ed25519PrivateKey.generate()
        self.sealing = X25519PrivateKey.generate()
        self.links: list[Link] = []
        self.record(SegmentOpened(counter_key=self.public), at=opened_at)

    @property
    def public(self) -> str:
        """The public key it signs with, hex."""
        return self.private.public_key().public_bytes_raw().hex()

    @property
    def sealing_public(self) -> str:
        """The public key updates are sealed to, hex."""
        return self.sealing.public_key().public_bytes_raw().hex()

    def record(
        self,
        act: Act,
        *,
        at: Moment,
        case: str | None = None,
        particulars: Particulars | None = None,
        operator: str = "clerk-1",
    ) -> Link:
        """One event more."""
        salt = written = digest = None
        if particulars is not None:
            salt, written = make_salt(), canonical_bytes(particulars)
            digest = digest_particulars(written, salt)
        event = Event(
            counter=self.code,
            sequence=len(self.links) + 1,
            at=at,
            operator=operator,
            case=case,
            act=act,
            particulars_digest=digest,
        )
        return self.put(canonical_bytes(event), salt, written)

    def put(self, event: bytes, salt: bytes | None = None, particulars: bytes | None = None) -> Link:
        """Bytes in the place of an event, whatever they are."""
        previous = self.links[-1].hash if self.links else FIRST_HASH
        link = Link(
            sequence=len(self.links) + 1,
            previous=previous,
            hash=link_hash(previous, event),
            event=event,
            salt=salt,
            particulars=particulars,
        )
        self.links.append(link)
        return link

    def write(self, links: Sequence[Link], recipient: str, made_at: str) -> bytes:
        """Some of its links as a batch for the centre with this key (X25519, hex)."""
        return write_batch(
            links,
            counter=self.code,
            signing_key=self.private.private_bytes_raw(),
            recipient=recipient,
            made_at=made_at,
        )
