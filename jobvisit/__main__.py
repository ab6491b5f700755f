"""`python -m jobvisit` is the same door as the `jobvisit` command."""

from jobvisit.cli.main import main

raise SystemExit(main())
