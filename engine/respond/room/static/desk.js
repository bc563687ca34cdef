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
    const here = document.body.dataset.incident;
    if (!here || JSON.parse(event.data).incident === here) heard();
  });
  addEventListener("pagehide", () => source.close());
})();
