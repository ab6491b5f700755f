"""What went wrong when starting, in words a person can act on."""


class Trouble(Exception):  # noqa: N818 - it is a message to a person
    """Starting is impossible until a person changes something. Says what and how, in Korean and in English."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n{english}")
        self.korean = korean
        self.english = english
