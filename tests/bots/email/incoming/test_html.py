"""HTML from strangers: safe to show, and text that reads as it was meant (E1, C10)."""

import re

import pytest

from bots.email.incoming import html
from bots.email.incoming.readable import readable
from tests.bots.email.hostile import hostile

ATTACKS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<img src=https://evil.example/p.gif>",
    "<a href='javascript:alert(1)'>x</a>", "<a href=' java\tscript:alert(1)'>x</a>", "<a href='data:text/html,x'>x</a>",
    "<svg onload=alert(1)>", "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<style>@import url(https://evil.example)</style>", "<p style='background:url(https://evil.example)'>x",
    "<form action=https://evil.example><input name=password></form>", "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<iframe src=//evil.example></iframe>", "<object data=//evil.example></object>", "<embed src=//evil.example>",
    "<video poster=//evil.example src=//evil.example></video>", "<img srcset='//evil.example 1x'>",
    "<table background=//evil.example><tr><td background=//evil.example>x</table>", "<div id=x class=y name=z>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>", "<textarea><img src=x onerror=alert(1)></textarea>",
    "<a href=cid:x>x</a>", "<img src='cid:ok'><img src='cid:\" onerror=alert(1)'>", "<x onclick=alert(1)>x</x>",
)  # fmt: skip
ALIVE = re.compile(
    r"<(?:script|style|svg|math|form|input|iframe|object|embed|link|meta|base|video)|<[^>]*\son\w+\s*=(?![^\"]*\"[^\"]*>)"
    r"|<[^>]*(?:javascript:|srcset|background|style=|class=|id=)|src=\"(?!cid:)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_shown_loads_nothing_and_does_nothing(attack: str) -> None:
    assert not ALIVE.search(html.safe(attack)), html.safe(attack)


def test_hostile_texts_in_html_stay_texts() -> None:
    for text in (words.encode("utf-8", "replace").decode() for words in hostile(200)):
        shown = html.safe(f"<p>{text}</p>" + "".join(ATTACKS))
        assert not ALIVE.search(shown), shown


READABLE = {
    "<p>a</p><p>b</p>": "a\n\nb",
    "a<br>b<br><br>c": "a\nb\n\nc",
    "<div>a</div><div><br></div><div>b</div>": "a\n\nb",
    "<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>": "a\n\nb",
    "<ul><li>a<li>b</ul>": "- a\n- b",
    "<ol><li>a<li>b</ol>": "1. a\n2. b",
    "<table><tr><td>a<td>b<tr><td>c</table>": "a b\nc",
    "<pre>a\n  b</pre>": "a\n  b",
    "<blockquote>a<blockquote>b</blockquote></blockquote>c": "> a\n> > b\nc",
    "<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>a</blockquote>": "a",
    "a   b\n\tc&nbsp;d": "a b c d",
    "<a href='https://example.org/x'>here</a>": "here <https://example.org/x>",
    "<a href='https://www.example.org/'>example.org</a>": "example.org",
    "<a href='mailto:a@b.example'>Ivan</a>": "Ivan",
    "<b>&lt;not a tag&gt;</b> &amp;amp;": "<not a tag> &amp;",
    "<title>t</title><style>p{}</style><script>x</script>a": "a",
    "<img src='cid:one'> <img src='cid:two' alt=two> <img src='https://x/y.gif' alt=z>": "[one.png] [two]",
    "": "",
}


@pytest.mark.parametrize("markup", READABLE)
def test_html_reads_as_text(markup: str) -> None:
    assert readable(markup, {"one": "one.png"}).text == READABLE[markup]


QUOTED = {
    "new<div class=gmail_attr>said:</div><blockquote class=gmail_quote>old</blockquote>": {1},
    "new<hr><div id=divRplyFwdMsg>From: a</div>old": {2, 3},
    "new<div id=x_appendonsend></div><div>old</div>": {1},
    "new<div class=moz-cite-prefix>wrote:</div>answer": {1},
    "new<div class='yahoo_quoted x'>a<div>b</div></div>answer": {1, 2},
}


@pytest.mark.parametrize("markup", QUOTED)
def test_marks_of_programs_are_seen(markup: str) -> None:
    assert readable(markup).quoted == QUOTED[markup]
