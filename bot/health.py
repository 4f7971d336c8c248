"""Health: a small HTTP server that says whether the bot is alive, and whether it can do its work.

`/healthz` is answered as long as the event loop turns. `/readyz` is 200 when nothing stands in the way, else 503 with
the reasons in words. `/stats` counts what the language model was asked. None tells anything about readers, settings or the token.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx
from aiohttp import web

from knowledge.errors import NotSetUp

Problems = Callable[[], Sequence[str]]
Stats = Callable[[], Mapping[str, Any] | None]
_SECONDS = 2.0  # for an answer from this machine


class Health:
    """The server, in the event loop that starts it."""

    def __init__(self, problems: Problems, writer: Stats = lambda: None) -> None:
        self._problems = problems
        self._writer = writer
        self._runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        """Listen, on all interfaces: whoever asks how a container is comes from outside of it.

        Raises:
            NotSetUp: the port cannot be had.
        """
        application = web.Application()
        application.router.add_get("/healthz", self._alive)
        application.router.add_get("/readyz", self._ready)
        application.router.add_get("/stats", self._count)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as problem:
            await runner.cleanup()
            raise NotSetUp(f"健康检查用不了端口 {port}，可能已被占用，请改 JIANFU_HEALTH_PORT。") from problem
        self._runner = runner

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _request: web.Request) -> web.Response:
        problems = list(self._problems())
        return web.json_response(
            {"ready": not problems, "problems": problems}, status=503 if problems else 200
        )

    async def _count(self, _request: web.Request) -> web.Response:
        return web.json_response({"writer": self._writer()})


def writer_stats(port: int) -> Mapping[str, Any] | None:
    """What a bot on this machine counted of its language model; None where none runs or it has none."""
    try:
        reply = httpx.get(f"http://127.0.0.1:{port}/stats", timeout=_SECONDS, trust_env=False)
        counted = reply.raise_for_status().json()["writer"]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
    return counted if isinstance(counted, Mapping) else None
