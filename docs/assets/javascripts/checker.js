// A second checker of the proofs: it shares no code with the Python kernel, and runs in a browser
// or in Node. It reads the file that `python -m derivations export` writes, computes what follows
// from each step, and compares the hashes of the published statements with the registry's.
//
//   check(text, { registry }).published.get("normal-equation").hash
//
// To trust it, read it in its order: 1 errors and budget, 2 numbers, 3 hashes, 4 terms and
// statements, 5 what is read off them, 6 substitution, 7 the normal form, 8 definitions, 9 laws and
// cited facts, 10 rules, 11 the file. The page on the format of proofs says what each has to do.

// 1. Errors and budget ---------------------------------------------------------------------------

export class CheckError extends Error {} // all that is refused here is of this class
export class MalformedError extends CheckError {} // no term, statement, step or file
export class RefusedError extends CheckError {} // a step that does not follow
export class TooLargeError extends CheckError {} // more work than any proof here needs

function demand(holds, Kind, sentence) {
  if (!holds) throw new Kind(sentence);
}

// Work is counted, so that a hostile file ends soon, and on every machine at the same place. A unit
// is about a microsecond; the whole export takes a quarter of all, and no step of it 50,000.
const BUDGET = 6_000_000;
const BUDGET_OF_A_STEP = 1_000_000;

// Equal terms are one object, and so are equal symbols of normal forms. What is known so far
// belongs to one check; several may run in turns, and each sets its own before it goes on.
let known;

const blank = (budget) => ({
  left: budget,
  leftOfStep: BUDGET_OF_A_STEP,
  count: 0, // of nodes
  nodes: new Map(), // terms and statements, by their kinds and parts
  symbols: { list: [null], numbers: new Map() }, // of normal forms, numbered from 1
  atoms: { list: [], numbers: new Map() }, // the scalars of normal forms
});

function spend(work) {
  known.left -= work;
  known.leftOfStep -= work;
  const isLeft = known.left >= 0 && known.leftOfStep >= 0;
  demand(isLeft, TooLargeError, "this asks for more work than any proof here needs");
}

// What is derived from a node is kept with it.
function kept(derive) {
  const place = Symbol();
  return (node) => (node[place] ??= derive(node));
}

// 2. Rational numbers ----------------------------------------------------------------------------

const LONGEST = 1n << 1000n; // what numerators and denominators stay below

class Rational {
  constructor(numerator, denominator = 1n) {
    let [a, b] = [numerator, denominator];
    if (b !== 1n) {
      demand(b !== 0n, MalformedError, "a number is divided by 0");
      for (; b; [a, b] = [b, a % b]) spend(0.2);
      if (a < 0n !== denominator < 0n) a = -a; // so that the denominator becomes positive
      [a, b] = [numerator / a, denominator / a];
    }
    const short = a < LONGEST && -a < LONGEST && b < LONGEST;
    demand(short, TooLargeError, "a number is too long");
    Object.assign(this, { numerator: a, denominator: b });
  }

  plus({ numerator: c, denominator: d }) {
    const { numerator: a, denominator: b } = this;
    return b === d ? new Rational(a + c, b) : new Rational(a * d + c * b, b * d);
  }

  times({ numerator, denominator }) {
    return new Rational(this.numerator * numerator, this.denominator * denominator);
  }

  toString() {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }
}

const ONE = new Rational(1n);
const MINUS_ONE = new Rational(-1n);

// 3. SHA-256, as FIPS 180-4 defines it (crypto.subtle is there only with https) -------------------

// The first 32 bits of the fractional part of a root, exactly.
function fraction(n, power) {
  let root = 0n; // the largest with root^power ≤ n · 2^(32 · power)
  for (let bit = 1n << 40n; bit; bit >>= 1n) {
    if ((root | bit) ** power <= n << (32n * power)) root |= bit;
  }
  return Number(root & 0xffffffffn);
}

const divides = (n) => (p) => p < n && n % p === 0;
const NUMBERS = [...Array(312).keys()].slice(2);
const PRIMES = NUMBERS.filter((n) => !NUMBERS.some(divides(n))).map(BigInt); // the first 64
const ROUND = PRIMES.map((prime) => fraction(prime, 3n));
const START = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2n));
const turned = (x, bits) => (x >>> bits) | (x << (32 - bits));

export function sha256(text) {
  const blocks = Math.ceil((text.length + 9) / 64);
  const bytes = new DataView(new ArrayBuffer(64 * blocks));
  for (let i = 0; i < text.length; i++) bytes.setUint8(i, text.charCodeAt(i));
  bytes.setUint8(text.length, 0x80);
  bytes.setUint32(64 * blocks - 8, Math.floor(text.length / 2 ** 29));
  bytes.setUint32(64 * blocks - 4, (text.length * 8) >>> 0);
  const [hash, w] = [[...START], new Uint32Array(64)];
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 16; t++) w[t] = bytes.getUint32(64 * block + 4 * t);
    for (let t = 16; t < 64; t++) {
      const [x, y] = [w[t - 15], w[t - 2]];
      const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let t = 0; t < 64; t++) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[t] + w[t]) | 0;
      const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => (hash[i] = (hash[i] + x) | 0));
  }
  return hash.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
}

// 4. Terms and statements ------------------------------------------------------------------------

// A node is of a kind and has parts: nodes, lists of nodes, names, sizes and numbers. A size is an
// int or the name of a dimension. A term has a shape, which follows from its parts.
class Node {
  constructor(kind, parts, shape) {
    Object.assign(this, { kind, parts, shape, number: known.count++, form: null });
    this.isTerm = TERMS.has(kind);
    this.meaning = null; // of an abbreviation: its body, with the arguments in their places
    if (kind === "abbreviation") {
      const [, parameters, arguments_, body] = parts;
      this.meaning = substitute(body, new Map(parameters.map((p, i) => [p, arguments_[i]])));
    }
    this.depth = this.size = 1;
    for (const { depth, size } of within(this)) {
      this.depth = Math.max(this.depth, depth + 1);
      this.size += size;
    }
    demand(this.depth <= 150, TooLargeError, "a term is nested too deeply");
    demand(this.size <= 100_000, TooLargeError, "a term has too many parts");
  }
}

function build(kind, ...parts) {
  const { fields, shape } = KINDS.get(kind);
  demand(parts.length === fields.length, MalformedError, `${kind} takes ${fields.length} parts`);
  fields.forEach((field, i) => {
    demand(FIELDS[field](parts[i]), MalformedError, `a part of ${kind} is no ${field}`);
  });
  const key = `${kind} ${parts.map(identity).join()}`;
  let node = known.nodes.get(key);
  spend(node ? 0.2 : 5);
  if (!node) {
    node = new Node(kind, parts, shape(...parts));
    known.nodes.set(key, node);
  }
  return node;
}

// What tells a part apart from all others.
function identity(part) {
  if (Array.isArray(part)) return `[${part.map(identity).join()}]`;
  return part instanceof Node ? `#${part.number}` : `${part}`;
}

// The nodes among the parts of a node; and with what an abbreviation means.
const inside = (node) => node.parts.flat().filter((part) => part instanceof Node);
const within = (node) => (node.meaning ? [...inside(node), node.meaning] : inside(node));

const NAME = /^[A-Za-z]+[0-9]*(_[A-Za-z0-9]+)*$/;
const TAKEN = /^(I([0-9_].*)?|Var|Cov|tr|det|exp|ln|argmin|argmax)$/; // read as something else
const isName = (x) => typeof x === "string" && x.length <= 100 && NAME.test(x) && !TAKEN.test(x);
const isSize = (x) => (typeof x === "number" ? Number.isSafeInteger(x) && x > 0 : isName(x));
const isTerm = (x) => x instanceof Node && x.isTerm;
const isOf = (kind) => (x) => x instanceof Node && x.kind === kind;
const isColumn = (x) => isOf("letter")(x) && x.shape[1] === 1;
const isVariable = (x) => isOf("letter")(x) || isOf("random")(x) || isOf("index")(x);

// A term that is a positive int, whatever the dimensions are.
const isCount = (x) => isTerm(x) && isCounting(x);
const isCounting = kept(({ kind, parts }) => {
  if (["sum", "scaled", "product"].includes(kind)) return parts.every(isCount);
  const number = kind === "number" && parts[0];
  return kind === "dimension" || (number && number.denominator === 1n && number.numerator > 0n);
});

// What parts of nodes and arguments of rules are.
const FIELDS = {
  name: isName,
  size: isSize,
  number: (x) => x instanceof Rational,
  term: isTerm,
  "term?": (x) => x === null || isTerm(x),
  count: isCount,
  statement: (x) => x instanceof Node && !x.isTerm,
  index: isOf("index"),
  column: isColumn,
  columns: (x) => Array.isArray(x) && x.every(isColumn),
  terms: (x) => Array.isArray(x) && x.every(isTerm),
  sequent: (x) => x instanceof Sequent,
  text: (x) => typeof x === "string",
  int: (x) => typeof x === "number",
  tuple: (x) => Array.isArray(x),
};

// Shapes: each function takes parts and gives the shape, or refuses parts that do not fit.

const SCALAR = [1, 1];
const scalar = () => SCALAR;
const sized = (...parts) => parts.slice(-2);
const turnedShape = ({ shape: [rows, cols] }) => [cols, rows];
const same = (a, b) => a[0] === b[0] && a[1] === b[1];
const isScalar = ({ shape }) => same(shape, SCALAR);

// The shape, or whatever follows, of what fits.
function formed(fits, sentence, shape) {
  demand(fits, MalformedError, sentence);
  return shape;
}

const alike = (a, b) => formed(same(a.shape, b.shape), "two terms have different shapes", a.shape);
const scalars = (...terms) => formed(terms.every(isScalar), "a scalar is 1×1", SCALAR);
const isNarrow = ({ shape }) => shape[1] === 1;
const column = (...terms) => formed(terms.every(isNarrow), "a column has one column", SCALAR);
const square = ({ shape: [rows, cols] }) =>
  formed(rows === cols, "what must be a square matrix is none", [rows, cols]);
