"""The house's rules, each an English sentence."""

import ast
from pathlib import Path

import pytest
from pytest_archon import archrule

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop", "forms", "server")
TOP_LEVEL = {"desktop", "forms", "server", "resources", "i18n", "packaging", "tests", "docs", "bench"}


def imports_of(path: Path) -> set[str]:
    """Top-level names of everything a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def test_forms_imports_nothing_of_desktop_or_server() -> None:
    archrule("forms stands alone").match("forms*").should_not_import("desktop*", "server*").check("forms")


def test_desktop_and_server_never_import_each_other() -> None:
    archrule("desktop without server").match("desktop*").should_not_import("server*").check("desktop")
    archrule("server without desktop").match("server*").should_not_import("desktop*").check("server")


def test_the_domain_imports_forms_and_the_standard_library_only() -> None:
    # msgspec is how typed data are written in this house, forms included.
    allowed = {"forms", "desktop", "msgspec"}
    for path in modules("desktop/domain"):
        for name in imports_of(path):
            top = name.partition(".")[0]
            assert top in allowed or top in __import__("sys").stdlib_module_names, f"{path.name} imports {name}"
            assert top != "desktop" or name.startswith("desktop.domain"), f"{path.name} imports {name}"


@pytest.mark.parametrize("library", ["PySide6", "shiboken6"])
def test_only_the_user_interface_imports_qt(library: str) -> None:
    for path in modules(*PACKAGES):
        if path.is_relative_to(ROOT / "desktop" / "ui"):
            continue
        assert not {name for name in imports_of(path) if name.startswith(library)}, path


@pytest.mark.parametrize("library", ["sqlite3", "sqlite_utils", "sqlcipher3", "apsw"])
def test_only_storage_knows_sqlite(library: str) -> None:
    for path in modules("desktop", "forms"):
        if path.is_relative_to(ROOT / "desktop" / "storage"):
            continue
        assert not {name for name in imports_of(path) if name.partition(".")[0] == library}, path


def test_the_user_interface_calls_operations_and_never_storage() -> None:
    for path in modules("desktop/ui"):
        assert not {name for name in imports_of(path) if name.startswith("desktop.storage")}, path


def test_protection_knows_neither_store_nor_operations() -> None:
    for path in modules("desktop/protection"):
        above = ("desktop.storage", "desktop.operations", "desktop.ui")
        assert not {name for name in imports_of(path) if name.startswith(above)}, path


def test_what_leaves_the_counter_knows_neither_store_nor_window() -> None:
    for path in modules("desktop/exporting"):
        forbidden = ("desktop.storage", "desktop.ui", "desktop.operations", "desktop.printing")
        assert not {name for name in imports_of(path) if name.startswith(forbidden)}, path


def test_looking_people_up_knows_neither_store_nor_window() -> None:
    for path in modules("desktop/lookup"):
        names = {name for name in imports_of(path) if name.startswith("desktop")}
        assert all(name.startswith("desktop.lookup") for name in names), path
        if path.stem == "ports":
            assert not {name for name in imports_of(path) if name.startswith(("desktop", "forms"))}, path


def test_storage_decides_nothing() -> None:
    for path in modules("desktop/storage"):
        forbidden = ("desktop.ui", "desktop.operations", "desktop.domain", "desktop.printing")
        assert not {name for name in imports_of(path) if name.startswith(forbidden)}, path


def test_forms_has_no_network_and_no_database() -> None:
    for path in modules("forms"):
        forbidden = {"socket", "http", "urllib", "httpx", "sqlite3", "sqlite_utils"}
        assert not {name for name in imports_of(path) if name.partition(".")[0] in forbidden}, path


def test_the_top_level_is_fixed() -> None:
    tracked = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert tracked - {"build", "dist"} == TOP_LEVEL


def test_folders_that_are_not_packages_stay_so() -> None:
    # packaging/ as a package would shadow PyPA's library of that name.
    for folder in ("i18n", "resources", "packaging", "docs"):
        assert not list((ROOT / folder).rglob("__init__.py")), folder


def test_no_room_is_past_four_hundred_lines() -> None:
    for path in modules(*PACKAGES):
        assert len(path.read_text("utf-8").splitlines()) <= 400, f"{path}: look for its second subject"
