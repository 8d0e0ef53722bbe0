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


def require(holds: object, error: type[DerivationError], what: str, *about: object) -> None:
    """Raise an error unless something holds; each {} in what it says is for one thing it is about.

    A term is named with its shape where the error is on shapes.
    """
    if not holds:
        shapes = [getattr(each, "shape", None) if error is ShapeError else None for each in about]
        named = (
            f"{each} of shape {shape[0]}×{shape[1]}" if shape else str(each)
            for each, shape in zip(about, shapes, strict=True)
        )
        raise error(what.format(*named))
