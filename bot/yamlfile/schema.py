"""JSON Schemas of the files people write, for editors that complete and check: as YAML has it, not as models see it.

What pydantic makes is put right in three respects. A scalar is whatever text stands in the file, so where text is
wanted a number may stand as well. A key that is left out has no value, so no key takes `null`. And each key is
described by what the docstring of its model says of it (`key: what it means.`).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(model: type[BaseModel], title: str) -> JsonSchemaValue:
    """The JSON Schema (draft 2020-12) of a file that is validated against `model`."""
    schema = model.model_json_schema(schema_generator=_AsWritten)
    return {"$schema": DIALECT, **schema, "title": title}


class _AsWritten(GenerateJsonSchema):
    """pydantic's generator, with what it cannot know of the files."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Only defaults that may be written out: no null, and no part of the file as it is in memory."""
        made = super().default_schema(schema)
        is_plain = isinstance(made.get("default"), str | int | float)
        return made if is_plain else {key: value for key, value in made.items() if key != "default"}

    def encode_default(self, default: Any) -> Any:
        if isinstance(default, timedelta):
            return f"{default.days} days"
        return super().encode_default(default)

    def get_title_from_name(self, name: str) -> str:
        """The key itself: what is shown for it should be what is to be written."""
        return name

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        described = told_keys(schema["cls"], made.get("properties", {}))
        for key, words in described.items():
            made["properties"][key] = _described(made["properties"][key], words)
        return {**made, "description": first_paragraph(schema["cls"])}


def _described(member: Mapping[str, Any], words: str) -> JsonSchemaValue:
    return {**member, "description": words}


def first_paragraph(model: type[BaseModel]) -> str:
    """What the model is, as its docstring begins."""
    return " ".join((inspect.getdoc(model) or "").partition("\n\n")[0].split())


def told_keys(model: type[BaseModel], keys: Mapping[str, Any]) -> dict[str, str]:
    """What the docstring says of each key, as in "user: who logs in. port: where, if not at the usual one."."""
    told: dict[str, str] = {}
    for ancestor in reversed(model.__mro__):
        text = " ".join((ancestor.__doc__ or "").split()) if issubclass(ancestor, BaseModel) else ""
        parts = re.split(rf"(?:^|(?<=[.!?] ))({'|'.join(map(re.escape, keys)) or '(?!)'}): ", text)
        told |= {key: _as_sentence(words) for key, words in zip(parts[1::2], parts[2::2], strict=True)}
    return told


def _as_sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip()