const ofSquare = (matrix) => scalar(square(matrix));
const product = ({ shape: [rows, inner] }, { shape: [other, cols] }) =>
  formed(inner === other, "two terms cannot be multiplied: their inner sizes differ", [rows, cols]);
const basis = (name, rows, cols) => formed(cols === 1, "an index is a column", [rows, cols]);
const multiple = (factor, matrix) => scalars(factor) && matrix.shape;
const reciprocalOf = (matrix) =>
  formed(matrix !== number(0), "nothing is divided by 0", square(matrix));

// A sum or product over an index, or a statement for each, holds no other that depends on it.
const over = (index, body) =>
  formed(!summedOver(body).has(index), "a sum depends on the index around it", body.shape);
const productOver = (index, body) => over(index, body) && scalars(body);

// A term is a polynomial in some letters if those stand in its sums, products and the like only.
function polynomial(term, hasLetters) {
  spend(1);
  while (term.kind === "abbreviation") term = term.meaning;
  if (!hasLetters(term)) return;
  formed(KINDS.get(term.kind).degree, `a letter stands inside ${term.kind}, in no polynomial`);
  inside(term).forEach((part) => polynomial(part, hasLetters));
}

const speaksOfOutcomes = (term) => outcomes(term).size > 0;
const polynomialInOutcomes = kept((term) => polynomial(term, speaksOfOutcomes) ?? SCALAR);

function randomVectors(...terms) {
  terms.forEach(polynomialInOutcomes);
  return column(...terms);
}

function withMoments(term, most) {
  polynomialInOutcomes(term);
  outcomes(term).forEach((letter) => column(letter));
  return formed(randomDegree(term) <= most, "the degree in random letters is too high", term.shape);
}

const constant = (...terms) => formed(!terms.some(speaksOfOutcomes), "what must not be random is");

function definedEverywhere(term, letter) {
  const isNeeded = conditions(term).some((needed) => free(needed).has(letter));
  formed(!isNeeded, "a function must mean something whatever its letter is");
}

function derivative(body, letter, at) {
  polynomial(body, (part) => free(part).has(letter));
  column(body);
  return [body.shape[0], alike(letter, at)[0]];
}

function iterated(body, letter, start) {
  constant(body, start);
  definedEverywhere(body, letter);
  alike(letter, body);
  return alike(letter, start);
}

function ofLaw(vector, at) {
  constant(at);
  alike(vector, at);
  return randomVectors(vector);
}

function covariance(first, second) {
  randomVectors(first, second);
  return [first, second].map((term) => withMoments(term, 1)[0]);
}

function abbreviation(name, parameters, arguments_, body) {
  const areDistinct = new Set(parameters).size === parameters.length;
  const fits = areDistinct && parameters.length === arguments_.length;
  formed(fits, "an abbreviation has distinct parameters, and as many arguments");
  parameters.forEach((parameter, i) => {
    alike(parameter, arguments_[i]);
    formed(free(body).has(parameter), "an abbreviation does not use a parameter");
    if (ofLaws(body).has(parameter)) constant(arguments_[i]); // it would change the law
  });
  return body.shape;
}

function extremum(point, term, letter) {
  alike(letter, point);
  if (ofLaws(term).has(letter)) constant(point); // it would change the law
  definedEverywhere(term, letter);
  return scalars(term);
}

function gaussian(vector, mean, variance) {
  constant(mean, variance);
  alike(vector, mean);
  formed(vector.shape[0] === square(variance)[0], "this is no covariance of such a vector");
  return randomVectors(vector);
}

// A law of a random scalar, with parameters that are not random.
const scalarLaw = (count) => (...terms) => {
  randomVectors(...terms.slice(0, count));
  constant(...terms.slice(count));
  return scalars(...terms);
};

// What a term needs to mean anything.

// A product of dimensions and of numbers other than 0 is plainly not 0.
const isUnit = kept(({ kind, parts }) => {
  if (kind === "number") return parts[0].numerator !== 0n;
  if (kind === "scaled" || kind === "product") return parts.every((p) => isScalar(p) && isUnit(p));
  return kind === "dimension";
});

const needsInverse = (matrix) => (isUnit(matrix) ? [] : [Invertible(matrix)]);

const ofLetters = (claim, ...terms) =>
  terms.flatMap((term) => [...outcomes(term)].map((letter) => claim(letter)));
const needsMoments = (u) => ofLetters(randomDegree(u) < 2 ? Integrable : SquareIntegrable, u);
const needsSecondMoments = (u, v) => ofLetters(SquareIntegrable, u, v);

// Degrees as polynomials in random letters; what has none is no polynomial in its parts.
const fixed = () => 0;
const largest = (node) => within(node).reduce((most, u) => Math.max(most, randomDegree(u)), 0);
const total = (node) => within(node).reduce((sum, part) => sum + randomDegree(part), 0);
const degreeOfDerivative = ({ parts: [body, letter, at] }) => randomDegree(put(body, letter, at));

// Every kind: its fields, its shape, and where they apply its degree, what it needs, whether it is
// of a law, and what it binds: the places of a letter and of the part in which that is bound.
const KINDS = new Map();
const TERMS = new Set();

function claim(kind, fields, shape, { degree, needs, isOfLaw = false, binds } = {}) {
  const names = fields.split(" ").filter(Boolean);
  KINDS.set(kind, { fields: names, shape, degree, needs, isOfLaw, binds });
  return (...parts) => build(kind, ...parts);
}

function declare(kind, ...more) {
  TERMS.add(kind);
  return claim(kind, ...more);
}

const LAW = { isOfLaw: true };
const [OF_LETTER, OVER_INDEX, OF_POINT] = [[1, 0], [0, 1], [2, 1]].map((binds) => ({ binds }));

const Dimension = declare("dimension", "name", scalar, { degree: fixed });
const Numeral = declare("number", "number", scalar, { degree: fixed });
const Letter = declare("letter", "name size size", sized, { degree: fixed });
const Random = declare("random", "name size size", sized, { degree: () => 1 });
const Index = declare("index", "name size size", basis, { degree: fixed });
const Pi = declare("pi", "", scalar, { degree: fixed });
const Identity = declare("identity", "size", (size) => [size, size], { degree: fixed });
const Zero = declare("zero", "size size", sized, { degree: fixed });
declare("ones", "size size", sized, { degree: fixed });
const Sum = declare("sum", "term term", alike, { degree: largest });
const Scaled = declare("scaled", "term term", multiple, { degree: total });
const Product = declare("product", "term term", product, { degree: total });
const Transpose = declare("transpose", "term", turnedShape, { degree: largest });
const Inverse = declare("inverse", "term", reciprocalOf, { needs: needsInverse });
const Pseudoinverse = declare("pseudoinverse", "term", turnedShape);
const Trace = declare("trace", "term", ofSquare, { degree: largest });
const SquaredNorm = declare("squared-norm", "term", column, { degree: (u) => 2 * largest(u) });
declare("derivative", "term column term", derivative, { degree: degreeOfDerivative, ...OF_LETTER });
const Exp = declare("exp", "term", scalars);
const Log = declare("log", "term", scalars, { needs: (term) => [Positive(term)] });
const Root = declare("root", "term", scalars, { needs: (term) => [Nonnegative(term)] });
const Absolute = declare("absolute", "term", scalars);
const Determinant = declare("determinant", "term", ofSquare);
const SumOver = declare("sum-over", "index term", over, { degree: largest, ...OVER_INDEX });
const ProductOver = declare("product-over", "index term", productOver, OVER_INDEX);
const Iterate = declare("iterate", "term column term count", iterated, OF_LETTER);
const Density = declare("density", "term term", ofLaw, LAW);
const MomentGenerating = declare("moment-generating", "term term", ofLaw, LAW);
const OF_MOMENTS = { needs: needsMoments, ...LAW };
const Expectation = declare("expectation", "term", (term) => withMoments(term, 2), OF_MOMENTS);
const OF_SECOND = { needs: needsSecondMoments, ...LAW };
const Covariance = declare("covariance", "term term", covariance, OF_SECOND);
declare("abbreviation", "name columns terms term", abbreviation, { degree: largest });

const Equals = claim("equals", "term term", alike);
const Invertible = claim("invertible", "term", square);
const Nonnegative = claim("nonnegative", "term", scalars);
const Positive = claim("positive", "term", scalars);
const FullColumnRank = claim("full-column-rank", "term", scalar);
const PositiveSemidefinite = claim("positive-semidefinite", "term", square);
const PositiveDefinite = claim("positive-definite", "term", square);
const Minimises = claim("minimises", "term term column", extremum, OF_POINT);
claim("uniquely-minimises", "term term column", extremum, OF_POINT);
const Maximises = claim("maximises", "term term column", extremum, OF_POINT);
claim("uniquely-maximises", "term term column", extremum, OF_POINT);
const ForEach = claim("for-each", "index statement", over, OVER_INDEX);
const Independent = claim("independent", "term", randomVectors, LAW);
const IndependentVectors = claim("independent-vectors", "term term", randomVectors, LAW);
const Integrable = claim("integrable", "term", polynomialInOutcomes, LAW);
const SquareIntegrable = claim("square-integrable", "term", randomVectors, LAW);
const Gaussian = claim("gaussian", "term term term", gaussian, LAW);
const Laplace = claim("laplace", "term term term", scalarLaw(1), LAW);
const ChiSquared = claim("chi-squared", "term term", scalarLaw(1), LAW);
const StudentT = claim("student-t", "term term term", scalarLaw(2), LAW);

// Shorter ways to write what is written often.
const number = (value) => Numeral(new Rational(BigInt(value)));
const minus = (a) => Scaled(Numeral(MINUS_ONE), a);
const difference = (a, b) => Sum(a, minus(b));
const quotient = (a, b) => Scaled(Inverse(b), a);
const symmetric = (a) => Equals(Transpose(a), a);

// 5. What is read off terms and statements -------------------------------------------------------

// The nodes that a node speaks through, each with the letter that is bound in it, if any.
function scopes(node) {
  if (node.meaning) return [[node.meaning, null]];
  const { binds } = KINDS.get(node.kind);
  if (!binds) return inside(node).map((part) => [part, null]);
  const [letter, scope] = binds;
  const others = node.parts.map((part, i) => [part, i === scope ? node.parts[letter] : null]);
  return others.filter((_, i) => i !== letter);
}

