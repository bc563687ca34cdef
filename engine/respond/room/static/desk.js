"use strict";
// Says that something was entered, so that what shows it asks anew; and that what is shown is old once nothing comes.
(() => {
  const stale = document.getElementById("stale");
  const show = (old) => { if (stale) stale.hidden = !old; };
  document.addEventListener("htmx:sendError", () => show(true));
  document.addEventListener("htmx:responseError", () => show(true));
  document.addEventListener("htmx:afterSwap", () => show(false));
  let soon = 0;
  const heard = () => {
    clearTimeout(soon);
    soon = setTimeout(() => document.body.dispatchEvent(new Event("entered")), 300);
  };
  const source = new EventSource("/v1/events");
  source.addEventListener("entry", (event) => {
    const here = document.getElementById("head")?.dataset.incident;
    if (!here || JSON.parse(event.data).incident === here) heard();
  });
  // Fields that hold the present go on with it, until somebody types in them.
  const began = Date.now();
  const fields = [...document.querySelectorAll("input[data-present]")].map((one) => [one, Date.parse(`${one.value}:00Z`)]);
  for (const [one] of fields) one.addEventListener("input", () => delete one.dataset.present);
  setInterval(() => {
    for (const [one, first] of fields) {
      if ("present" in one.dataset) one.value = new Date(first + Date.now() - began).toISOString().slice(0, 16);
    }
  }, 5000);
  addEventListener("pagehide", () => source.close());
})();
