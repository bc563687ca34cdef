"use strict";
// Counts down, and past a limit up, without a word to the server: <time data-left datetime="...">.
(() => {
  // The server's clock counts, not this machine's: what the page was made at says how far they are apart.
  const made = Date.parse(document.body.dataset.now || "");
  const apart = Number.isNaN(made) ? 0 : made - Date.now();
  const pad = (n) => String(n).padStart(2, "0");
  const day = document.documentElement.lang.startsWith("zh") ? "天" : "d";
  const tick = () => {
    const now = Date.now() + apart;
    for (const one of document.querySelectorAll("time[data-left]")) {
      const left = Math.round((Date.parse(one.dateTime) - now) / 1000);
      const far = Math.abs(left);
      const days = Math.floor(far / 86400);
      const clock = `${pad(Math.floor((far % 86400) / 3600))}:${pad(Math.floor((far % 3600) / 60))}:${pad(far % 60)}`;
      one.textContent = `${left < 0 ? "+" : ""}${days ? `${days}${day} ` : ""}${clock}`;
      one.classList.toggle("late", left < 0 && !one.classList.contains("maybe"));
    }
  };
  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:afterSwap", tick);
  // Whoever is logged out while nothing is typed is led to log in; what was typed stays, and can be sent.
  const typed = (one) => one.type === "hidden" || "present" in one.dataset ? false
    : one.tagName === "SELECT" ? [...one.options].some((each) => each.selected !== each.defaultSelected && one.selectedIndex > 0)
    : one.type === "checkbox" || one.type === "radio" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
  const out = document.getElementById("logged-out");
  document.addEventListener("logged-out", () => {
    if (out && [...document.querySelectorAll("form input, form select, form textarea")].some(typed)) out.hidden = false;
    else location.reload();
  });
  document.addEventListener("htmx:afterSwap", () => { if (out) out.hidden = true; });
  // What is wider than the screen is moved sideways, and must be reached by the keyboard for it.
  const reach = () => {
    for (const one of document.querySelectorAll("main section:not(.paper), main figure")) {
      if (getComputedStyle(one).overflowX !== "auto") continue;
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
      else one.removeAttribute("tabindex");
    }
  };
  reach();
  addEventListener("resize", reach);
  document.addEventListener("htmx:afterSwap", reach);
  for (const one of document.querySelectorAll("[data-print]")) one.addEventListener("click", () => window.print());
})();
