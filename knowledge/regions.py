"""Regions: paths of administrative codes from the country down, and the names people use for them.

Codes are those of GB/T 2260 (a national standard; codes and names are facts, not a protected text), two digits a
level: `cn`, `cn/52`, `cn/52/27`. `cn/00` stands for a place that a source does not name; it binds nobody.
"""

import re

from knowledge.divisions import division, division_name
from knowledge.model import COUNTRY

UNNAMED = "cn/00"
_PATH = re.compile(r"cn(/\d{2}){0,3}")
# An organ of a place that it does not name (县委办公室, 某镇人民政府), or one below the county without its county.
_SOMEWHERE = re.compile(
    r"(?:中共)?(?:(?:本?[省市县区州镇乡]|街道|村)(?:委|纪委|人民政府|政府|人大|政协|党政)|[某×ＸX]{1,3}[省市县区州镇乡村]|"
    r"[\u4e00-\u9fff]{2,8}?(?:镇|乡|街道|村|社区)(?:委|党委|党工委|党支部|党总支|纪委|人民政府|政府|办事处|民委员会|居民委员会))"
)

# Short names of the provinces, the form in which questions name them.
PROVINCES = {
    "cn/11": "北京", "cn/12": "天津", "cn/13": "河北", "cn/14": "山西", "cn/15": "内蒙古", "cn/21": "辽宁",
    "cn/22": "吉林", "cn/23": "黑龙江", "cn/31": "上海", "cn/32": "江苏", "cn/33": "浙江", "cn/34": "安徽",
    "cn/35": "福建", "cn/36": "江西", "cn/37": "山东", "cn/41": "河南", "cn/42": "湖北", "cn/43": "湖南",
    "cn/44": "广东", "cn/45": "广西", "cn/46": "海南", "cn/50": "重庆", "cn/51": "四川", "cn/52": "贵州",
    "cn/53": "云南", "cn/54": "西藏", "cn/61": "陕西", "cn/62": "甘肃", "cn/63": "青海", "cn/64": "宁夏",
    "cn/65": "新疆", "cn/71": "台湾", "cn/81": "香港", "cn/82": "澳门",
}  # fmt: skip

# Places below a province of which the starter corpus has something.
PLACES = {
    "cn/14/11": "山西吕梁", "cn/14/11/24": "山西临县", "cn/32/06": "江苏南通", "cn/34/01": "安徽合肥",
    "cn/34/01/03": "合肥庐阳", "cn/34/02": "安徽芜湖", "cn/35/06": "福建漳州", "cn/35/06/26": "福建东山",
    "cn/41/10": "河南许昌", "cn/44/04": "广东珠海", "cn/44/04/02": "珠海香洲", "cn/51/10": "四川内江",
    "cn/61/05": "陕西渭南", "cn/62/06": "甘肃武威",
}  # fmt: skip


def is_region(path: str) -> bool:
    """Whether a text has the form of a region path."""
    return _PATH.fullmatch(path) is not None


def binds(region: str, reader: str) -> bool:
    """Whether what holds in `region` holds where the reader is: `cn/5` does not bind `cn/52`."""
    return reader == region or reader.startswith(f"{region}/")


def enclosing(region: str) -> tuple[str, ...]:
    """The region and all that enclose it, the country first."""
    parts = region.split("/")
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def region_name(region: str) -> str:
    """A name for readers; the nearest known one where this very place has none."""
    if region == COUNTRY:
        return "全国"
    if region == UNNAMED:
        return "某地（来源没有写明）"
    for path in reversed(enclosing(region)):
        name = PLACES.get(path) or PROVINCES.get(path) or _full_name(path)
        if name:
            return name if path == region else f"{name}（{region}）"
    return region


def region_of(organ: str) -> str:
    """The region of an organ, by the place that its name begins with; the country where it begins with none.

    A place that cannot be told from others of its name is `UNNAMED`, which binds nobody.
    """
    place = division(organ)
    if place is None:
        return UNNAMED if _SOMEWHERE.match(organ.strip()) else COUNTRY
    return place or UNNAMED


def _full_name(path: str) -> str | None:
    """The name of a place below a province with those above it: 贵州遵义市播州区."""
    own = division_name(path)
    if own is None:
        return None
    above = [division_name(other) or "" for other in enclosing(path)[2:-1]]
    return "".join((PROVINCES.get(path[:5], ""), *above, own))


def named_regions(text: str) -> tuple[str, ...]:
    """The regions that a text names, in the order of their codes; a place below a province stands for itself alone.

    A province's short name inside a longer ordinary word (河南岸, 山东头) is rare enough in questions to be ignored.
    """
    found = {path for path, name in PROVINCES.items() if name in text}
    for path, name in PLACES.items():
        province = PROVINCES[f"cn/{path.split('/')[1]}"]
        if name.removeprefix(province) in text:
            found.add(path)
    return tuple(sorted(path for path in found if not any(other.startswith(f"{path}/") for other in found)))