// Sets of letters, gathered from all parts but for what is bound there.
function gathered(own, enters = () => true) {
  const gather = kept((node) => {
    const found = new Set(own(node));
    for (const [part, bound] of enters(node) ? scopes(node) : []) {
      for (const letter of gather(part)) if (letter !== bound) found.add(letter);
    }
    spend(found.size);
    return found;
  });
  return gather;
}

const isOfLaw = ({ kind }) => KINDS.get(kind).isOfLaw;
const isOverIndex = ({ kind }) => kind === "sum-over" || kind === "product-over";
const free = gathered((node) => (isVariable(node) ? [node] : []));
const outcomes = gathered((node) => (node.kind === "random" ? [node] : []), (x) => !isOfLaw(x));
const summedOver = gathered((node) => (isOverIndex(node) ? free(node) : []));

// The letters that stand in what is of a law; also those that are bound further out.
const ofLaws = kept((node) => {
  const found = new Set(isOfLaw(node) ? free(node) : []);
  for (const [part] of scopes(node)) ofLaws(part).forEach((letter) => found.add(letter));
  spend(found.size);
  return found;
});

const randomDegree = kept((node) => KINDS.get(node.kind).degree?.(node) ?? 0);

// How many iterations stand inside each other.
const iterations = kept((node) => {
  const inner = scopes(node).map(([part]) => iterations(part));
  return Math.max(0, ...inner) + Number(node.kind === "iterate");
});

// A node with all abbreviations unfolded. Statements are compared by it.
const plain = kept((node) => {
  if (node.meaning) return plain(node.meaning);
  const parts = node.parts.map((part) => (part instanceof Node ? plain(part) : part));
  return parts.every((part, i) => part === node.parts[i]) ? node : build(node.kind, ...parts);
});

const equal = (a, b) => plain(a) === plain(b);
function includes(group, statement) {
  spend(group.length / 4);
  return group.some((each) => equal(each, statement));
}

// The statements of all groups, each once.
function union(...groups) {
  const found = new Map();
  for (const statement of groups.flat()) {
    spend(0.5);
    if (!found.has(plain(statement))) found.set(plain(statement), statement);
  }
  return [...found.values()];
}

function without(group, gone) {
  spend((group.length + gone.length) / 4);
  const missing = new Set(gone.map(plain));
  return group.filter((statement) => !missing.has(plain(statement)));
}

// What a term or statement needs to mean anything; of what is bound, for each index.
const conditions = kept((node) => {
  const { needs } = KINDS.get(node.kind);
  const found = needs ? [...needs(...node.parts)] : [];
  for (const [part, bound] of scopes(node)) {
    for (const each of conditions(part)) {
      found.push(bound && free(each).has(bound) ? ForEach(bound, each) : each);
    }
  }
  return union(found);
});

// The frozen form, which hashes are of: `kind(part,part,…)`, abbreviations unfolded.
function frozen(node) {
  const { kind, parts } = plain(node);
  const inner = parts.map((p) => (p instanceof Node ? frozen(p) : `${p}`)).join();
  spend(1 + inner.length / 64);
  return `${kind}(${inner})`;
}

const frozenSequent = ({ hypotheses, conclusion }) =>
  `${hypotheses.map(frozen).sort().join(" ; ")} |- ${frozen(conclusion)}`;

// 6. Substitution --------------------------------------------------------------------------------

// A mapping takes letters to terms, and dimensions to ints, dimensions or counts, all at once.

const asTerm = (value) => (typeof value === "number" ? number(value) : value);

function sizeUnder(size, mapping) {
  const value = typeof size === "string" ? (mapping.get(Dimension(size)) ?? size) : size;
  const found = isOf("dimension")(value) ? value.parts[0] : value;
  return formed(isSize(found), "a size becomes something that is none", found);
}

const letterUnder = ({ kind, parts: [name, ...sizes] }, mapping) =>
  build(kind, name, ...sizes.map((size) => sizeUnder(size, mapping)));

function substitute(node, mapping) {
  spend(1 + mapping.size / 4);
  const keys = [...mapping.keys()];
  const resizes = keys.some(isOf("dimension"));
  if (!resizes && !keys.some((key) => free(node).has(key))) return node;
  if (isVariable(node)) return mapping.has(node) ? mapping.get(node) : letterUnder(node, mapping);
  if (node.kind === "dimension") {
    const value = asTerm(mapping.get(node) ?? node);
    return formed(isCount(value), "a dimension becomes something that is no count", value);
  }
  if (node.meaning) return substituteInAbbreviation(node, mapping, keys, resizes);
  const { fields, binds } = KINDS.get(node.kind);
  const [letter, scope] = binds ?? [];
  const inner = binds ? steppedAside(node.parts[letter], node.parts[scope], mapping) : mapping;
  const parts = node.parts.map((part, i) => {
    if (fields[i] === "size") return sizeUnder(part, mapping);
    if (!(part instanceof Node)) return part;
    return i === letter ? inner.get(part) : substitute(part, i === scope ? inner : mapping);
  });
  return build(node.kind, ...parts);
}

const put = (node, letter, value) => substitute(node, new Map([[letter, value]]));

// An abbreviation stays one where only its arguments change.
function substituteInAbbreviation(node, mapping, keys, resizes) {
  const [name, parameters, arguments_, body] = node.parts;
  const changesBody = keys.some((key) => free(body).has(key) && !parameters.includes(key));
  if (resizes || changesBody) return substitute(node.meaning, mapping);
  const after = arguments_.map((argument) => substitute(argument, mapping));
  return build("abbreviation", name, parameters, after, body);
}

// What to substitute where a letter is bound: the letter gets another name where its own is that
// of another letter there, or of one that arrives.
function steppedAside(letter, scope, mapping) {
  const inner = new Map(mapping);
  inner.delete(letter);
  const taken = new Set();
  for (const value of inner.values()) {
    spend(1 + free(asTerm(value)).size / 4);
    for (const arriving of free(asTerm(value))) taken.add(arriving.parts[0]);
  }
  spend(free(scope).size);
  for (const other of free(scope)) if (other !== letter) taken.add(other.parts[0]);
  let fresh = letterUnder(letter, mapping);
  while (taken.has(fresh.parts[0])) {
    spend(1);
    fresh = build(fresh.kind, `${fresh.parts[0]}_prime`, ...fresh.parts.slice(1));
  }
  return inner.set(letter, fresh);
}

// 7. The normal form -----------------------------------------------------------------------------

// A form is Σ coefficient · scalars · word. A word is a product of factors, each a symbol (a
// letter, or what is known by its parts only) or its transpose: the symbol's number, or minus it.
// A word is cut where an inner size is 1. Its 1×1 pieces are scalars that commute and equal their
// transposes; what is left of it is one chain of factors, or a column and a row.
//
// Two terms of one form are equal for all sizes, and for every total reading of what is partial.

class Form {
  constructor(shape) {
    this.shape = shape;
    this.terms = new Map(); // by scalars and word: { by: coefficient, scalars, word }
  }

  // Adds by · scalars · word, a word without 1×1 pieces.
  enter(by, scalars, word) {
    spend(1 + (scalars.length + word.length) / 8);
    const key = `${scalars}|${word}`;
    const before = this.terms.get(key);
    const sum = before ? before.by.plus(by) : by;
    if (sum.numerator === 0n) this.terms.delete(key);
    else this.terms.set(key, { by: sum, scalars, word });
    demand(this.terms.size <= 20_000, TooLargeError, "a normal form has too many terms");
  }

  // Adds by · scalars · word, whose 1×1 pieces join the scalars.
  add(by, scalars, word) {
    demand(word.length <= 300, TooLargeError, "a product has too many factors");
    spend(word.length / 32);
    const rest = [];
    let start = 0;
    word.forEach((factor, i) => {
      if (columns(factor) !== 1 && i + 1 < word.length) return;
      const piece = word.slice(start, i + 1);
      start = i + 1;
      if (rows(piece[0]) !== 1 || columns(factor) !== 1) return rest.push(...piece);
      const closed = closedChain(piece);
      [by, scalars] = [by.times(closed.by), times(scalars, closed.scalars)];
    });
    this.enter(by, scalars, rest);
    return this;
  }

  plus(other, times = ONE) {
    const sum = new Form(this.shape);
    for (const { by, scalars, word } of this.terms.values()) sum.enter(by, scalars, word);
    for (const { by, scalars, word } of other.terms.values()) {
      sum.enter(by.times(times), scalars, word);
    }
    return sum;
  }

  minus(other) {
    return this.plus(other, MINUS_ONE);
  }

  // The matrix product; where one is 1×1, the multiple by a scalar.
  times(other) {
    spend(this.terms.size * other.terms.size);
    const [scales, isScaled] = [this, other].map(isScalar);
    const found = new Form([(scales ? other : this).shape[0], (isScaled ? this : other).shape[1]]);
    for (const p of this.terms.values()) {
      for (const q of other.terms.values()) {
        found.add(p.by.times(q.by), times(p.scalars, q.scalars), [...p.word, ...q.word]);
      }
    }
    return found;
  }

  // What a linear map, which enters the image of scalars · word times a number, makes of it.
  mapped(shape, image) {
    const found = new Form(shape);
    for (const { by, scalars, word } of this.terms.values()) image(found, by, scalars, word);
    return found;
  }

  get T() {
    const [rows, cols] = this.shape;
    return this.mapped([cols, rows], (f, by, scalars, word) => f.enter(by, scalars, back(word)));
  }

  get factors() {
    const all = [...this.terms.values()];
    spend(all.length / 4);
    return all.flatMap(({ scalars, word }) => [...word, ...factorsOf(scalars)]);
  }

  get text() {
    const lines = [...this.terms].map(([key, { by }]) => `${by}*${key}`).sort();
    spend(lines.reduce((sum, line) => sum + line.length, 0) / 16);
    return `${this.shape}:${lines.join("+")}`;
  }
}

// Symbols and atoms have numbers, by which they are compared and ordered.
function numbered({ list, numbers }, what, thing) {
  if (!numbers.has(what)) {
    spend(5 + what.length / 8);
    numbers.set(what, list.push(thing) - 1);
  }
  return numbers.get(what);
}

