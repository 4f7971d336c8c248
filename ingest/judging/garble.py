"""Garble: text that stays unreadable after repair, or is mostly not Chinese."""

import re

from ingest.cleaning.likelihood import log_likelihoods, usual
from ingest.cleaning.script import simplified
from ingest.judging.sign import Sign

_WINDOW = 200  # characters
_SHARE = 0.1  # of the windows
_STRANGE = -8.0  # nats a letter; windows of real texts have -3 to -6, bytes read wrongly -9 and less
_RARE = 0.05  # of the Chinese characters of a window; a fourth and more where bytes were read wrongly
_LETTERS = 60  # Chinese characters from which on a window can be told
_ENOUGH = 100  # letters from which on a text can be told to be in another language
_CHINESE = 0.4  # of all letters
_BROKEN = 0.005  # of all characters
_LOST = re.compile(r"[\ufffd\ue000-\uefff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")


def find(text: str) -> Sign | None:
    """The sign, with the first stretch that has it."""
    lost = list(_LOST.finditer(text))
    if len(lost) > max(2, _BROKEN * len(text)):
        start = lost[0].start()
        return Sign(
            "有许多字符是乱码，请换一个来源或者换一种编码再加。", text[max(0, start - 20) : start + 40]
        )
    letters = len(_LETTER.findall(text))
    han = len(_HAN.findall(text))
    if letters >= _ENOUGH and han < _CHINESE * letters:
        return Sign("大部分不是中文，不能当作政策文本。", text[:60])
    return _unlikely(text)


def _unlikely(text: str) -> Sign | None:
    windows = [text[start : start + _WINDOW] for start in range(0, len(text), _WINDOW)]
    told = [window for window in windows if len(_HAN.findall(window)) >= min(_LETTERS, len(text) // 2)]
    doubtful = [window for window in told if _unusual(window)]
    each = zip(doubtful, log_likelihoods(doubtful), strict=True)
    strange = [window for window, likelihood in each if likelihood / max(1, _letters(window)) < _STRANGE]
    if strange and len(strange) >= max(min(2, len(told)), _SHARE * len(told)):
        return Sign("修复之后仍有读不通的乱码，请换一个来源再加。", strange[0])
    return None


def _unusual(window: str) -> bool:
    """Whether a window holds characters that text seldom does: what was read wrongly is full of them."""
    han = _HAN.findall(simplified(window))
    return len("".join(han).translate(usual())) > _RARE * len(han)


def _letters(window: str) -> int:
    return sum(character.isalnum() for character in window)
