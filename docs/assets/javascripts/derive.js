// How a theorem is derived: fetched when a reader first wants to see it.
let derivations; // of all theorems of the page, by id

document.addEventListener("toggle", async ({ target: fold }) => {
  const id = fold.dataset.derives;
  if (!id || !fold.open) return;
  delete fold.dataset.derives; // once is enough
  try {
    derivations ??= fetch("derivations.json").then((answer) => answer.json());
    fold.insertAdjacentHTML("beforeend", (await derivations)[id]);
  } catch {
    derivations = undefined; // the next time it is tried again
    fold.dataset.derives = id;
  }
}, true);