const NONE = new Set();

// A symbol: its shape, its role, the basis vectors in it that something around it binds, and
// whether it is random or equal to its transpose.
function symbol(what, shape, role, { inner = NONE, isRandom = false, isSymmetric = false } = {}) {
  const isOwnTranspose = isSymmetric || same(shape, SCALAR);
  return numbered(known.symbols, what, { shape, role, inner, isRandom, isOwnTranspose });
}

const symbolOf = (factor) => known.symbols.list[Math.abs(factor)];
const rows = (factor) => symbolOf(factor).shape[factor > 0 ? 0 : 1];
const columns = (factor) => symbolOf(factor).shape[factor > 0 ? 1 : 0];
const backFactor = (factor) => (symbolOf(factor).isOwnTranspose ? factor : -factor);
const back = (word) => word.map(backFactor).reverse(); // the transpose of a word

const ofWord = (shape, word, scalars = [], by = ONE) => new Form(shape).add(by, scalars, word);
const ofSymbol = (number) => ofWord(symbolOf(number).shape, [number]);
const unit = () => ofWord(SCALAR, []);

// The vector of ones; a basis vector over which a sum is taken, one for each size; a direction of
// which a derivative is taken; and the vector that an iteration binds.
const onesOf = (size) => symbol(`ones ${size}`, [size, 1], "ones");
const basisOf = (size) => symbol(`basis ${size}`, [size, 1], "basis");
const steppedOf = (size, level) => symbol(`stepped ${size} ${level}`, [size, 1], "bound");
const direction = (size) => symbol(`direction ${known.symbols.list.length}`, [size, 1], "bound");

// Scalars are lists of atoms and exponents, [atom, exponent, atom, exponent, …], in their order.
// An atom is a dimension, a word of shape 1×1, or the trace of a word.
function times(a, b) {
  if (!a.length || !b.length) return a.length ? a : b;
  spend((a.length + b.length) / 16);
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const order = i === a.length ? 1 : j === b.length ? -1 : a[i] - b[j];
    const exponent = (order <= 0 ? a[i + 1] : 0) + (order >= 0 ? b[j + 1] : 0);
    demand(Math.abs(exponent) <= 10_000, TooLargeError, "a power is too high");
    if (exponent) found.push(order <= 0 ? a[i] : b[j], exponent);
    if (order <= 0) i += 2;
    if (order >= 0) j += 2;
  }
  return found;
}

const pairs = (scalars) =>
  scalars.flatMap((each, i) => (i % 2 ? [] : [[each, scalars[i + 1]]]));

function chainOf(atom) {
  const word = known.atoms.list[atom]; // of a dimension, it is empty
  spend(word.length / 64);
  return word;
}

const atom = (what, word) => numbered(known.atoms, `${what} ${word}`, word);

// A size as a scalar, or as a number.
const sizeAsScalar = (size) =>
  typeof size === "string"
    ? { by: ONE, scalars: [atom(`size ${size}`, []), 1] }
    : { by: new Rational(BigInt(size)), scalars: [] };

// The first of words of one length, factor by factor.
const least = (words) =>
  words.reduce((best, word) => {
    const place = word.findIndex((factor, i) => factor !== best[i]);
    return word[place] < best[place] ? word : best;
  });

// A word of shape 1×1: 1ᵀ1 is a size; 1ᵀe and eᵀe are 1, of a basis vector e.
function closedChain(word) {
  if (word.length === 2) {
    const [left, right] = word.map((factor) => symbolOf(factor));
    const roles = [left.role, right.role];
    if (roles.every((role) => role === "ones")) return sizeAsScalar(left.shape[0]);
    const basic = roles.every((role) => ["ones", "basis", "index"].includes(role));
    if (basic && (left === right || roles.includes("ones"))) return { by: ONE, scalars: [] };
  }
  const either = least([word, back(word)]);
  return { by: ONE, scalars: [atom("chain", either), 1] };
}

// The trace of by · scalars · word: of uvᵀ it is vᵀu, of I the size; words turned have one trace.
function addTrace(form, by, scalars, word, size) {
  const narrow = word.findIndex((factor) => columns(factor) === 1) + 1;
  const turn = (at) => [...word.slice(at), ...word.slice(0, at)];
  if (narrow) form.add(by, scalars, turn(narrow));
  else if (word.length) {
    spend(word.length ** 2 / 4);
    const turns = word.map((_, at) => turn(at));
    const cycle = least([...turns, ...turns.map(back)]);
    form.enter(by, times(scalars, [atom("trace", cycle), 1]), []);
  } else {
    const all = sizeAsScalar(size);
    form.enter(by.times(all.by), times(scalars, all.scalars), []);
  }
}

const trace = (form) =>
  isScalar(form) ? form : form.mapped(SCALAR, (...term) => addTrace(...term, form.shape[0]));

// What is known by the forms of its parts only. An inverse or a sum may be written as the transpose
// of that of the transposed part: of the two, one is kept.
function opaque(kind, shape, parts, { bound = 0, turns = false, random } = {}) {
  let text = parts.map((part) => part.text).join(" ; ");
  const factors = parts.flatMap((part) => part.factors);
  const inner = new Set();
  for (const factor of factors) for (const e of boundIn(factor)) if (e !== bound) inner.add(e);
  spend((factors.length * (1 + inner.size)) / 8);
  const other = turns ? parts[0].T.text : text;
  const isSymmetric = turns && other === text;
  const isTurned = other < text;
  if (isTurned) [text, shape] = [other, [shape[1], shape[0]]];
  const what = `${kind} ${shape} ${bound} ${text}`;
  const more = { inner, isRandom: (random ?? factors).some(isRandom), isSymmetric };
  const number = symbol(what, shape, kind, more);
  return isTurned ? ofSymbol(number).T : ofSymbol(number);
}

const factorsOf = (scalars) => pairs(scalars).flatMap(([atom]) => chainOf(atom));
function boundIn(factor) {
  const { role, inner } = symbolOf(factor);
  return role === "basis" || role === "bound" ? [Math.abs(factor)] : inner;
}

// The inverse: numbers and dimensions are taken out, and scalars inverted one by one.
function inverse(form) {
  let outside = unit();
  if (form.terms.size === 1) {
    const [{ by, scalars, word }] = form.terms.values();
    const [sizes, others] = parted(scalars);
    const reciprocals = sizes.flatMap(([size, exponent]) => [size, -exponent]);
    outside = ofWord(SCALAR, [], reciprocals, new Rational(by.denominator, by.numerator));
    if (isScalar(form)) {
      for (const [each, exponent] of others) {
        const one = opaque("inverse", SCALAR, [ofWord(SCALAR, [], [each, 1])]);
        for (let i = 0; i < exponent; i++) outside = outside.times(one);
      }
      return outside;
    }
    form = ofWord(form.shape, word, others.flat());
    if (!others.length && !word.length) return outside.times(form);
  }
  return outside.times(opaque("inverse", form.shape, [form], { turns: true }));
}

// The dimensions among scalars, and the others.
function parted(scalars) {
  const all = pairs(scalars);
  const isSize = ([each]) => !chainOf(each).length;
  return [all.filter(isSize), all.filter((each) => !isSize(each))];
}

// In sums over a basis vector e, means of products and derivatives, two ends of chains are joined:
// P e and fᵀ Q to P M Q, and fᵀ Q e to the trace of Q M. For a sum, M = I takes the place of e fᵀ;
// for the mean of a product, M = Cov[u, v] that of u vᵀ.
function addJoined(form, by, scalars, closed, word, isEnd, between) {
  const isRow = form.shape[0] === 1;
  const narrow = isRow ? 0 : word.findIndex((factor) => columns(factor) === 1) + 1;
  const [left, right] = [word.slice(0, narrow), word.slice(narrow)]; // a column, and a row
  const circle = closed.find((chain) => chain.filter(isEnd).length === 2);
  if (circle) {
    const inner = [...circle.slice(1, -1), ...between(circle.at(-1), circle[0])];
    const traced = new Form(SCALAR);
    addTrace(traced, by, scalars, inner, columns(circle[0]));
    return traced.terms.forEach((each) => form.add(each.by, each.scalars, word));
  }
  const [inLeft, inRight] = [left, right].map((chain) => chain.some(isEnd));
  const [first, second] = [...(inLeft ? [left] : []), ...closed, ...(inRight ? [right] : [])];
  const middle = between(first.find(isEnd), second.find(isEnd));
  const joined = [...before(first, isEnd), ...middle, ...back(before(second, isEnd))];
  const start = inLeft ? [] : left; // what is joined takes the place of what it was made of
  form.add(by, scalars, inRight ? [...start, ...joined] : [...joined, ...start, ...right]);
}

// The P of a chain P e, which may be written as eᵀ Pᵀ.
function before(chain, isEnd) {
  return isEnd(chain.at(-1)) ? chain.slice(0, -1) : back(chain.slice(1));
}

// How often e stands in scalars · word; inside what is opaque, more often than can be told.
function howOften(e, scalars, word) {
  const inFactor = (factor) =>
    Math.abs(factor) === e ? 1 : symbolOf(factor).inner.has(e) ? Infinity : 0;
  const inWord = (chain) => chain.reduce((sum, factor) => sum + inFactor(factor), 0);
  const often = pairs(scalars).map(([atom, exponent]) => (inWord(chainOf(atom)) || 0) * exponent);
  return often.reduce((sum, each) => sum + each, inWord(word));
}

// Scalars split by whether a factor of theirs is of some sort; those that have one, as chains.
function split(scalars, isOfSort) {
  const [apart, chains] = [[], []];
  for (const [atom, exponent] of pairs(scalars)) {
    if (!chainOf(atom).some(isOfSort)) apart.push(atom, exponent);
    else chains.push(...Array(exponent).fill(chainOf(atom)));
  }
  spend(chains.length);
  return [apart, chains];
}

// A product with other symbols in the place of some factors.
const replaced = (chains, word, isOfSort, by) =>
  [...chains.flat(), ...word].map((factor) =>
    isOfSort(factor) ? Math.sign(factor) * by(Math.abs(factor)) : factor);

