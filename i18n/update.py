"""Brings the catalogues up to date with the code: extract, merge, keep what is translated.

Three domains: ``kense`` for the interface (and every Problem's sentence), ``forms`` for the words of papers, ``django``
for the centre's pages.
Run it as ``make texts-update``; a test fails while a template is stale or a translation is missing.
"""

import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import escape

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "i18n"
LANGUAGES = ("kk", "ru")
KEYWORDS = ("say", "say_many:1,2", "N_", "_")
PAGE_KEYWORDS = ("gettext", "ngettext:1,2", "gettext_lazy", "_", "N_")
MAPPING = FOLDER / "babel.cfg"

# The problems are told by screens, so they belong to the interface wherever they are raised.
SOURCES = {
    "kense": ["desktop", "forms/sentences"],
    "forms": ["forms"],
    "django": ["server"],
}
EXCLUDED = {"kense": [], "forms": ["sentences"], "django": []}

ABOUT = {
    "kense": "The interface, and every sentence about a problem.",
    "forms": "Wording of papers, and words screens share. Official forms are quoted verbatim where we have them.",
    "django": "The pages of the district's centre.",
}
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}


def extract(domain: str, target: Path) -> None:
    """Write the template of a domain. Without dates and line numbers, so that it changes only when messages do."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "--no-location", "--sort-output"]
    command += ["--no-default-keywords", "--omit-header", "--width=110", f"--output-file={target}"]
    command += [f"--keyword={keyword}" for keyword in (PAGE_KEYWORDS if domain == "django" else KEYWORDS)]
    command += [f"--mapping-file={MAPPING}"]
    command += [f"--ignore-dirs={name}" for name in ("__pycache__",)]
    sources = [str(path.relative_to(ROOT)) for source in SOURCES[domain] for path in files(ROOT / source)]
    kept = [source for source in sources if Path(source).parent.name not in EXCLUDED[domain]]
    subprocess.run([*command, *sorted(kept)], check=True, cwd=ROOT)


def files(source: Path) -> list[Path]:
    """A file, or every Python file and every template below a folder."""
    return [source] if source.is_file() else sorted((*source.rglob("*.py"), *source.rglob("*.html")))


def merge(domain: str, language: str) -> None:
    """Bring one language's catalogue up to date with the template."""
    catalogue = FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
    template = FOLDER / f"{domain}.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q"]
    if catalogue.exists():
        command += ["update", "--no-fuzzy-matching", "--ignore-obsolete", "--width=110"]
    else:
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        command += ["init", "--width=110"]
    command += [f"--input-file={template}", f"--output-file={catalogue}", f"--locale={language}"]
    subprocess.run(command, check=True, cwd=ROOT)
    catalogue.write_text(header(domain, language) + without_header(catalogue.read_text("utf-8")), "utf-8")


def header(domain: str, language: str) -> str:
    """What gettext needs and no more: no dates, so that a catalogue changes only when its texts do."""
    fields = {
        "Project-Id-Version": "Kense",
        "Language": language,
        "Plural-Forms": PLURALS[language],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f"# {ABOUT[domain]}", 'msgid ""', 'msgstr ""']
    lines += [escape(f"{name}: {value}\n") for name, value in fields.items()]
    return "\n".join(lines) + "\n\n"


def without_header(text: str) -> str:
    """A catalogue after its first entry, which is the header."""
    _, _, entries = text.partition('msgid ""')
    return entries.partition("\n\n")[2].lstrip("\n")


def main() -> None:
    """Every domain, both languages."""
    for domain in SOURCES:
        extract(domain, FOLDER / f"{domain}.pot")
        for language in LANGUAGES:
            merge(domain, language)


if __name__ == "__main__":
    main()
