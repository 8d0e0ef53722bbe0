// A formula that is wider than its box has its reason below it; one that is wider still, or a wide
// table, can be scrolled with the keyboard too.
const tables = ".md-typeset__scrollwrap"; // which Material puts around each table
const boxes = `.theorem :is(.formula, .statement), .says, ${tables}`;
const scrolled = (box) =>
  ({ tabindex: "0", role: "group", "aria-label": box.matches(tables) ? "Table" : "Formula" });

const watcher = new ResizeObserver((entries) => {
  // All is read before anything is written, so that the page is laid out once. What waits to be
  // laid out stays as it is: in reach, in case that it is wide.
  const shown = entries.map((entry) => entry.target)
    .filter((box) => box.firstElementChild.checkVisibility?.({ contentVisibilityAuto: true }) ?? true);
  const wide = shown.map((box) => box.scrollWidth > box.clientWidth);
  for (const [place, target] of shown.entries()) {
    if (wide[place]) target.closest(".line")?.classList.add("wide");
    // What has the focus keeps it.
    if (wide[place] === target.hasAttribute("tabindex") || target === document.activeElement) continue;
    for (const [name, value] of Object.entries(scrolled(target))) {
      wide[place] ? target.setAttribute(name, value) : target.removeAttribute(name);
    }
  }
});

// In a window of another width each line is tried beside its reason again.
addEventListener("resize", () => {
  document.querySelectorAll(".line.wide").forEach((line) => line.classList.remove("wide"));
});

// A font that comes late, with the first formula that needs it, makes some wider.
function measure() {
  for (const box of document.querySelectorAll(boxes)) {
    watcher.unobserve(box);
    watcher.observe(box);
  }
}

// Material puts its boxes around the tables when it comes to it, which may be after that.
new MutationObserver((changes) => {
  for (const added of changes.flatMap((change) => [...change.addedNodes])) {
    if (added instanceof Element && added.matches(tables)) watcher.observe(added);
  }
}).observe(document.querySelector("article"), { childList: true, subtree: true });

document.fonts.ready.then(() => {
  measure();
  document.fonts.addEventListener("loadingdone", measure);
});
