"use strict";
// The wall: its clock, what it counts down and past a limit up, and that it says so when it is no longer up to date.
// All by the clock of the room, which the page brings along, whatever the clock of this screen says.
(() => {
  const pad = (n) => String(n).padStart(2, "0");
  const day = document.documentElement.lang.startsWith("zh") ? "天" : "d";
  let behind = 0;
  const set = () => {
    const board = document.getElementById("board");
    if (board) behind = Date.parse(board.dataset.now) - Date.now();
  };
  const tick = () => {
    const now = Date.now() + behind;
    const board = document.getElementById("board");
    const clock = document.getElementById("clock");
    if (clock) {
      clock.textContent = new Intl.DateTimeFormat("en-GB", {
        hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: board.dataset.zone,
      }).format(now);
    }
    for (const one of document.querySelectorAll("time[data-due]")) {
      const left = Math.round((Date.parse(one.dateTime) - now) / 1000);
      const far = Math.abs(left);
      const days = Math.floor(far / 86400);
      const rest = `${pad(Math.floor((far % 86400) / 3600))}:${pad(Math.floor((far % 3600) / 60))}`;
      one.textContent = days ? `${days}${day} ${rest}` : `${rest}:${pad(far % 60)}`;
      const count = one.closest(".count");
      count.classList.toggle(count.classList.contains("maybe") ? "gone" : "late", left < 0);
    }
  };
  const lost = (yes) => {
    const one = document.getElementById("lost");
    if (one) one.hidden = !yes;
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const text = event.detail.xhr.responseText;
    if (event.detail.xhr.status === 200 && text.includes('id="board"')) return;
    event.detail.shouldSwap = false;
    if (event.detail.xhr.status === 200) window.location.reload(); // whoever watched is logged in no more
    else lost(true);
  });
  document.addEventListener("logged-out", () => window.location.reload()); // which leads to the entrance
  document.addEventListener("htmx:sendError", () => lost(true));
  document.addEventListener("htmx:timeout", () => lost(true));
  document.addEventListener("htmx:afterSettle", () => { set(); tick(); });
  set();
  tick();
  setInterval(tick, 1000);
})();
