"""The two documents that the site started from, audited: each claim with a verdict that executes.

A claim is restated as a statement of the kernel wherever one can be built, and its verdict is what
happens when the audit runs: a proof, a counterexample, or a refusal by shape.
"""
