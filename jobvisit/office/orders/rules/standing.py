"""The law as the reference tables hold it."""

from functools import cache

from jobvisit.office.reference.tables import law as reference

from .law import LawTables


@cache
def standing_law() -> LawTables:
    """The law tables filled from the dated reference tables, with every wage floor they know."""
    return LawTables.of(reference.wage_floors())
