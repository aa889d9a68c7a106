"""The files people write: read as YAML 1.2, checked against a model, and every mistake told with its line."""

from bot.yamlfile.document import Document, KeyPath
from bot.yamlfile.reading import load_yaml
from bot.yamlfile.schema import schema_of
from bot.yamlfile.validation import Misplaced, misplaced, validate
from bot.yamlfile.wording import did_you_mean

__all__ = ["Document", "KeyPath", "Misplaced", "did_you_mean", "load_yaml", "misplaced", "schema_of", "validate"]
