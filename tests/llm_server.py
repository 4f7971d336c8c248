"""A scripted OpenAI-compatible server on loopback, in a thread of its own: what it replies is queued, what it was sent is kept.

It streams where it is asked to, as the real ones do: pieces of a reply as server-sent events, then the usage.
"""

import asyncio
import json
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

KEY = "sk-of-nobody"
_PIECE = 8  # characters of a reply in an event


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply to a request for a completion. `hangs` never comes; `drips` sends a blank at a time and never ends."""

    content: str = "[]"
    status: int = 200
    delay: float = 0.0  # seconds before it
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None  # in place of a completion
    hangs: bool = False
    drips: bool = False
    pause: float = 0.0  # seconds between two pieces of a stream
    ending: str | None = "stop"  # why it says that it ended; with None the stream just ends
    breaks: bool = False  # the connection, in the middle of a stream
    usage: tuple[int, int] | None = (100, 20)  # tokens asked and answered

    @classmethod
    def of(cls, questions: Sequence[object], **fields: Any) -> "Reply":
        """A model that does as it is asked."""
        return cls(json.dumps(questions, ensure_ascii=False), **fields)


class LlmServer:
    """`with LlmServer() as server:` starts it on a free port. Replies are taken in turn, the last one again and again."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = deque(replies or (Reply(),))
        self.requests: list[dict[str, Any]] = []
        self.pieces = 0  # of streams, that were sent
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._stopping = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._start())
        return self

    def __exit__(self, *_problem: object) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/v1"

    def said(self) -> str:
        """Everything that was ever sent to it, in one text."""
        return json.dumps(self.requests, ensure_ascii=False)

    def _do(self, work: Any) -> None:
        done: Future[None] = asyncio.run_coroutine_threadsafe(work, self._loop)
        done.result(10)

    async def _start(self) -> None:
        application = web.Application()
        application.router.add_post("/v1/chat/completions", self._complete)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()

    async def _stop(self) -> None:
        self._stopping.set()
        await self._runner.cleanup()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return web.json_response({"error": {"message": "Incorrect API key provided"}}, status=401)
        self.requests.append(await request.json())
        reply = self.replies.popleft() if len(self.replies) > 1 else self.replies[0]
        await asyncio.sleep(reply.delay)
        if reply.hangs:
            await self._stopping.wait()
        if reply.drips:
            return await self._drip(request)
        if reply.body is not None:
            return web.Response(status=reply.status, body=reply.body, content_type="text/html")
        if reply.status != 200:
            error = {"error": {"message": "no", "type": "error", "code": None}}
            return web.json_response(error, status=reply.status, headers=reply.headers)
        if self.requests[-1].get("stream"):
            return await self._stream(request, reply)
        return web.json_response(_completion(self.requests[-1]["model"], reply.content))

    async def _stream(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for event in _events(self.requests[-1], reply):
            if reply.breaks and event is not None and _ended(event):
                request.transport.abort()  # type: ignore[union-attr]  # it is there while the connection is
                return response
            try:
                await response.write(f"data: {json.dumps(event) if event else '[DONE]'}\n\n".encode())
            except ConnectionResetError:  # the other side has heard enough
                return response
            self.pieces += 1
            await asyncio.sleep(reply.pause)
        return response

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while not self._stopping.is_set():
            await response.write(b" ")
            await asyncio.sleep(0.05)
        return response


def _completion(model: str, content: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip


def _events(request: dict[str, Any], reply: Reply) -> Iterator[dict[str, Any] | None]:
    """The events of a stream; None for the mark of its end."""
    shared = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": request["model"]}

    def event(delta: dict[str, str], ending: str | None = None) -> dict[str, Any]:
        return {**shared, "choices": [{"index": 0, "delta": delta, "finish_reason": ending}]}

    yield event({"role": "assistant", "content": ""})
    for start in range(0, len(reply.content), _PIECE):
        yield event({"content": reply.content[start : start + _PIECE]})
    if reply.ending is not None:
        yield event({}, reply.ending)
    if reply.usage is not None and (request.get("stream_options") or {}).get("include_usage"):
        asked, answered = reply.usage
        counted = {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}
        yield {**shared, "choices": [], "usage": counted}
    yield None


def _ended(event: dict[str, Any]) -> bool:
    return any(choice["finish_reason"] for choice in event["choices"])
