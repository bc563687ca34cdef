"use strict";
// The exercise's clock goes on between two answers of the server, at its own speed: <time data-clock data-seconds data-speed>.
(() => {
  const pad = (n) => String(n).padStart(2, "0");
  const clock = (minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  const began = new WeakMap();
  const tick = () => {
    for (const one of document.querySelectorAll("time[data-clock]")) {
      if (!began.has(one)) began.set(one, Date.now());
      const gone = ((Date.now() - began.get(one)) / 1000) * Number(one.dataset.speed);
      const seconds = Math.min(Number(one.dataset.seconds) + gone, Number(one.dataset.last));
      const minutes = Math.floor(seconds / 60);
      one.querySelector(".offset").textContent = `+${clock(minutes)}`;
      one.querySelector(".time").textContent = clock((Number(one.dataset.midnight) + minutes) % 1440);
    }
  };
  tick();
  setInterval(tick, 1000);
  // What somebody has unfolded stays so when the page is renewed.
  const unfolded = new Set();
  document.addEventListener("toggle", (event) => {
    if (event.target.isConnected && event.target.matches("#live details[id]"))
      unfolded[event.target.open ? "add" : "delete"](event.target.id);
  }, true);
  const unfold = () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  };
  // What can be done changes when it begins and when it is over: then the page is asked anew, if nobody is typing.
  const part = () => {
    const stage = document.getElementById("clock")?.dataset.stage;
    return stage === "paused" || stage === "running" ? "acting" : stage;
  };
  const first = part();
  const typed = () => [...document.querySelectorAll("input, textarea")].some((one) => one.value !== one.defaultValue);
  document.addEventListener("htmx:afterSettle", () => {
    tick();
    unfold();
    if (part() !== first && !typed()) window.location.replace(window.location.pathname);
  });
})();
