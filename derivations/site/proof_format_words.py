"""What the page on the format of proofs says by hand, by the names that the kernel's code has.

How the parts of a node fit, by the function that checks them; the degree of a term, by the function
that gives it; and what a rule's hypotheses are. The tests compare the names with the code.
"""

from __future__ import annotations

SHAPES = {
    "scalar": "1×1; `full-column-rank` takes a matrix of any shape.",
    "sized": "rows × cols.",
    "basis": "rows × 1: cols is 1.",
    "identity": "size × size.",
    "alike": "Both parts have one shape; it is that of the sum.",
    "multiple": "The scalar is 1×1; the shape is the matrix's.",
    "product": "r×s and s×t give r×t.",
    "turned": "Of r×s, s×r.",
    "reciprocal": "The matrix is square, and is not `number(0)`; the shape is its own.",
    "of_square": "The matrix is square; the shape is 1×1.",
    "of_column": "The vector has one column; the shape is 1×1.",
    "jacobian": (
        "Of a body p×1, a `letter` d×1 and `at` d×1, p×d. No part of the body in which the letter "
        "is free is of a kind that is said below to be no polynomial in its parts."
    ),
    "of_scalars": "Each part is 1×1, and so is the function.",
    "over": (
        "The first part is an `index`; the shape is that of the body. The index is free in no sum "
        "or product that stands in the body."
    ),
    "product_over": "As for a sum, of a body 1×1.",
    "iterated": (
        "The `letter`, the body and the start have one shape d×1, and so has the iteration; body "
        "and start are not random. The count is a `dimension`, a positive whole `number`, or made "
        "of such by `sum`, `scaled` and `product`. No condition of the body speaks of the letter."
    ),
    "of_law": "A column that is a polynomial, and a point of its shape that is not random; 1×1.",
    "mean": (
        "A polynomial of degree at most 2, in random letters of one column; the shape is its own."
    ),
    "covariance": (
        "Columns p×1 and q×1 that are polynomials of degree at most 1, in random letters of one "
        "column, give p×q."
    ),
    "abbreviation": (
        "The parameters are any letters of one column, all different, each free in the body, and "
        "the arguments have their shapes; the shape is the body's. A parameter that is free in "
        "what is of a law takes no random argument."
    ),
    "square": "The matrix is square.",
    "extremum": (
        "The function is 1×1, the `letter` has one column, and the point has its shape. No "
        "condition of the function speaks of the letter; where the letter stands in what is of a "
        "law, the point is not random."
    ),
    "random_vectors": "Columns that are polynomials.",
    "polynomial_in_outcomes": "A polynomial, of any shape.",
    "gaussian": (
        "A column k×1 that is a polynomial, a mean k×1 and a covariance k×k; these two are not "
        "random."
    ),
    "on_scalars 1": "Each part is 1×1. The first is a polynomial, the others are not random.",
    "on_scalars 2": "Each part is 1×1. The first two are polynomials, the last is not random.",
}

DEGREES = {
    "none": "0",
    "random": "1",
    "largest": "the largest of its parts; of an abbreviation, that of what it means",
    "total": "the sum of those of its parts",
    "squared-norm": "twice that of its part",
    "of_derivative": "that of its body with `at` in place of the letter",
    "no polynomial": "0; they are no polynomials in their parts",
}

