"""The text of a DOCX document as a reader of its pages sees it.

Of the archive three small parts and the main one are unpacked, each as long as it says to be and no longer; a missing
picture or a damaged part nobody reads is no reason to refuse an essay that Word opens.
"""

import posixpath
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from forms.problems import Problem

MOST_PARTS = 3000
MOST_PART_BYTES = 5 * 1024 * 1024  # of a part unpacked: three hundred words take a hundredth of it

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # Strict
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DIRECTORY = b"PK\x01\x02"  # before the entry of each part
# What a reader of the page does not see as text of it. Deleted text has elements of its own (w:delText).
_LEFT_OUT = frozenset(("Fallback", "moveFrom", "del", "pPr", "sectPr"))
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("false", "0", "off")
# What a spoilt archive, or a spoilt document in it, is answered with by those who read it.
_DAMAGED = (
    BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # what lxml raises
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
    EOFError,
    RuntimeError,  # NotImplementedError and RecursionError among them
)


def docx_text(name: str, content: bytes) -> str:
    """The text of the document; ``name`` is for the sentences. Raises Problem 986 to 990."""
    if content.count(_DIRECTORY) > MOST_PARTS:
        raise Problem("989", file=name)
    try:
        with ZipFile(BytesIO(content)) as archive:
            package = _Package(name, archive)
            package.check_kind()
            main = package.related("", "officeDocument")
            if main is None:
                raise Problem("990", file=name, detail="main part")
            document = package.parsed(main)
            styles = package.related(main, "styles")
            hidden = _hidden_styles(package.parsed(styles)) if styles is not None else frozenset()
        body = next(child for child in document if _local(child) == "body" and _local(document) == "document")
        return "".join(_Reading(name, hidden).text_of(body))
    except Problem:
        raise
    except (*_DAMAGED, StopIteration) as error:
        raise Problem("990", file=name, detail=type(error).__name__) from error


class _Package:
    """The parts of an archive by their names, read no further than it says of their sizes."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in archive.infolist()}
        if any(part.flag_bits & 0x1 for part in self._parts.values()):
            raise Problem("987", file=name)

    def check_kind(self) -> None:
        types = self._parts.get("[content_types].xml")
        if types is None:
            raise Problem("986", file=self._name)  # another archive, ODT for one
        said = self._content(types)
        if b"macroEnabled" in said or any(part.endswith("vbaproject.bin") for part in self._parts):
            raise Problem("988", file=self._name)
        if b"wordprocessingml.document.main+xml" not in said:
            raise Problem("986", file=self._name)  # a workbook, slides, a template

    def related(self, source: str, kind: str) -> str | None:
        """The part that ``source`` names as its ``kind``, if it is there; of the package itself where it is empty."""
        folder, file = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self._parts:
            return None
        for relationship in self.parsed(listed).iter(_RELATIONSHIP):
            target = relationship.get("Target", "").replace("\\", "/").lower()
            if relationship.get("Type", "").endswith(f"/{kind}") and relationship.get("TargetMode") != "External":
                found = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                return found if found in self._parts else None
        return None

    def parsed(self, part: str) -> Any:
        """The root of a part's XML. One with definitions of its own (DTD) is none of Word's: entities stay unread."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(self._content(self._parts[part]), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError("DTD")
        return root

    def _content(self, part: ZipInfo) -> bytes:
        if part.file_size > MOST_PART_BYTES:
            raise Problem("989", file=self._name)
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile  # the others are unpacked whole, whatever size is said
        with self._archive.open(part) as opened:
            content = opened.read(part.file_size)
            if opened.read(1) or len(content) != part.file_size:
                raise BadZipFile
        return content


