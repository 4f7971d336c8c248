"""Norms: what a sentence of a rule does to which act, whom it binds, within what and except when."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citing import exceptions
from knowledge.evaluation.norms import read_labelled, score
from knowledge.model import Stance
from knowledge.norms import Comparison, Level, amounts, norms_of, pieces, read
from knowledge.text import Span

LABELLED = Path(__file__).resolve().parents[1] / "labelled" / "norms"
FORBIDS, LIMITS, REQUIRES = Stance.FORBIDS, Stance.LIMITS, Stance.REQUIRES
PERMITS, EXEMPTS = Stance.PERMITS, Stance.EXEMPTS


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("不得强制推广下载。", [FORBIDS]),
        ("严禁重复、多头、越权督查。", [FORBIDS]),
        ("督查对象不得阻碍、隐瞒、造假、毁证", [FORBIDS]),
        ("会议主报告不超过1小时", [LIMITS]),
        ("一般不要求下级主要负责同志到会。", [LIMITS]),
        ("原则上不能从县及县以下单位借调干部。", [LIMITS]),
        ("其他会一般半天以内", [LIMITS]),
        ("没有同级党委批准，不能要求下级党委、政府负责同志参加。", [LIMITS]),
        ("未经省委同意，不得新设机构，也不得增加编制。", [LIMITS, LIMITS]),
        ("只请与议题直接相关的单位，不搞层层陪会。", [LIMITS, FORBIDS]),
        ("应当及时澄清事实", [REQUIRES]),
        ("督查事项要由本级政府决定", [REQUIRES]),
        ("部门委托的事项必须合法", [REQUIRES]),
        ("可以在30日内申请复核", [PERMITS]),
        ("被调查对象有权拒绝填报", [PERMITS]),
        ("可以不问责或免予问责", [EXEMPTS]),
        ("不追究党纪责任", [EXEMPTS]),
        ("全国约3.8万个乡镇编完了清单", []),
        ("本办法自2026年3月1日起施行。", []),
        # Two negations, and what only looks like a norm.
        ("值班人员不得不离开岗位的，应当先报告。", [REQUIRES]),
        ("受理单位没有正当理由不得拒绝登记。", [FORBIDS]),
        ("不予公开的决定，必须由负责人签批。", [REQUIRES]),
        ("不是所有会议都要签到。", []),
        ("情节轻微的，可以不予处分；", [EXEMPTS]),
        ("造成不良影响的，给予警告；", [FORBIDS]),
        ("打卡不得少于两次。", [REQUIRES]),
        ("应当公开，但涉及秘密的不得公开。", [REQUIRES, FORBIDS]),
        ("上级部门不得要求下级重复报送，并应当告知用途。", [FORBIDS, REQUIRES]),
        ("期间不停止执行。", [FORBIDS]),
        # Remedies and benefits need no word of permission.
        ("对处分不服的，向上一级机关申诉。", [PERMITS]),
        ("工作人员按照规定享受补贴。", [PERMITS]),
        ("申请人不登录也能查询进度。", [PERMITS]),
        # A case inside a part is one too; what is done about it need not stand at the head.
        ("能用短信的不打电话。", [FORBIDS]),
        ("不得采集行踪信息，已经上传的立即销毁。", [FORBIDS, REQUIRES]),
        ("严控发文数量，可合用的一律合用。", [LIMITS, REQUIRES]),
        ("把风险评估作为立项的前置程序，没听证的不上会。", [REQUIRES, FORBIDS]),
        ("村级有权退回清单外的任务，上级单位不得因此扣分。", [PERMITS, FORBIDS]),
        ("会议能合办的合办，能开短会的不开长会。", [REQUIRES, FORBIDS]),
        ("岗位考核以实绩为主，平时考核不打分。", [REQUIRES, FORBIDS]),
        ("网格员只承担清单内的事项，超出的一律退回。", [LIMITS, REQUIRES]),
        ("要控制文件数量，没有新内容的不发。", [LIMITS, FORBIDS]),
        ("督查组应在五日内向被督查单位反馈；", [REQUIRES]),
        ("督查组十日内向被督查单位反馈；", [REQUIRES]),
        ("各区务必于周五前报送，逾期未报的，予以通报。", [REQUIRES, FORBIDS]),
        ("事项由谁牵头、谁配合，说不清的，不得压给街道。", [FORBIDS]),
        ("鼓励使用已有数据，不鼓励上门采集。", [PERMITS, FORBIDS]),
        ("提前告知村委会即可，部门直接报。", [REQUIRES, REQUIRES]),
        ("不得以未签责任书为由，对村里作出否定评价。", [FORBIDS]),
        ("县里可以聘请专家，所需经费列入预算。", [PERMITS, REQUIRES]),
        ("全省检查由1200项减到300项。", []),
        # Whose word opens what is shut: a limit, and in need a permission.
        ("须经区数据局核准后方能调取。", [LIMITS]),
        ("镇里不得加派，确有急需的，报县委办备案后可以增加一次。", [FORBIDS, PERMITS]),
        ("县政府应当采取措施，减少对社区的评比。", [REQUIRES]),
        ("评议员列席会议，但是不参与投票。", [REQUIRES, FORBIDS]),
        ("书面说明理由后可暂不接收。", [EXEMPTS]),
        ("以贿赂手段取得证书的，证书无效。", [FORBIDS]),
        # A new subject, an agent or a new case begins a norm of its own.
        ("考核由组织部门负责，借调单位提供表现材料。", [REQUIRES, REQUIRES]),
        ("书记负总责，班子成员负直接责任。", [REQUIRES, REQUIRES]),
        ("单位应当定期核查，发现问题的，责令清退。", [REQUIRES, REQUIRES]),
        ("检查组应当出示证件；未出示的，对方可以拒绝。", [REQUIRES, PERMITS]),
        # What a duty is about is none itself.
        ("起草文件，应当听取基层意见。", [REQUIRES]),
        ("因故不能参加的须请假。", [REQUIRES]),
        ("可以通过系统调取的资料，不得要求填报。", [FORBIDS]),
        ("监察机关发现处理不当，或者应当处分而未处分的，应当提出建议。", [REQUIRES]),
        # An item that lists what somebody owes; one that lists what he must not do says nothing alone.
        ("（二）忠于职守，勤勉尽责；", [REQUIRES, REQUIRES]),
        ("（三）落实减负要求不力；", []),
        ("（四）对涉嫌犯罪的，依法移送有关机关处理。", [REQUIRES]),
        # What is left and what is kept.
        ("村（社区）只挂三块牌子。", [LIMITS]),
        ("能不开的会不开。", [FORBIDS]),
        ("该问责的严肃问责。", [REQUIRES]),
        ("谁不能申请：市级机关；", [FORBIDS]),
        ("不是不能做。", [PERMITS]),
        # A clause that the duty behind it is about, and a question.
        ("主管单位委托机构开展评估，不得向乡镇收集数据。", [FORBIDS]),
        ("应急等部门联合检查，由街道办事处统一排期。", [REQUIRES]),
        ("村里能不能不填这张表？", []),
        # Persons who are punished, whoever punishes.
        ("对直接责任人员，由任免机关依法给予处分：", [FORBIDS]),
        ("明知违法还执行的，仍要承担相应责任。", [FORBIDS]),
        # Reports of what was done.
        ("近年来，各地文件数量有所下降。", []),
        ("某局因重复要报表被通报。", []),
    ],
)
def test_stances(sentence: str, expected: list[Stance]) -> None:
    assert [norm.stance for norm in norms_of(sentence)] == expected


def test_words_inside_an_exception_or_a_quotation_are_no_norm() -> None:
    assert [norm.stance for norm in norms_of("除不得公开的外，应当公布。")] == [REQUIRES]
    assert norms_of("“十二个不得”。") == []


def test_the_items_of_a_list_do_what_its_introduction_says() -> None:
    found = pieces("督查人员不得有下列行为：\n（一）收受礼品；\n（二）参加宴请；\n（三）泄露线索。")
    assert {piece.norm.stance for piece in found if piece.norm} == {FORBIDS}
    assert [piece.inherited for piece in found] == [False, True, True, True]


@pytest.mark.parametrize(
    ("sentence", "who", "level"),
    [
        ("上级机关不得层层加码。", "上级机关", Level.SUPERIOR),
        ("中央部门的工作会议一般不叫市县及以下单位参加；", "中央部门", Level.CENTRAL),
        ("会议经费由主办单位承担。", "主办单位", Level.DEPARTMENT),
        ("不设区的市、市辖区政府和街道给指导支持帮助；", "不设区的市、市辖区政府和街道", Level.COUNTY),
        ("公务员执行公务时，认为命令有错误的，可以提出意见。", "公务员", Level.OFFICIAL),
        ("鼓励各地探索合并检查。", "各地", Level.LOCAL),
        ("对复核结果不服的，可以申诉。", None, None),
        ("不得向基层摊派报刊。", None, None),
        # A name is known by its ending, whatever stands before it.
        ("省委督查室统一安排督查计划。", "省委督查室", Level.PROVINCIAL),
        ("用人单位不得自行借调。", "用人单位", Level.DEPARTMENT),
        ("没有备案的乡镇有权拒绝。", "没有备案的乡镇", Level.TOWNSHIP),
        ("章程由村民小组会议通过。", "村民小组会议", Level.VILLAGE),
        ("办法由本机关负责人或者授权的委员会决定。", "本机关负责人或者授权的委员会", Level.OFFICIAL),
        # The longest name, with its modifiers and all that is joined to it.
        ("地方和部门文件一般控制在五千字以内；", "地方和部门", Level.LOCAL),
        ("村民委员会成员及其近亲属不得经手。", "村民委员会成员及其近亲属", Level.OFFICIAL),
        ("村党组织负责人应当公开承诺。", "村党组织负责人", Level.OFFICIAL),
        (
            "省、自治区、直辖市的人民代表大会常务委员会可以制定办法。",
            "省、自治区、直辖市的人民代表大会常务委员会",
            Level.PROVINCIAL,
        ),
        ("公安、民政等部门应当共享数据。", "公安、民政等部门", Level.ORGAN),
        ("乡镇长可以拒绝签字。", "乡镇长", Level.OFFICIAL),
        # A verb ends it, and begins none unless it tells somebody by his deed.
        ("部门借考核转嫁责任的，不得通报基层。", "部门", Level.DEPARTMENT),
        ("上级部门下来检查，不能动不动就要材料。", "上级部门", Level.SUPERIOR),
        ("利用宗族势力欺压群众的，予以撤职；", None, None),
        ("只请直接相关的单位。", None, None),
        ("报送单位应当核对数据。", "报送单位", Level.DEPARTMENT),
        ("由组织实施该项调查的机构负责查处。", "组织实施该项调查的机构", Level.ORGAN),
        ("应当由人事部门按照权限办理。", "人事部门", Level.DEPARTMENT),
        # What a level or a government is followed by is often its thing.
        ("政府督查应当严格执行方案。", None, None),
        ("国家统计调查项目应当明确分工。", None, None),
        ("乡镇使用自有平台，应当备案。", "乡镇", Level.TOWNSHIP),
        # Behind the norm word.
        ("防止部门借考核转嫁责任；", "部门", Level.DEPARTMENT),
        ("严禁各部门下达指标任务。", "各部门", Level.DEPARTMENT),
        ("不允许任何个人擅自决定。", "任何个人", Level.ANYONE),
        ("谁能申请：居住满五年的居民；", "居住满五年的居民", Level.ANYONE),
        ("向基层派发问卷的部门必须注明依据。", "向基层派发问卷的部门", Level.LOCAL),
        ("行踪信息任何平台不得采集。", "任何平台", Level.ANYONE),
        ("被巡察党组织两个月内完成整改。", "被巡察党组织", Level.DEPARTMENT),
        ("单位决定明显违法，干部还照办的，仍要承担相应责任。", "干部", Level.OFFICIAL),
        ("村委会被要求开具证明的，可以向镇政府反映。", "村委会", Level.VILLAGE),
        ("考核由省委办公厅归口管理。", "省委办公厅", Level.PROVINCIAL),
        ("发文单位应当控制数量。", "发文单位", Level.DEPARTMENT),
        ("村“两委”成员应当参加培训。", "村“两委”成员", Level.OFFICIAL),
        ("省人大常委会法制工作机构应当加强审查。", "省人大常委会法制工作机构", Level.PROVINCIAL),
        ("上级下发的表格，乡镇认为重复的，可以不填。", "乡镇", Level.TOWNSHIP),
        ("任务不得由社区承担。", "社区", Level.VILLAGE),
        # In an occasion or a case before.
        ("县级机构检查时，监督检查人员不得少于二人。", "监督检查人员", Level.OFFICIAL),
        ("检查组进驻期间，不得要求汇报。", "检查组", Level.ORGAN),
        ("各部门新建应用程序，必须先经审核。", "各部门", Level.DEPARTMENT),
        ("复查机关认为决定不当的，应当予以撤销。", "复查机关", Level.DEPARTMENT),
        ("村级报表每季度不超过一张。", None, None),
        ("乡镇机构编制实行总量控制，不得突破。", None, None),
        ("部门之间的数据壁垒要尽快打通。", None, None),
        ("教育行政部门会同有关部门建立准入制度。", "教育行政部门", Level.DEPARTMENT),
        # What an office decides about somebody, what is done to him, or how many of him there may be.
        ("公务员有下列情形之一的，予以辞退。", None, None),
        ("乡镇不得被要求报送台账。", None, None),
        ("其中县级领导至多一人。", None, None),
        # A thing that somebody needs or holds binds nobody; one that he makes binds him.
        ("督查机构履行职责所必需的经费，应当列入预算。", None, None),
        ("部门委托的事项要合法。", "部门", Level.DEPARTMENT),
        ("领导干部不得以属地管理为由把责任推给乡镇。", "领导干部", Level.OFFICIAL),
    ],
)
def test_bearers(sentence: str, who: str | None, level: Level | None) -> None:
    bearer = norms_of(sentence)[0].bearer
    named = sentence[bearer.span.start : bearer.span.end] if bearer else None
    assert (named, bearer.level if bearer else None) == (who, level)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("会期原则上不超过1天半", [(Comparison.AT_MOST, None, Fraction(3, 2), "天")]),
        ("自收到之日起三十日内申请复核", [(Comparison.AT_MOST, None, Fraction(30), "日")]),
        ("一至二年", [(Comparison.BETWEEN, Fraction(1), Fraction(2), "年")]),
        ("处二万元以上二十万元以下罚款", [(Comparison.BETWEEN, Fraction(20000), Fraction(200000), "元")]),
        ("减少30%—50%", [(Comparison.BETWEEN, Fraction(30), Fraction(50), "%")]),
        ("填报时限不得少于三个工作日", [(Comparison.AT_LEAST, Fraction(3), None, "个工作日")]),
        ("陪餐不超过接待对象人数的三分之一", [(Comparison.AT_MOST, None, Fraction(1, 3), "")]),
        ("2024年8月6日印发，第六条", []),
        ("每一个部门统一办理一次性告知", []),
        ("至少组织一次培训", [(Comparison.AT_LEAST, Fraction(1), None, "次")]),
        ("一个半小时以内", [(Comparison.AT_MOST, None, Fraction(3, 2), "小时")]),
        ("贯彻中央八项规定精神", []),
    ],
)
def test_amounts(
    sentence: str, expected: list[tuple[Comparison, Fraction | None, Fraction | None, str]]
) -> None:
    assert [(one.comparison, one.low, one.high, one.unit) for one in amounts(sentence)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("除安保、应急等特殊场景外，不得设打卡签到。", ("除安保、应急等特殊场景外",)),
        ("没有同级党委批准，不能要求参加。", ("没有同级党委批准",)),
        ("安全生产里属应急的不算在内。", ("安全生产里属应急的不算在内",)),
        (
            "同样可按上面处理；但上级决定明显违法还照办的，仍要担责。",
            ("但上级决定明显违法还照办的，仍要担责",),
        ),
        ("原则上每个部门最多1项。", ("原则上每个部门最多1项",)),
        ("确需的，按程序报批。", ("确需的，按程序报批",)),
        ("不得收费。", ()),
        ("没有特殊情况，不得改期。", ("没有特殊情况",)),
        ("经镇党委集体研究，方可上报。", ("经镇党委集体研究",)),
        ("只有在发生重大灾情时，县级部门才可以要求每日报送。", ("只有在发生重大灾情时",)),
        ("除依法应当由其他机关没收的，一律退还。", ("除依法应当由其他机关没收的",)),
        ("非因村务活动不得携带外出。", ("非因村务活动",)),
        ("因情况紧急不能报批的，应当补办手续。", ("因情况紧急不能报批的",)),
    ],
)
def test_exceptions(text: str, expected: tuple[str, ...]) -> None:
    assert exceptions(text) == expected


def test_a_softener_of_another_sentence_is_left_out() -> None:
    text = "一般不同时讲话；讲话不超过1小时；除部署综合性工作的以外，从简。"
    second = Span(text.index("讲话不超过"), text.index("讲话不超过") + len("讲话不超过1小时；"))
    assert exceptions(text, second) == ("除部署综合性工作的以外",)
    assert exceptions(text, Span(0, len("一般不同时讲话；"))) == ("一般不同时讲话", "除部署综合性工作的以外")


@given(st.text("不得应当可以除外但，。；：的一二三十日人内超过批准（）“”一般\n 部门", max_size=40))
def test_everything_read_is_a_slice_of_the_text(text: str) -> None:
    assert all(words in text for words in exceptions(text))
    for norm in read(text):
        inner = [one.span for one in norm.qualifiers] + [one.span for one in norm.amounts]
        spans = (norm.span, norm.sentence, *inner)
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert norm.sentence.start <= norm.span.start


# What was measured on our own sentences when the rules were done, less a point: a change that loses more is looked at.
FLOORS = {
    "dev": {"stance": 0.95, "addressee": 0.9, "exceptions": 0.94, "figures": 0.92},
    "dev3": {"stance": 0.97, "addressee": 0.94, "exceptions": 0.93, "figures": 0.93},
    "test": {"stance": 0.95, "addressee": 0.95, "exceptions": 0.93, "figures": 0.95},
}


@pytest.mark.parametrize("part", FLOORS)
def test_the_labelled_sentences_are_read_as_well_as_when_they_were_measured(part: str) -> None:
    scores = score(read_labelled(LABELLED / f"{part}.jsonl"))
    for field, floor in FLOORS[part].items():
        assert (scores[field].precision or 0.0) >= floor, field
        assert (scores[field].recall or 0.0) >= floor, field
