"""Reports: what notices came to, held in memory for a while, so that a picture can be asked for afterwards."""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from knowledge.notices import NoticeReport

LASTING = 1800.0  # seconds, then it is gone from memory
_MOST = 500  # reports


@dataclass(frozen=True, slots=True)
class Reports:
    """By the id that their buttons carry."""

    _held: OrderedDict[str, NoticeReport] = field(default_factory=OrderedDict, init=False, repr=False)

    def hold(self, report: NoticeReport) -> str:
        """Keep a report for a while; its id, which nobody can guess."""
        id_ = secrets.token_hex(8)
        self._held[id_] = report
        while len(self._held) > _MOST:
            self._held.popitem(last=False)
        asyncio.get_running_loop().call_later(LASTING, self._held.pop, id_, None)
        return id_

    def get(self, id_: str) -> NoticeReport | None:
        """A report; None where it was let go of, or another process held it."""
        return self._held.get(id_)
