"""The answers of the API as they must be; anything else is refused before it is looked at."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from spec_tui.omoi_os.sync.client import BadAnswer

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")]
M = TypeVar("M", bound=BaseModel)


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Project(_Model):
    """A project of the user."""

    id: Id
    name: str = ""
    description: str | None = None
    status: str = ""
    created_at: str | None = None


class Projects(_Model):
    """One page of projects."""

    projects: list[Project]
    total: int


class Ticket(_Model):
    """A ticket, in a list or alone."""

    id: Id
    title: str | None = None
    description: str | None = None
    status: str
    priority: str = ""
    project_id: str | None = None


class Tickets(_Model):
    """One page of tickets."""

    tickets: list[Ticket]
    total: int


class Similar(_Model):
    """A candidate of a duplicate answer."""

    ticket_id: str
    title: str | None = None
    similarity_score: float = 0.0


class Duplicates(_Model):
    """The answer 200 that created nothing."""

    is_duplicate: bool
    candidates: list[Similar] = []


class Depends(_Model):
    """What a task waits on."""

    depends_on: list[str] = []


class Task(_Model):
    """A task, in a list or alone."""

    id: Id
    ticket_id: str | None = None
    task_type: str | None = None
    title: str | None = None
    description: str | None = None
    priority: str | None = None
    status: str
    dependencies: Depends | None = None


class Edges(_Model):
    """The answer to setting the dependencies of a task."""

    task_id: Id
    depends_on: list[str]


class Criterion(_Model):
    """An acceptance criterion of a requirement."""

    id: Id
    text: str
    completed: bool = False


class Requirement(_Model):
    """A requirement of a spec."""

    id: Id
    title: str
    condition: str | None = None
    action: str | None = None
    linked_design: str | None = None
    criteria: list[Criterion] = []


class Spec(_Model):
    """A spec with its requirements and its one design."""

    id: Id
    project_id: str | None = None
    title: str | None = None
    description: str | None = None
    status: str = ""
    archived: bool = False
    linked_tickets: int = 0
    requirements: list[Requirement] = []
    design: dict[str, Any] | None = None


class Specs(_Model):
    """All specs of a project."""

    specs: list[Spec]
    total: int = 0


def read(model: type[M], value: Any, what: str) -> M:
    """The answer as a model. Raises BadAnswer naming the first place that is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise BadAnswer(_wrong(error, what)) from None


def read_list(model: type[M], value: Any, what: str) -> list[M]:
    """The answer as a bare list of models. Raises BadAnswer."""
    if not isinstance(value, list):
        raise BadAnswer(f"The server answered {what} with something that is no list.")
    return [read(model, entry, what) for entry in value]


def _wrong(error: ValidationError, what: str) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    return f"The server answered {what} otherwise than the API says: {place}: {first['msg']}."
