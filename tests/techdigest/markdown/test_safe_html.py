"""Scripts in notes do not reach the page, whichever way they are written."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.rendering import Renderer
from techdigest.markdown.safe_css import without_remote
from techdigest.markdown.safe_html import without_scripts

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT src=//a.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<script>alert(1)",
    "<b onclick=alert(1)>x</b>",
    "<b\nonclick\n=\n'alert(1)'>x</b>",
    '<b title=a"b onmouseover=alert(1)>x</b>',
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<details open ontoggle=alert(1)>x</details>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jAvA\nscript:alert(1)">x</a>',
    '<a href="&#106;avascript&colon;alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate attributeName=href values="javascript:alert(1)"/></svg>',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
    '<base href="//a.example/"><meta http-equiv=refresh content="0;javascript:alert(1)">',
    '<!-- <a title=" --> <img src=x onerror=alert(1)> " -->',
    "<!--> <img src=x onerror=alert(1)> -->",
    '<style><a title="</style><img src=x onerror=alert(1)>"></style>',
    '<noscript><a title="</noscript><img src=x onerror=alert(1)>">',
    '<svg><![CDATA[ > <a title=" ]]><b onclick=alert(1)>"></svg>',
    '<textarea><a title="</textarea><b onclick=alert(1)>"></textarea>',
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    'word{: onclick="alert(1)" }\n{: onclick="alert(1)" }',
    "![x](a.png){ onerror=alert(1) }",
    "# Title <img src=x onerror=alert(1)>",
    "$x$ <b onclick='$y$'>z</b>",
    "<img src=x onerror=alert(1) x=`",
]


class _Executable(HTMLParser):
    """Finds what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "base", "meta", "object", "embed", "noscript"}:
            self.found.append(tag)
        for name, value in attrs:
            squeezed = "".join((value or "").split()).lower()
            if (
                name.startswith("on")
                or name == "srcdoc"
                or "javascript:" in squeezed
                or "text/html" in squeezed
            ):
                self.found.append(f"{tag} {name}={value}")


def executable(html: str) -> list[str]:
    finder = _Executable()
    finder.feed(html)
    finder.close()
    return finder.found


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "place", ["{}", "text {} text", "<div>{}</div>", "- item {}", '<div markdown="1">\n{}\n</div>']
)
def test_nothing_runs(renderer: Renderer, attack: str, place: str) -> None:
    html = renderer.html(place.format(attack))
    assert executable(html) == []


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>x</b>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="&#106;avascript&colon;alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "<img src=a.png onerror=alert(1)>",
        '*word*{: onclick="alert(1)" }',
        '<iframe srcdoc="x"></iframe>',
    ],
)
def test_what_is_removed_is_reported_on_its_line(renderer: Renderer, attack: str) -> None:
    renderer.html("first\n\n" + attack)
    assert renderer.found == [(7, "script-removed")]


def test_code_about_scripts_is_left_alone(renderer: Renderer) -> None:
    html = renderer.html("`<script>` and `<b onclick=x>`\n\n    <script>alert(1)</script>\n")
    assert html.count("&lt;script&gt;") == 2
    assert not renderer.found


def test_an_author_may_allow_scripts(renderer: Renderer) -> None:
    renderer.context.allow_scripts = True
    assert renderer.html("<script>let x = 1</script>") == "<script>let x = 1</script>"
    assert not renderer.found


def test_frames_and_media_of_other_sites_are_linked_or_dropped(renderer: Renderer) -> None:
    html = renderer.html(
        '<iframe src="//player.example/v?a=1&amp;b=2"></iframe>\n\n<video src="https://v.example/v.mp4"></video>'
    )
    assert (
        '<a class="td-remote-frame" href="//player.example/v?a=1&amp;b=2" rel="noopener noreferrer">' in html
    )
    assert "<video></video>" in html
    assert renderer.found == [(5, "remote-media"), (7, "remote-media")]


REMOTE = [
    '<p style="background:url(https://a.example/x)">x</p>',
    "<p style='background:url(\"//a.example/x\")'>x</p>",
    "<p STYLE=background:url(&quot;http&colon;//a.example/x&quot;)>x</p>",
    "<p style=\"background:image-set('https:a.example' 1x, 'b.png' 2x)\">x</p>",
    '<p style="background:\\75 r\\6c( ht\\74ps://a.example/x )">x</p>',
    '<p style="background:u/**/rl(); list-style:URL(\\\\\\\\a.example)">x</p>',
    '*word*{: style="background:url(//a.example/x)" }',
    '<style>@import "https://a.example/x";</style>',
    "<style>/* ' */ p { background: url(//a.example/x) }</style>",
    '<svg><rect fill="url(https://a.example/x#y)"/></svg>',
    '<svg><rect mask="url(https://a.example/x#y)"/></svg>',
    '<svg><feImage href="https://a.example/x"/></svg>',
    '<picture><source srcset="b.png 1x, https://a.example/x 2x"></picture>',
    '<table background="https://a.example/x"><tr><td>x</td></tr></table>',
    '<video src="ht&#10;tps://a.example/x"></video>',
]


@pytest.mark.parametrize("html", REMOTE)
def test_nothing_is_asked_of_other_sites(renderer: Renderer, html: str) -> None:
    assert "a.example" not in renderer.html("first\n\n" + html)
    assert renderer.found == [(7, "remote-media")]


@pytest.mark.parametrize(
    "css",
    [
        "color: red; background: url(a.png) /* https://a.example/ */",
        "background: url(data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>)",
        "background: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\")",
        "a[href^='https://a.example/']::after { content: '↗ \\2192' }",
        "width: calc(100% - 2px); --x: 'a'",
    ],
)
def test_css_that_asks_nobody_is_left_alone(css: str) -> None:
    assert without_remote(css, pytest.fail) == css


@given(
    st.lists(st.sampled_from(["url(", '"', "'", "//a", "https:", "\\", "75 ", "/*", "*/", ")", "=", "\n"]))
)
def test_cleaned_css_stays_clean(pieces: list[str]) -> None:
    css = without_remote("".join(pieces), lambda address: None)
    assert without_remote(css, pytest.fail) == css


def test_harmless_html_is_left_byte_for_byte() -> None:
    html = (
        '<p class="a">1 < 2 <!-- <b onclick=x> --> <a href="https://a.example/?q=1&amp;r=2#on">x</a>'
        '<style>a > b {}</style><svg viewBox="0 0 1 1"><path d="M0"/></svg><br /></p>\n'
        '<p style="color:red">x</p><rect fill="url(#a)"/><p title="url(https://a.example/)">x</p>'
        '<details open><summary>s</summary></details><video controls src="v.mp4"></video>'
    )
    assert without_scripts(html, lambda piece, removed, code: pytest.fail(removed)) == html


PIECES = [
    "<",
    ">",
    "/",
    "a",
    "b ",
    "script",
    "style",
    " onclick=",
    "x",
    '"',
    "'",
    "=",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
]
PIECES += [
    "</",
    "<svg",
    "<img src=x",
    "<iframe ",
    "<textarea>",
    " href=",
    "javascript:",
    "&#58;",
    "<?",
    "<!",
    "\n",
    " ",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("<textarea></a<")
def test_no_text_hides_a_script(text: str) -> None:
    cleaned = without_scripts(text, lambda piece, removed, code: None)
    again = without_scripts(cleaned, lambda piece, removed, code: None)
    assert again == cleaned
