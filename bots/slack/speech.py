"""Words in one reader's language."""

from dataclasses import dataclass

from bots.wording import Words
from core.api.errors import Refusal
from core.api.shapes import Choice


@dataclass(frozen=True, slots=True)
class Speech:
    words: Words
    language: str

    def __call__(self, id: str, **values: str | int) -> str:
        return self.words(self.language, id, **values)

    def choice(self, choice: Choice) -> str:
        return self.words.label(self.language, choice.label)

    def term(self, name: str) -> str:
        return self.words.term(self.language, name)

    def particular(self, id: str) -> str:
        return self.words.particular(self.language, id)

    def status(self, id: str) -> str:
        return self.words.status(self.language, id)

    def refusal(self, refusal: Refusal) -> str:
        return self.words.refusal(self.language, refusal)
