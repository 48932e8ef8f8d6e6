"""A profile's file: read strictly, every mistake with its place; written whole or not at all."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.operations import queue_desk, reception
from desktop.operations.counter import Counter
from desktop.operations.profile_keeping import BEFORE_NAME, save_profile, write_profile, write_toml
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import examine_profile, read_profile
from desktop.profile.shape import Profile, ServiceChoice
from forms.catalogues import LANGUAGES, catalogue
from forms.problems import Problem
from tests.operations.making import HandClock, counter_at, open_ready
from tests.settings.profiles import EDITIONS, FULL, HOURS, SOUND, write_sound
from tests.storage.disks import mounted, remount_read_only

LUNCH = "lunch = [13:00:00, 14:00:00]"
A_SERVICE = "services.attestation"

# What is changed in a sound profile, the place that is told, and the number of the problem.
BROKEN = [
    (('counter = "S1"', 'counter = "К1"'), "counter", "155"),
    (('counter = "S1"', 'counter = ""'), "counter", "155"),
    (('counter = "S1"', 'counter = "ABCDEFGHIJKLMNOPQ"'), "counter", "155"),
    (('zone = "Asia/Almaty"', 'zone = "Asia/Nowhere"'), "zone", "157"),
    (('zone = "Asia/Almaty"', 'zone = "../etc/passwd"'), "zone", "157"),
    (("format = 1", 'format = 1\nverification_address = "kense.kz/v#"'), "verification_address", "156"),
    (("format = 1", "format = 1\nlanguages = []"), "languages", "176"),
    (('{ kk = "Мектеп", ru = "Школа" }', '{ kk = "Мектеп", ru = " " }'), "organisation.name.ru", "172"),
    (('kk = "Көше"', 'kk = "🏫"'), "organisation.address.kk", "173"),
    (('phone = "+77000000007"', 'phone = "72-15-40"'), "organisation.phone", "170"),
    (('phones = ["+77010000000"]', 'phones = ["+7701"]'), "organisation.phones[0]", "170"),
    (('bin = "990240000010"', 'bin = "99024000001"'), "organisation.bin", "168"),
    (('bin = "990240000010"', 'bin = "000000000000"'), "organisation.bin", "168"),
    (('bin = "990240000010"', 'bin = "990240000011"'), "organisation.bin", "169"),
    (('[[operators]]\nid = "clerk-1"\nname = "Асанова Г."\n', ""), "operators", "105"),
    (('name = "Асанова Г."', 'name = ""'), "operators[0].name", "172"),
    (('id = "clerk-1"', 'id = " "'), "operators[0].id", "172"),
    (("format = 1", 'format = 1\nlanguages = ["kk", "ru", "kk"]'), "languages", "175"),
    (
        ('name = "Асанова Г."', 'name = "Асанова Г."\n[[operators]]\nid = "clerk-1"\nname = "Б"'),
        "operators[1].id",
        "175",
    ),
    (("[services.enrolment]", "[services.passport]"), "services.passport", "160"),
    (('edition = "E2020-7"', 'edition = "E2099"'), f"{A_SERVICE}.edition", "161"),
    (('edition = "E2020-7"', 'edition = "ENR"'), f"{A_SERVICE}.edition", "161"),
    (('edition = "E2020-7"', "edition = []"), f"{A_SERVICE}.edition", "108"),
    (('letter = "Б"', 'letter = "А"'), "services.enrolment.letter", "163"),
    (('letter = "Б"', 'letter = "B"'), "services.enrolment.letter", "162"),
    (('letter = "Б"', 'letter = "б"'), "services.enrolment.letter", "162"),
    (('letter = "Б"', 'letter = "БВ"'), "services.enrolment.letter", "162"),
    (('provider = "local"', 'provider = "anyone"'), f"{A_SERVICE}.provider", "107"),
    (('days = ["mon", "tue"]', "days = []"), f"{A_SERVICE}.hours.days", "164"),
    (('days = ["mon", "tue"]', 'days = ["mon", "mon"]'), f"{A_SERVICE}.hours.days", "175"),
    (('days = ["mon", "tue"]', 'days = ["mon", "someday"]'), f"{A_SERVICE}.hours.days[1]", "107"),
    (("closes = 18:00:00", "closes = 08:00:00"), f"{A_SERVICE}.hours.closes", "165"),
    (("closes = 18:00:00", "closes = 09:00:00"), f"{A_SERVICE}.hours.closes", "165"),
    (("opens = 09:00:00", 'opens = "09:00"'), f"{A_SERVICE}.hours.opens", "108"),
    ((LUNCH, "lunch = [14:00:00, 13:00:00]"), f"{A_SERVICE}.hours.lunch", "166"),
    ((LUNCH, "lunch = [13:00:00, 13:00:00]"), f"{A_SERVICE}.hours.lunch", "166"),
    ((LUNCH, "lunch = [08:00:00, 09:30:00]"), f"{A_SERVICE}.hours.lunch", "167"),
    ((LUNCH, "lunch = [17:30:00, 18:30:00]"), f"{A_SERVICE}.hours.lunch", "167"),
    ((LUNCH, "lunch = [19:00:00, 20:00:00]"), f"{A_SERVICE}.hours.lunch", "167"),
    ((LUNCH, "lunch = [09:00:00, 18:00:00]"), f"{A_SERVICE}.hours.lunch", "167"),
    ((LUNCH, "lunch = [13:00:00]"), f"{A_SERVICE}.hours.lunch", "108"),
    (("closes = 16:00:00", "closes = 07:00:00"), "hours.closes", "165"),
    (("recalls = 2", "recalls = 10"), "queue.recalls", "171"),
    (("recalls = 2", "recalls = -1"), "queue.recalls", "171"),
    (("recalls = 2", "recalls = true"), "queue.recalls", "108"),
    (("port = 8737", "port = 80"), "board.port", "171"),
    (("port = 8737", "port = 65536"), "board.port", "171"),
    (("[queue]", "[queue]\nunknown = 1"), "queue.unknown", "104"),
    (('ru = "За очередь"', 'ru = ""'), "responsible[0].role.ru", "172"),
    (('role = { kk = "Кезек үшін", ru = "За очередь" }\n', ""), "responsible[0].role", "105"),
    (("format = 1", "format = 2"), "format", "107"),
    (('ru = "Школа"', 'en = "School"'), "organisation.name.ru", "106"),
]


@pytest.mark.parametrize(("change", "place", "code"), BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_every_mistake_is_told_with_its_place(tmp_path: Path, change: tuple[str, str], place: str, code: str) -> None:
    problems = examine_profile(write_sound(tmp_path, change), EDITIONS).problems
    told = {(problem.fields["key"], problem.code) for problem in problems}
    assert (place, code) in told
    for problem in problems:
        for language in LANGUAGES:
            sentence = problem.sentence(catalogue("kense", language).gettext)
            assert sentence.startswith(f"{PROFILE_NAME}:{problem.fields['key']}: ")
            assert "{" not in sentence.replace("{ kk", "").replace("{ …", "")


def test_nobody_to_work_at_the_counter_is_told(tmp_path: Path) -> None:
    nobody = ('[[operators]]\nid = "clerk-1"\nname = "Асанова Г."\n', "")
    path = write_sound(tmp_path, nobody, ("format = 1", "operators = []\nformat = 1"))
    with pytest.raises(Problem) as told:
        read_profile(path)
    reason = told.value.fields["reason"]
    assert isinstance(reason, Problem)
    assert reason.code == "158"


def test_a_sound_profile_has_no_faults_and_no_service_is_one(tmp_path: Path) -> None:
    assert examine_profile(write_sound(tmp_path), EDITIONS).problems == ()
    text, _, rest = SOUND.partition("[services.attestation]")
    path = tmp_path / PROFILE_NAME
    path.write_text("services = {}\n" + text + rest[rest.index("[queue]") :], "utf-8")
    (problem,) = examine_profile(path, EDITIONS).problems
    assert (problem.code, problem.fields["key"]) == ("159", "services")
    with pytest.raises(Problem) as told:
        read_profile(path)
    assert told.value.code == "150"
    assert problem.sentence() in told.value.sentence()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"format = ", "102"), (SOUND.encode("utf-16"), "101"), (SOUND.encode("cp1251", "replace"), "101"), (b"", "105")],
)
def test_a_file_that_is_no_profile_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / PROFILE_NAME
    path.write_bytes(content)
    assert examine_profile(path).problems[0].code == code
    assert examine_profile(tmp_path / "nowhere.toml").problems[0].code == "100"


def test_a_profile_of_before_is_read_and_its_old_slips_do_not_close_the_counter(tmp_path: Path) -> None:
    old = """format = 1
