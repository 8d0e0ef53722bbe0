// A formula that is wider than its box has its reason below it; one that is wider still can be
// scrolled with the keyboard too.
const boxes = ".theorem :is(.formula, .statement), .says";
const scrolled = { tabindex: "0", role: "group", "aria-label": "Formula" };

const watcher = new ResizeObserver((entries) => {
  // All is read before anything is written, so that the page is laid out once.
  const wide = entries.map(({ target }) => target.scrollWidth > target.clientWidth);
  for (const [place, { target }] of entries.entries()) {
    if (wide[place]) target.closest(".line")?.classList.add("wide");
    if (wide[place] === target.hasAttribute("tabindex")) continue;
    for (const [name, value] of Object.entries(scrolled)) {
      wide[place] ? target.setAttribute(name, value) : target.removeAttribute(name);
    }
  }
});

// In a window of another width each line is tried beside its reason again.
addEventListener("resize", () => {
  document.querySelectorAll(".line.wide").forEach((line) => line.classList.remove("wide"));
});

// Whether a statement can be scrolled is known before a reader comes near: they are laid out one by
// one, as soon as there is nothing else to do.
const whenIdle = window.requestIdleCallback ?? setTimeout;
const statements = [...document.querySelectorAll(".statement")];
const measureNext = () => {
  statements.shift()?.classList.add("measured");
  if (statements.length) whenIdle(measureNext);
};

document.fonts.ready.then(() => {
  document.querySelectorAll(boxes).forEach((box) => watcher.observe(box));
  whenIdle(measureNext);
});
