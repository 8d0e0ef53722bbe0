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


# What Python raises where something is not made of what it should be.
GARBLED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def require(holds: object, error: type[DerivationError], what: str, *about: object) -> None:
    """Raise an error unless something holds; each {} in what it says is for one thing it is about.

    A term is named with its shape where the error is on shapes.
    """
    if not holds:
        shapes = [getattr(x, "shape", None) if error is ShapeError else None for x in about]
        said = [f" of shape {shape[0]}×{shape[1]}" if shape else "" for shape in shapes]
        raise error(what.format(*(f"{x}{shape}" for x, shape in zip(about, said, strict=True))))
