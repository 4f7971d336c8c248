"""Links: whether a message gives a page's address and asks nothing."""

import re

from ingest.document import is_address

_ADDRESS = re.compile(r"https?://[^\s，。；、！？）】》」”’]+", re.IGNORECASE)
# Words that follow an address without a blank; Chinese within one, as in 通知.html, belongs to it.
_GLUED = re.compile(
    r"(?<=\.(?:html|shtm|docx|aspx))(?=[\u4e00-\u9fff])|(?<=\.(?:htm|pdf|doc|php|jsp|ofd))(?=[\u4e00-\u9fff])"
)
_ASKS = re.compile(
    r"[?？]|[吗呢么嘛][。！]?\s*$|怎么|怎样|如何|能不能|可不可以|是否|是不是|有没有|多少|哪[些里个条]|什么|为啥"
)
_BESIDE = 120  # characters beside the address: an app puts the page's title there


def link_in(text: str) -> str | None:
    """The one address in a text, where the rest reads like a page's title and not like a question."""
    found = _ADDRESS.findall(text)
    if len(found) != 1 or not is_address(found[0]):
        return None
    address = _GLUED.split(found[0], maxsplit=1)[0]
    beside = text.replace(address, " ").strip()
    return None if len(beside) > _BESIDE or _ASKS.search(beside) else str(address)
