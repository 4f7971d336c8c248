"""Front matter: the YAML block between `---` lines at the head of a Markdown file, with line numbers.

PyYAML's node tree is read instead of its values: nodes know their lines, and dates stay as they were written.
"""

import re
from dataclasses import dataclass

import yaml

from ingest.document import Entry, FieldValue
from ingest.readers.encoding import encodable

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 20_000  # characters; a longer block is no front matter


@dataclass(frozen=True, slots=True)
class Front:
    """A front matter block and what follows it."""

    entries: dict[str, Entry]
    mistakes: tuple[tuple[int, str], ...]  # line, sentence
    body: str
    lines: int  # of the block with both marks, so that line n of the body is line n + lines of the file


def split(text: str) -> Front | None:
    """The front matter of a text whose lines are ended by line feeds alone; None where it has none."""
    match = _BLOCK.match(text)
    if match is None or len(match[1]) > _LONGEST:
        return None
    entries, mistakes = _entries(match[1])
    return Front(entries, mistakes, text[match.end() :], match.group().count("\n"))


def _entries(block: str) -> tuple[dict[str, Entry], tuple[tuple[int, str], ...]]:
    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return {}, (((mark.line if mark else 0) + 2, "文件头不是合法的 YAML。"),)
    if node is None:
        return {}, ()
    if not isinstance(node, yaml.MappingNode):
        return {}, ((2, "文件头要写成一行一个“键: 值”。"),)
    entries: dict[str, Entry] = {}
    mistakes: list[tuple[int, str]] = []
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 2  # the block begins on line 2
        value = _value(value_node)
        if key in entries:
            mistakes.append((line, f"“{key}”写了两遍。"))
        elif value is None:
            mistakes.append((line, f"“{key}”的值要写成一段文字或一个列表。"))
        else:
            entries[key] = Entry(value, line)
    return entries, tuple(mistakes)


def _value(node: yaml.Node) -> FieldValue | None:
    if isinstance(node, yaml.ScalarNode):
        return encodable(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return tuple(encodable(item.value) for item in node.value)
    return None
