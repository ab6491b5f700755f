"""Django's `migrate`, followed by the guards that live in the database and the packaged reference tables."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from jobvisit.base import db
from jobvisit.office.reference import actions as reference


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options.get("app_label") or options.get("check_unapplied") or options.get("plan"):
            return
        database = options["database"]
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            db.install_guards(cursor.execute)
        if database == DEFAULT_DB_ALIAS:
            reference.load()
