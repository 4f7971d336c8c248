"""Settings from an environment that is handed in."""

from pathlib import Path

import pytest

from bot.settings import Settings, checked_region, environment_with, read
from knowledge.errors import NotSetUp, UsageProblem

TOKEN = "123456789:" + "a" * 35


def test_what_is_given_is_parsed_once() -> None:
    settings = read(
        {
            "JIANFU_HOME": "/srv/jianfu",
            "JIANFU_TELEGRAM_TOKEN": TOKEN,
            "JIANFU_ADMINS": "1, 2，3",
            "JIANFU_REGION": "cn/52/27",
            "JIANFU_HEALTH_PORT": "8080",
            "JIANFU_LOG_FORMAT": "json",
            "PATH": "/bin",
        }
    )
    assert settings.home == Path("/srv/jianfu")
    assert settings.admins == {1, 2, 3}
    assert (settings.region, settings.health_port, settings.log_format) == ("cn/52/27", 8080, "json")


def test_a_secret_is_not_in_the_representation() -> None:
    settings = Settings(home=Path("/x"), telegram_token=TOKEN, proxy="http://u:secret@h:1")
    assert TOKEN not in repr(settings)
    assert "secret" not in repr(settings)


def test_the_home_of_the_command_line_wins() -> None:
    assert read({"JIANFU_HOME": "/a"}, home=Path("/b")).home == Path("/b")


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert read({"JIANFU_TELEGRAM_TOKEN_FILE": str(path)}).telegram_token == TOKEN
    with pytest.raises(NotSetUp, match="JIANFU_TELEGRAM_TOKEN_FILE"):
        read({"JIANFU_TELEGRAM_TOKEN_FILE": str(tmp_path / "missing")})


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("JIANFU_TELEGRAM_TOKN", "JIANFU_TELEGRAM_TOKEN"),
        ("JIANFU_REGOIN", "JIANFU_REGION"),
        ("JIANFU_XYZZY", "文档"),
    ],
)
def test_an_unknown_name_is_an_error_that_suggests_the_nearest(name: str, near: str) -> None:
    with pytest.raises(NotSetUp, match=near):
        read({name: "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JIANFU_REGION", "贵州"),
        ("JIANFU_HEALTH_PORT", "99999"),
        ("JIANFU_HEALTH_PORT", "http"),
        ("JIANFU_RETENTION_DAYS", "0"),
        ("JIANFU_ADMINS", "@me"),
        ("JIANFU_LOG_FORMAT", "xml"),
        ("JIANFU_PROXY", "host"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(NotSetUp, match=name):
        read({name: value})


def test_an_empty_value_is_none() -> None:
    assert read({"JIANFU_TELEGRAM_TOKEN": "", "JIANFU_HEALTH_PORT": ""}).telegram_token is None


def test_a_dotenv_file_gives_way_to_the_environment(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("JIANFU_REGION=cn/11\nJIANFU_LOG_FORMAT=json\n", encoding="utf-8")
    merged = environment_with(path, {"JIANFU_REGION": "cn/52"})
    assert (merged["JIANFU_REGION"], merged["JIANFU_LOG_FORMAT"]) == ("cn/52", "json")
    assert environment_with(tmp_path / "missing", {}) == {}


def test_a_region_on_the_command_line_is_checked() -> None:
    assert checked_region("cn/52") == "cn/52"
    with pytest.raises(UsageProblem, match="cn/52"):
        checked_region("52")


def test_models_of_the_operators_own_are_taken_with_their_key(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("sk-secret\n", encoding="utf-8")
    given = {
        "JIANFU_RERANKER_MODEL": "BAAI/bge-reranker-v2-m3",
        "JIANFU_LLM_BASE_URL": "https://u:secret@llm.example/v1",
        "JIANFU_LLM_MODEL": "a-model",
    }
    for name in ("JIANFU_LLM_API_KEY_FILE", "JIANFU_LLM_KEY_FILE"):
        settings = read(given | {name: str(path)})
        assert settings.llm_api_key == "sk-secret"
        assert "secret" not in repr(settings)
    settings = read(given | {"JIANFU_LLM_API_KEY": "sk-other"})
    assert (settings.reranker_model, settings.llm_model) == ("BAAI/bge-reranker-v2-m3", "a-model")
    assert (settings.llm_base_url, settings.llm_api_key) == ("https://u:secret@llm.example/v1", "sk-other")
    with pytest.raises(NotSetUp, match="JIANFU_LLM_BASE_URL"):
        read({"JIANFU_LLM_BASE_URL": "llm.example"})


def test_questions_are_kept_only_where_that_is_said() -> None:
    assert not read({}).keep_questions
    assert not read({"JIANFU_KEEP_QUESTIONS": "0"}).keep_questions
    assert read({"JIANFU_KEEP_QUESTIONS": "1"}).keep_questions
    with pytest.raises(NotSetUp, match=r"JIANFU_KEEP_QUESTIONS.*写 1"):
        read({"JIANFU_KEEP_QUESTIONS": "yes"})
