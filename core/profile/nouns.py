"""In which words a desk speaks of its work. Russian nouns bend, so each names its gender and cases."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from core.profile.part import Part

Form = Annotated[str, StringConstraints(min_length=1, max_length=30, strip_whitespace=True)]
"""A word as it stands in buttons and sentences."""


class EnglishNoun(Part):
    singular: Form
    plural: Form


class RussianNoun(Part):
    gender: Literal["masculine", "feminine", "neuter"]
    nominative: Form
    genitive: Form
    dative: Form
    accusative: Form
    instrumental: Form
    prepositional: Form
    plural: Form
    genitive_plural: Form


class Noun(Part):
    en: EnglishNoun
    ru: RussianNoun


class Nouns(Part):
    ticket: Noun
    assignee: Noun
