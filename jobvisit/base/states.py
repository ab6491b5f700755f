"""State machines as data: one table, from which next steps, diagrams and the database's guard derive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class IllegalTransitionError(ValueError):
    """A change of state that the table does not hold."""


@dataclass(frozen=True)
class Machine(Generic[S]):
    """A thing's states and the steps between them.

    `steps` maps a state to the states that may follow it; `born` are the states a row may be created in.
    `reopens` are steps out of an end state: legal, but only with a reason and for those who may.
    """

    name: str
    born: frozenset[S]
    steps: Mapping[S, tuple[S, ...]]
    reopens: Mapping[S, tuple[S, ...]]

    def next_steps(self, state: S) -> tuple[S, ...]:
        """Where a row in `state` may go by ordinary work, in the order in which buttons show it."""
        return self.steps.get(state, ())

    def ends(self) -> frozenset[S]:
        """States that ordinary work does not leave."""
        return frozenset(state for state in self.all() if not self.steps.get(state))

    def all(self) -> tuple[S, ...]:
        """Every state, in the order of the enum."""
        return tuple(type(next(iter(self.born))))

    def pairs(self) -> frozenset[tuple[S, S]]:
        """Every legal change, reopening included."""
        both: Iterable[Mapping[S, tuple[S, ...]]] = (self.steps, self.reopens)
        return frozenset((a, b) for table in both for a, targets in table.items() for b in targets)

    def check(self, old: S, new: S) -> None:
        """Raise `IllegalTransitionError` unless `old` may become `new`."""
        if (old, new) not in self.pairs():
            raise IllegalTransitionError(f"{self.name}: {old} → {new}")

    def diagram(self) -> str:
        """The machine as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2", *(f"    [*] --> {state}" for state in sorted(self.born))]
        lines += [f"    {a} --> {b}" for a, targets in self.steps.items() for b in targets]
        lines += [f"    {a} --> {b} : reopened" for a, targets in self.reopens.items() for b in targets]
        return "\n".join(lines) + "\n"

    def guard_sql(self, table: str, column: str = "state") -> str:
        """SQL that makes the database refuse what the table does not hold. Idempotent."""
        born = ", ".join(f"'{state}'" for state in sorted(self.born))
        legal = ", ".join(f"('{a}','{b}')" for a, b in sorted(self.pairs()))
        return f"""
CREATE OR REPLACE FUNCTION guard_{table}_{column}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.{column} NOT IN ({born}) THEN
      RAISE EXCEPTION '{self.name}: cannot begin as %', NEW.{column} USING ERRCODE = 'check_violation';
    END IF;
  ELSIF OLD.{column} <> NEW.{column} AND (OLD.{column}, NEW.{column}) NOT IN ({legal}) THEN
    RAISE EXCEPTION '{self.name}: % -> %', OLD.{column}, NEW.{column} USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_{column} BEFORE INSERT OR UPDATE OF {column} ON {table}
  FOR EACH ROW EXECUTE FUNCTION guard_{table}_{column}();
"""
