"""What the surroundings decide. Read once; what is missing or nonsense is said plainly, at the start."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class BadSettingError(SystemExit):
    """A setting that cannot be used. The message names the setting and what it should look like."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"설정 {name}: {problem}")


def text(name: str, default: str | None = None) -> str:
    """A text setting; without a default it must be given."""
    value = os.environ.get(name, default)
    if value is None:
        raise BadSettingError(name, "꼭 있어야 하는 값이 없습니다 (required, but not set)")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes-or-no setting: 1/0, true/false, yes/no."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise BadSettingError(name, f"1 또는 0이어야 합니다 (expected 1 or 0), 지금은 {value!r}")


def number(name: str, default: int) -> int:
    """A whole number that is not below zero."""
    value = os.environ.get(name) or str(default)
    if value.isascii() and value.isdigit():
        return int(value)
    raise BadSettingError(name, f"0 이상의 숫자여야 합니다 (expected a number, 0 or more), 지금은 {value!r}")


def home() -> Path:
    """Where this installation keeps what it makes: keys, the demo database, uploads."""
    return Path(os.environ.get("JOBVISIT_HOME", ROOT / "var"))


def secret(name: str) -> str:
    """A secret from the surroundings, or one made once and kept in a file that only the owner can read."""
    given = os.environ.get(name)
    if given:
        return given
    path = home() / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # atomic: two processes that start together keep the same secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
