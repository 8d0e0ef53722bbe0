// Point at a theorem on the map, or go there with the keyboard: what it rests on and what rests on
// it is traced. The words beside each theorem say the same without a script.
const rows = [...document.querySelectorAll(".map > li")];
const paths = [...document.querySelectorAll(".map path")].map((path) => {
  const list = path.closest("ol").children;
  const [from, ...to] = `${path.dataset.from} ${path.dataset.to}`
    .split(" ")
    .map((place) => list[place].dataset.row);
  return { path, from, to };
});

const premises = {}; // of each row, what it rests on
const users = {}; // and what rests on it
for (const { from, to } of paths) {
  for (const user of to) {
    (premises[user] ??= new Set()).add(from);
    (users[from] ??= new Set()).add(user);
  }
}

function reached(name, step, found = new Set()) {
  for (const next of step[name] ?? []) {
    if (!found.has(next)) {
      reached(next, step, found.add(next));
    }
  }
  return found;
}

let traced;

function trace(name) {
  if (name === traced) {
    return;
  }
  traced = name;
  const under = reached(name, premises);
  const over = reached(name, users);
  for (const row of rows) {
    row.classList.toggle("traced", row.dataset.row === name);
    row.classList.toggle("under", under.has(row.dataset.row));
    row.classList.toggle("over", over.has(row.dataset.row));
  }
  for (const { path, from, to } of paths) {
    const above = to.some((user) => user === name || under.has(user));
    const below = from === name || over.has(from);
    path.classList.toggle("under", above);
    path.classList.toggle("over", below);
    if (above || below) {
      path.parentNode.lastChild.before(path); // in front of the others, behind the dot
    }
  }
}

for (const event of ["pointerover", "focusin"]) {
  document.addEventListener(event, ({ target }) => trace(target.closest(".map > li")?.dataset.row));
}
