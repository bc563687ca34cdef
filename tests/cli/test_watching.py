"""The commands that read a store say what the functions of the desk give, and end with the codes of the answer."""

import io
import json
import re

import jsonschema
import pytest
from rich.cells import cell_len

from respond.api import default_library
from respond.cli import main
from respond.desk import check, due, duties, handover, overview, questions, replay, status, told
from respond.facts import read_instant
from respond.situation import data_of
from respond.store import Store

NOW = "2026-11-21T10:40+08:00"
LIBRARY = default_library()
OPEN = (
    "open", "--id", "one", "--plan", "vaccine-quality", "--set", "quality_suspected=yes",
    "--event", "received=2026-11-21T09:12", "--now", "2026-11-21T09:20", "--title", "示例",
)  # fmt: skip


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Give a shell with a store of its own."""
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def shell(*arguments, stdin=None):
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return shell


@pytest.fixture
def night(run):
    """Open an incident and go on with it."""
    for command in (
        OPEN,
        ("update", "one", "deaths=3+", "--now", "2026-11-21T09:30"),
        (
            "correct",
            "one",
            "deaths",
            "--value",
            "1",
            "--by",
            "headquarters",
            "--reason",
            "误报",
            "--now",
            "2026-11-21T10:00",
        ),
        ("unable", "one", "seal-vaccine", "--reason", "道路中断", "--now", "2026-11-21T10:10"),
    ):
        code, _, err = run(*command)
        assert (code, err) == (0, "")
    return run


@pytest.fixture
def store(tmp_path):
    """Open the store the shell writes to."""
    made = Store(tmp_path / "store.db")
    yield made
    made.close()


def moment(text):
    return read_instant(text, "now")


TWINS = {
    "list": (("list",), lambda store, now: overview(store, LIBRARY, now=now)),
    "list-all": (("list", "--all"), lambda store, now: overview(store, LIBRARY, now=now, ended=True)),
    "due": (("due",), lambda store, now: due(store, LIBRARY, now=now)),
    "due-one": (("due", "one"), lambda store, now: due(store, LIBRARY, "one", now=now)),
    "duties": (("duties", "one"), lambda store, now: duties(store, LIBRARY, "one", now=now)),
    "ask": (("ask", "one"), lambda store, now: questions(store, LIBRARY, "one", now=now)),
    "log": (("log", "one"), lambda store, now: told(store, LIBRARY, "one", now=now)),
    "log-show": (("log", "show", "one"), lambda store, now: told(store, LIBRARY, "one", now=now)),
}
SCHEMAS = {
    "list": "overview",
    "list-all": "overview",
    "ask": "questions",
    "due-one": "due",
    "log-show": "log",
}


@pytest.mark.parametrize("name", TWINS)
def test_a_command_prints_what_its_twin_gives(night, store, name):
    arguments, twin = TWINS[name]
    code, out, err = night(*arguments, "--now", NOW, "--format", "json")
    assert err == ""
    assert code == (3 if name == "ask" else 0)
    printed = json.loads(out)
    assert printed == json.loads(json.dumps(data_of(twin(store, moment(NOW)))))
    _, schema, _ = night("schema", SCHEMAS.get(name, name))
    jsonschema.validate(printed, json.loads(schema))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TWINS)
def test_a_command_fits_the_terminal_and_writes_markdown(night, name, lang):
    arguments, _ = TWINS[name]
    for form in ("text", "md"):
        _, out, err = night(*arguments, "--now", NOW, "--lang", lang, "--format", form)
        assert (err, out.strip() != "") == ("", True)
        if form == "text":
            assert max(map(cell_len, out.splitlines())) <= 80


def test_status_takes_the_options_of_classify(night, store):
    code, out, _ = night("status", "one", "--now", NOW, "--format", "json")
    situation = status(store, LIBRARY, "one", now=moment(NOW))
    assert (code, json.loads(out)) == (situation.exit_code, situation.to_json())
    _, back, _ = night("status", "one", "--at", "2026-11-21T09:40", "--format", "json")
    then = status(
        store, LIBRARY, "one", now=moment("2026-11-21T09:40+08:00"), at=moment("2026-11-21T09:40+08:00")
    )
    assert json.loads(back) == then.to_json()
    assert json.loads(back)["level"] == "II"
    _, assumed, _ = night("status", "one", "--now", NOW, "--assume", "deaths=7", "--format", "json")
    assert json.loads(assumed)["level"] == "I"
    _, why, _ = night("status", "one", "--now", NOW, "--why")
    _, full, _ = night("status", "one", "--now", NOW, "--full")
    _, plain, _ = night("status", "one", "--now", NOW)
    assert len(why) > len(plain)
    assert len(full) > len(plain)
    _, why_not, _ = night("status", "one", "--now", NOW, "--why-not", "II")
    assert "为何不是Ⅱ级" in why_not
    _, seat, _ = night("status", "one", "--now", NOW, "--desk", "health-bureau")
    assert "席位" in seat
    _, yaml, _ = night("status", "one", "--now", NOW, "--format", "yaml")
    assert yaml.startswith("---\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("status", "one", "--hindsight"), "E911"),
        (("status", "one", "--at", NOW, "--now", "2026-11-21T09:30+08:00"), "E913"),
        (("status", "one", "--why-not", "II", "--format", "json"), "E915"),
        (("status", "none"), "E845"),
        (("replay", "one", "--at", "2026-11-21T09:00"), "E861"),
        (("replay", "one", "--at", NOW, "--known-at", "2026-11-21T10:00"), "E862"),
        (("replay", "one", "--at", NOW, "--edition", "vaccine-quality"), "E863"),
        (("due", "--within", "1 month"), "E865"),
        (("due", "--within", "soon"), "E601"),
        (("due", "none"), "E845"),
        (("duties", "one", "--unit", "nobody"), "E722"),
        (("handover", "--shift", "3 working days"), "E865"),
        (("handover", "--now", NOW, "--since", "2026-11-21T11:00"), "E868"),
        (("log", "none"), "E845"),
        (("log", "one", "--export", "-", "--since", NOW), "E910"),
        (("log", "one", "--export", "-", "--format", "json"), "E910"),
        (("log", "verify", "--against", "nonsense"), "E846"),
        (("log", "verify", "--key", "/nowhere"), "E101"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_nothing_printed(night, arguments, code):
    found, out, err = night(*arguments)
    assert (found, out) == (2, "")
    assert code in err


def test_an_empty_store_has_nothing_to_list_and_fails_its_check(run):
    assert run("list", "--now", NOW)[0] == 0
    assert run("due", "--check", "--now", NOW)[0] == 0
    assert run("handover", "--now", NOW)[0] == 0
    for command in ("verify", "checkpoint"):
        code, out, err = run("log", command)
        assert (code, out) == (2, "")
        assert "E860" in err


def test_a_replay_says_what_should_have_been_declared(night, store):
    at = "2026-11-21T09:40+08:00"
    code, out, _ = night("replay", "one", "--at", "2026-11-21T09:40", "--format", "json")
    twin = replay(store, LIBRARY, "one", at=moment(at))
    assert (code, json.loads(out)) == (twin.exit_code, twin.to_json())
    _, out, _ = night("replay", "one", "--at", at, "--known-at", NOW, "--format", "json")
    assert json.loads(out)["level"] == "III"
    code, out, _ = night("replay", "one", "--at", at, "--edition", "vaccine-quality@2024", "--full")
    assert (code, "vaccine-quality@2024" in out) == (3, True)


def test_a_check_of_deadlines_ends_with_one(night):
    assert night("due", "--now", "2026-11-21T10:10", "--check")[0] == 0
    assert night("due", "--now", "2026-11-21T10:10", "--check", "--within", "2m")[0] == 1
    assert night("due", "--now", NOW, "--check")[0] == 1
    assert night("due", "--now", NOW)[0] == 0


def test_the_store_is_signed_checked_and_found_out(night, store, tmp_path):
    import sqlite3  # noqa: PLC0415 - to tamper with

    code, out, _ = night("log", "checkpoint", "--now", NOW, "--format", "json")
    signed = json.loads(out)
    assert (code, signed["schema"], signed["entries"]) == (0, "signed/1", 4)
    key = tmp_path / "public"
    key.write_text(signed["key"] + "\n", "utf-8")
    code, out, _ = night("log", "verify", "--against", signed["line"], "--key", str(key), "--format", "json")
    assert (code, json.loads(out)) == (
        0,
        json.loads(json.dumps(data_of(check(store, against=[signed["line"]], key=signed["key"])))),
    )
    store.close()
    with sqlite3.connect(tmp_path / "store.db") as connection:
        connection.execute("UPDATE entries SET body = replace(body, '3+', '1') WHERE seq = 2")
    code, out, err = night("log", "verify", "--against", signed["line"])
    assert (code, err) == (1, "")
    assert "记录被动过" in out
    assert "事件 one 第2条" in out


def test_the_handover_signs_the_store(night, store):
    code, out, _ = night("handover", "--now", NOW, "--since", "2026-11-21T09:50", "--format", "json")
    assert code == 0
    sheet = json.loads(out)
    assert (sheet["unsigned"], sheet["since"]) == (0, "2026-11-21T09:50:00+08:00")
    assert sheet["line"] == store.checkpoints()[-1].line
    twin = handover(
        store,
        LIBRARY,
        now=moment(NOW),
        since=moment(sheet["since"]),
    )
    assert sheet == json.loads(json.dumps(data_of(twin)))
    _, text, _ = night("handover", "--now", NOW, "--shift", "8h")
    assert "2026-11-21 02:40" in text
    assert "2026-11-21 18:40" in text
    assert max(map(cell_len, text.splitlines())) <= 80


def test_a_store_that_cannot_be_signed_is_handed_over_with_its_last_line(night, tmp_path):
    night("log", "checkpoint", "--now", NOW)
    night("note", "one", "后来", "--now", NOW)
    (tmp_path / "store.key").write_text("no key", "ascii")
    key = next(path for path in tmp_path.iterdir() if path.suffix == ".key")
    key.write_text("no key", "ascii")
    code, out, err = night("handover", "--now", NOW, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["unsigned"] == 1


def test_an_incident_goes_from_one_store_to_another(night, tmp_path):
    file = tmp_path / "one.yaml"
    assert night("log", "one", "--export", str(file), "--now", NOW) == (0, "", "")
    other = ("--store", str(tmp_path / "other.db"))
    code, _, err = night("log", "import", str(file), "--now", NOW, *other)
    assert (code, err) == (0, "")
    entries = json.loads(night("log", "one", "--now", NOW, "--format", "json", *other)[1])["entries"]
    assert [(each["number"], each["kind"]) for each in entries[-2:]] == [(4, "unable"), (5, "imported")]
    answers = [night("status", "one", "--now", NOW, "--format", "json", *more)[1] for more in ((), other)]
    answers.append(night("classify", str(file), "--now", NOW, "--format", "json")[1])
    assert answers[0] == answers[1] == answers[2]
    plain = tmp_path / "plain.yaml"
    plain.write_text(re.sub(r"(?ms)^kept:.*", "", file.read_text("utf-8")), "utf-8")
    code, out, err = night("log", "import", str(plain), "--store", str(tmp_path / "third.db"))
    assert (code, out) == (2, "")
    assert "E867" in err


def test_questions_are_put_one_after_another(run, store):
    answers = "yes\nperhaps\n3+\nunknown\n\n"
    code, out, err = run(
        *(each for each in OPEN if each not in {"--set", "quality_suspected=yes"}), "--ask", stdin=answers
    )
    assert code == 0
    assert err.count("\n> ") >= 5
    assert max(map(cell_len, err.splitlines())) <= 80
    assert "E302" in err
    assert "已记入 one 第1条" in out
    facts = store.rows("one")[0].data["facts"]
    assert list(facts.values()) == ["yes", "3+"]


def test_the_end_of_the_input_ends_the_questions(run, store):
    code, out, err = run(*OPEN, "--ask", "--lang", "en", "--format", "json", stdin="")
    assert code == 0
    assert json.loads(out)["schema"].startswith("entered/")
    assert err.count("\n> ") == 1
    assert store.rows("one")[0].data["facts"] == {"quality_suspected": "yes"}


def test_who_made_a_judgement_is_asked_too(run, store):
    asked = [*OPEN, "--set", "rare_cases=1", "--set", "serious_cases=0", "--set", "deaths=0", "--ask"]
    code, _, err = run(*asked, stdin="yes\n县市场监管局局长\n")
    assert code == 0
    assert "由谁研判" in err
    judged = [each for each in store.rows("one")[0].data["facts"].values() if isinstance(each, dict)]
    assert judged == [{"value": "yes", "by": "县市场监管局局长"}]


def test_questions_are_for_what_is_typed_not_for_a_file(run, tmp_path):
    code, _, err = run("open", str(tmp_path / "x.yaml"), "--ask")
    assert code == 2
    assert "E910" in err
