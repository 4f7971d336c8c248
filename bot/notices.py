"""Notices: which of the texts that readers write are notices they were sent, and not questions of their own.

A text that was passed on is one whatever it says; this is about what somebody pasted. Told by its make-up (a title, a
salutation, numbered points, a signature, many lines) and by its tone (orders and deadlines); somebody who asks, or tells
what happens to them, asks.
"""

import re

from bot.messages import LONGEST_QUESTION

LONGEST_NOTICE = 20_000  # characters; some twenty pages, where notices have one to ten

_ENOUGH = 3  # points; what each sign is worth stands beside it below
_MANY_LINES, _LONG, _LONGER = 4, 200, 400  # lines, characters: hardly a question has as many
_MOST_ORDERS = 3  # points that tone alone can give
_NUMERAL = "[一二三四五六七八九十]"
_TITLE = re.compile(
    r".{2,60}(?:通知|通报|通告|公告|公函|的函|[来复]函|方案|细则|办法|意见|要点|清单|责任[书状]|倡议书|提[醒示]|安排|任务单|工作提示|邀请函)(?:[（(].{1,12}[）)])?[:：]?"
)
_SALUTATION = re.compile(
    r"@(?:所有人|全体)|(?:各位|各(?:有关)?[村镇乡县区街社单部局站办所科网支]|全体|尊敬的|你[镇乡村局县]).{0,40}?[:：,，]|[^，。：:]{2,40}(?:党委|政府|支部|村委会|居委会|办公室|[局镇乡村]|单位|部门|同志|书记|社区[）)]?|[）)])[:：]$"
)
_BANNER = re.compile(r"[【\[［].{2,20}[】\]］]|(?:紧急|重要|温馨|通知|提醒|提示){1,2}[!！:：]")
_NUMBERED = re.compile(
    rf"(?:{_NUMERAL}{{1,3}}[、.．]|[（(]{_NUMERAL}{{1,3}}[）)]|\d{{1,2}}[、.．](?!\d)|[①-⑳]|第{_NUMERAL}[，、条])"
)
_SIGNATURE = re.compile(
    rf".{{2,25}}(?:办公室|委员会|政府|党委|支部|村委会|居委会|党政办|[\u4e00-\u9fff]{{2}}[办局所站委组]|专班|小组|指挥部|中心|促进会)"
    rf"|(?:20\d\d|[二〇○]{{2}}{_NUMERAL}{{2}}) ?年.{{1,3}}月.{{1,3}}日"
)
_ORDER = re.compile(
    r"请(?:各|于|在|按|及时|尽快|认真|做好|将|务必|全体|接到|收到|大家|你|相关)|务必|须(?:于|在|按|到)|必须|不得迟于|逾期|[日点时]前[^，。]{0,12}(?:报|交|完成|上传|回复|反馈)"
    r"|收到(?:请|后|的)?回|回[复“\"]{1,2}收到|接龙|报送|上报|反馈至|扣\d|加\d+分|予以通报|全[县镇市区乡]通报|约谈|一票否决|特此|此函|函告|现将|现就|通知如下|如下安排|联系人[:：]|经研究|准时参[会加]"
)
_ASKS = re.compile(
    r"[?？]|[吗嘛呢么]\s*$|请问|想问|咨询|求助|怎么办|咋办|咋整|能不能|可不可以|可以不|是不是|合不合|该不该|算不算|有没有|要不要|对不对|行不行|合规|合理|凭什么|什么规定|哪条规定"
)
_TELLS = re.compile(r"(?<!自)我(?!县|市|省|局|镇|乡|区|委|办|街道|单位|会|国|处|部)|俺|咱")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_CALL = re.compile(
    r"(?:[请帮]|帮忙|麻烦|给我?|替我?)*(?:我|我们)?(?:再)?(?:检?查|核对?|对照|审|把关|看)(?:一?[下查看对]|看)*(?:这[个份条]?(?:通知|文件|文|消息|照片|图)?|它)?"
    r"|(?:这[个份条]?(?:通知|文件|文|消息)?)?(?:合规|合规定|违规|有没有问题|有问题|合不合规|合不合规定|违不违规|怎么样|行不行)"
)


def looks_like_notice(text: str) -> bool:
    """Whether a pasted text is a notice. A question of one or two sentences never is."""
    if len(text) > LONGEST_QUESTION:
        return True
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    asks = _ASKS.search(lines[-1]) is not None if lines else False
    if not lines or (asks and len(_SENTENCE.findall(text)) <= 2):
        return False
    made_up = _make_up(lines)
    if not made_up and len(text) < _LONG:
        return False
    orders = min(len(set(_ORDER.findall(text))), _MOST_ORDERS)
    own = 2 * asks + 2 * (_TELLS.search(text) is not None)
    length = (len(text) >= _LONG) + 2 * (len(text) >= _LONGER)
    return made_up + orders + length - own >= _ENOUGH


def refers_to_notice(words: str) -> bool:
    """Whether words in a reply say nothing but that the message replied to is to be checked."""
    return (
        _CALL.fullmatch(re.sub(r"[\s，。！!？?~～、吧吗呢啊哈]+", "", words)) is not None if words else True
    )


def _make_up(lines: list[str]) -> int:
    """The points that the form of a text gives."""
    head, foot = lines[:2], lines[-2:]
    numbered = sum(_NUMBERED.match(line) is not None for line in lines)
    return (
        2 * (len(lines) > 1 and any(_TITLE.fullmatch(line) for line in head))
        + 2 * any(_SALUTATION.match(line) for line in lines[:3])
        + (_BANNER.match(lines[0]) is not None)
        + 2 * (numbered >= 2)
        + (len(lines) > 2 and any(_SIGNATURE.fullmatch(line) for line in foot))
        + (len(lines) >= _MANY_LINES)
    )
