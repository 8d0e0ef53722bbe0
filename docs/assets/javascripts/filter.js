// A list, of all theorems or of the entries of the audit, filtered. The filters stand in the
// address, so that they can be linked.
const form = document.querySelector("form.filters");

if (form) {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const found = (row, attribute) =>
    [...row.querySelectorAll(`[data-${attribute}]`)].map((e) => e.dataset[attribute]);

  const theorems = [...document.querySelectorAll(".listed > li")].map((row) => {
    const used = found(row, "is");
    const cited = found(row, "fact");
    const parts = [".mention", "code", "p", "summary"];
    const words = parts.map((part) => row.querySelector(part)?.textContent);
    return {
      row,
      words: fold([...words, row.dataset.says, ...used].join(" ")),
      verdict: row.dataset.verdict,
      slip: row.dataset.slip,
      chapter: row.closest(".chapter").dataset.page,
      used: new Set(used.length ? [...used, ...found(row, "kind")] : ["none"]),
      cited: new Set(cited.length ? [...cited, "some"] : ["none"]),
    };
  });
  const count = document.querySelector(".count");
  const { one = "theorem", many = "theorems" } = form.dataset;

  const show = () => {
    const wanted = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
    const words = fold(wanted.words ?? "").split(/\s+/);
    let shown = 0;
    for (const theorem of theorems) {
      const matches =
        words.every((word) => theorem.words.includes(word)) &&
        (!wanted.verdict || theorem.verdict === wanted.verdict) &&
        (!wanted.slip || theorem.slip === wanted.slip) &&
        (!wanted.chapter || theorem.chapter === wanted.chapter) &&
        (!wanted.uses || theorem.used.has(wanted.uses)) &&
        (!wanted.without || !theorem.used.has(wanted.without)) &&
        (!wanted.fact || theorem.cited.has(wanted.fact));
      theorem.row.hidden = !matches;
      shown += matches;
    }
    for (const chapter of document.querySelectorAll(".chapter")) {
      chapter.hidden = !chapter.querySelector(".listed > li:not([hidden])");
    }
    const all = theorems.length;
    const some = shown < all ? `${shown} of ${all} ${many}` : `${all} ${many}`;
    count.textContent = shown ? some : `No ${one} matches.`;

    const address = new URL(location);
    address.search = new URLSearchParams(wanted);
    history.replaceState(history.state, "", address);
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
    if (field?.selectedIndex < 0) field.value = "";
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  show();
}
