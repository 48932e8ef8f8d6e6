"""Writes docs/problems.md: every numbered problem with its sentence in three languages, for whoever is telephoned.

Run it as ``make docs`` after a problem was added or a translation changed; a test fails while the page is stale.
"""

from pathlib import Path

from forms.catalogues import catalogue
from forms.problems import PROBLEMS

PAGE = Path(__file__).resolve().parent / "problems.md"

HEAD = """# Problems

Everything that can go wrong and is told to a person, by number. The number stands in the log; the sentence is what the
operator reads. `{fields}` are filled in: files, days, numbers of documents, and where a name was mistyped, its letters.

1xx standards, calendars and the profile · 2xx what was typed · 3xx the store · 4xx printing ·
5xx the journal and papers · 60x–77x the counter at work · 78x–81x what leaves the register, backups, retention ·
82x–88x the exchange · 89x–96x the district's centre

"""


def write_page() -> str:
    """The page's text."""
    parts = [HEAD]
    for code in sorted(PROBLEMS):
        message = PROBLEMS[code]
        parts.append(f"## {code}\n\n")
        for language in ("kk", "ru"):
            parts.append(f"- {catalogue('kense', language).gettext(message)}\n")
        parts.append(f"- {message}\n\n")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(write_page(), "utf-8")
