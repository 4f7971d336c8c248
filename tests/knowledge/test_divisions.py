"""The table of places, and the place that an organ's name begins with."""

import pytest

from knowledge.divisions import division, division_name
from knowledge.regions import UNNAMED, region_name, region_of


@pytest.mark.parametrize(
    ("organ", "place"),
    [
        ("贵州省人民政府", "cn/52"),
        ("贵州省委办公厅", "cn/52"),
        ("广西壮族自治区人民政府", "cn/45"),
        ("中共遵义市委办公室", "cn/52/03"),
        ("遵义市播州区人民政府", "cn/52/03/04"),
        ("播州区人民政府办公室", "cn/52/03/04"),
        ("中共重庆市渝中区委", "cn/50/01/03"),
        ("北京市朝阳区人民政府", "cn/11/01/05"),
        ("仙桃市人民政府", "cn/42/90/04"),  # directly under its province
        ("吉林市人民政府", "cn/22/02"),  # the longest name counts: not the province of Jilin
        ("吉林省人民政府", "cn/22"),
        ("海南州人民政府", "cn/63/25"),
        ("黔南州委", "cn/52/27"),
        ("道真县人民政府", "cn/52/03/25"),
        ("贵阳市高新区管委会", "cn/52/01"),  # below it nothing is known
        ("播州区三合镇人民政府", "cn/52/03/04"),
        ("国务院办公厅", None),
        ("示例县人民政府", None),
        ("鼓楼区人民政府", ""),
        ("南京市鼓楼区人民政府", "cn/32/01/06"),
        ("江苏省鼓楼区人民政府", "cn/32"),
    ],
)
def test_an_organ_is_of_the_place_that_its_name_begins_with(organ: str, place: str | None) -> None:
    assert division(organ) == place


@pytest.mark.parametrize(
    ("organ", "region"),
    [
        ("中共中央办公厅", "cn"),
        ("中国人民银行", "cn"),
        ("县委办公室", UNNAMED),
        ("中共××县委", UNNAMED),
        ("某某市委办公室", UNNAMED),
        ("三合镇人民政府", UNNAMED),
        ("向阳村村民委员会", UNNAMED),
        ("市中区人民政府", UNNAMED),  # four places bear the name
        ("安徽省合肥市庐阳区人民政府", "cn/34/01/03"),
    ],
)
def test_a_place_that_is_not_told_binds_nobody(organ: str, region: str) -> None:
    assert region_of(organ) == region


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("cn/52/03", "贵州遵义市"),
        ("cn/52/03/04", "贵州遵义市播州区"),
        ("cn/50/01/03", "重庆渝中区"),
        ("cn/65/90/01", "新疆石河子市"),
        ("cn/52/03/99", "贵州遵义市（cn/52/03/99）"),
    ],
)
def test_every_place_of_the_table_has_a_name_for_readers(path: str, name: str) -> None:
    assert region_name(path) == name


@pytest.mark.parametrize("path", ["cn", "cn/99", "cn/52/03/99"])
def test_what_the_table_has_not_has_no_name(path: str) -> None:
    assert division_name(path) is None
