// Figures that move. The build has drawn each as it stands at first, in the coordinates of the
// mathematics, with the numbers that are computed here again when it is moved.
const rounded = (value) => Number(value.toFixed(3));
const shown = (value, digits = 2) =>
  (Number(value.toFixed(digits)) + 0).toFixed(digits).replace("-", "−"); // no −0
const pair = (values) => `(${values.map((value) => shown(value)).join(",\u00a0")})`;
const set = (shape, attributes) =>
  Object.entries(attributes).forEach(([name, value]) => shape.setAttribute(name, value));

const at = ([x, y]) => ({ cx: rounded(x), cy: rounded(y) });
const path = (points) => "M" + points.map(([x, y]) => `${rounded(x)} ${rounded(y)}`).join("L");

// A⁻¹b and vᵀAv, for a symmetric A of two rows.
const solve = ([[a, b], [, d]], [p, q]) =>
  [d * p - b * q, a * q - b * p].map((value) => value / (a * d - b * b));
const form = ([[a, b], [, d]], [v, u]) => a * v * v + 2 * b * v * u + d * u * u;

// All v with vᵀAv = c. Where an eigenvalue is 0 these are two lines, as long as they are seen.
function ellipse([[a, b], [, d]], level) {
  const apart = Math.hypot((a - d) / 2, b);
  const half = (mu) => rounded(mu > 0 ? Math.min(1000, Math.sqrt(level / mu)) : 1000);
  return {
    rx: half((a + d) / 2 + apart),
    ry: half((a + d) / 2 - apart),
    transform: `rotate(${rounded((Math.atan2(2 * b, a - d) * 90) / Math.PI)})`,
  };
}

