"""Masking: a question without what says whom it is about, before it is kept or goes to a language model.

Numbers and handles are found by their form. Names and places are found by surnames, titles and the words around them,
which is a guess: where in doubt it masks too much, except for words of the trade (党委书记, 贫困村), without which a kept
question would help nobody. It cannot find a nickname, or a person who is described and not named.
"""

import re
import unicodedata

BEFORE, NAME = "某", "某某"  # before a title and after one
PHONE, IDENTITY, CARD, NUMBER = "〔电话〕", "〔证件号〕", "〔卡号〕", "〔号码〕"
MAIL, ACCOUNT, PAGE, PLATE, ADDRESS = "〔邮箱〕", "〔账号〕", "〔网址〕", "〔车牌〕", "某地"

_HAN = "[\u3400-\u9fff]"
# Left out are those that are mostly other words beside a title: 向, 和, 任, 时, 包, 党, 全, 应, 经, 成, 水.
_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
    "彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝霍纪路骆柯裴裘涂饶冉卓蒙楚穆娄阮邬麻盛"
    "桂冷蔺杭柴瞿童靳])"
)
_TITLE = (
    "(?:副|老)?(?:书记|[镇乡县区市省州村局科处股部所站校院社会队组班园厅司]长|主任|主席|支书|文书|会计|经理|老板|老师|医生|大夫|护士"
    "|律师|法官|警官|先生|女士|小姐|师傅|大爷|大妈|大姐|大哥|阿姨|委员|同志|[姐哥叔姨])"
)
# What stands before a name besides a title.
_CUE = "(?:名叫|叫做|我叫|他叫|她叫|名字[叫是]|姓名[:：]?|联系人[:：]?|同事|邻居|村民|居民|网格员|大学生村官|当事人|举报人|举报者|负责人)"
# What no given name has in it, as far as that can be told from 书记说, 主任让我.
_LITTLE = "举告骂欠占贪抓说让叫要把给在是被对不和跟与的了也都又就还去来到会能没有为从问打骂找收批开发做干管催派拿用带签讲点排一上下几今昨每之等们吗呢吧啊"
_GIVEN = f"(?![{_LITTLE}]){_HAN}"
# Words that begin with a surname and are no name.
_NO_NAME = (
    "(?!马上|高[度兴效低高]|严[重格肃厉]|何[时必况以]|周[末一二三四五六日]|白[天纸]|夏天|方[面案式便]|万一|温和|金额|许[可多]|左右|关[于心键注系]"
    "|安[全排]|常务|易地|路[上边过]|程序|田间|石头|江边|纪[委检律]|武[装警]|施工|康[养复]|盛大|章程|于是|毛病|钱款|石化|齐[全心]|余下"
    "|鲁莽|申[请报诉辩]|殷切|左边|甘愿|祝愿|麻[烦痹]|冷[漠淡]|童年|罗列|莫[名非]|林[业长]|顾[不问]|段时|连[夜续]|单[独位])"
)
# What makes the surname the end of another word: 公安局长, 地方书记, 经常.
_NO_WORD = "(?<![公治保平地对双多远提最历工课流如为几每容交资基花也机相无严海长大不一二三几两])"

