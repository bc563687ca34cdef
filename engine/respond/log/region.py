"""Which region something is in: the division codes of China, the longer one lying within the shorter it begins with."""

from collections.abc import Mapping
from typing import Final

from respond.errors import Fault, Place, Text, fault

_DIGITS: Final = frozenset({2, 4, 6, 9, 12})

PROVINCES: Final[Mapping[str, Text]] = {
    "11": Text("北京", "Beijing"), "12": Text("天津", "Tianjin"), "13": Text("河北", "Hebei"),
    "14": Text("山西", "Shanxi"), "15": Text("内蒙古", "Inner Mongolia"), "21": Text("辽宁", "Liaoning"),
    "22": Text("吉林", "Jilin"), "23": Text("黑龙江", "Heilongjiang"), "31": Text("上海", "Shanghai"),
    "32": Text("江苏", "Jiangsu"), "33": Text("浙江", "Zhejiang"), "34": Text("安徽", "Anhui"),
    "35": Text("福建", "Fujian"), "36": Text("江西", "Jiangxi"), "37": Text("山东", "Shandong"),
    "41": Text("河南", "Henan"), "42": Text("湖北", "Hubei"), "43": Text("湖南", "Hunan"),
    "44": Text("广东", "Guangdong"), "45": Text("广西", "Guangxi"), "46": Text("海南", "Hainan"),
    "50": Text("重庆", "Chongqing"), "51": Text("四川", "Sichuan"), "52": Text("贵州", "Guizhou"),
    "53": Text("云南", "Yunnan"), "54": Text("西藏", "Tibet"), "61": Text("陕西", "Shaanxi"),
    "62": Text("甘肃", "Gansu"), "63": Text("青海", "Qinghai"), "64": Text("宁夏", "Ningxia"),
    "65": Text("新疆", "Xinjiang"), "71": Text("台湾", "Taiwan"), "81": Text("香港", "Hong Kong"),
    "82": Text("澳门", "Macao"),
}  # fmt: skip
"""What GB/T 2260 calls the provinces and their equals, by the two digits every code begins with."""


def has_region_form(code: str) -> bool:
    """Say whether a text has the form of a division code, of whatever province: what a log has kept stays readable.

    >>> has_region_form("999999"), has_region_form("山西")
    (True, False)
    """
    return code.isascii() and code.isdigit() and len(code) in _DIGITS


def is_region(code: str) -> bool:
    """Say whether a text can be a division code of GB/T 2260 or its longer forms: 2, 4, 6, 9 or 12 digits.

    Counties come and go; the provinces its first two digits are of are few, and known.

    >>> is_region("141122"), is_region("山西"), is_region("999999")
    (True, False, False)
    """
    return has_region_form(code) and code[:2] in PROVINCES


def region_fault(name: str, code: str, place: Place | None = None) -> Fault:
    """Give the fault, by its code in the catalogue, of a text that is no division code; it lists the provinces meant.

    >>> region_fault("E944", "山西省").suggestion, region_fault("E944", "161122").help.en.partition(": ")[2]
    ('14', '11 Beijing, 12 Tianjin, 13 Hebei, 14 Shanxi, 15 Inner Mongolia')
    """
    named = next((two for two, words in PROVINCES.items() if code.startswith((words.zh, words.en))), None)
    like = {two: words for two, words in PROVINCES.items() if code.startswith(two[0])} or PROVINCES
    known = Text.joined(Text(f"{two} {words.zh}", f"{two} {words.en}") for two, words in like.items())
    return fault(name, place, suggestion=named, found=code, known=known)