counter = "S1"
zone = "Asia/Almaty"
printer = ""
languages = ["kk", "ru", "en"]
[organisation]
name = { kk = "IT-лицей", ru = "Школа" }
address = { kk = "", ru = "Улица" }
phone = "72-15-40"
[[operators]]
id = "clerk-1"
name = "Асанова Г."
[services.attestation]
provider = "local"
"""
    path = tmp_path / PROFILE_NAME
    path.write_text(old, "utf-8")
    profile = read_profile(path, EDITIONS)
    assert profile.organisation.phone == "72-15-40"
    assert profile.interface == "kk"
    assert profile.letter_of("attestation") == "А"
    told = {problem.code for problem in examine_profile(path, EDITIONS).problems}
    assert told == {"170", "172"}


def test_letters_not_chosen_are_the_next_that_nobody_has() -> None:
    services = {
        "one": ServiceChoice(provider="local"),
        "two": ServiceChoice(provider="local", letter="А"),
        "three": ServiceChoice(provider="local"),
    }
    profile = replace(FULL, services=services)
    assert [profile.letter_of(service) for service in services] == ["Б", "А", "В"]


# writing


def test_what_is_written_is_read_the_same(tmp_path: Path) -> None:
    for profile in (FULL, replace(FULL, hours=None, responsible=(), printer="", demonstration=True)):
        write_profile(tmp_path, profile)
        assert read_profile(tmp_path / PROFILE_NAME, EDITIONS) == profile
        assert examine_profile(tmp_path / PROFILE_NAME, EDITIONS).problems == ()


def test_the_profile_before_is_kept_and_nothing_else_is_left(tmp_path: Path) -> None:
    before = write_sound(tmp_path, ("format = 1", "# by hand\nformat = 1")).read_bytes()
    write_profile(tmp_path, FULL)
    assert (tmp_path / BEFORE_NAME).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [PROFILE_NAME, BEFORE_NAME]


def changed(profile: Profile, **changes: object) -> Profile:
    return replace(profile, **changes)


def test_a_saved_profile_is_in_use_at_once(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        name = replace(counter.profile.operators[0], name="Басқа Қ.")
        services = {"attestation": replace(counter.profile.services["attestation"], edition="E2015", hours=HOURS)}
        written = changed(counter.profile, operators=(name,), services=services)
        assert save_profile(counter, written) is counter.profile
        assert counter.operator.name == "Басқа Қ."
        assert reception.open_case(counter, "attestation").edition == "E2015"
    assert read_profile(tmp_path / PROFILE_NAME) == written


def test_a_profile_that_makes_no_sense_or_changes_the_code_is_not_saved(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        before, kept = counter.profile, (tmp_path / PROFILE_NAME).read_bytes()
        attempts = ((changed(before, services={}), "159"), (changed(before, counter="S2"), "177"))
        for profile, code in attempts:
            with pytest.raises(Problem) as told:
                save_profile(counter, profile)
            assert told.value.code == code
        assert counter.profile is before
        assert (tmp_path / PROFILE_NAME).read_bytes() == kept
    with counter_at(tmp_path, read_only=True) as counter:
        with pytest.raises(Problem) as told:
            save_profile(counter, counter.profile)
        assert told.value.code == "313"


def test_a_service_stays_while_someone_waits_for_it_or_is_not_finished(tmp_path: Path) -> None:
    with counter_at(tmp_path, clock=HandClock()) as counter:
        both = {**counter.profile.services, "enrolment": ServiceChoice(provider="music_school", edition="ENR")}
        save_profile(counter, changed(counter.profile, services=both))
        only = changed(counter.profile, services={"enrolment": both["enrolment"]})
        draft = open_ready(counter)
        ticket = queue_desk.issue_ticket(counter, "attestation")
        refused_for(counter, only, 2)
        reception.drop_case(counter, draft, "applicant_left")
        refused_for(counter, only, 1)
        queue_desk.close_ticket(counter, ticket.visit, "left")
        assert save_profile(counter, only).services.keys() == {"enrolment"}


def refused_for(counter: Counter, profile: Profile, count: int) -> None:
    with pytest.raises(Problem) as told:
        save_profile(counter, profile)
    assert (told.value.code, told.value.fields["count"]) == ("179", count)


# disks


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "64k") as folder:
        write_profile(folder, FULL)
        kept = (folder / PROFILE_NAME).read_bytes()
        with (folder / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError, match="space"):
            while True:
                filler.write(bytes(512))
        with pytest.raises(Problem) as told:
            write_profile(folder, changed(FULL, printer="Another"))
        assert told.value.code == "301"
        assert (folder / PROFILE_NAME).read_bytes() == kept
        assert read_profile(folder / PROFILE_NAME) == FULL
        (folder / "filler").unlink()
        write_profile(folder, changed(FULL, printer="Another"))
        assert read_profile(folder / PROFILE_NAME).printer == "Another"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with mounted(tmp_path / "locked", "256k") as folder:
        write_profile(folder, FULL)
        remount_read_only(folder)
        with pytest.raises(Problem) as told:
            write_profile(folder, changed(FULL, printer="Another"))
        assert told.value.code == "302"
        assert read_profile(folder / PROFILE_NAME) == FULL


@pytest.mark.parametrize("at", range(1, 4))
def test_a_cut_at_any_step_leaves_a_whole_profile(tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step that touches the disk fails once; what is read afterwards is the old profile, whole."""
    write_profile(tmp_path, FULL)
    steps = 0
    replace_path = Path.replace

    def cut(self: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps == at:
            raise KeyboardInterrupt
        return replace_path(self, target)

    monkeypatch.setattr(Path, "replace", cut)
    another = changed(FULL, printer="Another")
    if at <= 2:
        with pytest.raises(KeyboardInterrupt):
            write_profile(tmp_path, another)
        assert read_profile(tmp_path / PROFILE_NAME) == FULL
    else:
        write_profile(tmp_path, another)
        assert steps == 2
        assert read_profile(tmp_path / PROFILE_NAME) == another
    assert write_toml(FULL).startswith("#")
