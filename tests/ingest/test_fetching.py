"""Fetching, from a server on loopback that behaves badly."""

import asyncio
import gzip
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from aiohttp import web

from ingest import addresses
from ingest.document import Document, Unreadable
from ingest.fetching import Limits, fetch

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE = "<html><body><p>减负通知</p></body></html>"
SMALL = Limits(size=100_000, seconds=1.0, silence=0.5, redirects=3)


@dataclass
class Site:
    port: int
    asked: list[web.Request]
    handlers: dict[str, Handler]

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def gives(self, path: str, **response: Any) -> None:
        async def handle(_request: web.Request) -> web.Response:
            return web.Response(**response)

        self.handlers[path] = handle

    async def fetch(self, path: str, **options: Any) -> Document:
        given: dict[str, Any] = {"allow_private": True, "limits": SMALL} | options
        return await asyncio.to_thread(fetch, self.url(path), **given)


async def serving(context: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site(0, [], {})

    async def handle(request: web.Request) -> web.StreamResponse:
        site.asked.append(request)
        if request.path not in site.handlers:
            return web.Response(status=404)
        return await site.handlers[request.path](request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async for started in serving():
        yield started


async def test_a_page_comes_as_a_document_that_is_called_by_its_address(site: Site) -> None:
    site.gives("/通知.html", text=PAGE, content_type="text/html")
    address = site.url("/通知.html#top")
    found = await asyncio.to_thread(fetch, f" {address} ", allow_private=True)
    assert found == Document(path=address, content=PAGE.encode(), suffix=".html")
    assert site.asked[0].headers["Host"] == f"127.0.0.1:{site.port}"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"],
)
async def test_nothing_is_asked_of_a_private_address(site: Site, host: str) -> None:
    site.gives("/", text=PAGE, content_type="text/html")
    with pytest.raises(Unreadable, match="内部网络"):
        await asyncio.to_thread(fetch, site.url(host=host))
    assert site.asked == []


async def test_a_name_with_one_private_address_is_refused(site: Site) -> None:
    with pytest.raises(Unreadable, match="内部网络"):
        await asyncio.to_thread(fetch, "http://two.test/", resolve=lambda *_: ["8.8.8.8", "127.0.0.1"])


async def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(site: Site) -> None:
    site.gives("/", text=PAGE, content_type="text/html")
    turns = iter([["127.0.0.1"], ["127.0.0.2"]])
    found = await asyncio.to_thread(
        fetch, site.url(host="pinned.test"), allow_private=True, resolve=lambda *_: next(turns)
    )
    assert found.content == PAGE.encode()
    assert site.asked[0].headers["Host"] == f"pinned.test:{site.port}"
    assert next(turns) == ["127.0.0.2"]


async def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.gives("/", text=PAGE, content_type="text/html")
    found = await asyncio.to_thread(
        fetch, site.url(host="two.test"), allow_private=True, resolve=lambda *_: ["127.0.0.9", "127.0.0.1"]
    )
    assert found.content == PAGE.encode()


async def test_a_redirect_is_checked_like_the_first_address(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if host == "start.test" else ["10.0.0.1"]

    site.gives("/", status=302, headers={"Location": "http://inner.test/"})
    monkeypatch.setattr(
        addresses, "is_public", lambda number: number == "127.0.0.1"
    )  # the server plays a public one
    with pytest.raises(Unreadable, match="内部网络"):
        await asyncio.to_thread(fetch, site.url(host="start.test"), resolve=resolve)
    assert asked == ["start.test", "inner.test"]


async def test_redirects_are_followed_a_few_times(site: Site) -> None:
    site.gives("/", status=301, headers={"Location": "/a?x=1"})
    site.gives("/a", status=307, headers={"Location": site.url("/b")})
    site.gives("/b", text=PAGE, content_type="text/html")
    assert (await site.fetch("/")).content == PAGE.encode()


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("/", "转来转去"),
        ("ftp://x.test/", "http://"),
        ("file:///etc/passwd", "http://"),
        ("http://user:secret@x.test/", "密码"),
        ("http://x.test:99999/", "写得不对"),
    ],
)
async def test_a_redirect_that_leads_nowhere_good_is_one_sentence(
    site: Site, location: str, words: str
) -> None:
    site.gives("/", status=302, headers={"Location": location})
    with pytest.raises(Unreadable, match=words):
        await site.fetch("/")


