"""An incident given out as a file answers as its log does, brings its log along, and shows whatever was changed."""

import random
import sys
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logs import BODIES, NOW, after, draft
from night import at, began, how, refused

from respond import classify, load_incident, read_incident
from respond.api import default_library
from respond.desk import Desk
from respond.errors import InputError
from respond.log import Last, chained, origin_of
from respond.plan import Library
from respond.store import Draft, Row, Store, exported, incident_of, origin_rows, signed_by, verify
from respond.store.rows import MOST_NAME, MOST_TEXT, MOST_WORDS
from respond.yaml import Source, data_of, parse, write

INCIDENTS = sorted(
    path
    for path in (Path(__file__).parents[2] / "scenarios" / "incidents").glob("*.yaml")
    if ".expected" not in path.name
)


def told(desk):
    """Tell one of everything, so that no kind of entry is left out."""
    began(desk)
    began(desk, "two")
    desk.update("one", {"deaths": "3+"}, now=at("09:20"), source="医院", as_of=at("09:18"))
    desk.event("one", "verified", now=at("09:21"))
    desk.did("one", "report-up", now=at("09:22"), round="1", to=["county-government"])
    desk.unable("one", "report-up", now=at("09:23"), reason="断线")
    desk.note("one", "电话：'引号' 与 null、yes、12、~", now=at("09:24"))
    desk.note("one", "null", now=at("09:24"))
    desk.link("one", "two", now=at("09:25"))
    desk.declare("one", "I", how(20, reason="扩大"))
    desk.withdraw("one", how(21, reason="平息"))
    desk.start("one", "II", how(22))
    desk.correct("one", "verified", how(23, reason="没有"), withdrawn="yes")
    desk.close("one", how(24, reason="移交"))
    return desk


@pytest.fixture
def other(tmp_path):
    """Sit down at another store."""
    made = Store(tmp_path / "other" / "store.db")
    yield Desk(made, Library.default(), by="市值班室")
    made.close()


def test_it_is_an_incident_file_with_the_same_answer(desk):
    told(desk)
    file = read_incident(exported(desk.store, "one", after(60)))
    kept = incident_of(desk.store.rows("one"))
    for minutes in (0, 9, 13, 25, 300):
        assert classify(file, now=after(minutes)).to_json() == classify(kept, now=after(minutes)).to_json()


def test_it_brings_its_log_along_and_says_where_from(desk, other):
    told(desk)
    text = exported(desk.store, "one", after(60))
    entered = other.open(Source("one.yaml", text), now=after(90))
    before, now = desk.store.rows("one"), other.store.rows("one")
    assert entered.rows == now
    same = ("kind", "known", "by", "body", "number")
    assert [[getattr(row, name) for name in same] for row in before] == [
        [getattr(row, name) for name in same] for row in now[:-1]
    ]
    assert {row.recorded_at for row in now} == {after(90)}
    origin = now[-1]
    assert (origin.kind, origin.by, origin.data["store"]) == (
        "imported",
        "市值班室",
        desk.store.about("store"),
    )
    assert origin_rows(now) == before  # with the hashes that were signed there
    assert origin_rows(before) == ()
    store = other.store
    assert verify(store.rows(), store.checkpoints(), store.about("store"), store.about("key")).sound
    answers = [classify(incident_of(rows), now=after(300)).to_json() for rows in (before, now)]
    assert answers[0] == answers[1]
    again = exported(store, "one", after(95))
    assert classify(read_incident(again), now=after(300)).to_json() == answers[0]
    third = Desk(Store(store.database.path.parent / "third.db"), other.library, by="省")
    assert len(third.open(Source("again.yaml", again), now=after(99)).rows) == len(now) + 1


def test_it_goes_on_in_the_other_store(desk, other):
    began(desk)
    desk.update("one", {"deaths": "1"}, now=at("09:20"))
    other.open(Source("one.yaml", exported(desk.store, "one", after(60))), now=after(61))
    entered = other.update("one", {"deaths": "3"}, now=after(62))
    assert entered.number == 4
    assert entered.situation.level.certain.name == "II"
    refused(lambda: other.open(Source("x", exported(desk.store, "one", after(63))), now=after(64)), "E844")


def damaged(text, change):
    """Give an exported file with something of it changed."""
    data = data_of(parse(Source("one.yaml", text)))
    change(data)
    return Source("one.yaml", write(data, flags=True))


