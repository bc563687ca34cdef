"""The duty room in a real browser: a server of its own in this process, and the system's Chromium.

Where there is no Chromium these tests are skipped, and say so.
"""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from duty import PASSWORD
from playwright.sync_api import Browser, Page, sync_playwright

from respond.room import DutyRoom, Running, application

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")


_running: list[Browser] = []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once for all tests of a process, whichever files take this fixture for theirs."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        _running.append(started)
        yield started
        _running.clear()
        started.close()


@pytest.fixture
def address(room) -> Iterator[str]:
    """Serve the room, and give its address."""
    with served(room) as where:
        yield where


@contextmanager
def served(room: DutyRoom) -> Iterator[str]:
    """Serve a room as long as the block lasts, and give its address."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()  # so that whoever comes before the server is ready waits, and is not refused
    app = application(room, Running(requests=100_000, logins=100_000))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def visitor(browser, address):
    """Give what logs somebody in: `visitor("officer", width=1366)` is a page as that role sees it."""
    contexts = []

    def visit(role: str, *, width: int = 1366, height: int = 768, lang: str = "zh", **more) -> Page:
        locale = "zh-CN" if lang == "zh" else "en-GB"
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": height}, locale=locale, timezone_id="Asia/Shanghai",
            **more,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.goto("/login")
        page.fill("#name", role)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url(lambda url: "/login" not in url)
        return page

    yield visit
    for context in contexts:
        context.close()


def faults_of(page: Page) -> list[str]:
    """Give what axe-core finds wrong with a page for those who see, hear or move otherwise."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    # After a click the address is already the next page's while its document is still to come.
    page.wait_for_load_state("load")
    page.wait_for_selector("main")
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    )
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
