"""The catalogues: nothing stale, nothing untranslated, placeholders kept, letters of one alphabet in a word."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from desktop.language import Language
from desktop.ui.reception.step_words import STEP_NAMES
from forms.look_alikes import find_look_alikes
from forms.words import FINDINGS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "i18n"
DOMAINS = ("kense", "forms", "django")
LANGUAGES = ("kk", "ru")
EACH_CATALOGUE = [(domain, language) for domain in DOMAINS for language in LANGUAGES]

PLURALS = {
    "kk": (2, "(n != 1)"),
    "ru": (3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"),
}

# Words that stay in Latin letters: names of programs and formats, keys as they stand on the keyboard, words of files.
LATIN = {
    *("F3", "F7", "F8", "F10", "Esc", "Ctrl", "T", "S1", "Asia", "Almaty", "A6", "https", "UTC", "USB", "x", "ISO"),
    *("Kense", "CUPS", "QR", "PDF", "A4", "TOML", "JSON", "UTF-8", "Enter", "F2", "F9"),
    *("F5", "F6", "F11", "xlsx", "birth_date", "NCALayer", "trusted-roots", "asks", "draft"),
    *(
        "p12",
        "pfx",
        "P12",
        "PFX",
        "dll",
        "so",
        "editions",
        "since",
        "ends",
        "screen",
        "PKCS",
        "DOCX",
        "BIN",
        "EC",
        "RSA",
    ),
    *("kk", "ru", "toml", "cups-client", "example.kz", "name@example.kz"),
    *("CSV", "Caps", "Excel", "F12", "F4", "JPEG", "L", "Lock"),
    *("PIN", "PNG", "R", "SHA-256", "SQLite", "XLSX", "backups", "kense.keys"),
    # of the exchange and the centre's pages
    *(
        "Alt",
        "Kense-exchange",
        "Wi-Fi",
        "http",
        "none",
        "proxy.example.kz",
        "ZIP",
        "cookie",
        "S7",
        "school-7",
        "QK2-M9FD",
    ),
    *("Aegis", "Authenticator", "FreeOTP", "Google"),
    *(
        "above",
        "added",
        "cabinet",
        "category",
        "code",
        "college",
        "iin",
        "kind",
        "kindergarten",
        "music_school",
        "name",
    ),
    *("name_kk", "name_ru", "office", "position", "school", "workplace"),
    *("when", "facts", "papers", "held_category", "has_category", "months_from_date", "not_applicable", "checked"),
}
# Messages that are one word in Kazakh and in Russian.
SAME_IN_BOTH = {
    "A4",
    "Board",
    "File",
    "Operator",
    "Register",
    "Ticket",
    "Phone",
    "Printer",
    "teacher",
    "teacher-moderator",
    *("Code", "Log", "Proxy", "Stick"),
    *("(phone)", "Certificate", "Median", "Median, minutes", "{place}, {day}, {name}"),
    # of the centre's pages
    *("College", "Edition", "Quarantine", "Telephone", "stick", "Norm, minutes", "norm %(minutes)s"),
    *("%(of)s: median", "%(of)s: median, minutes", "%(seconds)d s", "%(minutes)d min"),
    *("%(count)s B", "%(count)s kB", "%(count)s MB"),
}

KAZAKH_LETTERS = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_PERCENT = re.compile(r"%\(([a-z_]+)\)(0?\d*[sd])|%%")
_PLACEHOLDER = re.compile(r"\{[^}]*\}|" + _PERCENT.pattern)
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[@.-][A-Za-z0-9]+)*")
_ENDINGS = (".", "…", ":", "?")

# What there is little room for: where it stands, its messages, the most letters it may have.
RAIL = ("Reception", "Unfinished", "Day", "Settings", "Board", "Light", "Dark")
BUTTONS = (
    *(
        "Accept and give the receipt",
        "Give the refusal receipt",
        "Give the reasoned refusal",
        "Handed over, next",
        "Next",
    ),
    *("Next applicant", "To the outcome", "Go on", "Put aside", "Applicant left", "Back", "Print", "Restore"),
    *("Open for reading only", "Try again", "Understood", "Go on with the case"),
)
MARK_COLUMNS = ("orig.", "comp.", "ret.")


@cache
def catalogue(domain: str, language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=language, domain=domain, abort_invalid=True)


@cache
def template(domain: str) -> Catalog:
    return read_template(FOLDER / f"{domain}.pot")


def read_template(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def forms_of(text: object) -> tuple[str, ...]:
    """One text, or each plural of it."""
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def keys_of(found: Catalog) -> set[tuple[str, ...]]:
    return {forms_of(message.id) for message in messages(found)}


def pairs(domain: str, language: str) -> Iterator[tuple[str, str]]:
    """Each translation with the message it stands for; the last of a message's forms for the rest of its plurals."""
    for message in messages(catalogue(domain, language)):
        english = forms_of(message.id)
        for place, text in enumerate(forms_of(message.string)):
            if text:  # an empty one has its own test
                yield english[min(place, len(english) - 1)], text


def translation(domain: str, language: str, message: str) -> str:
    found = catalogue(domain, language).get(message)
    assert found is not None, f"no message {message!r} in {domain}"
    return forms_of(found.string)[0]


