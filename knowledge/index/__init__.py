"""The index: one folder a generation, made beside the live one and never changed once it is live.

The only place that knows Chroma, tantivy and SQLite. No path is ever both read and written: two processes on one
Chroma path corrupt it or silently answer nothing.
"""

from knowledge.index.generation import Generation, current_name, live, reading_records
from knowledge.index.writer import IndexWriter

__all__ = ["Generation", "IndexWriter", "current_name", "live", "reading_records"]
