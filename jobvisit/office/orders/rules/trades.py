"""Trades for which the law makes an exception, by the leading digits of the occupation code (KECO 2018 = WorkNet)."""

ELEMENTARY = (
    "5324",
    "5420",
    "5611",
    "5612",
    "5621",
    "5622",
    "5629",
    "6157",
    "617",
    "6244",
    "6249",
    "706",
    "89",
    "905",
    "5323",
)
"""단순노무: no trainee reduction (최저임금법 제5조② 단서). The notice names KSCO group 9; mapped to KECO by name."""

HOUR_LIMITS_MAY_NOT_APPLY = ("5413", "5420", "90", "621", "622", "30")
"""Guards (with approval) and farm work: 근로기준법 제63조, hours and weekly holiday. Transport and health services:
제59조, longer overtime by agreement. Here a person must look before "unlawful" is said."""

NO_WEEKLY_HOLIDAY_PAY = ("5413", "5420", "90")
"""제63조 also lifts the paid weekly holiday: monthly pay is then divided by fewer hours."""

DIRECT_PRODUCTION = ("7", "8")
"""Construction, repair and production work: where dispatch is barred or narrow (파견법 제5조)."""


def is_in(code: str | None, trades: tuple[str, ...]) -> bool:
    """Does the occupation code fall under one of the trades?"""
    return code is not None and code.startswith(trades)
