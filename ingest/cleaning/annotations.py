"""Pinyin in brackets that scrapers leave behind characters they were unsure of: 首頁(yè), 減負(fù).

Only a syllable with a tone mark is surely one: (APP), (yuan) and (de) stay.
"""

import re

from ingest.document import Removed

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])\((?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,6}}\)")


def clean(text: str) -> tuple[str, list[Removed]]:
    """The text without them; one record names each once."""
    found = sorted(set(_PINYIN.findall(text)))
    return (_PINYIN.sub("", text), [Removed("annotation", " ".join(found))]) if found else (text, [])
