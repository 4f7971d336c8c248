"""Markup: XML parsed without anything that makes XML dangerous."""

from collections.abc import Iterator

from lxml import etree

from ingest.document import Unreadable
from ingest.readers.limits import MOST_MARKUP_ELEMENTS

Element = etree._Element  # noqa: SLF001 (lxml has no public name for the type)


def parse(content: bytes) -> Element:
    """The root of an XML text. Entities are not replaced, nothing is fetched, depth and sizes are limited.

    Raises:
        Unreadable: it is no XML, has a document type of its own, or too many elements.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable("文件损坏或不完整，内部的 XML 读不出来。") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("文件内部的 XML 带有自定义实体，可能有害，没有读。")
    if sum(1 for _ in root.iter()) > MOST_MARKUP_ELEMENTS:
        raise Unreadable("文件内部的结构太大，请拆成几份再加。")
    return root


def name(element: Element) -> str:
    """The name of an element without its namespace; strict and usual Word, and old and new OFD, differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, wanted: str) -> str | None:
    """An attribute's value by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(value)
    return None


def children(element: Element, *wanted: str) -> Iterator[Element]:
    """The children of some names."""
    return (child for child in element if name(child) in wanted)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, if there is one."""
    for wanted in path:
        if element is None:
            return None
        element = next(children(element, wanted), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The attribute `val` of the element down a path, as Word keeps its settings."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")
