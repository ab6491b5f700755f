"""The worker: runs jobs until it is told to stop. `python -m jobvisit.config.worker`

Started beside the web server by `jobvisit up`; elsewhere by whatever keeps processes alive. Any number may run.
"""

import asyncio
import os

import django

AT_ONCE = 4
"""Jobs at a time: they wait for gateways, not for the processor."""


def main() -> None:
    """Work until SIGINT or SIGTERM; a job that runs then is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobvisit.config.settings")
    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()):
        asyncio.run(_work(app))


async def _work(app: object) -> None:
    async with app.open_async():  # type: ignore[attr-defined]
        await app.run_worker_async(  # type: ignore[attr-defined]
            concurrency=AT_ONCE,
            fetch_job_polling_interval=2.0,
            delete_jobs="successful",
            shutdown_graceful_timeout=8.0,
        )


if __name__ == "__main__":
    main()
