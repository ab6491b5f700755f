"""What an act may refuse, as codes and values; the pages give them words."""


class CannotError(ValueError):
    """Nothing was changed. `field` is the field of the form it belongs beside; figures where it counts.

    Codes: too_few_seats, no_criteria, wrong_criteria, criteria_fixed, nobody, not_open, holds, not_looking, twice,
    too_early, before_birth, future, before_course, not_a_day, not_here, has_begun, past, selected_before, full,
    same_course, licence_stands, firm_closed, before_end, pledged_twice, reason.
    """

    def __init__(self, code: str, field: str = "", **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.figures = figures
