// A formula that is wider than its box can be scrolled with the keyboard too.
const boxes = ".theorem :is(.formula, .statement), .says";

const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wide = target.scrollWidth > target.clientWidth;
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Formula"]]) {
      wide ? target.setAttribute(name, value) : target.removeAttribute(name);
    }
  }
});

document.fonts.ready.then(() => document.querySelectorAll(boxes).forEach((box) => watcher.observe(box)));
