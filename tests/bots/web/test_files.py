"""Files on their way in and out: kept outside of every path, served as nothing but themselves (faults E6)."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from bots.web.spool import KEPT, Spool
from core.clock import SECOND
from core.kinds import System
from core.relay.channel import FetchFailed
from core.tickets.commands import AddComment, AddNote, Attachment, FileStored
from tests.bots.web.conftest import LIMIT
from tests.bots.web.site import Seen, Site
from tests.core.house import ANNA, IVAN, MARY

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)
NAMES = [
    "../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "CON", "nul.txt", "a\u200bb.exe", "\u202egpj.exe",
    "．．／x", "a" * 255 + ".txt", ".htaccess", "x;filename=y.html", "%2e%2e%2f", "ключ.txt", "👍.png", "a b'c.txt",
    "~",
]  # fmt: skip


async def _address(site: Site, path: str, name: str) -> str:
    page = await site.page(path)
    links = [str(values["href"]) for tag, values in page.elements if tag == "a" and "/file/" in str(values.get("href"))]
    assert links and name in page.text
    return links[-1]


async def _sent(site: Site, name: str, content: bytes, media_type: str) -> Seen:
    ticket = await site.house.opened()
    await site.press(ticket, "answer", (name, content, media_type), text="")
    await site.fetched()
    return await site.get(await _address(site, await site.path(ticket), ""))


async def test_a_file_comes_back_as_it_was_sent(site: Site) -> None:
    content = os.urandom(700_000)
    seen = await _sent(site, "журнал звонков.log", content, "text/plain")
    assert seen.status == 200 and seen.body == content
    assert seen.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('журнал звонков.log')}"


@pytest.mark.parametrize(
    "media_type", ["text/html", "image/svg+xml", "application/pdf", "text/xml", "x/y", "image/PNG"]
)
async def test_whatever_is_no_plain_picture_is_bytes_to_be_saved(site: Site, media_type: str) -> None:
    seen = await _sent(site, "page.html", b"<script>alert(1)</script>", media_type)
    assert seen.headers["Content-Type"] == "application/octet-stream"
    assert seen.headers["Content-Disposition"].startswith("attachment;")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in seen.headers["Content-Security-Policy"]


async def test_a_picture_is_shown_on_the_page_and_saved_by_its_link(site: Site) -> None:
    ticket = await site.house.opened()
    await site.press(ticket, "answer", ("снимок.png", PICTURE, "image/png"), text="")
    assert "загружается" in (await site.page(await site.path(ticket))).text
    await site.fetched()
    page = await site.page(await site.path(ticket))
    seen = await site.get(page.values("img", "src")[0])
    assert seen.body == PICTURE and seen.headers["Content-Type"] == "image/png"
    assert page.values("img", "alt") == ["снимок.png"]


async def test_a_file_that_is_not_here_yet_has_no_address(site: Site) -> None:
    ticket = await site.house.opened()
    await site.press(ticket, "answer", ("a.txt", b"a", "text/plain"), text="")
    row = site.house.rows("attachments")[0]
    assert (await site.get(f"{await site.path(ticket)}/file/{row.message_id}/{row.id}")).status == 404


async def test_files_of_notes_and_of_other_tickets_are_not_there(site: Site) -> None:
    """Faults F3: one path that was forgotten would be enough."""
    mine, theirs = await site.house.opened(IVAN), await site.house.opened(MARY)
    await site.house.desk(AddNote(mine, "", (Attachment("note.txt", "text/plain", {}, 1),)), ANNA)
    await site.house.desk(AddComment(theirs, "", (Attachment("theirs.txt", "text/plain", {}, 1),)), MARY)
    await site.house.desk(AddComment(mine, "", (Attachment("mine.txt", "text/plain", {}, 1),)), ANNA)
    for row in site.house.rows("attachments"):
        stored = await site.house.files.keep(_once(b"content"), 100)
        await site.house.desk(FileStored(row.ticket_id, row.id, stored.digest, stored.size), System("files"))
    path = await site.path(mine)
    note, other, own = site.house.rows("attachments")
    wanted = {(note.message_id, note.id), (other.message_id, other.id), (own.message_id, note.id)}
    for message, file in wanted | {(note.message_id, own.id), (own.message_id, other.id), (0, own.id)}:
        assert (await site.get(f"{path}/file/{message}/{file}")).status == 404
    assert (await site.get(f"{path}/file/{own.message_id}/{own.id}")).body == b"content"


@pytest.mark.parametrize("odd", ["x/1", "1/x", "-1/1", "1/-1", "9" * 30 + "/1", "%2e%2e/1", "1/1/1"])
async def test_an_odd_address_of_a_file_is_no_file(site: Site, odd: str) -> None:
    ticket = await site.house.opened()
    assert (await site.get(f"{await site.path(ticket)}/file/{odd}")).status == 404


async def test_names_never_become_paths(site: Site, tmp_path: Path) -> None:
    """The set of files on disk grows by random names below the folder of uploads, and by digests below the store."""
    ticket = await site.house.opened()
    before = _inside(tmp_path)
    for name in NAMES:
        await site.press(ticket, "answer", (name, name.encode(), "text/plain"), text="")
    await site.fetched()
    new = _inside(tmp_path) - before
    assert {path.relative_to(tmp_path).parts[0] for path in new} <= {"uploads", "files"}
    assert all(set(path.name) <= set("0123456789abcdef") for path in new)
    assert len(site.house.rows("attachments", state="ready")) == len(NAMES)


async def test_too_large_a_file_is_refused_with_the_text_kept(site: Site, tmp_path: Path) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("answer")
    small, large = ("a.txt", b"a", "text/plain"), ("большой.bin", bytes(LIMIT + 1), "x/y")
    seen = await site.submit(form, small, large, text="Вот журнал")
    assert seen.status == 413 and "«большой.bin» больше 1 МБ" in seen.page.text
    assert "приложить ещё раз" in seen.page.text and seen.page.form("answer").fields["text"] == "Вот журнал"
    assert list((tmp_path / "uploads").iterdir()) == [] and len(site.house.rows("messages")) == 1


async def test_a_file_of_just_the_limit_is_taken(site: Site) -> None:
    assert len((await _sent(site, "a.bin", bytes(LIMIT), "x/y")).body) == LIMIT


@pytest.mark.parametrize("count", [11, 25])
async def test_too_many_files_are_refused(site: Site, tmp_path: Path, count: int) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("answer")
    seen = await site.submit(form, *((f"{n}.txt", b"a", "x/y") for n in range(count)), text="x")
    assert seen.status in (400, 413) and len(site.house.rows("messages")) == 1
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_a_body_beyond_every_limit_is_not_read_to_the_end(site: Site) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("answer")
    seen = await site.submit(form, *((f"{n}.bin", bytes(LIMIT), "x/y") for n in range(8)), text="x")
    assert seen.status == 413 and len(site.house.rows("messages")) == 1


async def test_a_refused_press_leaves_no_upload_behind(site: Site, tmp_path: Path) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("escalate")
    assert (await site.submit(form, ("a.txt", b"a", "x/y"), picked="priority", text="x")).status == 409
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize("name", ["", "..", "../clock", "x" * 32, "A" * 32, "0" * 32, "0" * 31, "/etc/passwd", None])
async def test_the_spool_hands_out_nothing_but_uploads(tmp_path: Path, name: str | None) -> None:
    (tmp_path / "clock").write_text("secret")
    spool = Spool(tmp_path / "uploads", LIMIT)
    with pytest.raises(FetchFailed, match="gone"):
        async for _ in spool.fetch({"upload": name}):
            raise AssertionError("something came")


async def test_old_uploads_are_swept_and_new_ones_stay(tmp_path: Path) -> None:
    spool = Spool(tmp_path, LIMIT)
    old, new = tmp_path / ("0" * 32), tmp_path / ("1" * 32)
    for path in (old, new):
        path.write_bytes(b"x")
    stamp = new.stat().st_mtime - KEPT / SECOND - 60
    os.utime(old, (stamp, stamp))
    assert spool.sweep() == 1 and not old.exists() and new.exists()


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _inside(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}
