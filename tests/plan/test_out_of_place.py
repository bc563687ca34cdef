"""What gives a level cannot hang on it, nor what calls for a response on the response: refused as the plan is read."""

import pytest

from respond.errors import InputError
from respond.plan import Library
from small_plan import SMALL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: area >= 100 ha", "when: area >= 100 ha and level >= III"),
        ("when: area >= 100 ha", "when: area >= 100 ha and response == none"),
        ("when: area >= 100 ha", "when: area >= 100 ha and level_raised"),
        ("when: level == I,", "when: level == I or response == II,"),
        (
            "interpretations:",
            "exclusions:\n  - {id: x, when: level == I, clause: '2', zh: 甲, en: a}\ninterpretations:",
        ),
        ("    touches: [III", "    explains: [{kind: hole, when: level == none}]\n    touches: [III"),
        ("instead: {III-injured: injured >= 3}", "instead: {III-injured: level == I}"),
    ],
)
def test_what_is_out_of_place_is_refused(tmp_path, old, new):
    assert old in SMALL
    folder = tmp_path / "testland" / "spill"
    folder.mkdir(parents=True)
    (folder / "2020.yaml").write_text(SMALL.replace(old, new, 1), "utf-8")
    library = Library((tmp_path,))
    with pytest.raises(InputError) as refused:
        library.prepared(library.find("testland/spill"))
    assert {fault.code for fault in refused.value.faults} == {"E429"}
    assert len(refused.value.faults) == 1
