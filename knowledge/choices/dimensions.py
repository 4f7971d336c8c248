"""Dimensions: what the answer to a question turns on where rules differ, and the words that settle it.

A rule binds some and not others, or gives each another figure: who calls the meeting, which kind of document, who imposed
the sanction. Each way of a dimension has the words by which a question says so already, and those by which a clause
speaks of it; where a question says none and the clauses found speak of several, the reader has to choose.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a dimension can be."""

    label: str  # on a button
    said: re.Pattern[str]  # words of a question that settle it
    told: re.Pattern[str]  # a sentence of a clause, under its document's title, that speaks of it
    words: str  # with which a question that did not say so says it; `said` matches them
    excluded: re.Pattern[str] | None = None  # words of a question with which it cannot be this way


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """What an answer may turn on."""

    name: str
    about: re.Pattern[str]  # questions whose answer turns on it
    ways: tuple[Way, ...]
    settled: re.Pattern[str] | None = None  # other words of a question after which nobody need choose

    def way(self, text: str) -> Way | None:
        """The way that a text says; None where it says none, or more than one."""
        said = [way for way in self.ways if way.said.search(text)]
        return said[0] if len(said) == 1 else None

    def ways_left(self, question: str) -> tuple[Way, ...]:
        """The ways that a question leaves open."""
        return tuple(way for way in self.ways if not (way.excluded and way.excluded.search(question)))

    def open(self, question: str) -> bool:
        """Whether a question, in the form for comparing, turns on it and does not say which way."""
        if self.about.search(question) is None or any(way.said.search(question) for way in self.ways):
            return False
        return self.settled is None or self.settled.search(question) is None


def _way(label: str, said: str, told: str, words: str, excluded: str | None = None) -> Way:
    return Way(
        label=label,
        said=re.compile(said),
        told=re.compile(told, re.IGNORECASE | re.DOTALL),
        words=words,
        excluded=re.compile(excluded) if excluded else None,
    )


SANCTION = Dimension(
    name="sanction",
    about=re.compile(r"不服|申诉|复核|复审|有异议|不认这个|不认账|讨个?说法|说理"),
    ways=(
        _way(
            "监察机关的政务处分",
            r"政务处分|监委|监察",
            r"监察.*(?:申请|决定).*(?:复审|复核)",
            "监察机关给的政务处分",
        ),
        _way(
            "单位给公务员的处分",
            r"公务员|单位给|(?<!监察)机关(?:给|处分)|任免|辞退|降职|不称职|年度考核|定期考核",
            r"公务员法.*(?:处分|辞退).*(?:复核|申诉)",
            "对机关给的公务员处分申请复核",
        ),
        _way(
            "党纪处分、党内问责",
            r"党纪|党内|党员|问责|纪律处分|留党|严重警告",
            r"(?:纪律处分|问责)条例.*(?:不服|申诉)",
            "党员受了党纪处分",
        ),
        _way("政府督查的结论", r"督查", r"督查.*结论.*(?:异议|复核)", "政府督查的结论"),
    ),
    settled=re.compile(r"诬告|举报|信访|法院|仲裁|低保|征地|拆迁|工伤|交通|行政(?:处罚|复议)"),
)

