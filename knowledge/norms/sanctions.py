"""Sanctions: conduct that is named with what follows from it, which forbids the conduct."""

import re
from collections.abc import Sequence

from knowledge.model import Stance
from knowledge.norms.parts import is_case, part_at, parts
from knowledge.norms.signs import signs
from knowledge.text import Span

_SANCTION = re.compile(
    "警告|记大?过|降级|撤职|开除|处分(?!决定|期|机关|条例|法|前|后|不服|不当|的)|处罚|罚款|留党察看|诫勉|组织处理|撤销党内职务|从重|加重|[给予]以?予?通报|通报批评|追究[^，。；]{0,10}责任|依[规纪法]+(?!移送)[^，。；]{0,6}(?:处理|处分|追责|问责)"
    "|按[^，。；]{2,16}(?:档次|同款)处理|按同款处理|按[^，。；]{0,10}(?:违[纪法规]|责任)[^，。；]{0,4}处理|(?<!宣布)无效$|(?:荣誉|利益|资格|职务|称号)(?:取消|追缴|撤销)|[三两]档|取消[^，。；]{0,6}资格|给予处理|责令[^，。；]{0,8}(?:改正|停止|辞|退|检查|纠正)|宣布无效|从严处理|严肃处理|依规依纪|(?:仍|也|都)?(?<![主需])(?:要|应当|须)(?:承?担|负)[^，。；]{0,6}责任|可处分|没收违法所得"
)
# What was done, before what follows from it.
_CONDUCT = re.compile(
    r"^对[^，。；]{2,40}(?:人员|者|人|干部|单位)，由[^，。；]{2,40}(?:给予|予以)|等可处分|[^，。；]{2,}的(?:要)?(?:从重|加重|开除|撤职|降级)|(?:诬告|造假|报复|挪用|贪污)[^。；]{0,30}(?:[：:]|按|的(?=荣誉|利益|资格|职务|称号))|(?:[^，。；]{2,}的|者|行为|情形之一|等情形(?:（[^）]*）)?|后果|影响|损失|损害)(?:的)?[，,：:]|违者|[：:—][^，。；]{0,14}(?:警告|从重)|(?:搞|借|以|擅自|滥用|干预)[^。；]{2,40}[，,：:](?:可?给|从重|警告|处)|^(?:情节)?(?:较重|较轻|严重|特别严重)[的，]?|^[^，]{0,12}(?:严重|较重|较轻)的?[，]?(?:给予|予以|撤销|警告|处)|^[^，。；]{2,30}的(?:给予|予以)"
)
_LETTING = re.compile(
    r"免予|免于|不予|不再|不追究|从轻|减轻|可以不|解除|不给|有权(?!机关|部门)|不得|容错|撤销处分|(?<!压制)(?<!不)申[请诉]|申辩"
)
_FINDS = re.compile("(?:[^，。；]{2,6})?(?:发现|查实|核实|认为|收到)")  # what an office does then is its duty
_ORGAN_MAY = re.compile(r"(?:机关|机构|组织|政府|部门)[^，。；]{0,6}可以")


def sanctions(plain: str, hidden: Sequence[Span]) -> bool:
    """Whether a sentence names conduct with what follows from it.

    A duty to react that is put as one (应当处理) is a duty, and letting off is no sanction.
    """
    said = [match for match in _SANCTION.finditer(plain) if not is_case(plain, part_at(plain, match.start()))]
    if not said or not _CONDUCT.search(plain) or _LETTING.search(plain) or _ORGAN_MAY.search(plain):
        return False
    return not any(
        sign.stance is Stance.REQUIRES and not sign.weak and sign.span.start < said[0].start()
        for sign in signs(plain, hidden)
        if not is_case(plain, part_at(plain, sign.span.start))
    )


def sanction_behind(plain: str) -> int:
    """Where, behind a duty, the case begins in which a sanction follows (应当报送，逾期未报的，予以通报); 0 where none does."""
    cases = (
        part.start
        for part in parts(plain)[1:]
        if is_case(plain, part) and not _FINDS.match(plain, part.start)
    )
    return next((start for start in cases if sanctions(plain[start:], ())), 0)