async def _endless(request: web.Request, piece: bytes, pause: float) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(piece)
        await asyncio.sleep(pause)


async def test_an_endless_body_ends_at_the_size(site: Site) -> None:
    site.handlers["/"] = lambda request: _endless(request, b"x" * 10_000, 0)
    with pytest.raises(Unreadable, match="超过0兆"):
        await site.fetch("/", limits=Limits(size=100_000, seconds=20))


async def test_a_slow_drip_ends_at_the_time(site: Site) -> None:
    site.handlers["/"] = lambda request: _endless(request, b"x", 0.1)
    with pytest.raises(Unreadable, match="太慢"):
        await site.fetch("/")


async def test_a_server_that_says_nothing_ends_at_the_silence(site: Site) -> None:
    async def silent(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    site.handlers["/"] = silent
    with pytest.raises(Unreadable, match="太慢"):
        await site.fetch("/", limits=Limits(silence=0.2))


async def test_a_drip_of_headers_ends_at_the_time() -> None:
    async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(100):
                writer.write(f"X-{number}: x\r\n".encode())
                await writer.drain()
                await asyncio.sleep(0.05)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(Unreadable, match="太慢"):
            await asyncio.to_thread(fetch, f"http://127.0.0.1:{port}/", allow_private=True, limits=SMALL)


async def test_a_large_file_is_refused_before_it_comes(site: Site) -> None:
    site.gives("/", body=b"x" * 100_001, content_type="application/pdf")
    with pytest.raises(Unreadable, match="超过"):
        await site.fetch("/")


async def test_a_little_that_unpacks_to_a_lot_is_refused(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < SMALL.size
    site.gives("/", body=bomb, content_type="text/html", headers={"Content-Encoding": "gzip"})
    with pytest.raises(Unreadable, match="超过"):
        await site.fetch("/")


@pytest.mark.parametrize("length", [0, 1, 65_536, 65_537, 99_999])
async def test_what_is_packed_comes_unpacked(site: Site, length: int) -> None:
    content = (b"0123456789" * 10_000)[:length] + b"!"
    packed = gzip.compress(content)
    site.gives("/", body=packed, content_type="text/plain", headers={"Content-Encoding": "gzip"})
    assert (await site.fetch("/")).content == content


@pytest.mark.parametrize(("packing", "words"), [("br", "压缩方式"), ("gzip", "传坏了")])
async def test_other_or_broken_packing_is_one_sentence(site: Site, packing: str, words: str) -> None:
    site.gives("/", body=b"no gzip", content_type="text/html", headers={"Content-Encoding": packing})
    with pytest.raises(Unreadable, match=words):
        await site.fetch("/")


@pytest.mark.parametrize(
    ("path", "headers", "suffix"),
    [
        ("/a", {"Content-Type": "text/html; charset=utf-8"}, ".html"),
        ("/a.pdf", {"Content-Type": "application/pdf"}, ".pdf"),
        ("/a.html", {"Content-Type": "application/pdf"}, ".pdf"),
        ("/通知.DOCX", {"Content-Type": "application/octet-stream"}, ".docx"),
        ("/get?id=1", {"Content-Type": "application/octet-stream", "Content-Disposition": 'attachment; filename="a.jpeg"'},
         ".jpg"),
        ("/get", {"Content-Type": "application/force-download", "Content-Disposition": "attachment; filename*=UTF-8''%E9.pdf"},
         ".pdf"),
    ],
)  # fmt: skip
async def test_the_suffix_is_of_the_type_else_of_the_name(
    site: Site, path: str, headers: dict[str, str], suffix: str
) -> None:
    site.gives(path.partition("?")[0], body=b"content", headers=headers)
    assert (await site.fetch(path)).suffix == suffix


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "video/mp4"},
        {"Content-Type": "application/json"},
        {"Content-Type": "application/zip"},
        {"Content-Type": "application/octet-stream"},
    ],
)
async def test_what_is_not_read_here_is_one_sentence(site: Site, headers: dict[str, str]) -> None:
    site.gives("/a.exe", body=b"content", headers=headers)
    with pytest.raises(Unreadable, match="不是网页、文档或图片"):
        await site.fetch("/a.exe")


