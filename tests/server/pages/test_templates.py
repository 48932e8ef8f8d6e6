"""Templates and assets: they compile, they are found, they name no foreign host and need no exception of the policy."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import engines

ROOT = Path(__file__).resolve().parents[3]
SERVER = ROOT / "server"
TEMPLATES = sorted(SERVER.glob("*/jinja2/**/*.html"))
ASSETS = sorted(path for path in SERVER.glob("*/static/**/*") if path.is_file())
WRITTEN = [path for path in (*TEMPLATES, *ASSETS) if path.suffix in {".html", ".css", ".js", ".svg"}]
# Names that are no addresses of anything loaded.
NOT_LOADED = ("http://www.w3.org/",)


def name_of(path: Path) -> str:
    return path.relative_to(SERVER).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_compiles_and_is_found_by_its_name(path: Path) -> None:
    name = path.relative_to(next(above for above in path.parents if above.name == "jinja2")).as_posix()
    found: Any = engines["jinja2"].get_template(name)
    assert Path(found.template.filename).samefile(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_neither_style_nor_script_within(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<style\b|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_posts_has_the_sessions_mark(path: Path) -> None:
    text = path.read_text("utf-8")
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert "csrf_input" in form, form[:100]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_asset_a_template_names_is_found(path: Path) -> None:
    for name in re.findall(r"static\(['\"]([^'\"]+)['\"]\)", path.read_text("utf-8")):
        assert finders.find(name), name


@pytest.mark.parametrize("path", [path for path in ASSETS if path.suffix == ".css"], ids=name_of)
def test_every_file_a_style_sheet_names_is_found(path: Path) -> None:
    inside = path.relative_to(next(above for above in path.parents if above.name == "static"))
    for address in re.findall(r"url\(\"?([^\")]+)", path.read_text("utf-8")):
        served = (Path("/") / inside.parent / address).resolve().relative_to("/")
        assert finders.find(served.as_posix()), address


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_nothing_names_a_foreign_host(path: Path) -> None:
    text = path.read_text("utf-8")
    found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"')]*", text, re.IGNORECASE)
    assert not [address for address in found if not address.startswith(NOT_LOADED)]


def test_every_words_of_a_template_are_in_the_catalogue(tmp_path: Path) -> None:
    """What Babel reads is all the templates say: one it could not read would be left out in silence."""
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        f"--mapping-file={ROOT / 'i18n/babel.cfg'}",
    ]
    target = tmp_path / "pages.pot"
    sources = [str(path) for path in TEMPLATES]
    subprocess.run([*command, "--no-wrap", "--no-location", f"--output-file={target}", *sources], check=True, cwd=ROOT)
    extracted = target.read_text("utf-8")
    for path in TEMPLATES:
        for message in re.findall(r"_\(\"((?:[^\"\\]|\\.)+)\"", path.read_text("utf-8")):
            assert f'"{message}"' in extracted, (path.name, message)
