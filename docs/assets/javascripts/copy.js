// Each theorem and each line can be copied: as LaTeX, as code for SymPy, as BibTeX, or as a link.
const menu = document.createElement("div");
menu.id = "copies";
menu.popover = "auto";
menu.setAttribute("role", "group");
menu.setAttribute("aria-label", "Copy");

const spoken = document.createElement("span");
spoken.className = "heard";
spoken.setAttribute("role", "status");

let copies; // by id, asked for when a reader first wants one
let opener;

// The permanent address, below wherever this site is served.
const { base } = JSON.parse(document.getElementById("__config").textContent);
const root = new URL(base.replace(/\/?$/, "/"), location); // the page for errors ends it so already
function link(id) {
  const [theorem, line] = id.split(".");
  return new URL(`t/${theorem}/${line ? `#${line}` : ""}`, root).href;
}

function choose(choice, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Copy ${choice}`;
  button.addEventListener("click", async () => {
    await copy(opener, choice, text);
    menu.hidePopover();
    opener.focus();
  });
  menu.append(button);
}

async function copy(button, choice, text) {
  try {
    await navigator.clipboard.writeText(text);
    said(button, "Copied", `${choice} copied`);
  } catch {
    said(button, "Not copied", "The browser did not allow it to be copied");
  }
}

function said(button, shown, heard) {
  button.textContent = shown;
  spoken.textContent = heard;
  setTimeout(() => { button.textContent = "Copy"; spoken.textContent = ""; }, 2000);
}

async function fetched() {
  try {
    return await (copies ??= fetch("copies.json").then((answer) => answer.json()));
  } catch {
    copies = undefined; // the next press tries again
    return {};
  }
}

async function unfold(button, id) {
  const { latex, sympy, bibtex } = (await fetched())[id] ?? {};
  // What closes the menu here may be this very click; its event comes when the opener is another.
  opener?.setAttribute("aria-expanded", "false");
  opener = button;
  menu.replaceChildren();
  if (latex) choose("LaTeX", latex);
  if (sympy) choose("SymPy", sympy);
  if (bibtex) choose("BibTeX", bibtex);
  choose("link", link(id));
  const box = button.getBoundingClientRect();
  menu.style.top = `${box.bottom + scrollY}px`;
  menu.style.left = `max(0.2rem, ${box.right + scrollX}px - 7rem)`;
  menu.showPopover();
  menu.firstElementChild.focus();
}

menu.addEventListener("toggle", (event) => {
  opener.setAttribute("aria-expanded", event.newState === "open");
});

function made(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", label);
  return button;
}

function offer(id, number, put) {
  const button = made(`Copy ${number.textContent}`);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => unfold(button, id));
  put(button);
}

// A theorem gets its buttons when it comes near.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    const heading = target.querySelector("h3");
    const link = target.querySelector(".permalink");
    offer(heading.id, heading.querySelector(".number"), (button) => link.after(button));
    for (const line of target.querySelectorAll(".line")) {
      const status = line.querySelector(".status");
      offer(line.id, status.querySelector(".number"), (button) => status.append(button));
    }
  }
}, { rootMargin: "50%" });

if ("popover" in menu) {
  document.querySelectorAll(".theorem:not(.quoted)").forEach((theorem) => near.observe(theorem));
  document.body.append(menu);
}
document.body.append(spoken);

// How something is cited, and code that stands open, are copied at one press.
for (const [blocks, what] of [["div.bibtex", "BibTeX"], [".plain-sympy", "code"]]) {
  for (const block of document.querySelectorAll(blocks)) {
    const shown = block.querySelector("pre");
    const button = made(`Copy ${what}`);
    button.addEventListener("click", () => copy(button, what, shown.textContent));
    block.append(button);
  }
}

// An id that a page has no more, since its chapter was divided, is followed to where it is told now.
const asked = location.hash.slice(1);
if (/^[a-z\d-]+(\.[a-z\d-]+)?$/.test(asked) && !document.getElementById(asked)) {
  fetch(link(asked), { method: "HEAD" }).then(({ ok }) => { if (ok) location.replace(link(asked)); });
}
