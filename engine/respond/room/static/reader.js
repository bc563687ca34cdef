"use strict";
// Finds words in a plan: every place is marked, and the button leads from one to the next.
(() => {
  const form = document.getElementById("finder");
  const text = document.getElementById("document");
  const field = document.getElementById("find");
  const told = form.querySelector("output");
  let places = [];
  let at = -1;
  let sought = "";
  const clear = () => {
    for (const one of places) {
      const parent = one.parentNode;
      one.replaceWith(...one.childNodes);
      parent.normalize();
    }
    places = [];
    at = -1;
  };
  const mark = (wanted) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("svg") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const found = [];
    while (walker.nextNode()) {
      if (walker.currentNode.data.toLowerCase().includes(wanted)) found.push(walker.currentNode);
    }
    for (let node of found) {
      let start = node.data.toLowerCase().indexOf(wanted);
      while (start >= 0) {
        const here = node.splitText(start);
        node = here.splitText(wanted.length);
        const one = document.createElement("mark");
        here.replaceWith(one);
        one.append(here);
        places.push(one);
        start = node.data.toLowerCase().indexOf(wanted);
      }
    }
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = field.value.trim().toLowerCase();
    if (wanted !== sought) {
      clear();
      sought = wanted;
      if (wanted) mark(wanted);
    }
    if (places.length) {
      if (at >= 0) places[at].classList.remove("here");
      at = (at + 1) % places.length;
      places[at].classList.add("here");
      places[at].scrollIntoView({ block: "center" });
    }
    told.textContent = wanted ? `${places.length ? at + 1 : 0}/${places.length} ${told.dataset.words}` : "";
  });
})();
