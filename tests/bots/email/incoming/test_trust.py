"""Whom the trusted server has checked: a truth table of Authentication-Results, honest and forged (C9)."""

import pytest

from bots.email.incoming.trust import trust
from tests.bots.email.incoming.corpus import made

OURS = "mx.vector.example"
V, U, F = "verified", "unverified", "failed"
ONE_HEADER = {
    "dmarc=pass header.from=b.example": V,
    "dmarc=pass (p=none dis=none) header.from=b.example": V,
    "dmarc=pass": V,
    "DMARC=PASS header.from=B.EXAMPLE": V,
    "dmarc=pass header.from=evil.example": U,
    "dmarc=fail header.from=b.example": F,
    "dmarc=fail header.from=b.example; dkim=pass header.d=b.example": F,
    "dmarc=pass header.from=b.example; dmarc=fail header.from=b.example": F,
    "dmarc=none header.from=b.example": U,
    "dmarc=temperror header.from=b.example; dkim=pass header.d=b.example": V,
    "dkim=pass header.d=b.example": V,
    "dkim=pass header.i=@b.example header.s=x header.b=AbC/=": V,
    "dkim=pass header.d=example": U,
    "dkim=pass header.d=evil.example": U,
    "dkim=pass header.d=b.example.evil.example": U,
    "dkim=pass header.d=notb.example": U,
    "dkim=pass header.d=mail.b.example": U,
    "dkim=fail header.d=b.example": U,
    "dkim=fail header.d=b.example; dkim=pass header.d=b.example": V,
    'dkim=pass reason="good; dmarc=fail" header.d=b.example': V,
    "spf=pass smtp.mailfrom=a@b.example": V,
    "spf=pass smtp.mailfrom=b.example": V,
    "spf=pass smtp.mailfrom=evil.example": U,
    "spf=pass smtp.helo=b.example": U,
    "spf=fail smtp.mailfrom=a@b.example": F,
    "spf=softfail smtp.mailfrom=a@b.example": U,
    "spf=fail smtp.mailfrom=evil.example": U,
    "spf=fail smtp.mailfrom=a@b.example; dkim=pass header.d=b.example": V,
    "none": U,
    "": U,
    "(dmarc=pass header.from=b.example)": U,
    "spf=none (x; dmarc=pass header.from=b.example) smtp.mailfrom=evil.example": U,
    "spf=none (x \\) ; dmarc=pass header.from=b.example ( ) smtp.mailfrom=evil.example": U,
    "spf=none (x (y) ; dmarc=pass header.from=b.example) smtp.mailfrom=evil.example": U,
    "spf=none (never closed ; dmarc=pass header.from=b.example": U,
    'spf=none reason="; dmarc=pass header.from=b.example" smtp.mailfrom=evil.example': U,
    'spf=none reason="\\"; dmarc=pass header.from=b.example" smtp.mailfrom=evil.example': U,
    "xdmarc=pass header.from=b.example": U,
    "dmarc pass header.from=b.example": U,
    "dmarc==pass": U,
    "dkim/1=pass header.d=b.example": V,
    "arc=pass; iprev=pass policy.iprev=192.0.2.1": U,
}  # fmt: skip


@pytest.mark.parametrize("clauses", ONE_HEADER)
def test_one_header_of_the_trusted_server(clauses: str) -> None:
    found = trust(made("Authentication-Results: " + f"{OURS}; {clauses}", "From: a@b.example"), OURS)
    assert found.standing == ONE_HEADER[clauses], found
    assert found.seen


PASS = f"Authentication-Results: {OURS}; dmarc=pass header.from=b.example"
FAIL = f"Authentication-Results: {OURS}; dmarc=fail header.from=b.example"
HOP = "Received: from x by y; Thu, 12 Nov 2026 10:22:31 +0300"
SENDER = "From: a@b.example"
SEVERAL = {
    "another server's word": ([PASS.replace(OURS, "evil.example"), SENDER], U, False),
    "another server's above ours": ([PASS.replace(OURS, "evil.example"), FAIL, SENDER], F, True),
    "a server with ours as its beginning": ([PASS.replace(OURS, f"{OURS}.evil.example"), SENDER], U, False),
    "our name in other case": ([PASS.replace(OURS, OURS.upper()), SENDER], V, True),
    "our name with a version": ([PASS.replace(OURS, f"{OURS} 1"), SENDER], V, True),
    "our name in quotes": ([PASS.replace(OURS, f'"{OURS}"'), SENDER], V, True),
    "our name after a comment": ([PASS.replace(OURS, f"(evil.example) {OURS}"), SENDER], V, True),
    "our name only in a comment": ([PASS.replace(OURS, f"evil.example ({OURS})"), SENDER], U, False),
    "no name at all": (["Authentication-Results: dmarc=pass header.from=b.example", SENDER], U, False),
    "no name but a semicolon": (["Authentication-Results: ; dmarc=pass header.from=b.example", SENDER], U, False),
    "two headers of one place": ([f"Authentication-Results: {OURS}; spf=none", PASS, HOP, SENDER], V, True),
    "two of one place that clash": ([PASS, FAIL, HOP, SENDER], F, True),
    "ours above the hop, forged below": ([FAIL, HOP, PASS, SENDER], U, True),
    "ours says nothing, forged below": ([f"Authentication-Results: {OURS}; none", HOP, PASS, SENDER], U, True),
    "below an inner hop only": ([HOP, PASS, HOP, SENDER], V, True),
    "two senders": ([PASS, "From: a@b.example, c@evil.example"], U, True),
    "two From headers": ([PASS, SENDER, "From: c@evil.example"], U, True),
    "no sender": ([PASS], U, True),
    "the name is no address": ([PASS, 'From: "a@b.example" <c@evil.example>'], U, True),
    "encoded words hide a verdict": (
        [f"Authentication-Results: {OURS}; spf=none =?utf-8?q?;_dmarc=3Dpass_header.from=3Db.example?=", SENDER],
        U,
        True,
    ),
    "folded": ([f"Authentication-Results: {OURS};\r\n\tdmarc=pass\r\n\theader.from=b.example", SENDER], V, True),
    "no headers": ([SENDER], U, False),
}  # fmt: skip


@pytest.mark.parametrize("case", SEVERAL)
def test_several_headers_and_several_senders(case: str) -> None:
    headers, standing, seen = SEVERAL[case]
    found = trust(made(*headers), OURS)
    assert (found.standing, found.seen) == (standing, seen), found


def test_where_no_server_is_pinned_nobody_is_believed() -> None:
    assert trust(made(PASS, SENDER), None).standing == U
    assert trust(made(PASS, SENDER), "").standing == U


def test_the_table_has_forty_rows() -> None:
    assert len(ONE_HEADER) + len(SEVERAL) >= 40
