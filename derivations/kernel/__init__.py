"""The kernel: terms, statements, and the rules that make theorems of them."""

from . import kinds as kinds  # so that every kind is declared before one is built
