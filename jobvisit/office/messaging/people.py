"""Who is written to, as plain values: the rooms of residents and firms stand beside this one, not below it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipient:
    """A person or firm to write to. `kind` and `id` say whose file it is (`seeker`, `company`, `contact`, `user`).

    `phone` is digits or as typed, `email` may be empty, `language` is `ko` or `en`. `address` is a postal address
    (letters) or a URL (webhooks). `agreed` are scopes that the person agreed to according to the caller's own room.
    """

    kind: str
    id: int | None
    name: str
    phone: str = ""
    email: str = ""
    language: str = "ko"
    address: str = ""
    agreed: frozenset[str] = frozenset()
