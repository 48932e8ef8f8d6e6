"""The model centre on this machine's loopback, for screens: it answers, hangs, or something else answers for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms.events import CaseDecided, Event
from forms.invitation_code import make_token, write_code
from forms.signed import write_answer
from tests.sync.centre import ModelCentre
from tests.sync.serving import PATHS, Request, reply
from tests.sync.serving import serving as listening

FOLDER = "Kense-exchange"
CODE = "D7"
PROBLEM = "844"  # of what it refuses


class LoopbackCentre(ModelCentre):
    """``uncounted`` are numbers of cases it does not count.

    ``hang`` keeps every request waiting until ``let_go`` is set; ``say`` answers everything with these bytes instead.
    """

    def __init__(self) -> None:
        super().__init__(CODE)
        self.token = make_token()
        self.profile = ""
        self.uncounted: set[str] = set()
        self.judge = self._find_fault
        self.hang = False
        self.say: bytes | None = None
        self.asked = threading.Event()
        self.let_go = threading.Event()
        self.paths: list[str] = []

    @property
    def code(self) -> str:
        """What the district reads out."""
        return write_code(self.token, self.keys.signing)

    def invitation(self, *, token: bool = True) -> bytes:
        """The invitation, as its file; without the token, as it is fetched by it."""
        self.tokens[self.token] = CODE
        return self.invite(CODE, token=self.token if token else "", profile=self.profile)

    def carry(self, stick: Path, name: str = f"{CODE}-20260914-101500.kense-answer") -> None:
        """What the district does with a stick: takes in what is on it, and writes its answer."""
        folder = stick / FOLDER
        for ending, what in (("enrolment", "enrolment"), ("batch", "batch")):
            for path in sorted(folder.glob(f"*.kense-{ending}")):
                self.answer(what, path.read_bytes())
        (folder / name).write_bytes(write_answer(self._acknowledge(CODE, self.held[CODE].tip)))

    def respond(self, request: Request) -> bytes:
        """As a server asks for it."""
        self.paths.append(request.path)
        self.asked.set()
        if self.hang:
            self.let_go.wait()
            return b""
        if self.say is not None:
            return reply(self.say)
        if "/invitations/" in request.path:
            return reply(self.invitation(token=False))
        return reply(self.answer(PATHS[request.path], request.body))

    def _find_fault(self, event: Event) -> str:
        refused = isinstance(event.act, CaseDecided) and event.act.number in self.uncounted
        return PROBLEM if refused else ""


@contextmanager
def serving(centre: LoopbackCentre) -> Iterator[LoopbackCentre]:
    """The centre at an address of this machine, as long as the block."""
    with listening(centre.respond) as server:
        centre.address = server.address
        try:
            yield centre
        finally:
            centre.let_go.set()