FOLLOWS: dict[str, str] = {
    "assume": "Hypotheses: S and C(S).",
    "cite": "Hypotheses: those listed below; no condition is added.",
    "law": "Hypotheses: those listed below; no condition is added.",
    "algebra": (
        "Each premise concludes an equation or that something is invertible, or one of these "
        "for each index. Let K be their conclusions with the conditions of these.\n\n"
        "Hypotheses: those of all premises, whether a hole needs them or not, and what of C(a = "
        "b) is not in K.\n\n"
        "A is known to be invertible where K or C(a = b) has `invertible(A)`; or `for-each(i, "
        "invertible(B))` with A = B at an index of that shape that is free in A; or, of "
        "scalars, `invertible(B)` so where A and B are products in normal form, and B has each "
        "factor of A as often at least, numbers and dimensions apart. `inverse` is AA⁻¹ = I, "
        "and `inverse of` is A⁻¹A = I.\n\n"
        "A hole is a letter of the shape of l that is no hole yet. F[l] is F with all holes so "
        "far replaced at once, by the left sides; F[r], by the right ones. In `by` and `each`, "
        "l′ and r′ are the sides of earlier holes, and F may be null. A hole holds whatever the "
        "outcome where neither side is random, or where it was made by `by` or `each` and all "
        "holes in its F hold so."
    ),
    "rewrite": (
        "Each part of P(a) is compared with that of P(b): the equality is concluded in that "
        "direction by one of the steps, or both have one normal form. Where P is of a law, each "
        "equality that is given either is not random or has no random hypothesis.\n\n"
        "Hypotheses: those of P(a); those of each equality that are not in C(P(a)); and what of "
        "C(P(b)) is neither in C(P(a)) nor a condition of the conclusion of an equality."
    ),
    "instantiate": (
        "Each tuple is what is replaced, and by what. What is replaced is a node: a letter with "
        "its kind, name and sizes, which is free in the theorem, or a dimension. All are "
        "replaced at once, each once, and the sizes of a letter are those from before. A letter "
        "takes a term, which has its shape in the new sizes, or an int for a number; a "
        "dimension takes a dimension or an int, and `dimension(k)` as a term becomes "
        "`number(3)` where k becomes 3. A theorem is about a law where a letter is free, in its "
        "conclusion or a hypothesis, in what is of a law.\n\n"
        "Hypotheses: the old ones after the replacement, all that stand, also one such as "
        "`invertible(number(2))`; C(t) for each term t that is put in; and, where a random "
        "letter is replaced, what of the conditions of the new conclusion is `integrable` or "
        "`square-integrable`, for each index or not."
    ),
    "cut": (
        "Each A is a hypothesis of the first step, or the step is refused. All lemmas act at "
        "once.\n\n"
        "Hypotheses: those of the first step without every A and C(A), and then those of all "
        "lemmas. Without a lemma, nothing changes."
    ),
    "introduce": (
        "Hypotheses: C(S) of the statement S, and those of each premise without the antecedents "
        "of its clause. Only these are taken off, and not their conditions; the letter may be "
        "free in none that are left, where the clause is at a letter. The letter has the kind "
        "and shape that the clause asks for."
    ),
    "unfold": (
        "A clause at no letter takes no term. Where the statement has a letter in what is of a "
        "law, the term is not random.\n\n"
        "Hypotheses: those of the step, the antecedents, and the conditions of the antecedents "
        "and of the consequent, whether they are known or not."
    ),
    "mean_square": (
        "The conclusion is `nonnegative(expectation(squared-norm(u)))`.\n\n"
        "Hypotheses: its conditions."
    ),
    "sum_of_nonnegatives": (
        "From `for-each(i, nonnegative(s))` follows `nonnegative(sum-over(i, s))`, of which the "
        "term is the sum.\n\n"
        "Hypotheses: those of the step; no condition is added."
    ),
    "unroll": (
        "The term t is `iterate(body, letter, start, count)`. Where the count is `number(1)`, "
        "the conclusion is that t equals the body with the start in place of the letter; where "
        "it is `sum(k, number(1))`, the body with `iterate(body, letter, start, k)` there. "
        "Others are refused.\n\n"
        "Hypotheses: the conditions of the conclusion."
    ),
    "induct": (
        "P(1) is P with k replaced by 1, and P(k + 1) is P with `sum(dimension(k), number(1))` "
        "for `dimension(k)`, both by substitution.\n\n"
        "Hypotheses: those of P(1), and those of the last step without P(k) and C(P(k)); each "
        "has to stay as it is where k becomes 1. No condition is added."
    ),
    "product_of_positives": (
        "From `for-each(i, positive(p))` follows `equals(product-over(i, p), exp(sum-over(i, "
        "log(p))))`, of which the term is the left side.\n\n"
        "Hypotheses: those of the step; no condition is added."
    ),
}
