"""What lies in a home."""

from pathlib import Path

from ingest.ledger import LEDGER
from ingest.lock import LOCK


def tree(home: Path) -> dict[str, bytes]:
    """Every file of a home but the lock."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.name != LOCK
    }


def generations(home: Path) -> list[str]:
    """What stands beside the generations too: CURRENT."""
    return sorted(path.name for path in (home / "index").iterdir())


def on_disk(home: Path) -> set[str]:
    """What lies in the library beside its ledger: the folders of sources."""
    return {path.name for path in (home / "library").iterdir()} - {LEDGER}
