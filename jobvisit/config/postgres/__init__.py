"""A PostgreSQL server of our own, for the demo, the tests and small installations.

    with cluster(home) as server:
        server.create_database("jobvisit")
        connect(server.dsn(APP, "jobvisit"))

It uses PostgreSQL's programs only, from where they are found (`binaries`), keeps everything in one folder of ours
(`place`), runs under an account that PostgreSQL accepts (`account`), listens on a socket that nobody else can reach
and never on the network. A production gives `DATABASE_URL` instead and none of this is used.
Every failure is a `Trouble` that says what to do.
"""

from jobvisit.config.postgres.cluster import ADMIN, APP, OWNER, Cluster, cluster

__all__ = ["ADMIN", "APP", "OWNER", "Cluster", "cluster"]
