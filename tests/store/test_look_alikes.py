"""Names of accounts and keys that cannot be told apart, and texts with what nobody sees, are refused."""

import pytest
from logs import NOW, open_, tell

from respond.errors import InputError
from respond.store import Account, Draft, RoomStore, Store, stamp
from respond.store.look_alikes import check_tellable, check_unlike
from respond.store.rows import check_texts, check_visible

UNSEEN = ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u2028", "\u3164", "\u2800", "\x9f"]


def code(call):
    with pytest.raises(InputError) as raised:
        call()
    return raised.value.faults[0].code


@pytest.mark.parametrize(
    "name", ["wang", "王", "王wang2", "值班员（一）", "Müller", "оса", "ひろ山ー", "김", "o'neil-2"]
)
def test_a_name_in_one_alphabet_beside_chinese_is_good(name):
    check_tellable(name)


@pytest.mark.parametrize("name", ["wаng", "ｗang", "wang２", "ωmega x", "①号", "ﾜ", "𝐰ang", "Ⅲ"])
def test_mixed_alphabets_and_letters_in_other_shapes_are_refused(name):
    assert code(lambda: check_tellable(name)) == "E858"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Wang", "wang"), ("WANG", "wang"), ("оса", "oca"), ("ОСА", "oca"), ("a—b", "a-b"), ("a  b", "a b"),
        ("wang0", "wango"), ("ロ", "口"), ("值班员（一）", "值班员(一)"), ("straße", "STRASSE"), ("ΡΟΜΑ", "poma"),
    ],
)  # fmt: skip
def test_a_name_that_looks_like_one_that_is_there_is_refused(name, other):
    assert code(lambda: check_unlike(name, ["x", other])) == "E950"
    assert code(lambda: check_unlike(other, ["x", other])) == "E932"


@pytest.mark.parametrize(("name", "other"), [("wang", "wong"), ("王", "玉"), ("li", "lu"), ("a b", "ab")])
def test_names_that_can_be_told_apart_stand_beside_one_another(name, other):
    check_unlike(name, [other])


def test_accounts_and_keys_are_held_against_one_another(tmp_path):
    store = RoomStore(tmp_path / "store.db")
    made = Account("gis", "x", ("viewer",), (), "hash", stamp(NOW))
    store.keep_account(made, by="t", now=NOW, new=True)
    for name, refused in (("GIS", "E950"), ("gіs", "E858"), ("gis", "E932"), ("g\u200bis", "E858")):
        other = Account(name, "x", ("viewer",), (), "hash", stamp(NOW))
        assert code(lambda other=other: store.keep_account(other, by="t", now=NOW, new=True)) == refused
    assert [each.name for each in store.accounts()] == ["gis"]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_sees_is_entered_nowhere(unseen):
    for said in (f"甲{unseen}乙", {"zh": f"{unseen}"}, [{"reason": f"x{unseen}"}], {f"{unseen}": "x"}):
        assert code(lambda said=said: check_texts("note", said)) == "E858"
    assert code(lambda: check_visible("title", f"甲{unseen}乙")) == "E858"


def test_a_text_has_lines_and_every_character_one_sees():
    check_texts("note", "第一行\r\n\t第二行 — “引” 🔥 café नमस्ते 𠮷\u00a0\u3000！")


@pytest.mark.parametrize(
    ("said", "most"),
    [
        ({"note": {"zh": "长"}}, 2_000),
        ({"then": [{"unable": [{"reason": {"zh": "长"}}]}]}, 2_000),
        ({"did": [{"number": "长"}]}, 200),
        ({"did": [{"to": ["长"]}]}, 200),
        ({"title": {"zh": "长"}}, 200),
        ({"region": "长"}, 200),
        ({"县卫健局": {"phones": ["长"]}}, 200),
        ({"县卫健局": {"person": "长", "note": "短"}}, 200),
        ([{"leader": "长"}], 200),
        ({"events": {"received": {"by": "长"}}}, 200),
    ],
)
def test_each_kind_of_text_has_its_length(said, most):
    def long(data, by):
        if isinstance(data, dict):
            return {key: long(value, by) for key, value in data.items()}
        return [long(each, by) for each in data] if isinstance(data, list) else data.replace("长", "长" * by)

    check_texts("settings", long(said, most))
    with pytest.raises(InputError) as raised:
        check_texts("settings", long(said, most + 1))
    (found,) = raised.value.faults
    assert found.code == "E858"
    assert f"长{most + 1:,}字，最多{most:,}字" in found.problem.zh


def test_a_note_in_the_store_is_refused_with_the_code_of_the_character(store):
    open_(store)
    with pytest.raises(InputError) as raised:
        tell(store, "one", Draft("note", NOW, {"note": {"zh": "火\u202e已灭"}}))
    (found,) = raised.value.faults
    assert (found.code, "U+202E" in found.problem.zh) == ("E858", True)
    assert len(store.rows("one")) == 1


def test_what_another_store_signed_is_taken_up_as_it_is(tmp_path):
    """It was entered by an older version: it can be said no other way, and an incident is not lost for it."""
    said = {"note": {"zh": "火\u200b情"}}
    check_texts("note", said, carried_over=True)
    here = Store(tmp_path / "here.db")
    open_(here)
    tell(here, "one", Draft("note", NOW, said, by="别处"))
    assert here.rows("one")[-1].data == said
