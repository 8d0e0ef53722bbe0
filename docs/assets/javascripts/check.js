// A theorem, or all of them, proved again in the reader's own browser, by the second checker. The
// checker, the proofs and the registry are fetched when a reader first asks.
const root = new URL("../../", import.meta.url);
const SLICE = 30; // milliseconds of work, after which the page may answer its reader

let asked;
function fetched() {
  const from = (name) => fetch(new URL(name, root)).then((answer) => {
    if (!answer.ok) throw new Error(`${name} was not found`);
    return answer.text();
  });
  asked ??= Promise.all([
    import("./checker.js"),
    from("proofs.json"),
    from("registry.json").then(JSON.parse),
  ]);
  return asked.catch((error) => {
    asked = undefined; // the next press tries again
    throw error;
  });
}

const counted = (number, one, many = `${one}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

// What is said of what was proved; `onStep` hears how far it is.
async function checked(only, onStep) {
  const [{ checking }, proofs, registry] = await fetched();
  const run = checking(proofs, { only, registry });
  let time = 0;
  for (;;) {
    const begun = performance.now();
    let at;
    do at = run.next(); while (!at.done && performance.now() - begun < SLICE);
    time += performance.now() - begun;
    if (at.done) {
      const { published } = at.value;
      refuseMissing(published, only, registry);
      return { told: said(at.value, time), stated: published.get(only)?.sequent };
    }
    onStep(at.value);
    await new Promise((resume) => setTimeout(resume));
  }
}

// A file that leaves theorems out proves the others all the same.
function refuseMissing(published, only, registry) {
  const asked = Object.keys(registry).filter((id) => only === null || id.split(".")[0] === only);
  const missing = asked.find((id) => !published.has(id));
  if (missing) throw new Error(`${missing} is registered, and is not among the proofs`);
}

function said({ steps, published }, time) {
  const ids = [...published.keys()];
  const lines = ids.filter((id) => id.includes(".")).length;
  const facts = new Set([...published.values()].flatMap((each) => each.facts));
  return [
    `Proved by this browser: ${counted(ids.length - lines, "theorem")} and ${counted(lines, "line")}`,
    `, in ${counted(steps, "step")} and ${(time / 1000).toFixed(2)} seconds,`,
    facts.size ? ` from the laws and ${counted(facts.size, "cited fact")}.` : " from the laws alone.",
    " Each states what the registry has.",
  ].join("");
}

// The statement that the checker arrived at, as it is hashed: it was not read from this page.
function unfolding(stated) {
  const [fold, summary, text] = ["details", "summary", "code"].map((n) => document.createElement(n));
  fold.className = "source";
  summary.textContent = "What it states, in the form that is hashed";
  text.textContent = stated;
  fold.append(summary, text);
  return fold;
}

// A button, and beside it what comes of it.
function offer(label, only, { progress } = {}) {
  const [box, button, result] = ["div", "button", "p"].map((name) => document.createElement(name));
  box.className = "check";
  box.dataset.searchExclude = "";
  button.type = "button";
  button.textContent = label;
  result.setAttribute("role", "status");
  box.append(button, ...(progress ? [progress] : []), result);
  button.addEventListener("click", async () => {
    if (button.ariaDisabled) return;
    button.ariaDisabled = "true";
    delete box.dataset.found;
    result.textContent = "Checking …";
    if (progress) progress.hidden = false;
    try {
      const { told, stated } = await checked(only, ({ done, steps }) => {
        if (progress) [progress.value, progress.max] = [done, steps];
      });
      result.textContent = told;
      if (stated && !box.querySelector("details")) box.append(unfolding(stated));
      box.dataset.found = "proved";
    } catch (error) {
      result.textContent = `Not proved: ${error.message}.`;
      box.dataset.found = "refused";
    }
    if (progress) progress.hidden = true;
    button.ariaDisabled = null;
  });
  return box;
}

for (const fold of document.querySelectorAll("[data-derives]")) {
  const box = offer("Check it here", fold.dataset.derives);
  const number = document.getElementById(fold.dataset.derives)?.querySelector(".number");
  if (number) box.firstElementChild.setAttribute("aria-label", `Check it here: ${number.textContent}`);
  fold.before(box);
}

for (const place of document.querySelectorAll(".check-all")) {
  const progress = document.createElement("progress");
  progress.hidden = true;
  progress.setAttribute("aria-label", "Steps that are proved");
  place.replaceChildren(offer("Check everything here", null, { progress }));
}
