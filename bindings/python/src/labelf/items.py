"""Models, datasets and records: what the service says of each, as it says it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar


class Item(Mapping[str, Any]):
    """One item of a list: a mapping of the service's own fields."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fields: dict[str, Any] = json.loads(text)

    def __getitem__(self, field: str) -> Any:
        return self._fields[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def json(self) -> str:
        """The item as the service wrote it."""
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._text})"

    def __reduce__(self) -> Any:
        return type(self), (self._text,)

    def _text_of(self, field: str) -> str | None:
        value = self._fields.get(field)
        return value if value is None or isinstance(value, str) else json.dumps(value)


I = TypeVar("I", bound=Item)  # noqa: E741 # an item


class Model(Item):
    """A model. Fields that the service may leave out are None."""

    @property
    def id(self) -> int:
        return int(self["id"])

    @property
    def name(self) -> str:
        return str(self["name"])

    @property
    def type(self) -> str | None:
        return self._text_of("type")

    @property
    def status(self) -> str | None:
        return self._text_of("status")

    @property
    def labels(self) -> list[str]:
        """The labels' names; of one model alone (`client.model`), not of a list's."""
        labels = self.get("labels") or []
        return [str(label["name"] if isinstance(label, dict) else label) for label in labels]

    @property
    def training_status(self) -> str | None:
        """Of one model alone."""
        return self._text_of("training_status")

    @property
    def accuracy(self) -> float | None:
        """0 to 1; of one model alone."""
        return self.get("accuracy")


class Dataset(Item):
    """A dataset. Fields that the service may leave out are None."""

    @property
    def id(self) -> str:
        return str(self["id"])

    @property
    def name(self) -> str:
        return str(self["name"])

    @property
    def text_column(self) -> str | None:
        return self._text_of("text_column")

    @property
    def metadata_columns(self) -> list[str]:
        return list(self.get("metadata_columns") or [])

    @property
    def row_count(self) -> int | None:
        return self.get("row_count")

    @property
    def created_at(self) -> str | None:
        """As the service writes it."""
        return self._text_of("created_at")

    @property
    def last_ingested_at(self) -> str | None:
        """As the service writes it."""
        return self._text_of("last_ingested_at")

    @property
    def integration_id(self) -> str | None:
        return self._text_of("integration_id")


class Record(Item):
    """A record of a dataset: its text, and free metadata."""

    @property
    def id(self) -> str | None:
        return self._text_of("id")

    @property
    def text(self) -> str:
        return str(self["text"])

    @property
    def metadata(self) -> dict[str, Any]:
        """All other fields."""
        return {field: value for field, value in self.items() if field not in ("id", "text")}
