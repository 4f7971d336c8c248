"""Chat: a language model at any address that speaks as OpenAI's does. The only file that knows LangChain's chat models.

What it says comes as a stream and is material: whoever asked checks it. Nothing is kept between two calls, which may
come from any thread; each has a thread of its own, so that neither a name that does not resolve nor a connection that
drips keeps anybody longer than was agreed.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from knowledge.errors import JianfuError, NotSetUp

LONGEST_REPLY = 50_000  # characters
_ATTEMPTS = 3  # after a broken connection, 408, 409, 429 and 5xx
_PAUSE, _LONGEST_PAUSE = 0.5, 8.0  # seconds before the second attempt, doubled from then on
_PASSES = frozenset({408, 409, 429})
_LASTS = frozenset({401, 402, 403, 404, 422})  # another call will not change these
# What a model that thinks aloud puts before its reply; one that has not ended yet leaves nothing.
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_CUT_SHORT = frozenset({"length", "content_filter"})
_WORDS = {
    401: "语言模型不认这个密钥，请检查 JIANFU_LLM_API_KEY。",
    402: "语言模型的账户余额不够，请充值。",
    403: "语言模型不许这个密钥用，请检查 JIANFU_LLM_API_KEY 和 JIANFU_LLM_MODEL。",
    404: "语言模型的地址或型号不对，请检查 JIANFU_LLM_BASE_URL 和 JIANFU_LLM_MODEL。",
    429: "语言模型说问得太勤或额度用完了，请过一会儿再试。",
}

Messages = Sequence[tuple[str, str]]
"""Who speaks (system, human) and what."""

Heard = Callable[[str], bool]
"""Told all that came so far, says whether to go on listening."""


class Fault(StrEnum):
    """Why nothing came, as far as that says what to do next."""

    LASTING = "lasting"  # a wrong key or address: trying again is in vain
    PASSING = "passing"  # may be over soon
    UNREADABLE = "unreadable"  # it answered, and not as it was asked to, or not to this


class NoReply(JianfuError):
    """Nothing usable came."""

    def __init__(self, sentence: str, fault: Fault, wait: float | None = None) -> None:
        """`wait`: seconds for which the other side wants to be left alone, where it says so."""
        super().__init__(sentence)
        self.fault = fault
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds: for all attempts with the pauses between them, and for one."""

    whole: float
    attempt: float
    attempts: int = _ATTEMPTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came, and how many tokens the other side counted, where it said so."""

    text: str
    asked: int | None = None
    answered: int | None = None


def installed() -> bool:
    """Whether the extra that brings the client is there; nothing is imported."""
    return find_spec("langchain_openai") is not None


class Chat:
    """A model at an address."""

    def __init__(self, base_url: str, model: str, api_key: str) -> None:
        """Use `open_chat`."""
        self.name = model
        self._base_url = base_url
        self._api_key = api_key

    def prepare(self) -> None:
        """Import the client, which takes seconds that else the first call would have to spare."""
        import langchain_openai  # noqa: F401, PLC0415

    def reply(self, messages: Messages, patience: Patience, heard: Heard = lambda _text: True) -> Reply:
        """What the model says, until it ends or `heard`, which is called in another thread, has heard enough.

        Raises:
            NoReply: nothing usable came in time.
        """
        done: Future[Reply] = Future()

        def listen() -> None:
            try:
                done.set_result(asyncio.run(self._patiently(messages, patience, heard)))
            except BaseException as problem:  # noqa: BLE001  # whatever it is, it is raised where the call was made
                done.set_exception(problem)

        threading.Thread(target=listen, name="chat", daemon=True).start()
        try:
            return done.result(patience.whole)
        except TimeoutError as problem:
            raise _late(patience.whole) from problem

    async def _patiently(self, messages: Messages, patience: Patience, heard: Heard) -> Reply:
        """As many attempts as there are left and time for; a pause that would outlast the time is not begun."""
        from tenacity import (  # noqa: PLC0415  # comes with the extra
            AsyncRetrying,
            retry_if_exception,
            stop_after_attempt,
            stop_before_delay,
        )

        attempts = AsyncRetrying(
            stop=stop_after_attempt(patience.attempts) | stop_before_delay(patience.whole),
            wait=_pause,
            retry=retry_if_exception(_worth_another),
            reraise=True,
        )
        try:
            async with asyncio.timeout(patience.whole):
                return await attempts(self._once, messages, patience.attempt, heard)
        except TimeoutError as problem:
            raise _late(patience.whole) from problem

    async def _once(self, messages: Messages, seconds: float, heard: Heard) -> Reply:
        """One attempt.

        The client's own limit is for each wait on the connection, and a proxy that sends blanks to keep it open
        resets it; hence another for the whole.
        """
        from httpx import HTTPError, TimeoutException  # noqa: PLC0415
        from openai import APIError, APITimeoutError  # noqa: PLC0415  # seconds, and only here

        try:
            async with asyncio.timeout(seconds):
                return await self._listen(messages, seconds, heard)
        except (TimeoutError, APITimeoutError, TimeoutException) as problem:
            raise _late(seconds) from problem
        except (APIError, HTTPError) as problem:  # a connection that breaks within a stream is httpx's
            raise self._no_reply(problem) from problem
        except NoReply:
            raise
        except Exception as problem:  # what a page in place of a reply makes the client raise is not bounded
            raise unreadable() from problem

    async def _listen(self, messages: Messages, seconds: float, heard: Heard) -> Reply:
        from langchain_openai import ChatOpenAI  # noqa: PLC0415
        from langsmith import tracing_context  # noqa: PLC0415
        from openai import DefaultAsyncHttpxClient  # noqa: PLC0415
        from pydantic import SecretStr  # noqa: PLC0415

        text, ending = "", ""
        usage: Mapping[str, Any] = {}  # the client's, as the other side has it
        async with DefaultAsyncHttpxClient(timeout=seconds) as connection:
            chat = ChatOpenAI(
                base_url=self._base_url,
                model=self.name,
                api_key=SecretStr(self._api_key),
                timeout=seconds,
                max_retries=0,  # `_patiently` has the limit of the whole in view
                http_async_client=connection,
                use_responses_api=False,  # OpenAI's own; what calls itself compatible has no such address
                stream_usage=True,
            )
            # The environment can turn tracing on, which would send all of it to a third party.
            with tracing_context(enabled=False):
                async with aclosing(chat.astream(list(messages))) as pieces:  # type: ignore[type-var]
                    async for piece in pieces:
                        text += str(piece.text)
                        ending = piece.response_metadata.get("finish_reason") or ending
                        usage = piece.usage_metadata or usage
                        if len(text) > LONGEST_REPLY or (piece.text and not heard(text)):
                            return Reply(text=text)
        if not ending or ending in _CUT_SHORT:  # a stream that breaks off raises nothing
            raise unreadable("语言模型的话没有说完，可以换一个模型。")
        return Reply(text=text, asked=usage.get("input_tokens"), answered=usage.get("output_tokens"))

    def _no_reply(self, problem: Exception) -> NoReply:
        """An error of the client in words."""
        from httpx import HTTPError  # noqa: PLC0415
        from openai import APIConnectionError, APIResponseValidationError, APIStatusError  # noqa: PLC0415

        match problem:
            case APIResponseValidationError():
                return unreadable()
            case APIConnectionError() | HTTPError():
                host = urlsplit(self._base_url).hostname  # without the password that an address can hold
                return NoReply(
                    f"连不上语言模型（{host}），请检查 JIANFU_LLM_BASE_URL 和网络。", Fault.PASSING
                )
            case APIStatusError(status_code=status):
                said = _WORDS.get(status, f"语言模型那边出了错（{status}），请过一会儿再试。")
                return NoReply(said, _fault(status), _asked_to_wait(problem.response.headers))
        return NoReply("语言模型那边出了错（没有说明），请过一会儿再试。", Fault.PASSING)


def open_chat(base_url: str | None, model: str | None, api_key: str | None) -> Chat:
    """A model at an OpenAI-compatible address. Nothing is sent, and the client is imported with the first call.

    Raises:
        NotSetUp: a setting is missing, or the extra `llm`.
    """
    if not base_url or not model or not api_key:
        given = {"BASE_URL": base_url, "MODEL": model, "API_KEY": api_key}
        missing = "、".join(f"JIANFU_LLM_{name}" for name, value in given.items() if not value)
        raise NotSetUp(f"要用语言模型，还没有设置 {missing}（本机的模型不查密钥，随便写一个）。")
    if not installed():
        raise NotSetUp("用语言模型需要另外的组件，请运行 pip install 'jianfu[llm]'。")
    return Chat(base_url, model, api_key)


def unreadable(sentence: str = "语言模型回的不是要它回的格式，可以换一个模型。") -> NoReply:
    """It answered, and not as it was asked to."""
    return NoReply(sentence, Fault.UNREADABLE)


def without_thoughts(text: str) -> str:
    """What a model said without what it thought aloud."""
    return _THOUGHT.sub("", text)


def _late(seconds: float) -> NoReply:
    return NoReply(f"语言模型{seconds:.3g}秒没有回完话，请检查它忙不忙，或者换一个。", Fault.PASSING)


def _fault(status: int) -> Fault:
    if status in _LASTS:
        return Fault.LASTING
    return (
        Fault.PASSING if status in _PASSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR else Fault.UNREADABLE
    )


def _asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds from now in a Retry-After header, which holds seconds or a date; None where it says nothing."""
    given = headers.get("retry-after", "")
    try:
        return max(0.0, float(given))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without a zone
        return None


def _worth_another(problem: BaseException) -> bool:
    return isinstance(problem, NoReply) and problem.fault is Fault.PASSING


def _pause(state: Any) -> float:
    """Seconds before the next attempt: what the other side asks for, else twice as many each time, spread a little."""
    from tenacity import wait_exponential, wait_random  # noqa: PLC0415

    problem = state.outcome.exception()
    asked = problem.wait if isinstance(problem, NoReply) else None
    usual = wait_exponential(multiplier=_PAUSE, max=_LONGEST_PAUSE) + wait_random(0, _PAUSE)
    return usual(state) if asked is None else asked
