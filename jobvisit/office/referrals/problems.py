"""What an act may refuse, as codes and values; the pages give them words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason why something cannot be done. `seeker` is the resident it concerns, if one; figures where it counts.

    Codes: order_not_open, order_past, order_full, too_many, nobody, not_looking, file_past, decided_before, resident,
    firm, not_listed, skip_reason, wrong_reason, slot_full, slot_past, has_live, undo_hire, same_hire, hire_over,
    end_before_start, no_hires.
    """

    code: str
    seeker: int | None = None
    limit: int | None = None
    now: int | None = None


class CannotError(ValueError):
    """Nothing was changed, for these reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems: Sequence[Problem] = problems

    @property
    def codes(self) -> set[str]:
        """The codes alone."""
        return {problem.code for problem in self.problems}
