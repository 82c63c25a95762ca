"""aiosmtpd speaks SMTP (RFC 5321, 4954, 6531); this is how it is dressed, and where the weather comes in."""

import asyncio

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bots.sandbox.mail.connection import Connection
from bots.sandbox.mail.reception import Reception
from bots.sandbox.mail.world import World

LONGEST = 1024 * 1024


class Line(Connection):
    """PLAIN is the only mechanism: clients try all they know, and an ordered refusal should be one refusal."""

    def __init__(self, world: World, register: set[Connection]) -> None:
        self.world, self.register = world, register
        self.line_length_limit = max(LONGEST, world.terms.size)  # an overlong line is to be read as a violation
        super().__init__(
            Reception(world),
            data_size_limit=world.terms.size,
            enable_SMTPUTF8=world.terms.smtputf8,
            hostname="mail.sandbox",
            ident="stand-in",
            auth_require_tls=False,
            auth_exclude_mechanism=("LOGIN",),
            authenticator=self._judge,
            loop=asyncio.get_running_loop(),
        )

    async def check_auth_needed(self, caller_method: str) -> bool:
        assert self.session is not None
        if self.world.terms.user is None or self.session.authenticated:
            return False
        await self.push("530 5.7.0 Authentication required")
        return True

    async def smtp_AUTH(self, arg: str) -> None:
        if answer := await self.meet("auth", []):
            await self.push(answer)
        else:
            await super().smtp_AUTH(arg)

    async def smtp_DATA(self, arg: str) -> None:
        recipients = self.envelope.rcpt_tos if self.envelope else []
        if recipients and not arg and (answer := await self.meet("data", recipients)):
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)

    async def _handle_client(self) -> None:
        if answer := await self.meet("connect", []):
            await self.push(answer)
            self._writer.close()
        else:
            await super()._handle_client()

    def _judge(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        terms = self.world.terms
        wanted = ((terms.user or "").encode(), terms.password.encode())
        right = terms.user is not None and isinstance(given, LoginPassword) and tuple(given) == wanted
        self.note("auth", [], "235" if right else "535")
        return AuthResult(success=right, handled=False, auth_data=given)