# the templates and the code


@cache
def updating() -> ModuleType:
    spec = importlib.util.spec_from_file_location("i18n_update", FOLDER / "update.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("domain", DOMAINS)
def test_template_is_what_the_code_says(domain: str, tmp_path: Path) -> None:
    extracted = tmp_path / f"{domain}.pot"
    updating().extract(domain, extracted)
    code, kept = keys_of(read_template(extracted)), keys_of(template(domain))
    assert code - kept == set(), "run: make texts-update"
    assert kept - code == set(), "run: make texts-update"


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def called(node: ast.Call) -> str:
    function = node.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def calls_of(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names and node.args:
            yield node


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_marked(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called(node) == "N_" and len(node.args) == 1 and is_literal(node.args[0])


def holds_words(node: ast.expr) -> bool:
    """A text anywhere in the expression: the extraction would take it for the message, or for a part of it."""
    return any(
        isinstance(part, ast.JoinedStr) or (isinstance(part, ast.expr) and is_literal(part)) for part in ast.walk(node)
    )


def ill_said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls the extraction cannot read: line and why."""
    for node in calls_of(tree, "say", "_"):
        message = node.args[0]
        if not (is_literal(message) or is_marked(message)) and holds_words(message):
            yield node.lineno, f"{called(node)}(…) of something made: {ast.unparse(message)}"
    for node in calls_of(tree, "say_many"):
        if not all(is_literal(form) for form in node.args[:2]):
            yield node.lineno, "say_many(…) wants two literal forms"
    for node in calls_of(tree, "N_"):
        if not is_literal(node.args[0]):
            yield node.lineno, f"N_(…) of something made: {ast.unparse(node.args[0])}"
    for node in calls_of(tree, "word"):
        if holds_words(node.args[0]) and not (isinstance(node.args[0], ast.Subscript) or is_marked(node.args[0])):
            yield node.lineno, "word(…) takes a message named in forms"
    for outer in ast.walk(tree):
        if isinstance(outer, ast.JoinedStr):
            for node in calls_of(outer, "say", "say_many", "_"):
                if holds_words(node.args[0]):
                    yield node.lineno, f"{called(node)}(…) within an f-string is not extracted"


@pytest.mark.parametrize("path", python_files("desktop", "forms"), ids=lambda path: str(path.relative_to(ROOT)))
def test_messages_are_said_where_the_extraction_sees_them(path: Path) -> None:
    assert list(ill_said(parsed(path))) == []


@pytest.mark.parametrize(
    "line",
    [
        'say(f"{count} left")',
        'say("{count} left".format(count=3))',
        'say("left: " + count)',
        'look.say(WORDS[reason or "other"])',
        'say("yes" if given else "no")',
        'say_many(one, "{count} minutes", 2)',
        "N_(words)",
        'N_(f"{count} left")',
        'language.word("missing")',
        "f\"{look.say('Counter')} 7\"",
    ],
)
def test_ill_said_messages_are_found(line: str) -> None:
    assert list(ill_said(ast.parse(line))) != []


@pytest.mark.parametrize(
    "line",
    [
        'say("Applicant")',
        'say("Registered under number {number}.", number=number)',
        "say(STEP_NAMES[screen])",
        "say(self._onward_words(screen))",
        'say(N_("The journal is empty."))',
        'say_many("{count} minute", "{count} minutes", 2)',
        'language.word(FINDINGS["missing"])',
        'f"⚠ {obstacle.sentence(self.say)}"',
    ],
)
def test_well_said_messages_pass(line: str) -> None:
    assert list(ill_said(ast.parse(line))) == []


def test_every_message_of_the_code_is_in_its_template() -> None:
    """Read from the syntax tree, so that a message the extraction overlooks is found."""
    known = {domain: {form for key in keys_of(template(domain)) for form in key} for domain in DOMAINS}
    overlooked = []
    for path in python_files("desktop", "forms"):
        told = path.parts[len(ROOT.parts)] == "desktop" or path.parent.name == "sentences"
        domain = "kense" if told else "forms"
        for node in calls_of(parsed(path), "say", "say_many", "_", "N_"):
            forms = node.args[:2] if called(node) == "say_many" else node.args[:1]
            said = [form.value for form in forms if isinstance(form, ast.Constant) and isinstance(form.value, str)]
            overlooked += [(str(path.relative_to(ROOT)), words) for words in said if words not in known[domain]]
    assert overlooked == []


# the translations


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_catalogue_has_the_messages_of_its_template(domain: str, language: str) -> None:
    assert keys_of(catalogue(domain, language)) == keys_of(template(domain))
    assert not catalogue(domain, language).obsolete


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_every_message_is_translated(domain: str, language: str) -> None:
    count, _ = PLURALS[language]
    for message in messages(catalogue(domain, language)):
        texts = forms_of(message.string)
        assert len(texts) == (count if message.pluralizable else 1), message.id
        assert all(text.strip() for text in texts), f"not translated: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_header(domain: str, language: str) -> None:
    headers = dict(catalogue(domain, language).mime_headers)
    count, expression = PLURALS[language]
    assert headers["Plural-Forms"] == f"nplurals={count}; plural={expression};"
    written = (FOLDER / language / "LC_MESSAGES" / f"{domain}.po").read_text("utf-8").partition("\n\n")[0]
    assert f'"Language: {language}\\n"' in written
    assert '"Content-Type: text/plain; charset=utf-8\\n"' in written
    for noise in ("@", "PROJECT", "ORGANIZATION", "AUTHOR", "FULL NAME", "Creation-Date", "fuzzy"):
        assert noise not in written


def placeholders(text: str) -> list[tuple[str, str]]:
    parts = Formatter().parse(text)
    braces = {(name, f"{spec}!{conversion}") for _, name, spec, conversion in parts if name is not None}
    return sorted(braces | {(found[1] or "%", found[2] or "%") for found in _PERCENT.finditer(text)})


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_placeholders_are_kept(domain: str, language: str) -> None:
    for english, text in pairs(domain, language):
        assert placeholders(text) == placeholders(english), english


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_sentences_end_and_begin_as_in_english(domain: str, language: str) -> None:
    for english, text in pairs(domain, language):
        assert text == text.strip() and "  " not in text, english
        ending = next((sign for sign in _ENDINGS if english.endswith(sign)), "")
        if domain == "kense" and ending:
            assert text.endswith(ending), f"{english!r} ends with {ending!r}, {text!r} does not"
        if domain == "kense" and english[0].isalpha() and text[0].isalpha():
            assert english[0].isupper() is text[0].isupper(), f"{english!r}: {text!r}"


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_letters(domain: str, language: str) -> None:
    for english, text in pairs(domain, language):
        words = _PLACEHOLDER.sub(" ", text)
        suspects = [found.word for found in find_look_alikes(words) if found.word not in LATIN]
        assert suspects == [], f"{english!r}: two alphabets in {suspects}"
        assert set(_LATIN_WORD.findall(words)) <= LATIN, f"{english!r}: Latin words in {text!r}"
        if language == "ru":
            assert not KAZAKH_LETTERS & set(text), f"{english!r}: Kazakh letters in {text!r}"
            # The law's own texts stand on the same screens and papers, and are written without it.
            assert not {"ё", "Ё"} & set(text), f"{english!r}: {text!r}"


@pytest.mark.parametrize(("domain", "language"), EACH_CATALOGUE)
def test_quotation_marks(domain: str, language: str) -> None:
    for english, text in pairs(domain, language):
        assert not {"“", "”", '"', "'", "‘", "’"} & set(text), f"{english!r}: {text!r}"
        assert text.count("«") == text.count("»"), f"{english!r}: {text!r}"
        quoted = {mark for mark in placeholders(english) if f"“{{{mark[0]}}}”" in english}
        for name, _ in quoted:
            assert f"«{{{name}}}" in text, f"{english!r}: {{{name}}} is quoted, in {text!r} it is not"


@pytest.mark.parametrize("domain", DOMAINS)
def test_kazakh_and_russian_differ(domain: str) -> None:
    """The same words in both are a slip of copying, unless the languages share them."""
    same = {
        forms_of(message.id)[0]
        for message in messages(catalogue(domain, "kk"))
        if message.string
        and not message.pluralizable
        and forms_of(message.string)[0] == translation(domain, "ru", forms_of(message.id)[0])
    }
    assert same <= SAME_IN_BOTH


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("domain", "shown", "most"),
    [
        ("kense", RAIL, 12),
        ("kense", tuple(STEP_NAMES.values()), 18),
        ("kense", BUTTONS, 32),
        ("kense", MARK_COLUMNS, 7),
        ("forms", tuple(FINDINGS.values()), 15),
    ],
    ids=["rail", "steps", "buttons", "marks", "states"],
)
def test_short_where_there_is_little_room(domain: str, shown: tuple[str, ...], most: int, language: str) -> None:
    for message in shown:
        text = translation(domain, language, message)
        assert len(text) <= most, f"{text!r} has {len(text)} letters, there is room for {most}"


# as the program says them


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("kk", ["1 парақ", "2 парақ", "5 парақ", "11 парақ", "21 парақ"]),
        ("ru", ["1 лист", "2 листа", "5 листов", "11 листов", "21 лист"]),
        ("en", ["1 sheet", "2 sheets", "5 sheets", "11 sheets", "21 sheets"]),
    ],
)
def test_numbers_are_spoken_in_the_right_plural(language: str, spoken: list[str]) -> None:
    speaker = Language(language)
    assert [speaker.say_many("{count} sheet", "{count} sheets", count) for count in (1, 2, 5, 11, 21)] == spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_refusals_are_never_one(language: str) -> None:
    """A refusal receipt and a reasoned refusal go by different names wherever they are named."""
    say = Language(language).say
    receipt, refusal = {"kk": ("қолхат", "дәлелді бас тарту"), "ru": ("расписк", "мотивированн")}[language]
    button, other = say("Give the refusal receipt").lower(), say("Give the reasoned refusal").lower()
    assert receipt in button and receipt not in other
    assert refusal in other and refusal not in button