// Σ over the basis vectors e: Σ 1 is the size, Σ e the vector of ones, Σ eeᵀ = I. With more e's, a
// sum is opaque, and what is constant taken out.
function summed(form, e) {
  const size = symbolOf(e).shape[0];
  const has = (factor) => Math.abs(factor) === e || symbolOf(factor).inner.has(e);
  return form.mapped(form.shape, (found, by, scalars, word) => {
    const often = howOften(e, scalars, word);
    const [apart, chains] = split(scalars, has);
    if (often === 0) {
      const all = sizeAsScalar(size);
      found.enter(by.times(all.by), times(scalars, all.scalars), word);
    } else if (often === 1) {
      found.add(by, apart, replaced(chains, word, has, () => onesOf(size)));
    } else if (often === 2) {
      addJoined(found, by, apart, chains, word, has, () => []);
    } else {
      addOpaqueSum(found, by, scalars, apart, word, e, has);
    }
  });
}

function addOpaqueSum(found, by, scalars, apart, word, e, has) {
  const end = word.findLastIndex(has) + 1;
  const start = end && word.findIndex(has);
  const varying = word.slice(start, end);
  const shape = varying.length ? [rows(varying[0]), columns(varying.at(-1))] : SCALAR;
  const inner = pairs(scalars).filter(([atom]) => chainOf(atom).some(has)).flat();
  const sum = opaque("sum-over", shape, [ofWord(shape, varying, inner)], { bound: e, turns: true });
  for (const each of sum.terms.values()) {
    const whole = [...word.slice(0, start), ...each.word, ...word.slice(end)];
    found.add(by, times(apart, each.scalars), whole);
  }
}

const isRandom = (factor) => symbolOf(factor).isRandom;

// The mean: linear; of degree 1 by E[u], of degree 2 by E[uvᵀ] = E[u]E[v]ᵀ + Cov[u, v].
function expected(form) {
  return form.mapped(form.shape, (found, by, scalars, word) => {
    const [apart, chains] = split(scalars, isRandom);
    const random = [...chains.flat(), ...word].filter(isRandom);
    const isKnown = random.length <= 2 && random.every((f) => symbolOf(f).role === "random");
    demand(isKnown, RefusedError, "only means of degree 1 and 2 in random letters are known");
    found.add(by, apart, replaced(chains, word, isRandom, meanOf));
    if (random.length === 2) addJoined(found, by, apart, chains, word, isRandom, covarianceOf);
  });
}

const meanOf = (u) => symbol(`mean ${u}`, symbolOf(u).shape, "mean");

// Cov[u, v] as a word; Cov[v, u] is its transpose.
function covarianceOf(first, second) {
  const [u, v] = [Math.abs(first), Math.abs(second)].sort((a, b) => a - b);
  const shape = [symbolOf(u).shape[0], symbolOf(v).shape[0]];
  const found = symbol(`cov ${u} ${v}`, shape, "covariance", { isSymmetric: u === v });
  return [Math.abs(first) === u ? found : backFactor(found)];
}

// From terms to forms. Abbreviations are unfolded before. Letters that are bound have values.

const NO_VALUES = new Map();

function form(term, values = NO_VALUES) {
  const isOpen = [...values.keys()].some((letter) => free(term).has(letter));
  const found = (!isOpen && term.form) || formUnder(term, isOpen ? values : NO_VALUES);
  if (isOpen || found.terms.size > 500) return found;
  if (!term.form) spend(4 * found.terms.size); // for it is kept in memory
  return (term.form = found);
}

// The form of a term from those of its parts, which `of` gives, with more values where need be.
function formUnder(term, values) {
  spend(1);
  const of = (part, more = []) => form(part, more.length ? new Map([...values, ...more]) : values);
  return FORMS[term.kind](term, of, values);
}

function formOfVariable(letter, _, values) {
  if (values.has(letter)) return values.get(letter);
  if (letter.kind === "index" && letter.shape[0] === 1) return unit();
  const more = { isRandom: letter.kind === "random" };
  return ofSymbol(symbol(`letter ${letter.number}`, letter.shape, letter.kind, more));
}

const ofFunction = (term, of) => opaque(term.kind, term.shape, [of(term.parts[0])]);
const ofProduct = ({ parts: [left, right] }, of) => of(left).times(of(right));

function formOfLaw({ kind, parts: [vector, at] }, of) {
  const point = of(at);
  return opaque(kind, SCALAR, [of(vector), point], { random: point.factors });
}

// The derivative at a point: at the point plus a direction e, what is linear in e, Σ p eᵀ.
function formOfDerivative({ parts: [body, letter, at] }, of) {
  const e = direction(letter.shape[0]);
  const moved = of(body, [[letter, of(at).plus(ofSymbol(e))]]);
  const linear = moved.mapped(moved.shape, (found, by, scalars, word) => {
    const often = howOften(e, scalars, word);
    demand(often < Infinity, RefusedError, "a sum that does not collapse cannot be differentiated");
    if (often === 1) found.enter(by, scalars, word);
  });
  return summed(linear.times(ofSymbol(e).T), e);
}

// The body of a sum or product over an index, at a basis vector e.
function formOverBasis(term, of, values) {
  const [index, body] = term.parts;
  const e = basisOf(index.shape[0]);
  for (const letter of free(term)) {
    const inner = (values.get(letter)?.factors ?? []).flatMap((factor) => [...boundIn(factor)]);
    demand(!inner.includes(e), RefusedError, "a sum depends on the index around it");
  }
  return [of(body, [[index, index.shape[0] === 1 ? unit() : ofSymbol(e)]]), e];
}

function formOfProductOver(term, of, values) {
  const [body, bound] = formOverBasis(term, of, values);
  return opaque("product-over", SCALAR, [body], { bound });
}

function formOfIterate(term, of) {
  const [body, letter, start, count] = term.parts;
  const x = steppedOf(letter.shape[0], iterations(term));
  const parts = [of(body, [[letter, ofSymbol(x)]]), of(start), of(count)];
  return opaque("iterate", term.shape, parts, { bound: x });
}

function formOfCovariance({ parts: [first, second] }, of) {
  const [u, v] = [of(first), of(second)];
  return expected(u.times(v.T)).minus(expected(u).times(expected(v).T));
}

function formOfOnes({ shape }) {
  const [column, row] = shape.map((size) => (size === 1 ? [] : [onesOf(size)]));
  return ofWord(shape, [...column, ...back(row)]);
}

const FORMS = {
  number: ({ parts: [value] }) => new Form(SCALAR).plus(unit(), value),
  dimension: ({ parts: [name] }) => ofWord(SCALAR, [], sizeAsScalar(name).scalars),
  pi: () => ofSymbol(symbol("pi", SCALAR, "pi")),
  identity: ({ shape }) => ofWord(shape, []),
  zero: ({ shape }) => new Form(shape),
  ones: formOfOnes,
  sum: ({ parts: [left, right] }, of) => of(left).plus(of(right)),
  scaled: ofProduct,
  product: ofProduct,
  transpose: ({ parts: [matrix] }, of) => of(matrix).T,
  "squared-norm": ({ parts: [vector] }, of) => of(vector).T.times(of(vector)),
  trace: ({ parts: [matrix] }, of) => trace(of(matrix)),
  inverse: ({ parts: [matrix] }, of) => inverse(of(matrix)),
  derivative: formOfDerivative,
  "sum-over": (term, of, values) => summed(...formOverBasis(term, of, values)),
  "product-over": formOfProductOver,
  iterate: formOfIterate,
  density: formOfLaw,
  "moment-generating": formOfLaw,
  expectation: ({ parts: [matrix] }, of) => expected(of(matrix)),
  covariance: formOfCovariance,
};

for (const kind of ["letter", "random", "index"]) FORMS[kind] = formOfVariable;
for (const kind of ["exp", "log", "root", "absolute", "determinant", "pseudoinverse"]) {
  FORMS[kind] = ofFunction;
}

const normalForm = (term) => form(plain(term));
const isZero = (found) => found.terms.size === 0;
const haveOneForm = (a, b) => isZero(normalForm(a).minus(normalForm(b)));

// 8. Definitions ---------------------------------------------------------------------------------

// What statements mean that are not primitive: clauses, each *for every letter of a kind and shape
// (or for none), the antecedents imply the consequent*.
const always = (statement) => ({ letter: null, at: () => [[], statement] });
const vectors = (size, at) => ({ letter: "letter", shape: [size, 1], at });
const zeros = (size) => Zero(size, 1);
const square2 = (v, a) => Product(Product(Transpose(v), a), v); // vᵀAv

function clauses({ kind, parts }) {
  const [a, f, w] = parts;
  const at = (v) => put(f, w, v);
  switch (kind) {
    case "positive":
      return [always(Nonnegative(a)), always(Invertible(a))];
    case "full-column-rank": {
      const [rows, cols] = a.shape;
      const isNull = (v) => Equals(Product(a, v), zeros(rows));
      return [vectors(cols, (v) => [[isNull(v)], Equals(v, zeros(cols))])];
    }
    case "positive-semidefinite":
      return [always(symmetric(a)), vectors(a.shape[1], (v) => [[], Nonnegative(square2(v, a))])];
    case "positive-definite": {
      const only = (v) => [[Equals(square2(v, a), Zero(1, 1))], Equals(v, zeros(a.shape[0]))];
      return [always(PositiveSemidefinite(a)), vectors(a.shape[0], only)];
    }
    case "minimises":
      return [vectors(w.shape[0], (v) => [[], Nonnegative(difference(at(v), at(a)))])];
    case "maximises":
      return [vectors(w.shape[0], (v) => [[], Nonnegative(difference(at(a), at(v)))])];
    case "uniquely-minimises":
    case "uniquely-maximises": {
      const extreme = kind === "uniquely-minimises" ? Minimises : Maximises;
      const only = (v) => [[Equals(at(v), at(a))], Equals(v, a)];
      return [always(extreme(a, f, w)), vectors(w.shape[0], only)];
    }
    case "for-each":
      return [{ letter: "index", shape: a.shape, at: (i) => [[], put(f, a, i)] }];
    case "square-integrable":
      return [always(Integrable(a)), always(Integrable(Product(a, Transpose(a))))];
    case "gaussian": {
      const exponent = (t) => Sum(Product(Transpose(t), f), quotient(square2(t, w), number(2)));
      const generates = (t) => [[], Equals(MomentGenerating(a, t), Exp(exponent(t)))];
      return [always(symmetric(w)), vectors(a.shape[0], generates)];
    }
    default:
      return [];
  }
}

