"""Names: the words that end somebody's name in a rule, and the attributes that may stand before them.

Chinese puts the head of a name last (县级以上人民政府统计机构), so an ending tells persons and bodies apart from things without a
list of names. An ending that also ends common words is guarded by what must not stand before it (格局, 或者, 动员).
"""

import re

_COUNTED = "0-9一二三四五六七八九十百千万两几多数"
PERSON = (
    "人员|公务员|干部|负责人|负责同志|同志|领导成员|领导|主任|书记|首长|本人|自己|专人|一把手|人选|教师|律师|医师|法官|检察官|民警|主席|代表|个人|学生"
    "|(?<![动满裁减超复])员|(?<![或再后前两])者|[组部县市省区州乡镇校处局科厅司院所站队村会行社]长"
    f"|(?<![{_COUNTED}无个他别何名些新客病老用招借要调每本用的到派])人(?!民)"
)
BODY = (
    "机关|部门|单位|机构|组织|政府|党委|党组|委员会|办公厅|办公室|协会|学会|工会|联合会|妇联|共青团|人大|政协|学校|大学|医院|企业|公司|集团|国家|国务院|中央|团体|地方|各地|各级|各地区"
    "|地区|乡镇|街道|社区|村级|上级|下级|基层|[省市县乡]级以[上下](?![^，。；]{0,12}(?:部门|机关|政府|单位|机构|组织|党委|人员|干部))|省里|省(?![级里委市府区直内])|市州|市(?![级委政县直区民场里辖])|县(?![级委政直域乡区内里])|村(?![级民委务党干两集规里庄])|两委|法院|检察院|村委会|居委会|村民会议|居民会议|代表会议|代表大会|常务会议|全体会议|班子|主席团|对象|当地|任何人|公民|用户|村民|居民|群众|家长|主办方|双方|一方|两办|国办"
    "|市级|县级|省级|一级|两级|三级|党支部|支部|专班|选民|工商户|财政|纪检监察|法人|志愿者|合作社|董事会|监事会|理事会|常委会|窗口|媒体|中介|战线|群团"
    "|(?<![格布结全大定破僵残])局|(?<![客餐])厅|(?<![原推])委(?![员托派])|(?<![法医住出入退])院|(?<![分重改编])组(?!会议|长|成|织)|(?<![排插])队|(?<!为)中心|(?<![教课居])室|办事处|秘书处|管理处|委会|总支|小组(?!会议)|小组会议|党员大会|支部大会|仲裁庭|监管所|派出所"
    "|(?:组织|宣传|统战|政治|财政|教育|民政|司法|公安|商务|总|人力资源社会保障)部(?!门|委|属|分|署|队)|(?:政府|党委|省|市|县|区|督查|信访|网信|编|整治|工作|党政|减负|综治)办"
)
SOMEBODY = f"(?:{PERSON}|{BODY})"
_ENDED = re.compile(rf"{SOMEBODY}(?:[（(][^）)]{{1,16}}[）)])?等?$")
_ATTRIBUTE = (
    "各级|各|每[名个位]|有关|相关|所属|所在|本级|本|该|其他|其|原|全体|任何|所有|广大|新|有条件的|其中|其所在|主要|直接|主管|分管|受理|承办|考核|督查|检查|调研|监管|主办|牵头|责任|参会|参训|参评|参加|派出|借调|借出|借入|用人|招录|聘用|作出|审批"
    "|县级以上|省级以上|市级以上|地方|上级|下级|中央|国务院|国家|人民|行政|企业|事业|社会|基层|[省市县乡镇村区州]级?|街道|社区|党政|党员|领导|工作|村民|居民|村务|选举|公务员|统计|监察|信访|被[^，。；、的]{2,4}"
    "|检举|举报|申诉|申请|当事|经办|负责|代理|候选|信访|投诉|控告|司法|财政|教育|民政|卫生健康|市场|监督管理|管理|数据|网信|农业农村|审计|公安|税务|组织(?=部|人事)|宣传|政法|人力资源|社会保障|生态环境|自然资源|应急|住房城乡建设|交通运输|水利|文化|旅游|信访|政务服务|机构编制|科技|纪检|巡视|巡察|立法|执法|监督|业务|职能|决策|授权的"
)
_LISTED = rf"(?:{_ATTRIBUTE}|{SOMEBODY})*{SOMEBODY}"
_HEADED = re.compile(rf"{_LISTED}(?:(?:、|和|或者?|及其?|以及){_LISTED})*")
_ENDING = re.compile(rf"{SOMEBODY}(?:[（(][^）)]{{1,16}}[）)])?")
_GOES_ON = re.compile(r"[的、等]|以[上下]|和|及|与|以及|或者?")
_VERB_TOO = re.compile(
    r"自己|本人|组织(?!部|者|人事|负责)|领导(?!小组|班子|干部|人员|机关|机构|成员|同志)|代表(?!大?会)"
)


def names_somebody(words: str) -> bool:
    """Whether words end in somebody's name, as before a predicate."""
    return _ENDED.search(words) is not None


def named_first(words: str) -> str:
    """The name that words begin with, whatever follows it; empty where they begin with none."""
    match = _HEADED.match(words)
    return match.group() if match else ""


def name_before_verb(words: str) -> str:
    """The name from the start of words up to the first ending that a verb follows; empty where there is none.

    After an ending the name goes on where a conjunction, 的 or another name stands (县级人民政府|统计机构), unless that is a verb too
    (主办单位|组织).
    """
    for match in _ENDING.finditer(words):
        behind = words[match.end() :]
        goes_on = _GOES_ON.match(behind) or (
            named_first(behind) and (match.group()[-1] in "级党" or not _VERB_TOO.match(behind))
        )
        if not goes_on:
            return words[: match.end()]
    return ""
