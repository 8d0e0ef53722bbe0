"""Exact matrices and laws, found by search, that satisfy statements or refute them."""
