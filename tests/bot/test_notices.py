"""Which texts are notices: told by their make-up and tone, and never a question of one or two sentences."""

import json
from pathlib import Path

import pytest

from bot.messages import LONGEST_QUESTION
from bot.notices import looks_like_notice, refers_to_notice

ROOT = Path(__file__).resolve().parents[2]

NOTICES = [
    "关于报送半年工作总结的通知\n各村、社区：\n请于6月20日前报送半年总结，不少于5000字，逾期通报。\n镇党政办",
    "各村（社区）：今晚8点开视频调度会，村书记必须到场，收到请回复。",
    "【平安建设群】\n@所有人 请各网格员今晚9点前完成接龙，走访照片带定位上传，未完成的明早通报。",
    "@所有人 明早8点在镇会议室开推进会，各村支书参加，不得请假，收到回复。",
    "各位同事：\n现将本周督查安排发给大家。\n1、周三上午查台账；\n2、周四下午看现场，请各站所准备好汇报材料；\n3、周五通报结果。",
    "县农业农村局关于开展秸秆禁烧专项考核的函\n石桥镇人民政府：\n我局定于10月对各镇开展考核，考核结果排名通报，末位约谈主要负责人。此函。\n2026年9月3日",
    "会议通知\n时间：11月3日下午2点半\n地点：镇政府三楼会议室\n参加人员：各村书记、主任，驻村干部\n要求：不得请假，提前10分钟入场",
    "一、各村每日下午5点前上报走访台账。\n二、每周五报送照片不少于20张。\n三、未按时上报的，扣2分。",
    "紧急！各村马上统计65岁以上老人疫苗接种情况，今天中午12点前报表发群里，逾期予以通报！",
    "2026年创建文明村镇工作方案（征求意见稿）\n为做好创建工作，制定本方案。\n（一）成立专班。\n（二）各村设置展板不少于10块。",
    "温馨提示\n请全体党员于本周内完成学习强国每日积分30分以上，积分将纳入民主评议。\n机关党支部",
    "目标责任书\n甲方：清河镇人民政府\n乙方：上坝村村民委员会\n为落实森林防火责任，乙方须做到：\n1．签订率100%；\n2．发生火情一票否决。",
]

QUESTIONS = [
    "",
    "开会主报告最长能讲多久",
    "县里发通知说今晚9点前全部接龙报本日工作，十分钟不回的要点名通报，这样可以吗？",
    "镇里让各村每天上报台账、拍照打卡，逾期还扣分。这符合规定吗？",
    "我是村干部。镇里要求我们每天在群里接龙，不接龙就通报批评。\n上次我在山上没信号，晚了十分钟，被扣了2分。\n我想知道有没有规定管这个？",
    "领导让我们每天打卡签到上报，逾期扣分",
    "请问借调一年以后还能续借吗",
    "我们镇去年被借走三个人，\n今年又要借两个，\n名单都报上去了，\n人手实在不够，怎么办",
    "责任书必须签吗",
    "贯彻上级公文，是否必须逐级出台配套办法",
    "一般多少字算长",
    "谢谢",
    "1、借调期限多久？\n2、工资谁发？",
    "县里的检查组下周来，让书记镇长全程陪同，还要准备汇报材料。书记陪同有没有规定？要不要陪？",
]


@pytest.mark.parametrize("text", NOTICES)
def test_a_notice_is_one(text: str) -> None:
    assert looks_like_notice(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_none(text: str) -> None:
    assert not looks_like_notice(text)


def test_what_is_longer_than_any_question_is_a_notice() -> None:
    assert not looks_like_notice("减" * (LONGEST_QUESTION - 1) + "吗")
    assert looks_like_notice("减" * LONGEST_QUESTION + "吗")


def test_next_to_none_of_the_questions_that_people_ask_is_taken_for_one() -> None:
    folder = ROOT / "ingest" / "corpus" / "questions"
    lines = [
        line for path in folder.rglob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    asked = [row["question"] for row in map(json.loads, lines)]
    assert len(asked) > 20_000
    assert sum(map(looks_like_notice, asked)) <= 3


@pytest.mark.parametrize(
    "words",
    [
        "",
        "查一下",
        "帮我看看",
        "看看这个通知",
        "这个合规吗？",
        "核对一下",
        "对照一下",
        "麻烦查查这份文件",
        "有没有问题",
    ],
)
def test_words_that_only_point_at_a_message_refer_to_it(words: str) -> None:
    assert refers_to_notice(words)


@pytest.mark.parametrize(
    "words", ["借调期限多久", "查一下借调期限", "看完了", "这个通知要求的照片可以不交吗", "收到"]
)
def test_words_that_ask_for_something_do_not(words: str) -> None:
    assert not refers_to_notice(words)
