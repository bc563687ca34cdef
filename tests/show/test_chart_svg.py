"""Charts drawn as SVG: heads never print over one another."""

import re
from itertools import pairwise

import pytest

from respond.show import Chart, ChartRow, Spot
from respond.show.chart_svg import draw_chart
from respond.show.svg import breadth

HEAD = re.compile(r'<text x="(\d+)" y="(\d+)" text-anchor="middle"[^>]*>([^<]+)</text>')


@pytest.mark.parametrize("day", ["+10天", "+10d "])
def test_heads_with_days_stand_beside_each_other_and_not_on_one_another(day):
    heads = tuple(f"{day}{number:02}:20" for number in range(24))
    rows = tuple(ChartRow(name, (Spot(),) * len(heads)) for name in ("Ⅰ级", "未达到分级标准"))
    drawn = draw_chart(Chart("level", "the level", "how it went", heads, rows, (), stepped=True))
    told = []
    for part in drawn:
        lines: dict[str, list[tuple[int, str]]] = {}
        for left, line, said in HEAD.findall(part):
            lines.setdefault(line, []).append((int(left), said))
        assert len(lines) == 2, "the day above the time"
        for found in lines.values():
            for (one, said), (other, following) in pairwise(found):
                assert one + breadth(said) / 2 <= other - breadth(following) / 2
        told += [f"{above[1]}{below[1]}" for above, below in zip(*lines.values(), strict=True)]
    assert told == [head.replace(" ", "") for head in heads]
