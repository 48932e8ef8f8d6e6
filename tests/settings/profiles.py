"""Profiles for tests, whole in everything a profile may say."""

from datetime import date, time
from pathlib import Path

from desktop.domain.hours import WorkingHours
from desktop.operations.profile_answers import ServiceOption, service_options
from desktop.profile.shape import BoardSettings, Operator, Profile, QueueSettings, Responsible, ServiceChoice
from forms.editions import Weekday
from forms.papers.content import Organisation
from forms.reading import load_editions
from forms.texts import Text

DAY = date(2026, 9, 14)
EDITIONS = load_editions()
OPTIONS: tuple[ServiceOption, ...] = service_options(EDITIONS, DAY)
WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
HOURS = WorkingHours(days=WEEK, opens=time(9), closes=time(18, 30), lunch=(time(13), time(14, 30)))
BIN = "990240000010"

FULL = Profile(
    format=1,
    counter="S1",
    zone="Asia/Almaty",
    interface="ru",
    languages=("kk", "ru"),
    printer="Office",
    ticket_printer="Tickets",
    organisation=Organisation(
        name=Text("№ 7 үлгі мектеп", 'Примерная "школа" № 7'),
        address=Text("Үлгі қаласы,\nБірінші көше", "город Примерный"),
        phone="+77000000007",
        head="Үлгі Б.",
        bin=BIN,
        phones=("+77010000000",),
    ),
    operators=(Operator(id="clerk-1", name="Асанова Г."), Operator(id="clerk-2", name="Үлгі А.")),
    services={
        "attestation": ServiceChoice(provider="music_school", edition="EMUS", letter="М", hours=HOURS),
        "enrolment": ServiceChoice(provider="music_school", edition="ENR"),
    },
    queue=QueueSettings(recalls=3, ticket_format="a6"),
    board=BoardSettings(enabled=True, port=8800),
    hours=WorkingHours(days=(*WEEK, "sat"), opens=time(8), closes=time(17)),
    responsible=(Responsible(role=Text("Кезек үшін", "За очередь"), name="Үлгі А.", phone="+77010000000"),),
)

SOUND = f"""format = 1
counter = "S1"
zone = "Asia/Almaty"

[organisation]
name = {{ kk = "Мектеп", ru = "Школа" }}
address = {{ kk = "Көше", ru = "Улица" }}
phone = "+77000000007"
bin = "{BIN}"
phones = ["+77010000000"]

[[operators]]
id = "clerk-1"
name = "Асанова Г."

[services.attestation]
provider = "local"
edition = "E2020-7"
letter = "А"
hours = {{ days = ["mon", "tue"], opens = 09:00:00, closes = 18:00:00, lunch = [13:00:00, 14:00:00] }}

[services.enrolment]
provider = "local"
letter = "Б"

[queue]
recalls = 2

[board]
port = 8737

[hours]
days = ["mon"]
opens = 08:00:00
closes = 16:00:00

[[responsible]]
role = {{ kk = "Кезек үшін", ru = "За очередь" }}
name = "Үлгі А."
phone = "+77010000000"
"""


def write_sound(folder: Path, *changes: tuple[str, str]) -> Path:
    """A sound profile with something changed in it, as a file."""
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "profile.toml"
    path.write_text(text, "utf-8")
    return path
