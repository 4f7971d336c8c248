"""Markdown: a reply as a page of documentation shows it, made from the very HTML that Telegram gets."""

from html.parser import HTMLParser

from bot.render.replies import Reply

_MARKS = {"b": "**", "s": "~~"}
_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]#|"})


def markdown(reply: Reply) -> str:
    """A reply as Markdown: quotations stay quotations, and its buttons stand below in brackets."""
    reader = _Reader()
    reader.feed(reply.html)
    reader.close()
    lines = [line.rstrip() for line in "".join(reader.parts).split("\n")]
    # Two blanks at its end keep a line apart from the next, as on the phone.
    body = "\n".join(f"{line}  " if line and line != ">" else line for line in lines)
    buttons = "　".join(f"［{button.label}］" for row in reply.rows for button in row)
    return f"{body.strip()}\n\n{buttons}".strip()


class _Reader(HTMLParser):
    """Turns the few tags that our pages use."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._quoted = False
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what a tag opens."""
        if tag == "blockquote":
            self._quoted = True
            self.parts.append("\n> ")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag == "blockquote":
            self._quoted = False
            self.parts.append("\n")
        elif tag == "a":
            self.parts.append(f"]({self._links.pop()})")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Words, with what Markdown would take for marks made plain."""
        plain = data.translate(_SPECIAL)
        self.parts.append(plain.replace("\n", "\n> ") if self._quoted else plain)
