// A formula that is wider than its box has its reason below it; one that is wider still can be
// scrolled with the keyboard too.
const boxes = ".theorem :is(.formula, .statement), .says";

const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wide = target.scrollWidth > target.clientWidth;
    if (wide) target.closest(".line")?.classList.add("wide");
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Formula"]]) {
      wide ? target.setAttribute(name, value) : target.removeAttribute(name);
    }
  }
});

document.fonts.ready.then(() => document.querySelectorAll(boxes).forEach((box) => watcher.observe(box)));