// 9. Laws and cited facts ------------------------------------------------------------------------

// What is taken without proof: sequents, each for all matrices of its shapes. The laws belong to
// the meaning of ≥, squares, inverses, exp, ln, √, |·|, π and A⁺. The facts are cited; their
// sources stand on the page *What is trusted*. Of each, the hypotheses come first.

function laws() {
  const [A, B, U] = [Letter("A", "k", "k"), Letter("B", "k", "k"), Letter("U", "k", "l")];
  const [s, t, a, b] = ["s", "t", "a", "b"].map((name) => Letter(name, 1, 1));
  const [I, P, size] = [Identity("k"), Pseudoinverse(U), Dimension("k")];
  const notNegative = [Nonnegative(a), Nonnegative(b)];
  return {
    "size-is-not-negative": [Nonnegative(size)],
    "square-is-not-negative": [Nonnegative(SquaredNorm(Letter("u", "k", 1)))],
    "sum-is-not-negative": [...notNegative, Nonnegative(Sum(a, b))],
    "product-is-not-negative": [...notNegative, Nonnegative(Scaled(a, b))],
    "neither-above-nor-below": [Nonnegative(a), Nonnegative(minus(a)), Equals(a, Zero(1, 1))],
    "above-one-is-not-zero": [Nonnegative(a), Invertible(Sum(number(1), a))],
    "matrix-of-no-length": [
      Equals(Product(Transpose(U), U), Zero("l", "l")), Equals(U, Zero("k", "l"))],
    "two-sided-inverse": [Equals(Product(B, A), I), Equals(Product(A, B), I), Invertible(A)],
    "exponential-is-positive": [Positive(Exp(t))],
    "exponential-of-a-sum": [Equals(Exp(Sum(s, t)), Scaled(Exp(s), Exp(t)))],
    "logarithm-of-an-exponential": [Equals(Log(Exp(t)), t)],
    "exponential-of-a-logarithm": [Positive(a), Equals(Exp(Log(a)), a)],
    "square-of-a-root": [Nonnegative(a), Equals(Scaled(Root(a), Root(a)), a)],
    "root-is-not-negative": [Nonnegative(a), Nonnegative(Root(a))],
    "square-of-an-absolute-value": [Equals(Scaled(Absolute(t), Absolute(t)), Scaled(t, t))],
    "absolute-value-is-not-less": [Nonnegative(difference(Absolute(t), t))],
    "absolute-value-is-not-less-than-the-negative": [Nonnegative(Sum(Absolute(t), t))],
    "pi-is-positive": [Positive(Pi())],
    "pseudoinverse-keeps-the-matrix": [Equals(Product(Product(U, P), U), U)],
    "pseudoinverse-is-kept": [Equals(Product(Product(P, U), P), P)],
    "pseudoinverse-on-the-right-is-symmetric": [symmetric(Product(U, P))],
    "pseudoinverse-on-the-left-is-symmetric": [symmetric(Product(P, U))],
  };
}

function facts() {
  const [V, P] = ["V", "P"].map((name) => Letter(name, "k", "k"));
  const [m, z, M] = [Letter("m", "k", 1), Letter("z", "k", 1), Letter("A", 2, 2)];
  const [mu, s, b, t, r] = ["mu", "s", "b", "t", "r"].map((name) => Letter(name, 1, 1));
  const [U, W] = [Random("U", "k", 1), Random("W", "p", 1)];
  const [u, q] = [Random("u", 1, 1), Random("q", 1, 1)];
  const [B, C] = [Letter("B", "l", "k"), Letter("C", "p", "k")];
  const [bl, cp, zl] = [Letter("b", "l", 1), Letter("c", "p", 1), Letter("z", "l", 1)];
  const i = Index("i", "k", 1);
  const it = Transpose(i);
  const entry = Product(it, U); // Uᵢ
  const square = (x) => Product(x, x);
  const twice = (x) => Scaled(number(2), x);
  const circle = Root(Scaled(twice(Pi()), s)); // √(2πs)
  const affine = Sum(Product(B, U), bl);
  const bell = (density, whole, square, width) => // (1/whole) · exp(−square/width)
    Equals(density, Scaled(quotient(number(1), whole), Exp(minus(quotient(square, width)))));
  return {
    "determinant-of-a-positive-definite-matrix-is-positive": [
      PositiveDefinite(V), Positive(Determinant(V))],
    "determinant-of-a-two-by-two-matrix": [
      Equals(Determinant(M), quotient(difference(square(Trace(M)), Trace(square(M))), number(2)))],
    "logarithm-is-below-its-tangent": [
      Positive(t), Nonnegative(difference(difference(t, number(1)), Log(t)))],
    "density-of-a-shifted-vector": [Equals(Density(Sum(m, U), z), Density(U, difference(z, m)))],
    "density-of-independent-entries": [
      Independent(U),
      Equals(Density(U, z), ProductOver(i, Density(entry, Product(it, z))))],
    "density-of-a-gaussian": [
      Gaussian(u, mu, s), Positive(s),
      bell(Density(u, t), circle, square(difference(t, mu)), twice(s))],
    "density-of-a-gaussian-vector": [
      Gaussian(U, m, Scaled(s, V)), Positive(s), PositiveDefinite(V),
      bell(Density(U, z), Scaled(Root(Determinant(V)), ProductOver(i, circle)),
        square2(difference(z, m), Inverse(V)), twice(s))],
    "density-of-a-laplace": [
      Laplace(u, mu, b), Positive(b),
      bell(Density(u, t), twice(b), Absolute(difference(t, mu)), b)],
    "moment-generating-function-of-an-affine-image": [
      Equals(MomentGenerating(affine, zl), Scaled(
        Exp(Product(Transpose(zl), bl)), MomentGenerating(U, Product(Transpose(B), zl))))],
    "moment-generating-function-of-independent-entries": [
      Independent(U),
      Equals(MomentGenerating(U, z), ProductOver(i, MomentGenerating(entry, Product(it, z))))],
    "mean-of-a-gaussian-vector": [Gaussian(U, m, V), Equals(Expectation(U), m)],
    "covariance-of-a-gaussian-vector": [Gaussian(U, m, V), Equals(Covariance(U, U), V)],
    "independent-entries-are-uncorrelated": [
      Independent(U), SquareIntegrable(U),
      Equals(Covariance(U, U), SumOver(i, Scaled(Covariance(entry, entry), Product(i, it))))],
    "uncorrelated-images-of-a-gaussian-vector-are-independent": [
      Gaussian(U, m, V),
      Equals(Product(Product(B, V), Transpose(C)), Zero("l", "p")),
      IndependentVectors(affine, Sum(Product(C, U), cp))],
    "functions-of-independent-vectors-are-independent": [
      IndependentVectors(U, W),
      IndependentVectors(affine, Scaled(s, Product(Transpose(W), W)))],
    "chi-squared-from-a-projection": [
      Gaussian(U, zeros("k"), Scaled(s, Identity("k"))),
      Positive(s), symmetric(P), Equals(square(P), P),
      ChiSquared(quotient(square2(U, P), s), Trace(P))],
    "student-t-from-a-gaussian-and-a-chi-squared": [
      Gaussian(u, Zero(1, 1), s), Positive(s), ChiSquared(q, r), Positive(r),
      IndependentVectors(u, q), StudentT(u, quotient(Scaled(s, q), r), r)],
  };
}

// 10. Rules --------------------------------------------------------------------------------------

// A sequent: for all sizes, all real matrices and all random vectors at any outcome, where the
// hypotheses mean something and hold, the conclusion does. It rests on the cited facts named.
class Sequent {
  constructor(hypotheses, conclusion, facts = []) {
    Object.assign(this, { hypotheses, conclusion, facts: new Set(facts) });
  }
}

const follows = (holds, sentence) => demand(holds, RefusedError, sentence);
const factsOf = (premises) => premises.flatMap((premise) => [...premise.facts]);
const hypothesesOf = (premises) => premises.flatMap((premise) => premise.hypotheses);

const after = (conclusion, premises, also = []) =>
  new Sequent(union(hypothesesOf(premises), also), conclusion, factsOf(premises));

// What holds wherever it means something.
const meant = (conclusion) => new Sequent(conditions(conclusion), conclusion);

function taken(ledger, name, facts) {
  follows(Object.hasOwn(ledger, name), "there is no law or fact of this name");
  return new Sequent(ledger[name].slice(0, -1), ledger[name].at(-1), facts);
}

// Each rule says what it takes: `…` marks what may come any number of times, `?` what can be null.
const RULES = new Map();
const rule = (name, takes, check) => RULES.set(name, { takes: takes.split(" "), check });

// S ⊢ S, with what S needs to mean anything.
rule("assume", "statement", (statement) =>
  new Sequent(union([statement], conditions(statement)), statement));

rule("law", "text", (name) => taken((known.laws ??= laws()), name, []));

rule("cite", "text", (name) => taken((known.facts ??= facts()), name, [name]));

// a = b by a certificate: a − b and F[l] − F[r] have one normal form, for equations l = r that
// premises tell or earlier steps made. F is a term in which letters are holes for the equations.
rule("algebra", "statement term? tuple …sequent", (claim, context, steps, ...premises) => {
  follows(claim.kind === "equals", "algebra proves equations only");
  const told = toldBy(premises);
  const unmet = without(conditions(claim), told);
  const spokenOf = [claim, ...premises.flatMap((p) => [...p.hypotheses, p.conclusion])];
  const certificate = new Certificate([...told, ...unmet], spokenOf);
  for (const step of steps) {
    const isStep = Array.isArray(step) && step.length > 1 && step.length < 6;
    follows(isStep, "a step of a certificate is a hole, a way and what it takes");
    certificate.enter(...step);
  }
  certificate.check(claim.parts[0], claim.parts[1], context);
  return after(claim, premises, unmet);
});

