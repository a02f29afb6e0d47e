"""The form of one entry, and the small forms of publishing.

An entry's form carries what its fields said when it was shown. So a change that somebody else made meanwhile is seen
field by field, and nothing that either of the two typed is lost.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from directory.curation.editing.fields import tidy
from directory.wording import Words
from matching.editions.fields import Choices, Field, NotUnderstood, Sent
from matching.editions.models import LONGEST_REASON

Values = dict[str, Any]


@dataclass
class EntryForm:
    """What stands in each box, what is wrong with it, and what it said when it was shown."""

    sheet: tuple[Field, ...]
    choices: Choices
    shown: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, tuple[str, Words]] = field(default_factory=dict)
    """Name of a field -> the id of the box, and what is wrong."""
    was: Values = field(default_factory=dict)

    def fill(self, entry: Mapping[str, Any]) -> "EntryForm":
        """Show an entry."""
        self.was = self.values_of(entry)
        self.shown = {one.name: one.show(entry.get(one.name, one.default), self.choices) for one in self.sheet}
        return self

    def read(self, sent: Sent) -> Values:
        """What was typed, by field; short of what cannot be read, which is in `errors`."""
        self.was = _plain(sent.get("was", ""))
        values: Values = {}
        for one in self.sheet:
            self.shown[one.name] = one.sent(sent)
            try:
                values[one.name] = one.read(sent, self.choices)
            except NotUnderstood as error:
                self.errors[one.name] = (error.at, error.said)
        return values

    def values_of(self, entry: Mapping[str, Any]) -> Values:
        """What an entry says in each field of the form."""
        return {one.name: entry.get(one.name, one.default) for one in self.sheet}

    def changes(self, entry: Mapping[str, Any], values: Values) -> Values:
        """What has to be written so that the entry says this; None takes a field out."""
        now = self.values_of(entry)
        usual = {one.name: one.default for one in self.sheet}
        differing = {name: value for name, value in values.items() if value != now.get(name)}
        return {name: None if value == usual[name] else value for name, value in differing.items()}

    def moved(self, entry: Mapping[str, Any]) -> list[Field]:
        """The fields that somebody else changed since the form was shown."""
        now = self.values_of(entry)
        return [one for one in self.sheet if one.name in self.was and now[one.name] != self.was[one.name]]

    def together(self, entry: Mapping[str, Any], values: Values) -> None:
        """Show what somebody else made of the entry, with what was typed here laid over it."""
        typed = dict(self.shown)
        mine = {name for name, value in values.items() if value != self.was.get(name)}
        self.fill(entry)
        self.shown |= {name: typed[name] for name in mine | self.errors.keys()}

    @property
    def was_text(self) -> str:
        return json.dumps(self.was, default=str)

    @property
    def problems(self) -> list[tuple[str, Words]]:
        """For the summary at the top: the id of each box and what is wrong, in the order of the form."""
        return [self.errors[one.name] for one in self.sheet if one.name in self.errors]


def _plain(text: str) -> Values:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _reason(label: Any, hint: Any, asked: Any) -> TextAreaField:
    too_long = lazy_gettext("Use fewer letters: %(max)d at most")
    return TextAreaField(
        label,
        description=hint,
        filters=[lambda text: tidy(text or "")],
        widget=GovTextArea(),
        validators=[DataRequired(asked), Length(max=LONGEST_REASON, message=too_long)],
    )


class PublishForm(FlaskForm):
    """Says what changes; `version` is that which was looked at, `over` the edition it was compared with."""

    version = StringField(widget=HiddenInput(), validators=[InputRequired()])
    over = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    what = _reason(
        lazy_gettext("What changes, in a few words"),
        lazy_gettext("For everybody who reads the list of editions later. No names of children or families."),
        lazy_gettext("Say in a few words what changes"),
    )


class ProposeForm(PublishForm):
    """As `PublishForm`, where a second lead must agree."""

    reason = _reason(
        lazy_gettext("Why it should be published all the same"),
        lazy_gettext("The second lead reads it, and it is kept with the edition."),
        lazy_gettext("Write down why, so that the second lead and those after you understand it"),
    )


class DeclineForm(FlaskForm):
    reason = _reason(
        lazy_gettext("Why not"),
        lazy_gettext("Those who wrote it read this."),
        lazy_gettext("Say why, so that they know what to change"),
    )


class WhatForm(FlaskForm):
    """What the draft is about, in words."""

    what = _reason(
        lazy_gettext("What this draft is about"),
        lazy_gettext("For the other leads. For example: self-harm split by how often."),
        lazy_gettext("Say in a few words what it is about"),
    )