@pytest.mark.parametrize(
    ("charset", "content", "given"),
    [
        ("gb2312", "减负減負".encode("gb18030"), "减负減負".encode()),
        ("big5", "減負".encode("big5"), "減負".encode()),
        ("utf-16", "减负".encode("utf-16"), "减负".encode()),
        ("gb2312", "减负".encode(), "减负".encode()),  # the bytes belie the server
        ("utf-8", "减负".encode("gb18030"), "减负".encode("gb18030")),
        ("iso-8859-1", "减负".encode("gb18030"), "减负".encode("gb18030")),  # a server's default says nothing
        ("no-such", "减负".encode("gb18030"), "减负".encode("gb18030")),
    ],
)
async def test_an_encoding_that_the_server_names_is_heeded_where_the_bytes_bear_it_out(
    site: Site, charset: str, content: bytes, given: bytes
) -> None:
    site.gives("/", body=content, headers={"Content-Type": f"text/html; charset={charset}"})
    assert (await site.fetch("/")).content == given


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "登录"), (403, "不让"), (404, "404"), (410, "410"), (500, "500"), (204, "204")],
)
async def test_what_a_site_does_not_give_is_one_sentence(site: Site, status: int, words: str) -> None:
    site.gives("/", status=status, content_type="text/html")
    with pytest.raises(Unreadable, match=words):
        await site.fetch("/")


async def test_an_empty_page_is_one_sentence(site: Site) -> None:
    site.gives("/", body=b"", content_type="text/html")
    with pytest.raises(Unreadable, match="空的"):
        await site.fetch("/")


@pytest.mark.parametrize(
    ("address", "words"), [("http://no-such-host.invalid/", "找不到"), ("http://127.0.0.1:9/", "连不上")]
)
async def test_a_site_that_is_not_there_is_one_sentence(address: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        await asyncio.to_thread(fetch, address, allow_private=True)


async def test_through_a_proxy_the_name_is_the_proxys_to_resolve(site: Site) -> None:
    site.gives("/page", text=PAGE, content_type="text/html")
    options: dict[str, Any] = {"proxy": site.url()}
    found = await asyncio.to_thread(fetch, "http://public.test/page", **options)
    assert found.content == PAGE.encode()
    for inner in ("http://127.0.0.1/page", "http://2130706433/page", "http://printer/page"):
        with pytest.raises(Unreadable, match="内部网络"):
            await asyncio.to_thread(fetch, inner, **options)
    assert len(site.asked) == 1


async def test_the_proxies_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    site.gives("/", text=PAGE, content_type="text/html")
    assert (await site.fetch("/")).content == PAGE.encode()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(  # noqa: S603  # made of constants
        [which("openssl") or pytest.skip("openssl is not here"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=pinned.test",
         "-addext", "subjectAltName=DNS:pinned.test", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


async def test_tls_is_checked_for_the_name_though_a_number_is_connected_to(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    options: dict[str, Any] = {"allow_private": True, "resolve": lambda *_: ["127.0.0.1"]}
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    async for site in serving(context):
        site.gives("/", text=PAGE, content_type="text/html")
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        with pytest.raises(Unreadable, match="连不上"):  # a certificate of nobody's
            await asyncio.to_thread(fetch, site.url(host="pinned.test", scheme="https"), **options)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        found = await asyncio.to_thread(fetch, site.url(host="pinned.test", scheme="https"), **options)
        assert found.content == PAGE.encode()
        with pytest.raises(Unreadable, match="连不上"):  # of another name
            await asyncio.to_thread(fetch, site.url(host="other.test", scheme="https"), **options)
