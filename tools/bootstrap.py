"""Build `.venv` from the hashed requirements: `bootstrap.py run` for serving, `bootstrap.py dev` for the checks too.

Standard library only, called by `tools/bootstrap` with a Python of 3.11 or newer. What is in place already is kept: a
second call returns at once. uv does the work in seconds; where uv cannot be had, pip does it from the same file.
"""

import fcntl
import hashlib
import importlib.util
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".jobvisit-setup"
REQUIREMENTS = {"run": ROOT / "requirements" / "run.txt", "dev": ROOT / "requirements" / "dev.txt"}
UV = ROOT / "requirements" / "uv.txt"


def main(wanted: str) -> int:
    lock_path = ROOT / "var" / "setup.lock"
    lock_path.parent.mkdir(exist_ok=True)
    with lock_path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two makes at once build one environment
        installed = STAMP.read_text().split() if STAMP.exists() else []
        if fingerprint(wanted) in installed or (wanted == "run" and fingerprint("dev") in installed):
            return 0
        if "dev" in installed:
            wanted = "dev"  # whoever had the tools keeps them
        begun = time.monotonic()
        say(f"파이썬 환경을 만듭니다 · building the Python environment ({wanted}) …")
        STAMP.unlink(missing_ok=True)
        build(REQUIREMENTS[wanted])
        STAMP.write_text(f"{wanted} {fingerprint(wanted)}\n")
        say(f"파이썬 환경 완성 · the environment is ready ({time.monotonic() - begun:.0f} s)")
    return 0


def fingerprint(which: str) -> str:
    """What an environment depends on: the pinned packages, the Python that runs them, and where we are."""
    parts = [REQUIREMENTS[which].read_bytes(), UV.read_bytes(), sys.version.encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def build(requirements: Path) -> None:
    if Path(sys.prefix).resolve() != VENV.resolve():
        call([sys.executable, "-m", "venv", "--clear", VENV], "venv")
    elif importlib.util.find_spec("pip") is None:  # an earlier run was cut short
        call([PYTHON, "-m", "ensurepip"], "ensurepip")
    if not install_with_uv(requirements):
        say("uv를 쓸 수 없어 pip으로 설치합니다(1~2분) · uv is not to be had; pip takes a minute or two …")
        call([*pip("install"), "--require-hashes", "-r", requirements], "pip install")
    install_ourselves()


def install_with_uv(requirements: Path) -> bool:
    """True if uv has made the environment exactly what the file says."""
    had = subprocess.run([*pip("install"), "--require-hashes", "-r", UV], capture_output=True, text=True, check=False)
    if had.returncode != 0:
        refuse_full_disk(had.stderr)
        return False
    command: list[str | Path] = [
        VENV / "bin" / "uv",
        "pip",
        "sync",
        "--quiet",
        "--python",
        PYTHON,
        "--require-hashes",
        requirements,
    ]
    if not os.access(os.path.expanduser("~"), os.W_OK):
        command.append("--no-cache")
    surroundings = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)
    if done.returncode != 0:
        refuse_full_disk(done.stderr)
        sys.stderr.write(done.stderr)
    return done.returncode == 0


def install_ourselves() -> None:
    """Make `import jobvisit` and `.venv/bin/jobvisit` work, without building anything."""
    where = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip())
    (packages / "jobvisit.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "jobvisit"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m jobvisit "$@"\n')
    command.chmod(0o755)


def pip(verb: str) -> list[str | Path]:
    return [PYTHON, "-m", "pip", verb, "--quiet", "--disable-pip-version-check", "--no-input"]


def call(command: list[str | Path], name: str) -> None:
    """Run a step that has to succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        told = done.stderr + done.stdout
        refuse_full_disk(told)
        sys.stderr.write("\n".join(told.strip().splitlines()[-15:]) + "\n")
        raise SystemExit(
            f"'{name}' 단계가 실패했습니다. 인터넷 연결과 위의 기록을 확인하고 다시 실행하세요.\n"
            f"The step '{name}' failed. Check the network and what it said above, then run again."
        )


def refuse_full_disk(told: str) -> None:
    if "No space left on device" in told or "Disk quota exceeded" in told:
        raise SystemExit(
            f"디스크가 가득 찼습니다: {ROOT}. 자리를 만든 뒤 다시 실행하세요.\n"
            f"The disk is full: {ROOT}. Make room and run again."
        )


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1]))
    except KeyboardInterrupt:
        raise SystemExit("멈췄습니다 · stopped") from None
    except OSError as problem:
        refuse_full_disk(str(problem))
        raise SystemExit(f"환경을 만들 수 없습니다 · the environment cannot be built: {problem}") from None
