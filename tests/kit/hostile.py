"""Texts that try to become more than text: what is tried, times where it is put."""

from collections.abc import Iterator

# Tags that run, load, ask for something, cover the page or take names from it.
TAGS = (
    *("<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></sCrIpT>"),
    *("<script/x>alert(1)</script\t>", "<script\n>alert(1)</script>"),
    *("<scr<script>ipt>alert(1)</scr</script>ipt>", "<script>alert(1)", "<script"),
    *("<img src=x onerror=alert(1)>", '<img src="https://evil.example/pixel.gif">'),
    *("<img/src/onerror=alert(1)>", "<image src=x onerror=alert(1)>", "<IMG SRC=`javascript:alert(1)`>"),
    *('<img srcset="//evil.example 1x">', "<svg onload=alert(1)>", "<svg/onload=alert(1)//"),
    *("<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x"),
    *("<svg><animate onbegin=alert(1) attributeName=x>", "<svg><use href=//evil.example#x>"),
    *("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",),
    *('<math href="javascript:alert(1)">x</math>', "<iframe src=//evil.example>"),
    *('<iframe srcdoc="<b onload=x>">', "<object data=//evil.example>", "<embed src=//evil.example>"),
    *("<applet code=x>", "<portal src=//evil.example>", "<form action=//evil.example><button>x"),
    *("<button formaction=javascript:alert(1)>x", "<input autofocus onfocus=x>"),
    *('<input name="attributes">', "<textarea>", "<select><option>"),
    *("<isindex action=javascript:alert(1)>", "<style>*{display:none}</style>"),
    *('<p style="position:fixed;inset:0">', "<link rel=stylesheet href=//evil.example>"),
    *("<base href=//evil.example/>", '<meta http-equiv=refresh content="0;url=//evil.example">'),
    *("<title>x</title>", '<div hx-get="/vi/sign-out" hx-trigger="load">'),
    *('<div data-hx-post="/vi/who/nobody" data-hx-trigger="load">', '<p hx-on::load="alert(1)">'),
    *("<p hx-vals='js:{a:alert(1)}'>", '<p HX-GET="/vi">', '<b hx-swap-oob="true" id=main>'),
    *('<hx-partial hx-target="#main">x</hx-partial>',),
    *('<meta name="htmx-config" content=\'{"mode":"cors"}\'>', '<p id="main">'),
    *('<a id="live" name="live">', '<img name="body">', '<form id="document"><input name="cookie">'),
    *("<video><source onerror=alert(1)>", "<audio src=//evil.example autoplay>"),
    *("<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>", "<body onload=alert(1)>"),
    *("<a href=x onclick=alert(1)>x</a>", "<b onmouseover=x>b</b>", "<x onpointerrawupdate=alert(1)>"),
    *("<template><script>alert(1)</script></template>", "<noscript><p title='</noscript>"),
    *("<xmp><script>alert(1)</script></xmp>", "<plaintext>", "<![CDATA[<script>alert(1)</script>]]>"),
    *("<!doctype html>", "<!--<script>-->alert(1)", "<!--[if IE]><script>alert(1)</script><![endif]-->"),
    *("<?php echo 1 ?>", "<?xml-stylesheet ?>", "</p></div></main><script>alert(1)</script>"),
    *("</strong></a><h1>x", '<a href=\'x\'"onclick="alert(1)">', "<\x00script>", "<\u0131mg src=x>"),
    *("\uff1cscript\uff1ealert(1)", "<ſcript>alert(1)</ſcript>", "<script\xa0>alert(1)</script>"),
)
# Letters that become something else once they are read, or when two readers disagree about them.
LETTERS = (
    *("&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)"),
    *("&#x3c;img src=x onerror=alert(1)&#x3e;", "&#0000060script>", "&LT;script&GT;"),
    *("&amp;lt;script&amp;gt;", "&#x26;#60;script>", "&NewLine;&Tab;&colon;"),
    *("\\<script>alert(1)\\</script>", "\\&lt;script\\&gt;", "&#0;", "&#xD800;", "&#x110000;"),
    *("&quot; onclick=&quot;x", "&#x22;&#x3e;<b>", "&nbsp;onclick=x", "a\u2028b\u2029c", "\ufeff<b>"),
    *("\u202e<b>", "\x00", "\x1b[31m", "\x0b\x0c", "]]>", "-->", "--!>", "{{ 7 * 7 }}"),
    *("{% include 'ui/layout.html' %}", "${alert(1)}", "%3Cscript%3E", "<%= 1 %>"),
)
# Addresses that run, carry or lead elsewhere.
ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "javascript&colon;alert(1)"),
    *("&#106;avascript:x", "&#x6A&#x61&#x76&#x61script:alert(1)", "javascript&#58;alert(1)"),
    *("java&#10;script:x", "&Tab;javascript:alert(1)", "\x01javascript:alert(1)", "%6Aavascript:alert(1)"),
    *("javascript%3Aalert(1)", "vbscript:x", "livescript:x", "mocha:x"),
    *("data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4="),
    *("data:image/svg+xml,<svg onload=x>", "file:///etc/passwd", "blob:https://evil.example/x"),
    *("view-source:x", "about:blank", "ftp://evil.example", "ws://x.example", "//evil.example"),
    *("///evil.example", "\\\\evil.example", "/\\evil.example", "/vi/sign-out", "?next=x", "#main"),
    *("#term-A", "http://evil.example", "https:evil.example", "https:/evil.example", "https://"),
    *("https://localhost", "https://a@evil.example", 'https://evil.example/"onmouseover="alert(1)'),
    *("https://evil.example/'><script>", "https://evil.example/\\", "https://evil.example\\@a.vn"),
    *("https://evil.example/<script>", "https://evil.example/ onclick=x", "HTTPS://EVIL.EXAMPLE"),
    *("https://evil\u3002example", "https://xn--80ak6aa92e.com/", "https://\u202egro.elpmaxe"),
    *("https://evil.example:99999/", "https://[::1]/", "https://127.0.0.1/", "term:", "term:A"),
    *("term:../x", "term:x y", "lesson:", "lesson:<b>", 'lesson:a"b', "lesson:a/../b"),
    *("lesson:javascript:x", "mailto:a@evil.example?bcc=all@evil.example", "tel:+84900", "sms:1"),
    *("intent://x#Intent;end", "x-apple:x", "", " ", "\n"),
)
PLACES = (
    "{}",
    "words {} words",
    "- {}",
    "1. {}",
    "> [!NOTE]\n> {}",
    "## {} {{#first}}",
    "**{}**",
    "[{}](https://a.vn)",
    "![{}](a.svg)",
    "| {} | b |\n|---|---|\n| c | {} |",
    "a\\\n{}\n",
)
LINKS = (
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "title")',
    "[x][y]\n\n[y]: {}",
    "<{}>",
    "{}",
    "![x]({})",
    "[![x]({})](https://a.vn)",
    "- **[x]({})**",
    "[term:otp]({}) [x](term:otp",
)


def documents() -> Iterator[str]:
    for hostile, places in ((TAGS + LETTERS, PLACES), (ADDRESSES, LINKS)):
        yield from (place.format(*[text] * 2) for text in hostile for place in places)
