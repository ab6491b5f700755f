"""The `jobvisit` command: one module of this folder per sub-command.

A sub-command module offers `SUMMARY` (one line), `add_arguments(parser)` and `run(args) -> int`. Modules are
imported only when they are asked for, so that a command without a database never loads Django.
"""

import argparse
import os
import sys
from importlib import import_module

COMMANDS = {
    "import": "jobvisit.cli.imports",
    "up": "jobvisit.config.up",
    "reset": "jobvisit.config.reset",
    "lint": "jobvisit.cli.lint",
    "desks": "jobvisit.cli.desks",
    "nightly": "jobvisit.cli.nightly",
    "match": "jobvisit.cli.match",
    "report": "jobvisit.cli.report",
    "reference": "jobvisit.cli.reference",
}


def main(argv: list[str] | None = None) -> int:
    """Run one sub-command. Returns its exit code: 0 done, 1 done with rejected input, 2 wrong call."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    words = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="jobvisit", description=__doc__.split("\n")[0])
    chosen = words[0] if words and words[0] in COMMANDS else None
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, path in COMMANDS.items():
        if chosen in (None, name):
            module = import_module(path)
            command = subparsers.add_parser(name, help=module.SUMMARY, description=module.__doc__)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    args = parser.parse_args(words)
    return int(args.run(args))