# Of a place's own name; a name that has one of these in it is missed.
_PLACE = (
    "(?:(?![我你他她它咱俺们您的里各全每本哪那这有个是在给让叫把从到和跟与及向对往不没要会能说归替派请几多少还也就都"
    "被来去发开接借调推管办问写用评上下省市县区乡镇村街社了吗嘛啊呢吧么什怎啥咋谁为以或而但如果若因所该可应得想等这别再才只最更很太真先后"
    f"前中内外新老大小进出回带找交看听做搞弄拿放扔甩塞压捅闹派抽催喊逼嫁帮扶驻包单指跑当作过])(?!示范|样板|标杆|农业|隔壁){_HAN}){{2,4}}"
)
_LEVEL = "(?:省|自治区|市|州|县|区|镇|乡|街道|村(?!支|两|委|党)|社区)"
_DOOR = r"(?:\d{1,5}(?:号院|号楼|号|栋|幢|座|单元|楼|室|户))"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://[^\s\u3400-\u9fff，。；、]+|www\.[^\s\u3400-\u9fff，。；、]+"),
        PAGE,
    ),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII), MAIL),
    (re.compile(r"@\w{3,32}", re.ASCII), ACCOUNT),
    (
        re.compile(
            r"(?<=微信)(?:号)?(?:[:是为]|\s)*[a-zA-Z][\w-]{4,19}|(?<=(?i:qq))(?:号)?(?:[:是为]|\s)*\d{5,11}",
            re.ASCII,
        ),
        ACCOUNT,
    ),
    (
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?(?=[A-Z0-9]*\d)[A-Z0-9]{5,6}(?![A-Za-z0-9])"
        ),
        PLATE,
    ),
    (re.compile(r"(?<!\d)\d{6}[\s-]?(?:19|20)\d{2}[\s-]?\d{4}[\s-]?\d{3}[\dXx](?!\d)"), IDENTITY),
    (
        re.compile(
            r"(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)"
        ),
        PHONE,
    ),
    (re.compile(r"(?<!\d)\d{4}(?:[\s-]?\d{4}){3}(?:[\s-]?\d{1,4})?(?!\d)"), CARD),
    (
        re.compile(r"(?<!\d)(?!(?:19|20)\d\d-\d\d?-\d\d?(?!\d))\d(?:[\s-]?\d){6,}(?![\d元块万亿人字%])"),
        NUMBER,
    ),
    (re.compile(r"[零〇一二三四五六七八九幺]{7,}"), NUMBER),
    (re.compile(rf"{_PLACE}(?:路|街|大道|大街|巷|弄|胡同)[南北东西]?\d+号?(?:{_DOOR}|\d{{2,4}})*"), ADDRESS),
    (re.compile(rf"(?:{_DOOR}-?){{2,}}\d*|\d{{1,3}}(?:号楼|栋|幢)-?\d{{1,5}}"), ADDRESS),
    (
        re.compile(
            rf"(?:{_PLACE}{_LEVEL}){{2,}}(?:[一二三四五六七八九十\d]{{1,3}}(?:组|社|队|屯))?(?:{_DOOR})?"
        ),
        ADDRESS,
    ),
    (
        re.compile(rf"{_PLACE}(?:村|社区|屯|寨)[一二三四五六七八九十\d]{{1,3}}(?:组|社|队|屯)(?:{_DOOR})?"),
        ADDRESS,
    ),
    (
        re.compile(
            rf"(?<=我是|我在|来自|家住|住在|家在|就在|老家){_PLACE}(?:镇|乡(?![下镇上里])|街道|村|社区|小区)"
        ),
        ADDRESS,
    ),
    (re.compile(rf"{_NO_WORD}{_NO_NAME}{_SURNAME}(?:{_GIVEN}){{0,2}}?(?={_TITLE})"), BEFORE),
    (
        re.compile(
            rf"(?<![小大一几])[老小]{_NO_NAME}{_SURNAME}(?=[让说叫把给被的天总又就是也都要跟和在姐哥叔]|[^\u3400-\u9fff]|$)"
        ),
        NAME,
    ),
    (
        re.compile(
            rf"(?<=叫){_NO_NAME}{_SURNAME}(?:{_GIVEN}){{1,2}}(?=[^\u3400-\u9fff]|$)|(?<=姓)(?<!百姓){_SURNAME}"
        ),
        NAME,
    ),
    (re.compile(rf"((?:{_TITLE}|{_CUE}|@)[\s:：,，]?){_NO_NAME}{_SURNAME}(?:{_GIVEN}){{1,2}}"), rf"\1{NAME}"),
)


def mask(text: str) -> str:
    """A text with what may say whom it is about put into general words."""
    masked = "".join(map(_plain, text))
    for pattern, words in _RULES:
        masked = pattern.sub(words, masked)
    return masked


def _plain(character: str) -> str:
    """A digit, a letter or a mark within numbers and addresses in its plain form: １, ① and ＠ hide nothing."""
    folded = unicodedata.normalize("NFKC", character)
    return (
        folded
        if len(folded) == 1 and folded.isascii() and (folded.isalnum() or folded in "@+-_./")
        else character
    )
