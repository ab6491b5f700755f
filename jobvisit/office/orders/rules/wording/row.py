"""One row of the wording table, and the ground it rests on."""

from dataclasses import dataclass
from functools import cached_property
from re import Pattern, compile

from ..law import Law
from ..terms import Outcome

_BLANKS = r"[^\S\n]{0,3}"


def _compiled(pattern: str) -> Pattern[str]:
    """A pattern in which every blank stands for "no blank, or a few of any kind on the same line"."""
    return compile(pattern.replace(" ", _BLANKS))


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Why a wording is remarked on: the code of the finding, the law, and what to say to the employer (Korean)."""

    code: str
    law: Law
    message: str
    fix: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A wording to remark on.

    In all patterns a blank stands for up to three blanks, since no two people space Korean alike. `pattern` must run
    in linear time: bounded repeats only, none inside another. A hit is dropped where the words
    just before it match `not_before` (up to the hit) or the words just after it match `not_after` (from the hit), and
    it becomes a note where its line names one of `lawful_beside`. `hits` and `misses` are examples; the tests are
    made from them. `outcome` is never unlawful: words alone cannot show that the job does not need them.
    """

    ground: Ground
    pattern: str
    not_before: str = ""
    not_after: str = ""
    lawful_beside: str = ""
    outcome: Outcome = Outcome.TO_CONFIRM
    message: str = ""
    fix: str = ""
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()

    @cached_property
    def searched(self) -> Pattern[str]:
        """The pattern, ready to search."""
        return _compiled(self.pattern)

    @cached_property
    def excused_before(self) -> Pattern[str] | None:
        """Words that end at the hit and excuse it."""
        return _compiled(f"(?:{self.not_before})$") if self.not_before else None

    @cached_property
    def excused_after(self) -> Pattern[str] | None:
        """Words that begin at the end of the hit and excuse it."""
        return _compiled(self.not_after) if self.not_after else None

    @cached_property
    def softened(self) -> Pattern[str] | None:
        """Words in the same line that make the hit a lawful exception to look at."""
        return _compiled(self.lawful_beside) if self.lawful_beside else None
