"""Short ways to write a value, understood when it is read and told to editors in the schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function


class AloneOrListed:
    """Lets a single value stand for a list of one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


def _listed(written: Any) -> Any:
    return written if isinstance(written, list | tuple) or written is None else [written]


@dataclass(frozen=True)
class TextFor:
    """Lets a text stand for a mapping of which nothing but this key matters."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._spelt_out, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        reference = handler(schema)
        text = handler.resolve_ref_schema(reference)["properties"][self.key]
        return {"anyOf": [{key: value for key, value in text.items() if key != "title"}, reference]}

    def _spelt_out(self, written: Any) -> Any:
        return {self.key: written} if isinstance(written, str) else written
