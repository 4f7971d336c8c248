"""From when a rule holds, until when, and what ends with it."""

from datetime import date

import pytest

from ingest.metadata.terms import effective_of, expires_of, superseded

ISSUED = date(2024, 1, 31)


@pytest.mark.parametrize(
    ("last", "effective"),
    [
        ("本办法自2024年3月5日起施行。", date(2024, 3, 5)),
        ("本办法自二〇二四年三月五日起施行。", date(2024, 3, 5)),
        ("本办法从2024年3月5日开始实施。", date(2024, 3, 5)),
        ("本办法自印发之日起施行。", ISSUED),
        ("本办法自公布之日起30日后施行。", date(2024, 3, 1)),
        ("本办法自发布之日起满三十日施行。", date(2024, 3, 1)),
        ("本办法自公布之日起一个月后施行。", date(2024, 2, 29)),
        ("本办法由办公室解释。", None),
    ],
)
def test_the_day_from_which_a_rule_holds(last: str, effective: date | None) -> None:
    assert effective_of(f"第一条　甲。\n{last}", last, "", ISSUED) == effective


def test_a_day_that_is_counted_from_an_unknown_one_is_unknown() -> None:
    last = "本办法自印发之日起施行。"
    assert effective_of(last, last, "", None) is None
    assert effective_of("本办法自公布之日起30日后施行。", "", "", None) is None


def test_from_when_another_text_holds_is_not_this_ones() -> None:
    text = "《示例法》自2020年1月1日起施行，各地要学习。\n要少开会。"
    assert effective_of(text, "要少开会。", "", ISSUED) is None


@pytest.mark.parametrize(
    ("text", "expires"),
    [
        ("本办法自2024年2月29日起施行，有效期五年。", date(2029, 2, 28)),
        ("本办法自印发之日起施行，有效期为2年。", date(2026, 2, 28)),
        ("本通知有效期至2025年12月31日。", date(2026, 1, 1)),
        ("本办法试行期限为六个月。", date(2024, 8, 29)),
        ("本意见执行至2025年6月30日。", date(2025, 7, 1)),
        ("许可证有效期为五年。", None),
    ],
)
def test_the_first_day_on_which_a_rule_no_longer_holds(text: str, expires: date | None) -> None:
    assert expires_of(text, date(2024, 2, 29)) == expires


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("《甲办法》同时废止。", ("甲办法",)),
        ("《甲办法》（示发〔2014〕2号）、《乙办法》同时废止。", ("甲办法", "乙办法")),
        ("《关于印发〈甲办法〉的通知》自本办法施行之日起废止。", ("关于印发《甲办法》的通知",)),
        ("示发〔2014〕2号文件同时废止。", ("示发〔2014〕2号",)),
        ("与本规定不一致的，以本规定为准。", ()),
        ("以前规定与《甲办法》不一致的，同时废止。", ()),
        ("《甲办法》第五条同时废止。", ()),
        ("根据《乙法》，《甲办法》停止执行。", ("甲办法",)),
        ("《甲办法》废止前的行为，适用当时的规定。", ()),
    ],
)
def test_what_ends_with_a_rule(text: str, ended: tuple[str, ...]) -> None:
    assert superseded("某规定", text) == ended


def test_a_decision_of_repeal_names_what_it_ends_in_its_title() -> None:
    assert superseded("关于废止《甲办法》的决定", "") == ("甲办法",)
