"""The operating-system account that PostgreSQL runs as. It refuses to run as root, so root steps down."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobvisit.config.trouble import Trouble

STEP_DOWN_TO = ("postgres", "nobody")  # in this order; no account is ever created


@dataclass(frozen=True)
class Account:
    """An existing account. `popen` holds what `subprocess` needs to become it: nothing where we are it already."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def popen(self) -> dict[str, Any]:
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a short command as this account, with both outputs in `stdout`. Raises `OSError` if it cannot begin."""
        return subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            env=surroundings(),
            timeout=300,
            check=False,
            **self.popen,
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can reach `folder` through all of its parents."""
        if self.is_ours:
            return True
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0

    def give(self, path: Path) -> None:
        """Hand a folder that we have just made to this account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)


def surroundings() -> dict[str, str]:
    """Our environment without what would redirect PostgreSQL's programs, and with a language we can read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C.UTF-8"}


def our_name() -> str:
    """The name under which PostgreSQL will see this process arrive at its socket."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise Trouble(
            f"이 계정(번호 {os.geteuid()})은 운영체제에 이름이 없어 PostgreSQL을 쓸 수 없습니다."
            " 이름이 있는 계정으로 실행하세요.",
            f"User id {os.geteuid()} has no name on this system, and PostgreSQL needs one. Run as a named account.",
        ) from None


def server_account(owner: int | None) -> Account:
    """Who runs the server: ourselves; or, for root, the `owner` of the data if there is one, else a lesser account."""
    if os.geteuid() != 0:
        return Account(our_name(), os.geteuid(), os.getegid())
    if owner:
        found = _account(owner)
        if found:
            return found
    for name in STEP_DOWN_TO:
        found = _account(name)
        if found and found.uid != 0:
            return found
    raise Trouble(
        "PostgreSQL은 root로 실행되지 않는데 postgres·nobody 계정이 없습니다. 일반 계정으로 실행하세요.",
        "PostgreSQL does not run as root, and there is no account postgres or nobody. Run as an ordinary user.",
    )


def _account(who: str | int) -> Account | None:
    try:
        entry = pwd.getpwnam(who) if isinstance(who, str) else pwd.getpwuid(who)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
