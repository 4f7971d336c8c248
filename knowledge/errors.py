"""Failures that a person has to mend, each with a Chinese sentence that may be shown to them.

JianfuError            exit code 1: refused, or done in part
├── UsageProblem       2: the request itself is wrong
├── NotSetUp           3: no index, bad configuration
│   └── ModelMismatch  3: the index was made with another embedding model
└── Busy               4: another writer holds the lock

Not finding an answer is no error: that is a value (`NoAnswer`).
"""

from typing import ClassVar


class JianfuError(Exception):
    """A failure whose text is one Chinese sentence that says what to do."""

    exit_code: ClassVar[int] = 1


class UsageProblem(JianfuError):
    """The request cannot be carried out as it was made."""

    exit_code = 2


class NotSetUp(JianfuError):
    """Something that has to exist before does not, or is configured wrongly."""

    exit_code = 3


class ModelMismatch(NotSetUp):
    """The index was made with another embedding model than the one configured."""


class Busy(JianfuError):
    """Another process is writing to the same home."""

    exit_code = 4
