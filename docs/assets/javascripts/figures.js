// Figures that move. The build has drawn each as it stands at first, in the coordinates of the
// mathematics, with the numbers that are computed here again when it is moved.
const rounded = (value) => Number(value.toFixed(3));
const shown = (value, digits = 2) => (Number(value.toFixed(digits)) + 0).toFixed(digits).replace("-", "−");
const pair = (values) => `(${values.map((value) => shown(value)).join(", ")})`;
const set = (shape, attributes) =>
  Object.entries(attributes).forEach(([name, value]) => shape.setAttribute(name, value));

const dot = ([x, y]) => `M${rounded(x)} ${rounded(y)}h0`;
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

// What redraws a figure: each takes what the build gives, and what finds a part and says a number.
const kinds = {
  ridge({ gram: [[a, b], [, d]], products, least }, part, say, slider) {
    const gram = [[a, b], [b, d]];
    const best = solve(gram, products);
    return () => {
      const lambda = 10 ** slider.value;
      const here = solve([[a + lambda, b], [b, d + lambda]], products);
      const above = form(gram, here.map((weight, place) => weight - best[place]));
      set(part("here"), { d: dot(here) });
      set(part("circle"), { r: rounded(Math.hypot(...here)) });
      set(part("through"), ellipse(gram, above));
      say({ lambda: shown(lambda), weights: pair(here), length: shown(Math.hypot(...here)), error: shown(least + above) });
      return `λ = ${shown(lambda)}`;
    };
  },
};

for (const figure of document.querySelectorAll("figure.moving")) {
  const slider = figure.querySelector("input");
  const part = (name) => figure.querySelector(`.${name}`);
  const say = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const place = figure.querySelector(`[data-is="${name}"]`);
      if (place.textContent !== value) place.textContent = value;
    }
  };
  const draw = kinds[figure.dataset.kind](JSON.parse(figure.dataset.given), part, say, slider);
  const moved = () => slider.setAttribute("aria-valuetext", draw());
  slider.addEventListener("input", moved);
  figure.querySelectorAll(".moves").forEach((control) => (control.hidden = false));
}
