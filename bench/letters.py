"""Letters of a campaign with QR codes in one tagged PDF: time, size, memory, a kill in the middle, and a decoder.

    python bench/letters.py [--letters 714] [--rounds 5] [--decode]

Each round is a process of its own: CPU seconds and wall seconds from values to bytes, megabytes at its peak, size of
the file. Beside it the same letters with the best of eight QR masks searched for each, and in one single batch. Then
one run is killed (SIGKILL) after half its batches and started again. `--decode` renders every page with poppler and
reads every code with zbar. Claim in docs/engines/papers.md: 714 letters in at most 4 s.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from jobvisit.engines import papers
from jobvisit.engines.papers import mailing
from jobvisit.engines.papers.qr import qr
from jobvisit.engines.papers.types import Letter, Link, Notice, Office

NOTICE = Notice(
    Office("서초구", "서초 취업정보은행", "서초구청장", "서울특별시 서초구 남부순환로 2584", "02-2155-8888"),
    "사람을 구하시는 일, 구청이 도와드립니다",
    date(2026, 11, 24),
    (
        "안녕하십니까. 서초구는 구민의 일자리를 늘리기 위하여 사업장을 직접 찾아뵙고 구인 신청을 받고 있습니다.",
        "구인 신청은 무료이며, 조건에 맞는 구민을 상담사가 골라 소개해 드립니다. 면접과 채용까지 함께합니다.",
    ),
    ("휴대전화로 그림을 찍습니다.", "모집할 일과 인원을 적어 보냅니다.", "담당 상담사가 하루 안에 전화드립니다."),
    "안내문을 그만 받으시려면 위 주소에서 고르거나 전화로 알려 주십시오.",
)


def recipients(count: int) -> list[Letter]:
    """Letters to as many invented firms."""
    return [
        Letter(
            reference=f"취업-2026-{n:05d}",
            recipient=f"주식회사 한빛{n}상사",
            link=Link(f"https://jobvisit.seocho.example/a/{n:05d}KQ2MZ4XPR9T", f"seocho.example/a/{n:05d}"),
            attention="대표이사 귀하",
            address=f"서울특별시 서초구 반포대로 {n}",
            counsellor="담당 상담사 이은주 02-2155-8891",
            lines=("지난해 경비원 2명을 채용하신 뒤 소식을 기다리고 있습니다.",),
        )
        for n in range(1, count + 1)
    ]


def one_run(args: argparse.Namespace) -> None:
    """Make the letters once in this process and print what it took."""
    if args.search_masks:
        mailing.qr = lambda text, mask=None: qr(text)  # type: ignore[attr-defined]
    wall, cpu = time.perf_counter(), time.process_time()
    given = recipients(args.letters)
    batches = []

    def progress(done: int, _total: int) -> None:
        batches.append(done)
        if args.kill_after and len(batches) == args.kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    typeset = []
    real = mailing.typeset

    def counted(template: str, values: dict) -> bytes:
        typeset.append(len(values["letters"]))
        return real(template, values)

    mailing.typeset = counted  # type: ignore[assignment]
    kept = papers.Folder(args.kept) if args.kept else None
    pdf = papers.letters(NOTICE, given, kept=kept, progress=progress, size=args.size)
    if args.out:
        args.out.write_bytes(pdf)
    took = {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size_mb": len(pdf) / 1e6,
        "typeset": sum(typeset),
        "batches": len(batches),
    }
    print(json.dumps(took))


def child(*words: str) -> subprocess.CompletedProcess[str]:
    """This script again, in a process of its own."""
    return subprocess.run([sys.executable, __file__, "--child", *words], capture_output=True, text=True, check=False)


def measured(args: argparse.Namespace, name: str, *words: str) -> None:
    """Rounds of one way, and the medians."""
    rounds = [json.loads(child("--letters", str(args.letters), *words).stdout) for _ in range(args.rounds)]
    middle = {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}
    low, high = min(one["wall"] for one in rounds), max(one["wall"] for one in rounds)
    print(
        f"{name:<34} cpu {middle['cpu']:5.2f} s  wall {middle['wall']:5.2f} s ({low:.2f}–{high:.2f})"
        f"  peak {middle['peak_mb']:4.0f} MB  file {middle['size_mb']:.2f} MB"
    )


def killed_and_resumed(args: argparse.Namespace, folder: Path) -> Path:
    """A run killed in its middle, then the same again: how many letters the second one typeset."""
    out, kept = folder / "letters.pdf", folder / "kept"
    words = ("--letters", str(args.letters), "--kept", str(kept), "--out", str(out))
    half = max(1, -(-args.letters // mailing.BATCH) // 2)
    dead = child(*words, "--kill-after", str(half))
    assert dead.returncode == -signal.SIGKILL, dead
    again = json.loads(child(*words).stdout)
    print(
        f"killed after {half} of {again['batches']} batches; the second run typeset {again['typeset']} letters,"
        f" {args.letters - again['typeset']} came from the first, {again['wall']:.2f} s"
    )
    return out


def decode(pdf: Path, count: int, folder: Path) -> None:
    """Render every page and read its code with an independent decoder."""
    from PIL import Image
    from pyzbar import pyzbar

    subprocess.run(["pdftoppm", "-r", "100", "-gray", pdf, folder / "page"], check=True)
    pages = sorted(folder.glob("page-*.pgm"))
    wanted = [letter.link.url for letter in recipients(count)]
    symbol = [pyzbar.ZBarSymbol.QRCODE]
    read = [[code.data.decode() for code in pyzbar.decode(Image.open(page), symbols=symbol)] for page in pages]
    right = sum(found == [url] for found, url in zip(read, wanted, strict=False))
    print(f"{len(pages)} pages rendered at 100 dpi; {right} of {count} codes read right")


def main() -> None:
    """Measure, or be the measured process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=714)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--decode", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=mailing.BATCH, help=argparse.SUPPRESS)
    parser.add_argument("--search-masks", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--kill-after", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--kept", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        one_run(args)
        return
    print(f"{args.letters} letters, {args.rounds} rounds, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    measured(args, f"batches of {mailing.BATCH}")
    measured(args, "one batch", "--size", "1000000")
    measured(args, "best mask searched for each code", "--search-masks")
    folder = Path(tempfile.mkdtemp(prefix="jobvisit-letters-"))
    try:
        pdf = killed_and_resumed(args, folder)
        if args.decode:
            decode(pdf, args.letters, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
