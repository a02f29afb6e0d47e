"""What all applications of a test run have in common is made once for them all: templates and addresses, compiled.

A run makes far more than a thousand applications, one for each test that has a database of its own. The most of what
each costs is compiling the same templates and addresses again; production does it once.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class KeptTemplates(BytecodeCache):
    """What was compiled, by the place and the very words of the template."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._compiled[bucket.key, bucket.checksum] = bucket.code


def keep_templates() -> None:
    """For every application made from now on."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KeptTemplates()}


def keep_addresses() -> None:
    """The functions that build addresses follow from the rule alone, unless it has defaults."""
    compiled: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}
    compile_builder = Rule._compile_builder

    def builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = rule.rule, tuple(rule._trace), append_unknown
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = builder
