"""What certainly did not leave is sent again; what may have arrived is not."""

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.handlers import delivery


def _failure(kind: type[NetworkError], cause: Exception | None) -> NetworkError:
    failure = kind("failed")
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize(
    ("failure", "attempts", "arrived"),
    [
        (_failure(NetworkError, httpx.ConnectError("refused")), 3, False),
        (_failure(TimedOut, httpx.ConnectTimeout("slow")), 3, False),
        (_failure(TimedOut, httpx.PoolTimeout("busy")), 3, False),
        (_failure(TimedOut, httpx.ReadTimeout("slow")), 1, True),
        (_failure(NetworkError, httpx.RemoteProtocolError("hung up")), 1, True),
        (_failure(NetworkError, None), 1, True),
        (_failure(BadRequest, None), 1, False),
    ],
)
async def test_only_what_did_not_leave_is_sent_again(
    monkeypatch: pytest.MonkeyPatch, failure: NetworkError, attempts: int, arrived: bool
) -> None:
    monkeypatch.setattr(delivery, "_AGAIN_AFTER", (0.0, 0.0))
    made = 0

    async def request() -> None:
        nonlocal made
        made += 1
        raise failure

    with pytest.raises(NetworkError):
        await delivery.persistently(request)
    assert made == attempts
    assert delivery.perhaps_arrived(failure) is arrived
