"""Health says whether the bot lives and why it is not ready, and tells nothing else."""

import aiohttp
import pytest

from bot.health import Health


async def _get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("problems", "status", "body"),
    [
        ((), 200, '{"ready": true, "problems": []}'),
        (("还没有连上 Telegram。",), 503, '"ready": false'),
    ],
)
async def test_it_is_ready_when_nothing_stands_in_the_way(
    port: int, problems: tuple[str, ...], status: int, body: str
) -> None:
    health = Health(lambda: problems)
    await health.start(port)
    try:
        assert (await _get(port, "/healthz"))[0] == 200
        found, text = await _get(port, "/readyz")
        assert found == status
        assert body in text
        assert (await _get(port, "/metrics"))[0] == 404
    finally:
        await health.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await _get(port, "/healthz")


async def test_stopping_what_was_not_started_is_no_mistake() -> None:
    await Health(tuple).stop()