// What premises tell: equations and what is invertible, also for each index; and what these invert.
function toldBy(premises) {
  const conclusions = premises.map(({ conclusion }) => conclusion);
  for (const { kind, parts } of conclusions) {
    const inner = kind === "for-each" ? parts[1].kind : kind;
    follows(["equals", "invertible"].includes(inner), "algebra uses equations and inverses only");
  }
  return union(conclusions, conclusions.flatMap(conditions));
}

const sides = ({ parts: [left, right] }) => ({ left, right });

class Certificate {
  constructor(told, spokenOf) {
    this.told = told.map(plain);
    this.letters = new Set();
    for (const statement of spokenOf) {
      spend(1 + free(statement).size / 4);
      free(statement).forEach((letter) => this.letters.add(letter));
    }
    this.left = new Map(); // of each hole, the two sides of its equation
    this.right = new Map();
    this.sure = new Set(); // the holes whose equations hold whatever the outcome
  }

  enter(hole, way, ...how) {
    const { left, right, isSure = false } = this.equation(way, how);
    const fits = isOf("letter")(hole) && !this.left.has(hole) && same(hole.shape, left.shape);
    follows(fits, "a hole of a certificate is taken, or does not fit");
    if (isSure || ![left, right].some(speaksOfOutcomes)) this.sure.add(hole);
    this.left.set(hole, left);
    this.right.set(hole, right);
  }

  // The equation of a step, by the way in which it is known.
  equation(way, how) {
    const [a, b, c] = how;
    const takes = { given: 1, at: 2, inverse: 1, "inverse of": 1, by: 3, each: 3 };
    const isWay = typeof way === "string" && Object.hasOwn(takes, way);
    follows(isWay && how.length === takes[way], "that is no way to know an equation");
    const isContext = c === null || isTerm(c);
    switch (way) {
      case "given": // a premise concludes it
        follows(isOf("equals")(a) && includes(this.told, a), "no premise tells this equation");
        return sides(a);
      case "at": { // a premise concludes it for each index; here it is at one
        follows(isOf("for-each")(a) && includes(this.told, a), "no premise tells this for each");
        const [index, each] = a.parts;
        follows(isOf("equals")(each) && isOf("index")(b), "needed are an equation and an index");
        alike(index, b);
        return sides(put(each, index, b));
      }
      case "inverse": // AA⁻¹ = I
      case "inverse of": { // A⁻¹A = I
        follows(isTerm(a) && this.inverts(a), "nothing tells that this is invertible");
        const left = way === "inverse" ? Product(a, Inverse(a)) : Product(Inverse(a), a);
        return { left, right: Identity(a.shape[0]) };
      }
      case "by": // it follows from earlier equations
        follows(isTerm(a) && isTerm(b) && isContext, "needed are two terms and a context");
        this.check(a, b, c);
        return { left: a, right: b, isSure: this.areSure(c ? free(c) : NONE) };
      default: { // each: Σl = Σr, or ∏l = ∏r, since l = r for an index that nothing speaks of
        const fits = a instanceof Node && isOverIndex(a) && isTerm(b) && isContext;
        follows(fits, "needed are a sum or product, a term and a context");
        const [index, body] = a.parts;
        follows(!this.letters.has(index), "the claim or a premise speaks of the index");
        this.check(body, b, c);
        const isSure = this.areSure(c ? free(c) : NONE);
        return { left: a, right: build(a.kind, index, b), isSure };
      }
    }
  }

  areSure(letters) {
    spend(letters.size / 4);
    return [...letters].every((letter) => !this.left.has(letter) || this.sure.has(letter));
  }

  // Refuses unless left − right and F[l] − F[r] have one normal form.
  check(left, right, context) {
    alike(left, right);
    let rest = normalForm(left).minus(normalForm(right));
    if (context) {
      follows(this.areSure(ofLaws(context)), "an equation of an outcome is used within a law");
      alike(left, context);
      const [l, r] = [this.left, this.right].map((side) => normalForm(substitute(context, side)));
      rest = rest.minus(l.minus(r));
    }
    follows(isZero(rest), "an equation does not follow by algebra");
  }

  // A is told to be invertible, or a product of scalars with it; for each index, at those of A.
  inverts(a) {
    spend(this.told.length * (1 + free(a).size / 4));
    return this.told.some((statement) => {
      if (statement.kind !== "for-each") return isFactorOf(statement, a);
      const [index, each] = statement.parts;
      const fits = [...free(a)].filter((i) => i.kind === "index" && same(i.shape, index.shape));
      return fits.some((i) => isFactorOf(put(each, index, i), a));
    });
  }
}

function isFactorOf({ kind, parts: [whole] }, a) {
  if (kind !== "invertible" || equal(whole, a)) return kind === "invertible";
  if (!isScalar(whole) || !isScalar(a)) return false;
  const forms = [a, whole].map((term) => [...normalForm(term).terms.values()]);
  if (forms.some((terms) => terms.length !== 1)) return false;
  const [mine, all] = forms.map(([{ scalars }]) => parted(scalars)[1]);
  const powers = new Map(all);
  return mine.every(([each, exponent]) => (powers.get(each) ?? 0) >= exponent);
}

// From P(a) follows P(b), where a and b have one normal form or a = b is an equality.
const PROPERTY = /^(invertible|nonnegative|positive|full-column-rank|positive-(semi)?definite)$/;
const isProperty = (statement) => isOfLaw(statement) || PROPERTY.test(statement.kind);

rule("rewrite", "sequent statement …sequent", (theorem, target, ...equalities) => {
  const source = theorem.conclusion;
  const isOne = source.kind === target.kind && isProperty(target);
  follows(isOne, "this is not one property of matrices");
  const implied = conditions(source);
  const told = equalities.map(({ conclusion }) => conclusion);
  source.parts.forEach((before, i) => {
    const wanted = Equals(before, target.parts[i]);
    const holds = includes(told, wanted) || haveOneForm(...wanted.parts);
    follows(holds, "what is rewritten does not follow by algebra");
  });
  const ofOutcomes = ({ hypotheses, conclusion }) =>
    speaksOfOutcomes(conclusion) && hypotheses.some(speaksOfOutcomes);
  follows(!isOfLaw(target) || !equalities.some(ofOutcomes), "an equality is of one outcome");
  const left = equalities.flatMap(({ hypotheses }) => without(hypotheses, implied));
  const unmet = without(conditions(target), [...implied, ...told.flatMap(conditions)]);
  const facts = factsOf([theorem, ...equalities]);
  return new Sequent(union(theorem.hypotheses, left, unmet), target, facts);
});

// A theorem with letters replaced by terms of their shapes, and dimensions by sizes.
rule("instantiate", "sequent …tuple", (theorem, ...replaced) => {
  const statements = [...theorem.hypotheses, theorem.conclusion];
  const mapping = new Map();
  for (const pair of replaced) {
    const [key, value] = pair;
    const isPair = pair.length === 2 && key instanceof Node && !mapping.has(key);
    const isValue = isTerm(value) || (typeof value === "number" && isSize(value));
    follows(isPair && isValue, "a letter is replaced once, by a term or an int");
    mapping.set(key, key.kind === "dimension" ? value : asTerm(value));
  }
  const isOnLaw = statements.some((statement) => ofLaws(statement).size > 0);
  for (const [key, value] of mapping) {
    if (key.kind === "dimension") continue;
    spend(statements.length / 5);
    const isThere = isVariable(key) && statements.some((statement) => free(statement).has(key));
    follows(isThere, "what is replaced is not free in the theorem");
    alike(letterUnder(key, mapping), value);
    follows(key.kind !== "index" || value.kind === "index", "an index becomes an index only");
    const isSure = !isOnLaw || key.kind === "random" || !speaksOfOutcomes(value);
    follows(isSure, "something random would change a law");
  }
  const also = [...mapping.values()].filter(isTerm).flatMap(conditions);
  const conclusion = substitute(theorem.conclusion, mapping);
  const hypotheses = theorem.hypotheses.map((each) => substitute(each, mapping));
  const isOfOthers = [...mapping.keys()].some(isOf("random")); // the moments that are needed
  const moments = isOfOthers ? conditions(conclusion).filter(isOfMoments) : [];
  return new Sequent(union(hypotheses, also, moments), conclusion, theorem.facts);
});

const isOfMoments = ({ kind, parts }) =>
  kind === "for-each" ? isOfMoments(parts[1]) : /^(square-)?integrable$/.test(kind);

// From Δ, A ⊢ B and Γ ⊢ A follows Γ, Δ ⊢ B. What A needs to mean anything falls with it.
rule("cut", "sequent …sequent", (theorem, ...lemmas) => {
  let left = theorem.hypotheses;
  for (const { conclusion } of lemmas) {
    follows(includes(theorem.hypotheses, conclusion), "a lemma proves no hypothesis");
    left = without(left, [conclusion, ...conditions(conclusion)]);
  }
  const facts = factsOf([theorem, ...lemmas]);
  return new Sequent(union(left, hypothesesOf(lemmas)), theorem.conclusion, facts);
});

// A defined statement from its clauses, at a letter that stands for any.
rule("introduce", "statement term? …sequent", (statement, letter, ...premises) => {
  const definition = clauses(statement);
  const isWhole = definition.length === premises.length && premises.length > 0;
  follows(isWhole, "needed is one premise for each clause");
  let left = conditions(statement);
  definition.forEach((clause, i) => {
    const isKind = !clause.letter || isOf(clause.letter)(letter);
    const fits = isKind && (!clause.letter || same(letter.shape, clause.shape));
    follows(fits, "the letter is not of the kind and shape that a clause asks for");
    const [antecedents, consequent] = clause.at(letter);
    follows(equal(premises[i].conclusion, consequent), "a premise does not prove its clause");
    const rest = without(premises[i].hypotheses, antecedents);
    const isFresh = !clause.letter || ![statement, ...rest].some((each) => free(each).has(letter));
    follows(isFresh, "the letter is not fresh");
    left = union(rest, left);
  });
  return new Sequent(left, statement, factsOf(premises));
});

