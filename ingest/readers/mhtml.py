"""MHTML: a web page and its pictures saved as one file, as browsers and Word do; the page is what is read."""

import email
import email.policy
from email.errors import MessageError

from ingest.document import Unreadable
from ingest.readers.encoding import decode


def page(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The page within, and warnings.

    Raises:
        Unreadable: there is none.
    """
    try:
        message = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        inner = pages[0].get_payload(decode=True) if pages else None
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, RecursionError) as problem:
        raise Unreadable("网页存档损坏或不完整，读不出来。") from problem
    if not isinstance(inner, bytes):
        raise Unreadable("网页存档里没有网页。")
    return decode(inner)
