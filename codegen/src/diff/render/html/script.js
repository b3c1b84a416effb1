"use strict";
(() => {
  const tiles = [...document.querySelectorAll(".tile")];
  const search = document.getElementById("search");
  const fold = document.getElementById("fold");
  const none = document.getElementById("none");
  const changes = [...document.querySelectorAll("main .change")];
  const texts = new Map(changes.map((change) => [change, change.textContent.toLowerCase()]));

  // A change that explains a visible one stays visible.
  const refresh = () => {
    const wanted = new Set(tiles.filter((tile) => tile.ariaPressed === "true").map((tile) => tile.dataset.effect));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (change) =>
      wanted.has(change.dataset.effect) &&
      words.every((word) => texts.get(change).includes(word));
    for (const change of changes) change.hidden = !matches(change);
    for (const change of changes) {
      const outer = change.parentElement.closest(".change");
      if (outer && !change.hidden) outer.hidden = false;
    }
    for (const box of document.querySelectorAll("main .explained, main .part, main section")) {
      box.hidden = !box.querySelector(".change:not([hidden])");
      if (words.length && box.matches("details") && !box.hidden) box.open = true;
    }
    none.hidden = !changes.length || changes.some((change) => !change.hidden);
  };

  for (const tile of tiles) {
    tile.addEventListener("click", () => {
      tile.ariaPressed = tile.ariaPressed === "true" ? "false" : "true";
      refresh();
    });
  }
  search.addEventListener("input", refresh);
  fold.addEventListener("click", () => {
    const open = fold.dataset.folded === "yes";
    for (const box of document.querySelectorAll("main .part")) box.open = open;
    fold.dataset.folded = open ? "no" : "yes";
    fold.textContent = open ? "Fold all" : "Unfold all";
  });
})();
