"""Topics: what the rules speak about, by the words with which people name it. Pure.

The names are those with which the starter corpus marks its clauses. A word may name several; a text that names none is
about something else, or says too little.
"""

import re

from knowledge.text import normalise

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "会议",
        r"会议|开[了个的过]{0,2}会|(?:视频|电话|座谈|现场|调度|业务|推进|部署|动员|传达|总结|培训|个|大|小)会|会(?=最[多长]|一般|能开|期|风|上)|[的场次级]会(?=$|[，。？?最能要一上])|陪会|参会|到会|与会|讲话|主报告|发言|meeting",
    ),
    ("文件", r"文件|发文|红头|公文|白头|便笺|印发|配套|字数|千字|document"),
    ("督查检查考核", r"督查|检查|考核|督检考|督导|巡察|巡视|暗访|调研|打分|验收|考评|inspect"),
    (
        "台账报表",
        r"填表|填报|报表|表格|台账|材料|报数|报送|上报|痕迹|留痕|拍照|截图|录像|照片|笔记|一张表|一表通|form",
    ),
    ("政务APP", r"app|应用程序|小程序|软件|平台|打卡|签到|积分|点赞|公众号|下载|备案|在线时长"),
    ("工作群", r"微信群|工作群|群里|群聊|接龙|秒回|(?<![社人超])群(?!众|团|体)"),
    ("借调", r"借调|抽调|借用|借人|抽人|跟班|专班|借走|borrow|second"),
    ("一票否决", r"一票否决"),
    ("责任状", r"责任状|责任书|承诺书|军令状"),
    ("属地管理", r"属地|准入|履职|职责|清单|甩锅|压给|甩给"),
    ("挂牌", r"挂牌|牌子|牌匾|摘牌"),
    ("证明", r"证明|盖章|公章"),
    ("创建示范", r"创建|示范|达标|评比|评选|授牌|表彰|命名|领跑"),
    ("公务接待", r"接待|陪餐|公函|工作餐|喝酒|上酒|宴请|迎送|接机|陪同|土特产"),
    ("统计造假", r"统计|造假|假数|虚报|改数|普查"),
    ("排名", r"排名|排位|末位|通报"),
    ("问责", r"问责|追责|处分|党纪|政务|诫勉|约谈|免职|撤职|记过|担责|责任"),
    ("容错", r"容错|免责|免予|从轻|减轻|尽职|三个区分|失误|先行先试"),
    ("申诉", r"不服(?!从|务)|申诉|复核|复审|申辩"),
    ("澄清正名", r"诬告|澄清|正名|举报|检举|控告|信访|打击报复"),
    ("村民自治", r"自治|组织法"),
    ("进校园", r"进校园|学校|老师|教师|家长|学生"),
    ("形象工程", r"形象工程|政绩"),
    ("报刊", r"报刊|订阅|订报"),
)
_PATTERNS = tuple((name, re.compile(words)) for name, words in _WORDS)


def topics(text: str) -> tuple[str, ...]:
    """The topics that a text names, in the order of the table."""
    return tuple(dict.fromkeys(name for name, _ in topic_words(text)))


def topic_words(text: str) -> tuple[tuple[str, str], ...]:
    """The topics that a text names, each with every word that names it, in the form for comparing."""
    plain = normalise(text)
    return tuple((name, match.group()) for name, pattern in _PATTERNS for match in pattern.finditer(plain))
