"""Which keys a model knows at a place, read off its JSON Schema: for suggesting the one that was meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from bot.yamlfile.document import KeyPath

Schema = dict[str, Any]


def known_keys(model: type[BaseModel], path: KeyPath) -> tuple[str, ...]:
    """The keys that may stand beside the key at `path`, whichever branches of unions lead there."""
    whole = _schema(model)
    places = list(_branches(whole, whole))
    for step in path[:-1]:
        places = [
            branch for place in places for inner in _inside(place, step, whole) for branch in _branches(inner, whole)
        ]
    return tuple(dict.fromkeys(key for place in places for key in place.get("properties", ())))


@lru_cache(maxsize=8)
def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema()


def _branches(schema: Schema, whole: Schema) -> Iterator[Schema]:
    """`schema` with its reference followed, and every alternative it has."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    yield schema
    for union in ("anyOf", "oneOf", "allOf"):
        for branch in schema.get(union, ()):
            yield from _branches(branch, whole)


def _inside(schema: Schema, step: str | int, whole: Schema) -> Iterator[Schema]:
    """What `step` leads to; one entry may be written without the brackets of its list."""
    for entry in (schema.get("items"), *schema.get("prefixItems", ())):
        if isinstance(entry, dict):
            yield from [entry] if isinstance(step, int) else _members(entry, step, whole)
    if isinstance(step, str):
        yield from _members(schema, step, whole)


def _members(schema: Schema, name: str, whole: Schema) -> Iterator[Schema]:
    for branch in _branches(schema, whole):
        member = branch.get("properties", {}).get(name) or branch.get("additionalProperties")
        if isinstance(member, dict):
            yield member
