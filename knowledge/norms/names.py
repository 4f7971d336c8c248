"""Names: how far somebody's name reaches from where it begins.

Chinese puts the head of a name last (县级以上人民政府统计机构), so a name is read ending by ending: it goes on as long as the
words up to the next ending hold no verb and no particle. Of levels and governments anything may stand behind
(县|市场监管局); an office or a person goes on only with an ending right behind it (部门|负责人) or behind 的.
"""

import re
import tomllib
from pathlib import Path

_COUNTED = "0-9一二三四五六七八九十百千万两几多数"
PERSON = (
    "[省市县区乡镇村州]{1,2}长(?![期远效]|办公会|联席)|人员|公务员|干部|负责人|专家|评委|负责同志|同志|领导成员|(?<!组织)领导(?!小组|机[关构]|班子|体制|下)|主任|书记|首长|本人|自己|专人|一把手|人选|教师|律师|医师|法官|检察官|民警|主席|代表(?!大?会)|个人(?!信息)|学生|亲属|配偶|子女|成员|家属|职工|员工|顾问|公众(?!号)|群主|支书"
    "|(?<![动满裁减超复])员(?!会)|(?<![或再后前两二三四五])者|(?<![建编])组长|[部县市省区州乡镇校处局科厅司院所站队村会行社]长"
    f"|少数人|(?<![{_COUNTED}无个他别何名些新客病老用招借要调每本的到派])人(?![民员事力社大才均次数口]|民)"
)
# Of these a name may go on with whatever names a field: 县|市场监管局, 人民政府|统计机构.
AREA = (
    "(?:[省市县区镇乡]|市地|州)委(?![员托派会])|中央|国家|全国|国务院|地方|各地区?|各级|基层|上级|下级|同级|本级|上一级|下一级|两级|三级|一级|[省市县乡村]级?以[上下]|[省市县乡村]级|地市级?(?:以[上下])?|省里|市里|市辖区|县里|乡镇|镇里|村里|街道|社区|自治区|直辖市|自治州|自治县|民族乡|市州"
    "|省(?![略])|市(?![场民])|(?<!知)县|(?<!中)镇|乡|(?<!特)区(?![别分域])|村(?![民委务集规庄])"
    "|各省|(?:人民)?政府|人民代表大会|党委|人大|政协|党政|企业|事业|村民|居民|农村|群团|农业农村|当地|共青团|纪检|监察(?!法)|本村"
)
BODY = (
    "机关(?!事务)|主体(?!责任)|部门|单位|机构|党组织|(?:(?<=[级党会众济层体他该本外业何托关法、和或])组织(?![部者]|人事)|^组织(?=(?:[和、]|或者?)个人|[不应须可]|$))|党组(?!织)|工作机制|协调机制|委员会|办公厅|办公室(?!主)|协会|学会|工会|联合会|妇联|学校|大学|医院|公司|集团|团体"
    "|两委|法院|检察院|村委会|居委会|村民会议|居民会议|代表会议|代表大会|常务会议|全体会议|常务委员会|领导班子|班子|主席团|对象|任何人|公民|用户|群众|家长|[省市县区镇乡州]委办(?![理事公])|双方|对方|一方|(?<=[办托督检务需供业用])方(?![式便向案法面])|纪委国家监委|纪委监委|纪委|监委|两办|国办"
    "|党支部|支部|专班|选民|工商户|财政|法人|志愿者|合作社|董事会|监事会|理事会|常委会|窗口|媒体|中介|战线"
    "|(?<![格布结全大定破僵残])局(?![面势部限])|(?<![客餐])厅|(?<![原推])委(?![员托派办])|(?<![法医住出入退])院|(?<![分重改编])组(?!会议|长|成|织|建)|(?<![排插])队(?!伍|长)|(?<!为)中心|(?<![教课居])室|办事处|秘书处|管理处|委会|总支|小组(?!会议|长)|小组会议|党员大会|支部大会|仲裁庭|监管所|派出所|站所|(?<=[点关辖])地区|(?<![主承督交协查包经操举兴])办(?=应|不得|要|须|可以|负责|转办|牵头|统筹|会同)|幼儿园|(?:工作|服务|管理|监测|检查)站"
    "|(?:组织|宣传|统战|政治|财政|教育|民政|司法|公安|商务|总|武装|指挥|人力资源社会保障)部(?!门|委|属|分|署|队|长)|(?:政府|党委|省|市|县|区|委|督查|信访|网信|编|整治|工作|党政|减负|综治)办(?![公事理案])"
)
SOMEBODY = f"(?:{PERSON}|{BODY}|{AREA})"
# What may stand in a name though it holds a particle or a verb's letter.
_ATTRIBUTE = "有关|相关|主要|重要|要人(?=单位)|相应|国有|(?<=[^，])境外的|所属|所在|下属|直属|本级|中间|每[名个位一]|其他|其所在|其|该|各级|各|任何|所有|全体|原|应急|当事|用人|参与|与会|不设区的|设区的|以[上下]|派出|派驻|有条件的|授权的|不参公的|未?被[^，。；、的后]{2,4}(?:的|(?=[单机对人地部企党考检督]))"
_PARTICLE = "的不应可须对在把被将由以于为向从给让使未没要因按经所之是有就都也均还又仍则再凡如若至到着了过地且而能只每请与及其和等或"
_FIELD_END = "单位|部门|机关|机构|人员|人(?!民)|者|方|对象|(?<!组织)领导|干部"
_ASIDE = "(?:[（(][^）)]{1,16}[）)])?"
JOIN = re.compile(
    "、|，?以及|和|与(?![^，。；]{1,14}(?:有|无|存在)[^，。；]{0,8}(?:关系|关联|冲突))|或者?|及其?"
)
_ORGANISES = "(?<![级党会众济层体他该本外业何、])组织(?!部|者|人事)"
_TABLE = tomllib.loads((Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8"))
_WORDS = "|".join((_ORGANISES, *sorted(set(_TABLE["words"].split()), key=len, reverse=True)))
# A verb of one character counts only where words begin or a name has just ended: 查 in 检查 is none.
_LETTERS = "|".join(one[0] + (f"(?![{one[2:-1]}])" if one[2:-1] else "") for one in _TABLE["letters"].split())
VERB = re.compile(f"{_WORDS}|{_LETTERS}")
_BOTH = "|".join(_TABLE["both"].split())
VERB_OR_NOUN = re.compile(_BOTH)
_NO_LETTER = f"(?:(?={_BOTH})|(?!{_LETTERS}))"
_LISTED_FIELD = "、(?=[^，。；、]{1,6}(?:、[^，。；、]{1,6})*等)|等(?=部门|单位|机关|机构|人员|组织)"
_FIELD = rf"(?:{_ATTRIBUTE}|(?!{_WORDS})[^{_PARTICLE}\W_]|“[^”]{{1,4}}”|{_LISTED_FIELD})"
_ENDED = re.compile(rf"{SOMEBODY}{_ASIDE}等?$")
# Somebody named by what he does begins like a verb, and is told by the particle behind: 报送单位应当.
_DEED = rf"(?!认为|觉得|发现|违反|追究)(?:{VERB.pattern}){{1,2}}(?:[^{_PARTICLE}省市县区乡镇村上下各本\W]?(?:单位|部门|机关|机构)|{_FIELD_END})"
_DOER = rf"(?:{_DEED}(?=[{_PARTICLE}、，自定均最]|{_WORDS}|$)|[^{_PARTICLE}\W_]{{2,4}}、[^{_PARTICLE}\W_]{{2,4}}(?:{_FIELD_END}))"
_FIRST = re.compile(
    rf"(?!下列|上述)(?:{_ATTRIBUTE})*(?:{_DOER}|{PERSON}|{BODY}|(?:{AREA})|{_NO_LETTER}(?:{_FIELD}{{0,12}}?(?:{PERSON}|{BODY})|{_FIELD}{{1,4}}?(?:[省市县区镇乡村](?![级里场委民务])|企业|政府|党委))){_ASIDE}"
)
_IN_AREA = re.compile(
    rf"(?:的?(?:{_ATTRIBUTE})*(?:{AREA})|的?(?:{_ATTRIBUTE})*(?:{_DEED}|{_NO_LETTER}{_FIELD}{{0,12}}?(?:{PERSON}|{BODY}))|{_FIELD}{{1,3}}?[县市区镇乡村](?=[^{_PARTICLE}\W_]*(?:{BODY}))){_ASIDE}"
)
_IN_OFFICE = re.compile(
    rf"(?:[的等](?:{_ATTRIBUTE})*{_NO_LETTER}{_FIELD}{{0,6}}?|(?:{_ATTRIBUTE}|主要|直接|主管|分管|工作|内设|成员|任免|党|(?:法制|法律|监察|统计|办事|执法|信访)(?:工作)?(?=机构)|事业|企业|业务|行政|内部)*)(?!自己|本人|个人)(?:{PERSON}|{BODY}){_ASIDE}"
)
_OF_AREA = re.compile(rf"(?:{AREA}){_ASIDE}$")


def names_somebody(words: str) -> bool:
    """Whether words end in somebody's name, as before a predicate."""
    return _ENDED.search(words) is not None


def name_at(words: str) -> str:
    """The longest name that words begin with; empty where they begin with none."""
    end = _single(words)
    while end and (join := JOIN.match(words, end)) and (more := _single(words[join.end() :])):
        end = join.end() + more
    return words[:end] + ("等" if end and words.startswith("等", end) else "")


def _single(words: str) -> int:
    """Where the first of the joined names at the start of words ends."""
    found = _FIRST.match(words)
    end = 0
    while found:
        end = found.end()
        found = (_IN_AREA if _OF_AREA.search(words[:end]) else _IN_OFFICE).match(words, end)
    return end


def is_area(name: str) -> bool:
    """Whether a name ends in a level or a government, which as often tells whose thing it is (省级|文件)."""
    return _OF_AREA.search(name) is not None