DIMENSIONS: tuple[Dimension, ...] = (
    SANCTION,
    Dimension(
        name="convener",
        about=re.compile(
            r"(?:会议?|开会).*(?:叫|喊|参加|参会(?!人数)|到会|出席|列席|谁去|得去|要去|去不去|必须去|到场)|(?:叫|喊|要求|让|点名).*(?:参会|到会|开会|参加.*会)|陪会"
        ),
        ways=(
            _way("中央部门开的会", r"中央|国家|部委|国务院|部里", r"中央部门的.*会议", "中央部门的工作会议"),
            _way("省级部门开的会", r"省", r"省级部门的.*会议", "省级部门的工作会议"),
            _way("市县部门开的会", r"市|县|区|局", r"部门名义开的会", "市县部门名义开的会"),
            _way(
                "党委政府的会",
                r"党委|政府|书记召集|分管(?:领导|负责同志|副)?.{0,4}(?:召集|开)",
                r"分管负责同志召集的会",
                "党委政府分管负责同志召集的会",
                excluded=r"部门",
            ),
        ),
        settled=re.compile(
            r"视频|电视电话|基层的会|村里|传达|纪念品|食堂|餐|村民|居民|家属|家长|群众|党员大会|支部|补[写签]|着装|签到"
        ),
    ),
    Dimension(
        name="paper",
        about=re.compile(
            r"(?:文件|发文|公文|红头|方案|通知|材料).*(?:字数|多少字|几千字|千字|多长|篇幅|长短|几页)|(?:字数|多少字|几千字|篇幅).*(?:文件|公文)"
        ),
        ways=(
            _way("部署综合性工作的", r"综合", r"综合性工作", "部署综合性工作的"),
            _way(
                "部署专项工作的",
                r"专项|专门|单项|具体任务|一项工作|某项",
                r"专门工作|具体任务",
                "部署某项专门工作的",
            ),
        ),
        settled=re.compile(r"中央印发|中央文件|政策性文件"),
    ),
    Dimension(
        name="lender",
        about=re.compile(r"借调|借人|抽调|借用(?:干部|人)|借走"),
        ways=(
            _way(
                "从县、乡单位借人",
                r"县|乡|镇|街道|村|社区|基层|学校|老师|教师",
                r"县及县以下",
                "从县及县以下单位",
            ),
            _way("从市及以上单位借人", r"市|省|中央", r"市及(?:市)?以上", "从市及以上单位"),
        ),
        settled=re.compile(
            r"多久|期限|几个?月|几年|工资|待遇|归队|续借|跟班|专班|多少人|通报|哪里|哪年|清退|案例"
        ),
    ),
    Dimension(
        name="carrier",
        about=re.compile(r"打卡|签到|积分|点赞|强制.*(?:下载|登录|关注)|传.{0,4}(?:照片|视频|截图)"),
        ways=(
            _way(
                "政务App里",
                r"app|软件|小程序|应用|程序|平台|系统|在线|装|下载|学习强国",
                r"App|应用程序",
                "在政务App里",
            ),
            _way("工作群里", r"群|微信|钉钉|接龙", r"工作群", "在工作群里"),
            _way("政务公众号", r"公众号|关注", r"公众账?号", "政务公众号"),
        ),
    ),
    Dimension(
        name="inspection",
        about=re.compile(
            r"(?:检查|来查|下来查|查).*(?:几次|多少次|频|次数|谁批|批准|手续|依据|拒绝|随便|计划|方案|该不该|能不能来)|(?:随便|拒绝|频繁|反复|重复).*检查"
        ),
        ways=(
            _way("政府督查", r"督查(?!检查)|督导", r"政府督查", "政府督查"),
            _way(
                "部门的督查检查考核",
                r"考核|部门|局|厅|委|督检考",
                r"督查检查考核|督检考",
                "部门搞的督查检查考核",
            ),
            _way("执法检查", r"执法|安监|消防|环保|市场监管|食药|卫生", r"执法检查", "执法检查"),
        ),
        settled=re.compile(r"纪委|巡视|巡察|票|统计|财务|审计|体检"),
    ),
    Dimension(
        name="leniency",
        about=re.compile(
            r"免责|免予|免于|从轻|减轻(?!.{0,4}(?:负担|压力))|容错|不追究|(?:能|可以|会)不(?:处分|处理)"
        ),
        ways=(
            _way("党内问责", r"问责|追责", r"问责条例", "按问责条例不予问责或者免予问责"),
            _way("党纪处分", r"党纪|纪律处分|党内", r"纪律处分条例", "党纪处分"),
            _way("政务处分", r"政务|监察|监委", r"政务处分法", "政务处分从轻减轻免予"),
        ),
        settled=re.compile(
            r"三个区分|四个把握|六个|区分开|诬告|统计|哪些(?:情形|条件)|保护伞|什么意思|怎么来的|省|市"
        ),
    ),
    Dimension(
        name="organiser",
        about=re.compile(
            r"(?:能不能|可不可以|可以|能|谁|有权|允许|准不准|让不让).*(?:办|搞|开展|组织|设).*(?:创建|示范|达标|评比)|(?:创建|示范|达标|评比).*(?:谁(?:能|可以|有权)|能不能(?:办|搞)|可以(?:办|搞))"
        ),
        ways=(
            _way(
                "市县党委政府办的",
                r"党委|政府|县委|市委",
                r"市级、县级党委和政府",
                "市级、县级党委和政府办的",
            ),
            _way(
                "市县的局、部门办的",
                r"局|部门|厅|委办|群团|机关",
                r"市级、县级的其他机关",
                "县里的局办的",
            ),
            _way("乡镇、街道办的", r"乡|镇|街道", r"乡镇（街道）", "乡镇（街道）办的"),
            _way("协会等社会组织办的", r"协会|社会组织|学会|公司|企业|中心", r"社会组织", "社会组织办的"),
        ),
        settled=re.compile(r"收费|收钱|交钱|名称|叫什么|多少个|几个|乡镇搞|中央|省"),
    ),
    Dimension(
        name="self-government",
        about=re.compile(
            r"(?:委托|协助|帮(?:忙|着)?办).*(?:经费|钱|费用)|(?:干预|插手|干涉).*(?:自治|我们的事)"
        ),
        ways=(
            _way("村", r"村", r"村民?委员?会|村级", "村委会"),
            _way("社区", r"社区|居委|居民", r"居民?委员?会|社区", "街道对社区居委会"),
        ),
    ),
)
