"""What goes wrong, each as a type of its own: every message says what, where, and what to do."""


class DerivationError(Exception):
    """Anything that this package refuses to do; all its errors are of this type."""


class MalformedError(DerivationError):
    """Something that is not a term, a statement or a theorem, or only pretends to be one."""


class ShapeError(MalformedError):
    """Shapes that do not fit; both are shown."""


class RefusedError(DerivationError):
    """A step that does not follow by the rule it names."""


class UnfinishedError(RefusedError):
    """A rewriting that did not end within its limits: neither proved nor refuted."""
