"""Settings: one frozen value, parsed once from the environment that is handed in.

Nothing else reads the environment. An unknown `JIANFU_*` name is an error, since a misspelt secret or region
that is silently ignored is found out in production.
"""

import difflib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from dotenv import dotenv_values

from knowledge.errors import NotSetUp, UsageProblem
from knowledge.model import COUNTRY
from knowledge.regions import is_region

PREFIX = "JIANFU_"
RETENTION_DAYS = 180  # long enough to see a season's questions, short enough to be no archive of people
KNOWN = frozenset({
    "HOME", "TELEGRAM_TOKEN", "TELEGRAM_TOKEN_FILE", "ADMINS", "ALLOWED", "REGION", "EMBEDDING_MODEL",
    "RERANKER_MODEL", "LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY", "LLM_API_KEY_FILE", "LLM_KEY_FILE",
    "LLM_SECONDS", "LLM_PRICE", "LLM_INTERNAL",
    "WEBHOOK_URL", "WEBHOOK_SECRET", "HEALTH_PORT", "PROXY", "BOT_API_URL", "CHROMA_URL", "DATABASE_URL",
    "RETENTION_DAYS", "KEEP_QUESTIONS", "LOG_FORMAT", "LOG_LEVEL",
})  # fmt: skip
LLM_SECONDS = 8  # that a person looks at a typing sign; most models have said three sentences by then
LOG_FORMATS = ("text", "json")
LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator decides. Secrets have no default and no place in `repr`."""

    home: Path
    telegram_token: str | None = field(default=None, repr=False)
    admins: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()  # empty: everybody may ask
    region: str = COUNTRY
    embedding_model: str | None = None
    reranker_model: str | None = None
    llm_base_url: str | None = field(default=None, repr=False)  # may carry a password
    llm_model: str | None = None
    llm_api_key: str | None = field(default=None, repr=False)
    llm_seconds: int = LLM_SECONDS  # that a reader waits for the model at most
    llm_price: tuple[float, float] | None = None  # of a million tokens asked and answered
    llm_internal: bool = False  # whether the model may read internal texts
    health_port: int | None = None
    proxy: str | None = field(default=None, repr=False)  # may carry a password
    bot_api_url: str | None = None
    database_url: str | None = field(default=None, repr=False)
    retention_days: int = RETENTION_DAYS
    keep_questions: bool = False  # masked, those that got no answer or missed the point
    log_format: str = "text"
    log_level: str = "info"

    @property
    def has_llm(self) -> bool:
        """Whether all is set that a language model needs."""
        return bool(self.llm_base_url and self.llm_model and self.llm_api_key)


def read(environment: Mapping[str, str], *, home: Path | None = None) -> Settings:
    """The settings in an environment; `home` given on the command line wins.

    Raises:
        NotSetUp: a name is unknown or a value cannot be used; the sentence names it and says what would be right.
    """
    values = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }
    for name in sorted(values.keys() - KNOWN):
        raise NotSetUp(_unknown(name))
    values = {name: value for name, value in values.items() if value}
    return Settings(
        home=(
            home or Path(values.get("HOME") or platformdirs.user_data_dir("jianfu", appauthor=False))
        ).expanduser(),
        telegram_token=_secret(values, "TELEGRAM_TOKEN"),
        admins=_ids(values, "ADMINS"),
        allowed=_ids(values, "ALLOWED"),
        region=_checked(values, "REGION", is_region, "写成 cn 或 cn/52、cn/52/27 这样的行政区划代码路径")
        or COUNTRY,
        embedding_model=values.get("EMBEDDING_MODEL"),
        reranker_model=values.get("RERANKER_MODEL"),
        llm_base_url=_checked(values, "LLM_BASE_URL", _is_url, "写成 https://主机/v1"),
        llm_model=values.get("LLM_MODEL"),
        llm_api_key=_secret(values, "LLM_API_KEY")
        or _secret(values, "LLM_KEY"),  # LLM_KEY_FILE is a short name
        llm_seconds=_number(values, "LLM_SECONDS", 1, 60) or LLM_SECONDS,
        llm_price=_price(values),
        llm_internal=_switch(values, "LLM_INTERNAL", "写 1（能看内部文件）或 0（不能）"),
        health_port=_number(values, "HEALTH_PORT", 1, 65535),
        proxy=_checked(values, "PROXY", _is_url, "写成 http://主机:端口 或 socks5://主机:端口"),
        bot_api_url=_checked(values, "BOT_API_URL", _is_url, "写成 http://主机:端口"),
        database_url=values.get("DATABASE_URL"),
        retention_days=_number(values, "RETENTION_DAYS", 1, 3650) or RETENTION_DAYS,
        keep_questions=_switch(values, "KEEP_QUESTIONS", "写 1（留）或 0（不留）"),
        log_format=_checked(
            values, "LOG_FORMAT", LOG_FORMATS.__contains__, f"可以是 {'、'.join(LOG_FORMATS)}"
        )
        or "text",
        log_level=_checked(values, "LOG_LEVEL", LOG_LEVELS.__contains__, f"可以是 {'、'.join(LOG_LEVELS)}")
        or "info",
    )


def environment_with(dotenv: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment completed from a `.env` file, whose values give way to real ones."""
    from_file = (
        {name: value or "" for name, value in dotenv_values(dotenv).items()} if dotenv.is_file() else {}
    )
    return {**from_file, **environment}


