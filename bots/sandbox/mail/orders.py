"""What the control API may be told."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bots.sandbox.mail.faults import ANYONE, Fault, Kind, Stage

TEMPORARY, FOR_GOOD = "4.3.0 Try again later", "5.7.0 Refused"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Ordered(Strict):
    """`stage` is where it strikes: `data` is the command before the letter, `dot` the letter itself."""

    kind: Kind
    stage: Stage = "rcpt"
    recipient: str = ANYONE
    code: int = Field(451, ge=400, le=599)
    text: str = Field("", pattern=r"^[^\r\n]*$")
    seconds: float = Field(0, ge=0)
    times: int | Literal["forever"] = 1

    @model_validator(mode="after")
    def possible(self) -> Self:
        if self.recipient != ANYONE and self.stage in ("connect", "auth", "mail"):
            raise ValueError(f"at the stage {self.stage} nobody knows yet who the letter is for")
        if self.kind == "greylist" and self.stage != "rcpt":
            raise ValueError("a greylist answers RCPT")
        return self

    def fault(self) -> Fault:
        text = self.text or (TEMPORARY if self.code < 500 else FOR_GOOD)
        times = None if self.times == "forever" else self.times
        return Fault(self.kind, self.stage, self.recipient.casefold(), self.code, text, self.seconds, times)


class Terms(Strict):
    """What the server advertises and demands; with a `user`, nobody sends without AUTH."""

    size: int = 32 * 1024 * 1024
    smtputf8: bool = True
    user: str | None = None
    password: str = ""


class Wanted(Strict):
    recipient: str
    text: str = ""
    after: int = 0
    count: int = 1
    timeout: float = 10


class Scanned(Strict):
    after: int = 0
