"""In which words a desk speaks of its work. Russian nouns bend, so each names its gender and cases."""

from typing import Literal

from core.profile.part import Part


class EnglishNoun(Part):
    singular: str
    plural: str


class RussianNoun(Part):
    gender: Literal["masculine", "feminine", "neuter"]
    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str
    prepositional: str
    plural: str
    genitive_plural: str


class Noun(Part):
    en: EnglishNoun
    ru: RussianNoun


class Nouns(Part):
    ticket: Noun
    assignee: Noun
