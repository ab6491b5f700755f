"""Draw every state machine of the rooms into `docs/journeys/states.md`; `--check` only compares."""

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from jobvisit.base.states import Machine  # noqa: E402

PAGE = ROOT / "docs" / "journeys" / "states.md"


def machines() -> list[Machine]:
    """Every machine that a room's `states.py` holds, in the order of rooms and names."""
    found = {}
    for path in sorted((ROOT / "jobvisit" / "office").glob("*/states.py")):
        module = importlib.import_module(f"jobvisit.office.{path.parent.name}.states")
        found |= {one.name: one for one in vars(module).values() if isinstance(one, Machine)}
    return list(found.values())


def drawn() -> str:
    """The page as it should be."""
    parts = [f"## {machine.name}\n\n```mermaid\n{machine.diagram()}```\n" for machine in machines()]
    return "# States, drawn from the code\n\n" + "\n".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != drawn())
    PAGE.write_text(drawn(), encoding="utf-8")