// What redraws each kind of figure, from what the build gives it. What has a slider answers how its
// value is spoken.
const kinds = {
  points({ points, most, aspect, words }, { figure, part, parts, say }) {
    const marks = [...parts("point")];
    const plane = part("plane");
    let now = points.map((point) => [...point]);

    const draw = () => {
      const sum = (term) => now.reduce((total, point) => total + term(point), 0);
      const n = now.length;
      const x = sum(([x]) => x);
      const flat = now.every((point) => point[0] === now[0][0]);
      // With all points below each other many lines are best; this one is level.
      const [slope, intercept] = flat ? [0, sum(([, y]) => y) / n]
        : solve([[sum(([x]) => x * x), x], [x, n]], [sum(([x, y]) => x * y), sum(([, y]) => y)]);
      const rest = ([x, y]) => y - slope * x - intercept;
      set(part("fit"), {
        d: path([-0.5, most[0] + 1].map((x) => [x, slope * x + intercept])),
        "stroke-dasharray": flat ? "5 3" : "none",
      });
      parts("square").forEach((square, place) => {
        const [x, y] = now[place].map(rounded);
        const side = rest(now[place]);
        const across = rounded(Math.abs(side) / aspect);
        set(square, { d: `M${x} ${y}V${rounded(y - side)}h${across}V${y}z` });
      });
      marks.forEach((mark, place) => {
        const [x, y, residual] = [...now[place], rest(now[place])].map((value) => shown(value, 1));
        mark.querySelectorAll("ellipse").forEach((shape) => set(shape, at(now[place])));
        set(mark, {
          "aria-valuenow": now[place][1],
          "aria-valuetext": `x = ${x}, y = ${y}, residual ${residual}`,
        });
      });
      say({
        weights: flat ? words.many : pair([slope, intercept]),
        error: shown(sum((point) => rest(point) ** 2)),
        normal: pair([sum((point) => point[0] * rest(point)), sum(rest)]),
      });
    };

    const move = (place, to) => {
      now[place] = to.map((value, axis) =>
        Math.round(10 * Math.min(most[axis], Math.max(0, value))) / 10);
      draw();
    };
    const keys = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1],
      PageDown: [0, -5], PageUp: [0, 5], Home: [0, -most[1]], End: [0, most[1]],
    };
    set(figure.querySelector("svg"), { role: "group" });
    marks.forEach((mark, place) => {
      set(mark, {
        role: "slider", tabindex: 0, "aria-label": `${words.point} ${place + 1}`,
        "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": most[1],
      });
      mark.addEventListener("keydown", (event) => {
        const by = keys[event.key];
        if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        move(place, now[place].map((value, axis) => value + by[axis]));
      });
      let held; // how far the pointer is from the point
      const under = ({ clientX, clientY }) => {
        const onScreen = new DOMPoint(clientX, clientY);
        const { x, y } = onScreen.matrixTransform(plane.getScreenCTM().inverse());
        return [x, y];
      };
      mark.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        mark.setPointerCapture(event.pointerId);
        held = under(event).map((value, axis) => now[place][axis] - value);
      });
      mark.addEventListener("pointermove", (event) => {
        if (held) move(place, under(event).map((value, axis) => value + held[axis]));
      });
      mark.addEventListener("lostpointercapture", () => (held = undefined));
    });
    figure.querySelector("button").addEventListener("click", () => {
      now = points.map((point) => [...point]);
      draw();
    });
    draw();
  },

  correlation({ levels, words }, { part, parts, say, slider }) {
    return () => {
      const rho = Number(slider.value);
      const flat = Math.abs(rho) === 1;
      parts("level").forEach((ring, place) => {
        set(ring, ellipse([[1, rho], [rho, 1]], levels[place]));
      });
      const reach = flat ? 9 : 0;
      set(part("valley"), { d: path([[-rho * reach, reach], [rho * reach, -reach]]) });
      say({
        rho: shown(rho),
        sum: shown(1 + rho),
        difference: shown(1 - rho),
        condition: flat ? words.undefined : shown((1 + Math.abs(rho)) / (1 - Math.abs(rho))),
        variance: flat ? words.undefined : shown(1 / (1 - rho * rho)),
        least: flat ? words.many : words.one,
      });
      return `ρ = ${shown(rho)}`;
    };
  },

  descent({ gram, products, n, start, least, words }, { part, parts, say, slider }) {
    const [[a, b]] = gram;
    const best = solve(gram, products);
    const J = (w) => least + form(gram, w.map((weight, place) => weight - best[place])) / n;
    return () => {
      const eta = Number(slider.value);
      const way = [start];
      for (const dot of parts("step")) {
        const w = way.at(-1);
        const slope = gram.map(([p, q], row) => (2 / n) * (p * w[0] + q * w[1] - products[row]));
        way.push(w.map((weight, place) => weight - eta * slope[place]));
        set(dot, at(way.at(-1)));
      }
      const border = n / (a + Math.abs(b));
      const range = eta < 0 ? "against" : eta === 0 ? "none"
        : eta < border ? "within" : eta === border ? "border" : "beyond";
      set(part("way"), { d: path(way), "stroke-dasharray": range === "within" ? "none" : "5 3" });
      say({
        eta: shown(eta, 4),
        range: words[range],
        first: shown(1 - (2 * eta * (a + b)) / n),
        second: shown(1 - (2 * eta * (a - b)) / n),
        one: shown(J(way[1])),
        all: shown(J(way.at(-1))),
      });
      return `η = ${shown(eta, 4)}. ${words[range]}`;
    };
  },

  ridge({ gram, products, least }, { part, say, slider }) {
    const [[a, b], [, d]] = gram;
    const best = solve(gram, products);
    return () => {
      const lambda = 10 ** slider.value;
      const here = solve([[a + lambda, b], [b, d + lambda]], products);
      const above = form(gram, here.map((weight, place) => weight - best[place]));
      set(part("here"), at(here));
      set(part("circle"), { r: rounded(Math.hypot(...here)) });
      set(part("through"), ellipse(gram, above));
      say({
        lambda: shown(lambda),
        weights: pair(here),
        length: shown(Math.hypot(...here)),
        error: shown(least + above),
      });
      return `λ = ${shown(lambda)}`;
    };
  },
};

for (const figure of document.querySelectorAll("figure.moving")) {
  const slider = figure.querySelector("input");
  const part = (name) => figure.querySelector(`.${name}`);
  const parts = (name) => figure.querySelectorAll(`.${name}`);
  const say = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const place = figure.querySelector(`[data-is="${name}"]`);
      if (place.textContent !== value) place.textContent = value;
    }
  };
  const given = JSON.parse(figure.dataset.given);
  const draw = kinds[figure.dataset.kind](given, { figure, part, parts, say, slider });
  slider?.addEventListener("input", () => slider.setAttribute("aria-valuetext", draw()));
  figure.querySelectorAll(".moves").forEach((control) => (control.hidden = false));
}
