"""jobvisit: the software of a Korean district's employment centre that goes out to employers."""

__version__ = "0.1.0"
