"""The files to set a duty room up with: what they start is there, and they agree with one another and with the page."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from configparser import RawConfigParser
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from doc_blocks import DOCS, prose

import yaml
from respond.cli.root import root
from respond.room import Listening

FILES = DOCS / "deploy"
COMPOSE = yaml.safe_load((FILES / "compose.yaml").read_text("utf-8"))
CADDY = (FILES / "Caddyfile").read_text("utf-8")
UNITS = sorted(FILES.glob("*.service"))
EXTRAS = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]
DOORS = {name: each for name, each in COMPOSE["services"].items() if name.startswith("door-")}
TICKERS = {name: each for name, each in COMPOSE["services"].items() if name.startswith("ticker-")}


def unit(path):
    read = RawConfigParser(strict=False)
    read.optionxform = str
    read.read_string(path.read_text("utf-8"))
    return read


def started(path):
    return unit(path)["Service"]["ExecStart"].replace("%i", "8642").replace("%H", "machine")


COMMANDS = [
    *(each["command"] for each in (*DOORS.values(), *TICKERS.values())),
    *map(started, UNITS),
]


def understood(command):
    """Give what a command is asked, as the program reads it; it raises what it does not know."""
    program, name, *given = shlex.split(command)
    assert Path(program).name == "respond"
    found = root.get_command(None, name)
    return found.make_context(name, given).params


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_one_the_program_has(command):
    understood(command)


@pytest.mark.parametrize("path", UNITS, ids=lambda each: each.name)
def test_a_unit_is_what_systemd_reads(path, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    text = path.read_text("utf-8").replace("/opt/respond/bin/respond", sys.executable)
    (tmp_path / path.name).write_text(text, "utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / path.name)], capture_output=True, text=True, check=False
    )
    assert not [line for line in told.stderr.splitlines() if path.name.partition("@")[0] in line]


def test_two_doors_and_two_tickers_share_one_store_and_one_key():
    assert (len(DOORS), len(TICKERS)) == (2, 2)
    both = [*DOORS.values(), *TICKERS.values()]
    (environment,) = {tuple(each["environment"].items()) for each in both}
    store, key = dict(environment)["RESPOND_STORE"], dict(environment)["RESPOND_STORE_KEY"]
    database = COMPOSE["services"]["db"]["environment"]
    assert store == f"postgresql://{database['POSTGRES_USER']}:{database['POSTGRES_PASSWORD']}@db/respond"
    assert key == f"/run/secrets/{both[0]['secrets'][0]}"
    assert COMPOSE["secrets"][both[0]["secrets"][0]]["file"] == "./store.key"
    assert len({understood(each["command"])["ticker"] for each in TICKERS.values()}) == 2
    keys = [unit(path)["Service"] for path in UNITS]
    environments = [
        re.findall(r"^Environment=(.*)$", path.read_text("utf-8"), re.MULTILINE) for path in UNITS
    ]
    assert environments[0] == environments[1], keys


def test_the_proxy_reaches_every_door_and_every_door_knows_the_proxy():
    asked = re.search(r"reverse_proxy (.*) \{", CADDY).group(1).split()
    ports = {name: understood(each["command"])["port"] for name, each in DOORS.items()}
    assert asked == [f"{name}:{port}" for name, port in ports.items()]
    own = COMPOSE["services"]["proxy"]["networks"]["default"]["ipv4_address"]
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    assert ip_address(own) in ip_network(network["subnet"])
    assert ip_address(own) not in ip_network(network["ip_range"])  # nobody else is given it
    for each in DOORS.values():
        said = understood(each["command"])
        assert said["proxies"] == (own,)
        assert said["tls"]
        assert not Listening(said["host"], said["port"]).local
    assert "health_uri /readyz" in CADDY


def test_what_is_installed_has_what_is_asked_of_it():
    inline = COMPOSE["x-respond"]["build"]["dockerfile_inline"]
    extras = re.search(r"respond-engine\[([\w,]+)\]", inline).group(1).split(",")
    assert {"serve", "postgres"} <= set(extras) <= set(EXTRAS)
    said = re.search(r"respond-engine\[([\w,]+)\]", prose(DOCS / "several-machines.md")).group(1).split(",")
    assert said == extras
    user = re.search(r"--uid (\d+)", inline).group(1)
    assert f"USER {user}" in inline
    assert f"chown {user} store.key" in (FILES / "compose.yaml").read_text("utf-8")


def test_the_image_is_built_with_a_compiler_and_runs_without_one():
    """`durable-rules` comes as source alone, and a slim image has no compiler."""
    stages = re.split(r"^FROM ", COMPOSE["x-respond"]["build"]["dockerfile_inline"], flags=re.MULTILINE)[1:]
    first, last = stages
    assert first.index("gcc") < first.index("pip install")
    assert "gcc" not in last
    venv = re.search(r"-m venv (\S+)", first).group(1)
    assert f"COPY --from=build {venv} {venv}" in last
    assert f"ENV PATH={venv}/bin:$$PATH" in last  # compose reads $$ as a plain $
    assert last.rstrip().endswith("USER 10001")


@pytest.mark.parametrize("path", UNITS, ids=lambda each: each.name)
def test_the_page_sets_up_what_a_unit_expects(path):
    page, service = prose(DOCS / "several-machines.md"), unit(path)["Service"]
    assert path.name in page
    for expected in (
        Path(service["ExecStart"].split()[0]).parent.parent,
        service["User"],
        "/etc/respond/store.key",
    ):
        assert str(expected) in page
    assert service["Restart"] == "always"
    assert unit(path)["Unit"]["StartLimitIntervalSec"] == "0"  # a database that is long away is waited for


def test_what_is_told_to_stop_stops_and_what_is_not_ready_is_called_so():
    """The first process of a container heeds no SIGTERM by itself; a server being set up listens on its socket alone."""
    assert all(each["init"] is True for each in (*DOORS.values(), *TICKERS.values()))
    database = COMPOSE["services"]["db"]
    assert database["healthcheck"]["test"] == [
        "CMD", "pg_isready", "-h", "127.0.0.1", "-U", database["environment"]["POSTGRES_USER"],
    ]  # fmt: skip
    for door in DOORS.values():
        shell, program, option, code = door["healthcheck"]["test"]
        compile(code, "healthcheck", "exec")
        port = understood(door["command"])["port"]
        assert (shell, program, option) == ("CMD", "python", "-c")
        assert f"'http://127.0.0.1:{port}/readyz'" in code


# That the compose file is one, as strictly as can be said without a daemon.

SERVICE = {
    "build", "command", "depends_on", "environment", "healthcheck", "image", "init", "networks", "ports", "read_only",
    "restart", "secrets", "stop_grace_period", "tmpfs", "volumes",
}  # fmt: skip
"""The keys of a service that the compose specification has and that are used here: a slip in one is none of them."""
DURATION = re.compile(r"(\d+(us|ms|s|m|h))+")
READ = {
    name
    for path in (DOCS.parent / "engine" / "respond").rglob("*.py")
    for name in re.findall(r"\"(RESPOND_[A-Z_]+)\"", path.read_text("utf-8"))
}
"""The variables of the environment the program reads."""


def declared(section):
    return set(COMPOSE.get(section) or {})


def test_the_compose_file_has_no_key_compose_does_not_know():
    assert {name for name in COMPOSE if not name.startswith("x-")} == {
        "services",
        "networks",
        "volumes",
        "secrets",
    }
    for name, service in COMPOSE["services"].items():
        assert set(service) <= SERVICE, f"{name}: {set(service) - SERVICE}"
        assert ("image" in service) != ("build" in service), name
        assert service["restart"] == "unless-stopped"
        assert set(service.get("healthcheck", {})) <= {"test", "interval", "start_period"}
        for key in ("interval", "start_period"):
            assert DURATION.fullmatch(service.get("healthcheck", {}).get(key, "1s")), f"{name}: {key}"
        assert DURATION.fullmatch(service.get("stop_grace_period", "1s"))
        assert set(service.get("build", {})) <= {"context", "dockerfile_inline"}
        assert not isinstance(service.get("command", ""), list), "each is one line a shell would read"


def test_what_a_service_names_is_declared():
    used = {"volumes": set(), "secrets": set(), "networks": {"default"}}
    for name, service in COMPOSE["services"].items():
        for volume in service.get("volumes", ()):
            source, target, *mode = volume.split(":")
            assert target.startswith("/"), f"{name}: {volume}"
            assert mode in ([], ["ro"]), f"{name}: {volume}"
            if source.startswith("./"):
                assert (FILES / source).is_file(), f"{name}: {source} is not beside the file"
            else:
                used["volumes"].add(source)
        used["secrets"] |= {*service.get("secrets", ())}
        used["networks"] |= {*service.get("networks", ())}
        for other, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"}
            assert "healthcheck" in COMPOSE["services"][other], (
                f"{name} waits for {other}, of which nobody knows"
            )
    assert {section: declared(section) for section in used} == used


def test_an_image_of_others_names_its_version_and_only_the_proxy_is_reached_from_outside():
    for name, service in COMPOSE["services"].items():
        assert re.fullmatch(r"[a-z]+:\d+", service.get("image", "built:1")), name
        assert ("ports" in service) == (name == "proxy")
    assert COMPOSE["services"]["proxy"]["ports"] == ["443:443"]
    stages = re.findall(r"^FROM (\S+)", COMPOSE["x-respond"]["build"]["dockerfile_inline"], re.MULTILINE)
    assert set(stages) == {"python:3.12-slim"}


def test_every_variable_is_one_that_is_read():
    assert {"RESPOND_STORE", "RESPOND_STORE_KEY", "RESPOND_WEBHOOK_SECRET"} <= READ
    for each in (*DOORS.values(), *TICKERS.values()):
        assert set(each["environment"]) <= READ
    for path in UNITS:
        named = re.findall(r"^Environment=(\w+)=", path.read_text("utf-8"), re.MULTILINE)
        assert set(named) <= READ
    text = (FILES / "compose.yaml").read_text("utf-8")
    assert set(re.findall(r"(?<!\$)\$\{(\w+)", text)) == {"DB_PASSWORD"}
    assert 'echo "DB_PASSWORD=' in text, "the head of the file says how it is made"
    assert set(re.findall(r"\$\{\w+(\W*)\}", text)) == {":?"}, "without it nothing starts"


def test_the_page_restarts_services_that_are_there():
    """Each service it names is one of the compose file, and what it starts anew is waited for by a check it has."""
    page = (DOCS / "several-machines.md").read_text("utf-8")
    named = set(re.findall(r"\b(?:door|ticker)-\d\b", page))
    assert named
    assert named <= COMPOSE["services"].keys()
    (waited,) = re.findall(r"docker compose up [^`]*--wait (\S+)`", page)
    assert "healthcheck" in COMPOSE["services"][waited]
