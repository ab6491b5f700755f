"""Files from elsewhere, read without trusting them: CSV, JSON, XML and Excel become rows of text.

One door: `read_rows(path)` for tables, `read_records(path)` for lists of named values. Every limit is in `limits`; what
breaks one, or cannot be understood, raises `BadFileError` with a sentence for the person who sent the file.
"""

from jobvisit.engines.sheets.limits import BadFileError, Limits
from jobvisit.engines.sheets.records import read_records
from jobvisit.engines.sheets.rows import read_rows

__all__ = ["BadFileError", "Limits", "read_records", "read_rows"]
