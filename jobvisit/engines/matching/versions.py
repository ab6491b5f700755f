"""The versions of the model: immutable, each with its parent; which one is live, since when, by whom and why.

A history is a value: every change gives a new one. A version goes live only with the comparison that allows it, by a
person; and any version that was live can be made live again, at once, with a reason.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Final

from jobvisit.engines.matching.judging import Comparison
from jobvisit.engines.matching.learning import Model

NOTHING: Final = ""


class VersionError(ValueError):
    """A version may not be added or go live; the message says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A version going live."""

    version: str
    by: str
    """An opaque key of the person."""
    at: str
    """When, as the caller writes it (ISO 8601)."""
    reason: str
    back: bool = False
    """True for a rollback."""


@dataclass(frozen=True, slots=True)
class History:
    """All versions in the order they came, and which was live when."""

    models: tuple[Model, ...]
    steps: tuple[Step, ...] = field(default=())

    @property
    def live(self) -> Model:
        """The version in use: the first until a step says otherwise."""
        return self.get(self.steps[-1].version) if self.steps else self.models[0]

    @property
    def prior(self) -> Model:
        return self.models[0]

    def get(self, version: str) -> Model:
        """Raises ``VersionError`` for a version never added."""
        for model in self.models:
            if model.version == version:
                return model
        raise VersionError(f"version {version!r} is not in the history")

    def add(self, model: Model) -> History:
        """With a new candidate; its name must be new and its parent known."""
        if any(known.version == model.version for known in self.models):
            raise VersionError(f"version {model.version!r} exists; a version is never changed")
        if model.parent is None:
            raise VersionError(f"version {model.version!r} has no parent")
        self.get(model.parent)
        return History((*self.models, model), self.steps)

    def go_live(self, comparison: Comparison, *, by: str, at: str, reason: str = NOTHING) -> History:
        """Put the comparison's new version in the place of its old one, which must be the one in use."""
        self.get(comparison.new)
        if comparison.old != self.live.version:
            raise VersionError(f"compared with {comparison.old!r}, but {self.live.version!r} is live")
        if not comparison.may_go_live:
            raise VersionError(f"version {comparison.new!r} may not go live: {[f.name for f in comparison.faults]}")
        return self._step(Step(comparison.new, by, at, reason))

    def roll_back(self, *, by: str, at: str, reason: str, to: str = NOTHING) -> History:
        """Make a version live again that was: the parent of the present one, or ``to``."""
        target = to or self.live.parent or NOTHING
        lived = {self.models[0].version, *(step.version for step in self.steps)} - {self.live.version}
        if target not in lived:
            raise VersionError(f"{target!r} is no earlier live version; there are {sorted(lived)}")
        if not reason.strip():
            raise VersionError("going back needs a reason")
        return self._step(Step(target, by, at, reason, back=True))

    def _step(self, step: Step) -> History:
        if not step.by.strip():
            raise VersionError("a version goes live by a person's hand: who?")
        return History(self.models, (*self.steps, step))

    def to_json(self) -> str:
        models = [json.loads(model.to_json()) for model in self.models]
        return json.dumps({"models": models, "steps": [asdict(step) for step in self.steps]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> History:
        data = json.loads(text)
        models = tuple(Model.from_json(json.dumps(model)) for model in data["models"])
        return cls(models, tuple(Step(**step) for step in data["steps"]))
