"""Names of people, told from other short words by their family names."""

import re

_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎"
    "甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥郁南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴"
    "盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕"
    "危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_DOUBLE_FAMILIES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
)
# Words of two or three characters that begin like a family name and stand where names do.
_NO_NAMES = re.compile(
    r"编辑|记者|作者|文章|图片|来源|网络|本报|本网|转载|全文|完整|终结|原文|平安|平台|公告|公布|公开|成都|南京|海南|安徽|江苏|江西|安排|国家|国务|通知|时评|时间"
    r"|关于|关键|解读|明确|相关|全国|高度|应当|方案|支部|管理|常委|党委|党组|和谐|路径|平等|强调|信息|利用|单位"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8})+")
_BETWEEN = re.compile(r"[\s、，,;；/]+")


def names(text: str) -> tuple[str, ...]:
    """The people of a text that names people and nothing else; none where it says anything more."""
    parts = _together([part for part in _BETWEEN.split(text.strip()) if part])
    return tuple(parts) if parts and all(map(is_name, parts)) else ()


def leading_names(text: str) -> tuple[str, ...]:
    """The people with whom a text begins."""
    parts = _together([part for part in _BETWEEN.split(text.strip()) if part])
    count = next((index for index, part in enumerate(parts) if not is_name(part)), len(parts))
    return tuple(parts[:count])


def is_name(word: str) -> bool:
    """Whether a word could be a person's name."""
    if _FOREIGN.fullmatch(word):
        return True
    if not _NAME.fullmatch(word) or _NO_NAMES.fullmatch(word):
        return False
    return word.startswith(_DOUBLE_FAMILIES) or (word[0] in _FAMILIES and len(word) < 4)


def _together(parts: list[str]) -> list[str]:
    """The parts with names put together again that a blank spreads to the width of three characters: 田 鹏."""
    joined: list[str] = []
    waiting = False
    for part in parts:
        if waiting and len(part) == 1:
            joined[-1] += part
            waiting = False
        else:
            joined.append(part)
            waiting = len(part) == 1
    return joined