def checked_region(region: str) -> str:
    """A region path as it was given.

    Raises:
        UsageProblem: it is none.
    """
    if not is_region(region):
        raise UsageProblem(
            f"地区“{region}”写法不对，请写成 cn（全国）或 cn/52、cn/52/27 这样的行政区划代码路径。"
        )
    return region


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.5)
    advice = f"，是不是想写 {PREFIX}{near[0]}" if near else "，请删掉或查对文档里的名字"
    return f"不认识环境变量 {PREFIX}{name}{advice}？"


def _secret(values: Mapping[str, str], name: str) -> str | None:
    path = values.get(f"{name}_FILE")
    if path is None:
        return values.get(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as problem:
        raise NotSetUp(f"读不到 {PREFIX}{name}_FILE 指的文件 {path}，请检查路径和权限。") from problem


def _ids(values: Mapping[str, str], name: str) -> frozenset[int]:
    parts = values.get(name, "").replace("，", ",").replace(",", " ").split()
    try:
        return frozenset(int(part) for part in parts)
    except ValueError as problem:
        raise NotSetUp(f"{PREFIX}{name} 里要写 Telegram 的数字编号，用逗号隔开。") from problem


def _number(values: Mapping[str, str], name: str, low: int, high: int) -> int | None:
    value = values.get(name)
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise NotSetUp(f"{PREFIX}{name} 要写 {low} 到 {high} 之间的整数，现在是“{value}”。")
    return int(value)


def _price(values: Mapping[str, str]) -> tuple[float, float] | None:
    """Two numbers as in 2,8."""
    value = values.get("LLM_PRICE")
    if value is None:
        return None
    try:
        asked, answered = (float(part) for part in value.replace("，", ",").split(","))
    except ValueError as problem:
        raise NotSetUp(
            f"{PREFIX}LLM_PRICE 要写两个数，用逗号隔开：一百万 token 问的多少钱、答的多少钱，如 2,8。"
        ) from problem
    if not (0 <= asked < math.inf and 0 <= answered < math.inf):
        raise NotSetUp(f"{PREFIX}LLM_PRICE 里的价钱不能是负数。")
    return asked, answered


def _switch(values: Mapping[str, str], name: str, advice: str) -> bool:
    return _checked(values, name, ("0", "1").__contains__, advice) == "1"


def _checked(values: Mapping[str, str], name: str, right: Callable[[str], bool], advice: str) -> str | None:
    value = values.get(name)
    if value is not None and not right(value):
        # The value itself stays out of the sentence: a proxy's may hold a password.
        raise NotSetUp(f"{PREFIX}{name} 的值用不了，请{advice}。")
    return value


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return bool(parts.scheme and parts.hostname)