class _Reading:
    """The walk through the body: tables, text boxes and inserted words with it; no header, footer or note."""

    def __init__(self, name: str, hidden: frozenset[str]) -> None:
        self._name = name
        self._hidden = hidden

    def text_of(self, body: Any) -> Iterator[str]:
        boxes = [body]  # a text box stands beside the words it is fastened to, not between them
        for box in boxes:
            yield from self._flow(box, boxes)

    def _flow(self, flow: Any, boxes: list[Any]) -> Iterator[str]:
        left: list[Any] = list(reversed(flow))
        while left:
            element = left.pop()
            if isinstance(element, str):
                yield element
                continue
            local = _local(element)
            if local == "altChunk":
                raise Problem("986", file=self._name)  # a page of another kind within, read by Word alone
            if local in _LEFT_OUT or (local == "r" and self._is_hidden(element)):
                continue
            if local == "tr" and _child(element, "trPr", "del") is not None:
                continue  # a row deleted
            if local == "t":
                yield "".join(element.itertext())
            elif local in _SPACES:
                yield _SPACES[local]
            elif local == "sym":
                yield _symbol(element)
            elif local == "txbxContent":
                boxes.append(element)
            else:
                if local == "tc" or (local == "p" and not _is_joined_to_next(element)):
                    left.append("\n\n")
                left.extend(reversed(element))
        yield "\n\n"

    def _is_hidden(self, run: Any) -> bool:
        """What is said of the run itself, else by its style, else by its paragraph's."""
        properties = _child(run, "rPr")
        said = _is_vanished(properties)
        if said is not None:
            return said
        if not self._hidden:
            return False
        paragraph = next((above for above in run.iterancestors() if _local(above) == "p"), None)
        styles = (_child(properties, "rStyle"), _child(_properties(paragraph), "pStyle"))
        return any(style is not None and _value(style) in self._hidden for style in styles)


def _local(element: Any) -> str:
    """The name of an element of the text, without its namespace; empty for any other."""
    return _named(element.tag)


@lru_cache(maxsize=1000)
def _named(tag: object) -> str:
    space, _, local = tag[1:].rpartition("}") if isinstance(tag, str) else ("", "", "")
    return local if space in _WORD or (space == _COMPATIBILITY and local == "Fallback") else ""


def _child(element: Any, *path: str) -> Any:
    for local in path:
        if element is None:
            return None
        element = next((child for child in element if _local(child) == local), None)
    return element


def _properties(paragraph: Any) -> Any:
    """Those of a paragraph: always its first element, so that a paragraph of very many runs is not gone through."""
    first = None if paragraph is None else next(iter(paragraph), None)
    return first if first is not None and _local(first) == "pPr" else None


def _value(element: Any) -> str:
    return next((element.get(f"{{{space}}}val") for space in _WORD if element.get(f"{{{space}}}val")), "")


def _is_vanished(properties: Any) -> bool | None:
    """Whether letters are hidden; None where nothing is said of it."""
    vanish = _child(properties, "vanish")
    return None if vanish is None else _value(vanish) not in _OFF


def _hidden_styles(styles: Any) -> frozenset[str]:
    """The styles whose letters are hidden, by what they say or by what the style they are based on does."""
    said: dict[str, tuple[bool | None, str]] = {}
    for style in styles:
        if _local(style) == "style":
            name = next((style.get(f"{{{space}}}styleId") for space in _WORD if style.get(f"{{{space}}}styleId")), "")
            based = _child(style, "basedOn")
            said[name] = _is_vanished(_child(style, "rPr")), "" if based is None else _value(based)
    heirs: dict[str, list[str]] = {}
    for name, (vanished, based) in said.items():
        if vanished is None:
            heirs.setdefault(based, []).append(name)
    hidden: set[str] = set()
    left = [name for name, (vanished, _) in said.items() if vanished]
    while left:
        name = left.pop()
        if name not in hidden:
            hidden.add(name)
            left.extend(heirs.get(name, ()))
    return frozenset(hidden)


def _is_joined_to_next(paragraph: Any) -> bool:
    """Whether the end of the paragraph was deleted or moved away: its last word goes on in the next."""
    mark = _child(_properties(paragraph), "rPr")
    return _child(mark, "del") is not None or _child(mark, "moveFrom") is not None


def _symbol(element: Any) -> str:
    """A sign of a font of signs: of the private letters of Unicode, so it divides and is no word."""
    code = next((element.get(f"{{{space}}}char") for space in _WORD if element.get(f"{{{space}}}char")), "")
    return chr(int(code, 16) & 0xFFFF) if code else ""
