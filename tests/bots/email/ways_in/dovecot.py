"""Debian's dovecot as a throw-away process: its own configuration, its own mailbox, no rights of the system's."""

import contextlib
import grp
import imaplib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

BINARY = Path("/usr/sbin/dovecot")
USER, PASSWORD = "desk", "пароль"
CONFIGURATION = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{root}/mail
mailbox_list_index = no
auth_failure_delay = 0 secs
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot:
    """Run by root it becomes nobody, so that no test depends on being somebody."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = _free_port()
        self.password = secrets.token_hex(8)
        self._who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("cur", "new", "tmp"):
            (self.mail / name).mkdir(parents=True, exist_ok=True)
        self._give_away()

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    @property
    def url(self) -> str:
        return f"imap://{USER}:{self.password}@127.0.0.1:{self.port}/INBOX"

    def start(self) -> None:
        configuration = self.root / "dovecot.conf"
        group = grp.getgrgid(self._who.pw_gid).gr_name
        configuration.write_text(
            CONFIGURATION.format(
                root=self.root, user=self._who.pw_name, group=group, uid=self._who.pw_uid, gid=self._who.pw_gid,
                port=self.port, password=self.password,
            )
        )  # fmt: skip
        self._give_away()
        command = [str(BINARY), "-F", "-c", str(configuration)]
        if os.getuid() == 0:
            self._process = subprocess.Popen(
                command, start_new_session=True, user=self._who.pw_uid, group=self._who.pw_gid, extra_groups=[]
            )
        else:
            self._process = subprocess.Popen(command, start_new_session=True)
        until = time.monotonic() + 15
        while True:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self.client().logout()
                return
            if self._process.poll() is not None or time.monotonic() > until:
                log = self.root / "log"
                raise RuntimeError(log.read_text() if log.exists() else "dovecot says nothing")
            time.sleep(0.05)

    def stop(self) -> None:
        """All at once, as when its machine goes down."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def client(self) -> imaplib.IMAP4:
        """Somebody else who looks into the mailbox."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(USER, self.password)
        client.select("INBOX")
        return client

    def drop(self, *letters: bytes) -> None:
        """As a local delivery does: written aside, then moved into the mailbox."""
        for raw in letters:
            name = f"{time.time_ns()}.{secrets.token_hex(4)}.test"
            aside = self.mail / "tmp" / name
            aside.write_bytes(raw.replace(b"\r\n", b"\n"))
            os.chown(aside, self._who.pw_uid, self._who.pw_gid)
            aside.rename(self.mail / "new" / name)

    def renumber(self) -> None:
        """A new UIDVALIDITY and new numbers, as when a mailbox is restored. The server must be stopped."""
        for path in self.mail.glob("dovecot*"):
            path.unlink()
        (self.mail / "dovecot-uidlist").write_text(f"3 V{secrets.randbelow(2**31)} N5000 G{secrets.token_hex(16)}\n")
        self._give_away()

    def _give_away(self) -> None:
        for path in (self.root, *self.root.rglob("*")):
            with contextlib.suppress(FileNotFoundError):
                os.chown(path, self._who.pw_uid, self._who.pw_gid)


@contextlib.contextmanager
def throw_away() -> Iterator[Dovecot]:
    """In a folder of its own: pytest's are closed to nobody, and too long for the path of a socket."""
    root = Path(tempfile.mkdtemp(prefix="dovecot-"))
    root.chmod(0o755)
    server = Dovecot(root)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
