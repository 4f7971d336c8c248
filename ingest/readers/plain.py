"""Plain text: nothing to take off."""

from ingest.document import SourceText


def read(text: str) -> SourceText:
    """The text as it stands."""
    return SourceText(text=text, format="text")
