"""Package: the parts that a Word document consists of, and the styles that its paragraphs stand in."""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.document import Unreadable
from ingest.readers import markup, zips
from ingest.readers.limits import LARGEST_MARKUP
from ingest.readers.markup import Element, attribute, child, children, value

_LONGEST_CHAIN = 20  # styles based on styles


class Parts:
    """The parts of a package: the document, and those that it refers to by their kind."""

    def __init__(self, found: zipfile.ZipFile) -> None:
        self._found = found
        self._by_name = {member.filename.lower(): member for member in found.infolist()}
        start = self._relations("_rels/.rels", "").get("officeDocument", "word/document.xml")
        found_at = (self._part(place) for place in (start, "word/document.xml"))
        main = next((part for part in found_at if part is not None), None)
        if main is None:
            raise Unreadable("Word 文件损坏，里面没有正文。")
        self.main = main
        folder, base = posixpath.split(start)
        self._related = self._relations(f"{folder}/_rels/{base}.rels", folder)

    def related(self, kind: str) -> Element | None:
        """The part of a kind: styles, numbering, footnotes."""
        target = self._related.get(kind)
        return None if target is None else self._part(target)

    def _part(self, target: str) -> Element | None:
        member = self._by_name.get(target.lower())
        return None if member is None else markup.parse(zips.read(self._found, member, LARGEST_MARKUP))

    def _relations(self, target: str, folder: str) -> dict[str, str]:
        """The parts that a part refers to; what lies outside the package is not looked at."""
        root = self._part(target)
        found: dict[str, str] = {}
        for relation in () if root is None else children(root, "Relationship"):
            if attribute(relation, "TargetMode") == "External":
                continue
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or ""))
            found.setdefault(kind, path.lstrip("/"))
        return found


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of paragraphs: which stands on which, and what each settles."""

    properties: Mapping[str, Element]  # of paragraphs, by style
    names: Mapping[str, str]
    based_on: Mapping[str, str]
    default: str

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles of the part that holds them; none without it."""
        styles = (
            {} if root is None else {attribute(one, "styleId") or "": one for one in children(root, "style")}
        )
        defaults = (
            key
            for key, one in styles.items()
            if attribute(one, "type") == "paragraph" and attribute(one, "default") in {"1", "true", "on"}
        )
        return cls(
            {key: found for key, one in styles.items() if (found := child(one, "pPr")) is not None},
            {key: (value(one, "name") or "").lower() for key, one in styles.items()},
            {key: value(one, "basedOn") or "" for key, one in styles.items()},
            next(defaults, ""),
        )

    def chain(self, style: str) -> Iterator[str]:
        """A style and those that it stands on."""
        for _ in range(_LONGEST_CHAIN):
            if not style:
                return
            yield style
            style = self.based_on.get(style, "")

    def lists(self) -> dict[str, str]:
        """The list that each style names."""
        listed = {style: value(found, "numPr", "numId") for style, found in self.properties.items()}
        return {style: number for style, number in listed.items() if number}
