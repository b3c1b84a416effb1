"use strict";
(() => {
  const tiles = [...document.querySelectorAll(".tile")];
  const search = document.getElementById("search");
  const fold = document.getElementById("fold");
  const none = document.getElementById("none");
  const changes = [...document.querySelectorAll("main .change")];
  const shown = document.getElementById("shown");
  const listed = [...document.querySelectorAll("nav [data-section]")];
  // The numbers beside a part and a product, each with the changes that it counts.
  const counts = [...document.querySelectorAll("main .part"), ...listed].map((box) => {
    const badge = box.querySelector(".count");
    const of = box.dataset.section ? document.getElementById(box.dataset.section) : box;
    const effect = box.dataset.effect ? `[data-effect="${box.dataset.effect}"]` : "";
    return { badge, all: badge.textContent, changes: [...of.querySelectorAll(`.change${effect}`)] };
  });
  // A change is found by what it says and by the product that it is of.
  const texts = new Map(changes.map((change) => {
    const section = change.closest("section");
    return [change, `${section.dataset.names || ""} ${change.textContent}`.toLowerCase()];
  }));

  // A change that explains a visible one stays visible.
  const refresh = () => {
    const wanted = new Set(tiles.filter((tile) => tile.ariaPressed === "true").map((tile) => tile.dataset.effect));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (change) =>
      wanted.has(change.dataset.effect) &&
      words.every((word) => texts.get(change).includes(word));
    const matching = new Set(changes.filter(matches));
    for (const change of changes) change.hidden = !matching.has(change);
    for (const change of changes) {
      const outer = change.parentElement.closest(".change");
      if (outer && !change.hidden) outer.hidden = false;
    }
    for (const box of document.querySelectorAll("main .explained, main .part, main section")) {
      box.hidden = !box.querySelector(".change:not([hidden])");
      if (words.length && box.matches("details") && !box.hidden) box.open = true;
    }
    none.hidden = !changes.length || matching.size > 0;
    const isFiltered = matching.size < changes.length;
    shown.textContent = isFiltered
      ? shown.dataset.text.replace("SOME", matching.size).replace("ALL", changes.length)
      : "";
    for (const { badge, all, changes: counted } of counts) {
      badge.textContent = isFiltered ? counted.filter((change) => matching.has(change)).length : all;
    }
    const found = (change) => words.every((word) => texts.get(change).includes(word));
    for (const tile of tiles) {
      const of = changes.filter((change) => change.dataset.effect === tile.dataset.effect && !change.closest(".ignored"));
      tile.querySelector("b").textContent = words.length ? of.filter(found).length : tile.dataset.all;
    }
    for (const item of listed) {
      const section = document.getElementById(item.dataset.section);
      item.hidden = section.hidden;
    }
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
    fold.textContent = open ? fold.dataset.fold : fold.dataset.unfold;
  });
})();
