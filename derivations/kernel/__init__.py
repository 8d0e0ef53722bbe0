"""The kernel: terms, statements, and the rules that make theorems of them."""

from . import declarations as declarations  # so that every kind is declared before one is built
