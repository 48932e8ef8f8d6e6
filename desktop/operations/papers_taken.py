"""Papers printed to the folder of a protected counter lie sealed; here they are taken out, to be printed elsewhere."""

from pathlib import Path

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.printing.choice import PAPERS_NAME
from desktop.protection import key_file
from desktop.protection.data_key import SEALED_ENDING
from desktop.storage.errors import storage_errors


def take_out_papers(counter: Counter, target: Path) -> int:
    """Write the sealed papers as PDF into ``target``, a stick for one, and remove them here; how many.

    The register keeps its own copy of each. From then on whoever has ``target`` reads them. Raises Problem 705 in the
    clear, 717 where one is damaged, and 301–307; what is not written yet is still here.
    """
    from desktop.protection.sealing import open_sealed_file

    require(counter.roles, "serve")
    if counter.data_key is None:
        raise key_file.no_keys(counter.store.folder)
    papers = _sealed(counter)
    for path in papers:
        with storage_errors(target):
            open_sealed_file(path, _free_path(target, path.name.removesuffix(SEALED_ENDING)), counter.data_key.files)
        with storage_errors(path.parent):
            path.unlink()
    return len(papers)


def _sealed(counter: Counter) -> list[Path]:
    papers = counter.store.folder / PAPERS_NAME
    return sorted(papers.glob(f"*.pdf{SEALED_ENDING}"), key=lambda path: (path.stat().st_mtime_ns, path.name))


def _free_path(target: Path, name: str) -> Path:
    path, count = target / name, 1
    while path.exists():
        count += 1
        path = target / f"{Path(name).stem}-{count}.pdf"
    return path
