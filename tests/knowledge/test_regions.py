"""Region paths and names."""

import pytest

from knowledge.regions import binds, enclosing, is_region, named_regions, region_name


@pytest.mark.parametrize(
    ("region", "reader", "expected"),
    [
        ("cn", "cn/52/27", True),
        ("cn/52", "cn/52", True),
        ("cn/52", "cn/52/27", True),
        ("cn/5", "cn/52", False),
        ("cn/52/27", "cn/52", False),
        ("cn/32", "cn/52", False),
        ("cn/00", "cn/52", False),
    ],
)
def test_a_region_binds_what_lies_below_it_part_by_part(region: str, reader: str, *, expected: bool) -> None:
    assert binds(region, reader) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("cn", True), ("cn/52", True), ("cn/52/27/01", True), ("cn/5", False), ("us", False), ("cn/52/", False)],
)
def test_the_form_of_a_region(path: str, *, expected: bool) -> None:
    assert is_region(path) is expected


def test_enclosing_regions_from_the_country_down() -> None:
    assert enclosing("cn/52/27") == ("cn", "cn/52", "cn/52/27")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们江苏省里开会", ("cn/32",)),
        ("渭南的创建一年能搞几个", ("cn/61/05",)),
        ("甘肃武威怎么规定", ("cn/62/06",)),
        ("我们镇能不能", ()),
    ],
)
def test_regions_that_a_question_names(text: str, expected: tuple[str, ...]) -> None:
    assert named_regions(text) == expected


@pytest.mark.parametrize(
    ("path", "name"),
    [("cn", "全国"), ("cn/32", "江苏"), ("cn/61/05", "陕西渭南"), ("cn/32/99", "江苏（cn/32/99）")],
)
def test_names_for_readers(path: str, name: str) -> None:
    assert region_name(path) == name