def rewritten(data, store=None):
    """Write the chain of its rows anew, as whoever knows how hashes are made would."""
    before = origin_of(data["kept"]["store"])
    for number, row in enumerate(data["kept"]["rows"], 1):
        fields = {**row, "number": number, "seq": int(row["seq"]), "before": before, "incident": data["id"]}
        fields["answers"] = None if row["answers"] is None else int(row["answers"])
        made = Row(**{**fields, "hash": ""})
        row |= {"number": str(number), "before": before, "hash": made.right_hash}
        before = row["hash"]


CHANGES = {
    "a body": lambda data: data["kept"]["rows"][1].update(body='{"facts":{"deaths":"1"}}'),
    "who entered": lambda data: data["kept"]["rows"][1].update(by="别人"),
    "the time": lambda data: data["kept"]["rows"][1].update(recorded=data["kept"]["rows"][2]["recorded"]),
    "a row less": lambda data: data["kept"]["rows"].pop(1),
    "two rows changed about": lambda data: data["kept"]["rows"].insert(1, data["kept"]["rows"].pop(2)),
    "a tail cut": lambda data: data["kept"]["rows"].pop(),
    "a tail cut and hidden": lambda data: (data["kept"]["rows"].pop(), rewritten(data)),
    "written anew": lambda data: (
        data["kept"]["rows"][1].update(body='{"facts":{"deaths":"1"}}'),
        rewritten(data),
    ),
    "the incident": lambda data: data["facts"].update(quality_suspected="no"),
    "a step": lambda data: data["then"].pop(0),
    "the time of a step": lambda data: data["then"][0].update(at="2026-11-21T09:19:00+08:00"),
    "the id": lambda data: data.update(id="won"),
    "the store": lambda data: data["kept"].update(store="0" * 32),
    "the key": lambda data: data["kept"].update(key="A" * 43),
    "the signature": lambda data: data["kept"].update(signed=data["kept"]["signed"][:-8] + "AAAAAAAA"),
    "no signature": lambda data: data["kept"].update(signed="none"),
    "a checkpoint": lambda data: data["kept"].update(checkpoints=[data["kept"]["signed"]]),
    "no line": lambda data: data["kept"].update(checkpoints=["nothing"]),
    "no rows": lambda data: data["kept"].update(rows=[]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_is_changed_shows(desk, other, change):
    text = exported(told(desk).store, "one", after(60))
    error = refused(lambda: other.open(damaged(text, change), now=after(90)), "E849")
    assert "one.yaml" in error.render("zh")
    assert other.store.incidents() == ()


@pytest.mark.parametrize("kept", [{"store": "x"}, "nothing", {"rows": [{"seq": "a"}]}])
def test_another_form_says_what_is_wrong_with_it(desk, other, kept):
    text = exported(told(desk).store, "one", after(60))
    source = damaged(text, lambda data: data.update(kept=kept))
    with pytest.raises(Exception, match="E849") as raised:
        other.open(source, now=after(90))
    assert len(raised.value.faults) > 1


def test_without_what_was_kept_it_is_a_plain_incident_file(desk, other):
    text = exported(told(desk).store, "one", after(60))
    source = damaged(text, lambda data: data.pop("kept"))
    entered = other.open(source, now=after(90))
    assert {row.by for row in entered.rows} == {"市值班室"}


def test_another_key_cannot_sign_for_the_store(desk, tmp_path):
    began(desk)
    (tmp_path / "store.key").unlink()
    refused(lambda: exported(desk.store, "one", after(1)), "E847")
    refused(lambda: exported(desk.store, "won", after(1)), "E845")


def test_signed_heads_of_the_store_go_along_where_they_are_of_the_incident(desk):
    began(desk)
    desk.store.checkpoint(after(1))
    began(desk, "two")
    desk.store.checkpoint(after(2))
    data = data_of(parse(Source("x", exported(desk.store, "two", after(3)))))
    (line,) = data["kept"]["checkpoints"]
    assert line == desk.store.checkpoints()[1].line
    assert all(signed_by(each, data["kept"]["key"]) for each in desk.store.checkpoints())


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_every_shipped_incident_goes_through_a_store_and_back(path, tmp_path):
    desk = Desk(Store(tmp_path / "store.db"), Library.default(), by="值班室")
    written = load_incident(path)
    last = max([written.then[-1].at] if written.then else [datetime.fromisoformat("2026-12-01T12:00+08:00")])
    desk.open(path, now=last)
    file = read_incident(exported(desk.store, written.id, last, desk.zone(written.id)))
    before, after_ = classify(written, now=last), classify(file, now=last)
    assert after_.level == before.level
    assert [(one.duty, one.round, one.state, one.due) for one in after_.obligations] == [
        (one.duty, one.round, one.state, one.due) for one in before.obligations
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([kind for kind in BODIES if kind != "act"]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_any_one_character_changed_shows(tmp_path_factory, kinds, chance: random.Random):
    folder = tmp_path_factory.mktemp("any")
    desk = Desk(Store(folder / "store.db"), default_library(), by="值班室")
    began(desk)
    for minutes, kind in enumerate(kinds, 1):
        desk.store.add("one", lambda _, m=minutes, k=kind: [draft(k, m)], by="值班室", now=after(minutes))
    text = exported(desk.store, "one", after(60))
    rows = data_of(parse(Source("x", text)))["kept"]["rows"]
    number = chance.randrange(len(rows))
    name = chance.choice([name for name, value in rows[number].items() if value])
    value = rows[number][name]
    place = chance.randrange(len(value))
    changed = value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]
    source = damaged(text, lambda data: data["kept"]["rows"][number].update({name: changed}))
    fresh = Desk(Store(folder / "fresh.db"), desk.library, by="x")
    with pytest.raises(Exception, match="E849"):
        fresh.open(source, now=NOW)


def written_anew(store, change):
    """Give the rows of a store with one imported entry changed by somebody who chains all of them anew."""
    rows, last = [], Last(0, origin_of(store.about("store")), 0, origin_of(store.about("store")), "")
    for row in store.rows():
        data = row.data
        if row.kind == "imported":
            change(data)
        draft = Draft(row.kind, row.known_at, data, by=row.by)
        rows.append(chained(draft, row.incident, row.by, row.recorded_at, last, row.answers))
        last = last.after(rows[-1])
    return rows


def test_the_lines_of_the_store_an_incident_is_from_are_checked_too(desk, other):
    told(desk)
    other.open(Source("one.yaml", exported(desk.store, "one", after(60))), now=after(90))
    store = other.store
    name, key = store.about("store"), store.about("key")
    line = store.rows("one")[-1].data["signed"]

    def breaches(change):
        return [
            (each.breach, each.number)
            for each in verify(written_anew(store, change), (), name, key).tampering
            if each.breach != "signature-missing"  # written anew by nobody who could sign
        ]

    assert breaches(lambda _: None) == []
    last = len(store.rows("one"))
    assert breaches(lambda data: data.update(signed=line[:-1] + ("A" if line[-1] != "A" else "B"))) == [
        ("origin", last)
    ]
    assert breaches(lambda data: data.update(signed="x")) == [("origin", last)]
    assert breaches(lambda data: data["rows"].pop()) == [("origin", last)]
    assert breaches(lambda data: data["rows"][2].update(recorded=data["rows"][1]["recorded"] + "0")) == [
        ("origin", 3)
    ]
    assert breaches(lambda data: data.update(checkpoints=[line])) == [("origin", last)]


# As much as may be entered.

NUMBERS = count()
ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: bool(text.strip()))


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Give a store, a library, and where other stores can lie."""
    folder = tmp_path_factory.mktemp("full")
    store = Store(folder / "a.db", key=folder / "a.key")
    yield store, default_library(), folder
    store.close()


@settings(deadline=None, max_examples=15)
@given(pieces=st.lists(ANY_TEXT, min_size=1, max_size=8))
def test_whatever_was_accepted_can_be_given_out_and_taken_up_again(full, pieces):
    """Texts of any signs as long as may be, in the entries that take free texts."""
    store, library, folder = full
    name = f"n{next(NUMBERS)}"
    text = ("".join(pieces) * MOST_WORDS)[:MOST_WORDS]
    desk = Desk(store, library, by="值班室")
    began(desk, name)
    entries = [
        lambda: desk.note(name, text, now=at("09:20")),
        lambda: desk.unable(name, "report-up", now=at("09:21"), reason=text),
        lambda: desk.update(name, {"deaths": "1"}, now=at("09:22"), source=text[:MOST_NAME]),
    ]
    for enter in entries:
        with suppress(InputError):  # a sign no file can hold
            enter()
    path = folder / "given-out.yaml"
    path.write_text(exported(store, name, at("09:30")), "utf-8")
    with closing(Store(folder / f"{name}.db", key=folder / "b.key")) as other:
        Desk(other, library, by="x").open(path, now=at("09:31"))
        assert [row.body for row in other.rows(name)[:-1]] == [row.body for row in store.rows(name)]


def test_an_entry_and_a_log_as_large_as_may_be_go_through_a_file(desk, other, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["respond.store.rows"], "MOST_ENTRIES", 60)
    began(desk)
    whole = {"note": dict.fromkeys(("zh", "en"), "长" * MOST_WORDS)}
    desk.store.add("one", lambda _: [Draft("note", after(1), whole)], by="b", now=after(1))
    while len(desk.store.rows("one")) < 63:
        desk.note("one", "长\n" * 100, now=at("09:20"))
    refused(lambda: desk.note("one", "再记", now=at("09:20")), "E858")
    desk.close("one", how(30, reason="处置完毕"))
    path = tmp_path / "given-out.yaml"
    path.write_text(exported(desk.store, "one", at("10:30")), "utf-8")
    other.open(path, now=at("10:31"))
    assert len(other.store.rows("one")) == len(desk.store.rows("one")) + 1


def test_a_text_or_an_entry_that_is_too_long_is_refused(desk):
    began(desk)
    refused(lambda: desk.note("one", "长" * (MOST_WORDS + 1), now=at("09:20")), "E858")
    much = {"note": {"zh": "长"}, **{f"x{number}": "-" * MOST_WORDS for number in range(51)}}
    refused(
        lambda: desk.store.add("one", lambda _: [Draft("note", after(1), much)], by="b", now=after(1)), "E858"
    )
    assert len(desk.store.rows("one")) == 1


def test_what_another_store_kept_is_no_longer_than_any_ever_took(desk, other, tmp_path, monkeypatch):
    began(desk)
    with monkeypatch.context() as older:  # a version that took longer notes
        older.setattr(sys.modules["respond.store.rows"], "MOST_WORDS", MOST_TEXT)
        desk.note("one", "长" * MOST_TEXT, now=at("09:20"))
    path = tmp_path / "given-out.yaml"
    path.write_text(exported(desk.store, "one", at("10:30")), "utf-8")
    other.open(path, now=at("10:31"))
    monkeypatch.setattr(sys.modules["respond.store.rows"], "MOST_TEXT", MOST_TEXT - 1)
    path.write_text(path.read_text("utf-8"), "utf-8")
    with closing(Store(tmp_path / "third.db", key=tmp_path / "third.key")) as third:
        refused(lambda: Desk(third, other.library, by="x").open(path, now=at("10:31")), "E858")


@pytest.mark.parametrize(
    ("said", "line", "found"),
    [
        ({"where": {"zh": "长" * 201}}, 5, "长201字，最多200字"),
        ({"note": {"zh": "长" * 2_001}}, 5, "长2,001字，最多2,000字"),
        ({"then": [{"at": "2026-11-21T09:20+08:00", "note": {"zh": "看\u202e不见"}}]}, 6, "U+202E"),
        ({"sources": {"a": {"zh": "长" * 201}}}, 6, "长201字，最多200字"),
        ({"bodies": {"health-bureau": ["长" * 201]}}, 6, "长201字，最多200字"),
    ],
)
def test_a_file_with_a_text_too_long_or_unseen_says_where_it_stands(desk, tmp_path, said, line, found):
    path = tmp_path / "long.yaml"
    head = {"respond": "incident/1", "id": "x", "title": {"zh": "例"}, "plans": ["vaccine-quality"]}
    path.write_text(write({**head, **said, "noticed": "2026-11-21T09:00+08:00"}), "utf-8")
    fault = refused(lambda: desk.open(path, now=at("09:30")), "E858").faults[0]
    assert found in fault.problem.zh
    assert fault.place.line >= line
    assert desk.store.incidents() == ()


def test_a_log_that_says_as_much_as_may_be_is_full_but_can_be_closed(desk, monkeypatch):
    monkeypatch.setattr(sys.modules["respond.store.rows"], "MOST_LOG", 50_000)
    began(desk)
    for _ in range(2, 32):
        desk.note("one", "长" * 2_000, now=at("09:20"))
    refused(lambda: desk.note("one", "再记", now=at("09:20")), "E858")
    assert sum(len(row.body) for row in desk.store.rows("one")) < 50_000 + 16 * 2_100
    desk.close("one", how(30, reason="处置完毕"))