// A clause of a defined statement, at a term.
rule("unfold", "sequent int …term", (theorem, place, ...at) => {
  const definition = clauses(theorem.conclusion);
  follows(place >= 0 && place < definition.length, "there is no such clause");
  const clause = definition[place];
  follows(at.length === (clause.letter ? 1 : 0), "a clause is taken at one term, or at none");
  if (clause.letter) follows(same(at[0].shape, clause.shape), "the term is of another shape");
  follows(clause.letter !== "index" || at[0].kind === "index", "an index becomes an index only");
  const isSure = ofLaws(theorem.conclusion).size === 0 || !at.some(speaksOfOutcomes);
  follows(isSure, "something random would change a law");
  const [antecedents, consequent] = clause.at(at[0]);
  const needed = [...antecedents, consequent].flatMap(conditions);
  return after(consequent, [theorem], [...antecedents, ...needed]);
});

// E‖u‖² ≥ 0.
rule("mean_square", "term", (vector) => meant(Nonnegative(Expectation(SquaredNorm(vector)))));

// From sᵢ ≥ 0 for each i follows Σᵢ sᵢ ≥ 0; from pᵢ > 0 for each i, ∏ᵢ pᵢ = exp(Σᵢ ln pᵢ).
rule("sum_of_nonnegatives", "term sequent", (sum, theorem) =>
  ofEach("sum-over", Nonnegative, sum, theorem, () => Nonnegative(sum)));

rule("product_of_positives", "term sequent", (product, theorem) =>
  ofEach("product-over", Positive, product, theorem, (index, body) =>
    Equals(product, Exp(SumOver(index, Log(body))))));

function ofEach(kind, property, whole, theorem, concluded) {
  follows(whole.kind === kind, `needed is a ${kind}`);
  const [index, body] = whole.parts;
  const isProved = equal(theorem.conclusion, ForEach(index, property(body)));
  follows(isProved, "the property is not proved for each index");
  return after(concluded(index, body), [theorem]);
}

// One step leads to the body at the start, and k + 1 steps to the body at where k lead.
rule("unroll", "term", (steps) => {
  follows(steps.kind === "iterate", "needed is an iteration");
  const [body, letter, start, count] = steps.parts;
  const isMore = count.kind === "sum" && count.parts[1] === number(1);
  follows(isMore || count === number(1), "the count is neither 1 nor k + 1");
  const at = isMore ? Iterate(body, letter, start, count.parts[0]) : start;
  return meant(Equals(steps, put(body, letter, at)));
});

// From Γ ⊢ P(1) and Δ, P(k) ⊢ P(k + 1) follows Γ, Δ ⊢ P(k), if no hypothesis speaks of k.
rule("induct", "statement term sequent sequent", (statement, k, first, step) => {
  follows(k.kind === "dimension", "induction is on a dimension");
  const at = (each, count) => put(each, k, count);
  follows(equal(first.conclusion, at(statement, 1)), "the first case is not proved");
  follows(equal(step.conclusion, at(statement, Sum(k, number(1)))), "the step is not proved");
  const rest = without(step.hypotheses, [statement, ...conditions(statement)]);
  const left = union(first.hypotheses, rest);
  follows(left.every((each) => equal(at(each, 1), each)), "a hypothesis speaks of the number");
  return new Sequent(left, statement, factsOf([first, step]));
});

// 11. The file -----------------------------------------------------------------------------------

const [FORMAT, VERSION] = ["line-by-line-proofs", 2];
const LONGEST_FILE = 10_000_000; // characters
const NUMBER = /^-?[0-9]{1,300}(\/[0-9]{1,300})?$/;
const ID = /^[a-z0-9-]+(\.[a-z0-9-]+)?$/;

function parsed(text) {
  formed(typeof text === "string", "a file is text");
  demand(text.length <= LONGEST_FILE, TooLargeError, "the file is too large");
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new MalformedError(`this is no JSON: ${error.message}`);
  }
  const own = (name) => (Object.hasOwn(Object(data), name) ? data[name] : undefined);
  const fits = own("format") === FORMAT && own("version") === VERSION;
  formed(fits, `this is no file of ${FORMAT}, version ${VERSION}`);
  const isRow = (x) => Array.isArray(x) && typeof x[0] === "string" && x[0].length <= 1000;
  for (const name of ["nodes", "steps", "published"]) {
    const isTable = Array.isArray(own(name)) && own(name).every(isRow);
    formed(isTable, `${name} is no list of lists that begin with a name`);
  }
  return data;
}

// A number of something earlier, that was read before.
function earlier(list, number, before) {
  const fits = Number.isSafeInteger(number) && number >= 0 && number < before;
  formed(fits, "a number is of nothing earlier");
  return list[number];
}

function readNumber(text) {
  formed(typeof text === "string" && NUMBER.test(text), "a number is no fraction");
  const [numerator, denominator = "1"] = text.split("/");
  return new Rational(BigInt(numerator), BigInt(denominator));
}

// The parts of a node, with what `node` makes of the numbers of earlier ones.
function readParts([kind, ...fields], node) {
  formed(KINDS.has(kind), "there is no such kind of term or statement");
  const wanted = KINDS.get(kind).fields;
  formed(fields.length === wanted.length, `${kind} has ${wanted.length} fields`);
  return fields.map((field, i) => {
    if (["name", "size"].includes(wanted[i])) return field;
    if (wanted[i] === "number") return readNumber(field);
    if (!["columns", "terms"].includes(wanted[i])) return node(field);
    formed(Array.isArray(field), `${kind} has a list of nodes`);
    return field.map(node);
  });
}

// An argument of a step: a node by its number, a step, an int, a tuple, a text or null.
function readArgument(argument, node, step, depth = 0) {
  if (typeof argument === "number") return node(argument);
  if (argument === null || typeof argument === "string") return argument;
  formed(Array.isArray(argument), "this is no argument of a step");
  const [what, ...values] = argument;
  if (what === "tuple" && depth < 3) {
    return values.map((value) => readArgument(value, node, step, depth + 1));
  }
  const [value] = values;
  formed(values.length === 1, "this is no argument of a step");
  if (what === "step") return step(value);
  formed(what === "int" && Number.isSafeInteger(value), "this is no argument of a step");
  return value;
}

function apply(name, arguments_) {
  formed(RULES.has(name), "there is no such rule");
  const { takes, check } = RULES.get(name);
  const once = takes.filter((what) => !what.startsWith("…"));
  const more = takes.at(-1).slice(1); // what comes any number of times, if anything does
  const most = once.length < takes.length ? 10_000 : once.length;
  const isCounted = arguments_.length >= once.length && arguments_.length <= most;
  const fits = isCounted && arguments_.every((x, i) => FIELDS[once[i] ?? more](x));
  formed(fits, `the rule ${name} takes ${takes.join(", ")}`);
  spend(arguments_.length);
  return check(...arguments_);
}

// What published statements need: their steps, and all before that these rest on.
function neededBy(data, numbers) {
  const [steps, nodes] = [new Set(), new Set()];
  const note = (set, size) => (each) => set.add(earlier([], each, size) ?? each);
  numbers.forEach(note(steps, data.steps.length));
  for (let k = data.steps.length - 1; k >= 0; k--) {
    if (!steps.has(k)) continue;
    const notes = [note(nodes, data.nodes.length), note(steps, k)];
    data.steps[k].slice(1).forEach((argument) => readArgument(argument, ...notes));
  }
  for (let k = data.nodes.length - 1; k >= 0; k--) {
    if (nodes.has(k)) readParts(data.nodes[k], note(nodes, k));
  }
  return { steps, nodes };
}

function readIds(data) {
  const ids = new Map();
  for (const [id, number, ...more] of data.published) {
    const fits = typeof id === "string" && ID.test(id) && !ids.has(id) && !more.length;
    formed(fits, "an id is none, or is published twice");
    earlier(data.steps, number, data.steps.length);
    ids.set(id, number);
  }
  return ids;
}

// Checks a file, a little at a time: yields { done, steps } after each step, so that a page can
// show how far it is, and returns { steps, work, published }. With `only`, the id of a theorem or
// line, nothing is checked but what this and its lines rest on. With `registry`, as registry.json
// has it, the hash of each has to be the registered one. Each published id leads to
// { hash, sequent, facts }.
export function* checking(text, { only = null, registry = null, budget = BUDGET } = {}) {
  const own = blank(budget);
  const goOn = () => (known = own).leftOfStep = BUDGET_OF_A_STEP;
  goOn();
  const data = parsed(text);
  const ids = readIds(data);
  const asked = [...ids].filter(([id]) => `${id}.`.startsWith(only === null ? "" : `${only}.`));
  formed(asked.length || only === null, "no such statement is published");
  const needed = only === null ? null : neededBy(data, asked.map(([, number]) => number));
  const nodes = [];
  data.nodes.forEach((each, k) => {
    if (needed && !needed.nodes.has(k)) return;
    goOn();
    nodes[k] = build(each[0], ...readParts(each, (number) => earlier(nodes, number, k)));
  });
  const node = (number) => earlier(nodes, number, data.nodes.length);
  const steps = [];
  let done = 0;
  for (const [k, [name, ...arguments_]] of data.steps.entries()) {
    if (needed && !needed.steps.has(k)) continue;
    goOn();
    const step = (number) => earlier(steps, number, k);
    try {
      steps[k] = apply(name, arguments_.map((each) => readArgument(each, node, step)));
    } catch (error) {
      if (error instanceof CheckError) error.message = `step ${k}, by ${name}: ${error.message}`;
      throw error;
    }
    done += 1;
    yield { done, steps: needed?.steps.size ?? data.steps.length };
  }
  const published = new Map();
  for (const [id, number] of asked) {
    goOn();
    const sequent = frozenSequent(steps[number]);
    spend(sequent.length / 10);
    const hash = sha256(sequent).slice(0, 12);
    const isRegistered = !registry ||
      (Object.hasOwn(registry, id) && registry[id].hashes.at(-1) === hash);
    follows(isRegistered, `${id} states another thing than the registry has`);
    published.set(id, { hash, sequent, facts: [...steps[number].facts].sort() });
  }
  return { steps: done, work: budget - own.left, published };
}

// Checks a file at once; `progress` is told { done, steps } after each step.
export function check(text, { progress = () => {}, ...options } = {}) {
  const run = checking(text, options);
  let at;
  while (!(at = run.next()).done) progress(at.value);
  return at.value;
}

