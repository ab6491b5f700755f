"""Reading Korean as it is written: from the free text of a job order to its terms.

Three doors, one for each way an order arrives; each gives a `Reading`:

- `read_text(text, vocabulary, on=date)`: a pasted advert or a note typed at the employer's table;
- `read_row(row, vocabulary, on=date)`: a row with the column names of Seoul's GetJobInfo;
- `read_work24(item, vocabulary, on=date)`: a list or detail element of 고용24, or its detail page as tables.

Nothing is ever guessed in silence: what cannot be read is None, what is doubtful has `sure=False`.
Model, choices and limits: docs/engines/reading.md.
"""

from .sources import read_row, read_text, read_work24
from .types import (
    Hours,
    Note,
    Occupation,
    PayStatement,
    PlainVocabulary,
    Probation,
    Read,
    Reading,
    Span,
    Vocabulary,
)

__all__ = [
    "Hours",
    "Note",
    "Occupation",
    "PayStatement",
    "PlainVocabulary",
    "Probation",
    "Read",
    "Reading",
    "Span",
    "Vocabulary",
    "read_row",
    "read_text",
    "read_work24",
]
