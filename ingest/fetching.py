"""Fetching: a page or a file from the web, within limits, as a document.

A name is resolved once, every address that it has is checked, and the connection goes to one that was checked, with
the name in `Host` and in TLS: what the name resolves to a moment later does not matter. Each redirect starts anew.

Through a proxy it is the proxy that resolves. Then only what the address itself says can be checked: numbers in any
spelling, and names that mean something in a network of one's own. The proxy has to keep the rest away.
"""

import asyncio
import re
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from ssl import SSLContext
from urllib.parse import unquote

import httpx

from ingest import addresses
from ingest.addresses import Resolve
from ingest.document import Document, Unreadable

_AGENT = "Mozilla/5.0 (compatible; jianfu/0.1)"  # some sites turn away what does not look like a browser
_HEADERS = {
    "User-Agent": _AGENT,
    "Accept": "*/*",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip",
}
_MOVED = frozenset({301, 302, 303, 307, 308})
_GZIP = 16 + zlib.MAX_WBITS  # zlib's way to say: with gzip's header
_PIECE = 64 * 1024  # bytes that are unpacked at a time
_SUFFIXES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-works": ".wps",
    "application/kswps": ".wps",
    "application/ofd": ".ofd",
    "application/vnd.ofd": ".ofd",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tiff",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
}
_ANY = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download",
                  "application/x-download", "application/force-download"})  # fmt: skip
_NAMED = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)
_TEXTS = frozenset({".html", ".txt", ".md"})
_SAYS_NOTHING = frozenset(
    {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"}
)  # servers' defaults
_WIDE = ("utf-16", "utf-32")  # whose bytes may be valid UTF-8 with zeros in between
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # what pages that say so really use
_STATUSES = {
    401: "这个网页要登录才能看，读不到；请存成文件再加。",
    403: "网站不让读这个网页，请用浏览器打开，存成文件再加。",
    404: "网页不存在（404），请核对网址。",
    410: "网页已经撤下（410），请核对网址。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is fetched at most."""

    size: int = 50 * 2**20  # bytes, unpacked; a long scanned document has some twenty megabytes
    seconds: float = 60  # from the first name resolved to the last byte
    silence: float = 15  # seconds without any byte
    redirects: int = 5


def fetch(
    address: str,
    *,
    allow_private: bool = False,
    proxy: str | None = None,
    limits: Limits | None = None,
    resolve: Resolve = addresses.resolve,
) -> Document:
    """What stands at an address, called by the address. Blocks; not to be called in an event loop's thread.

    Raises:
        Unreadable: it cannot be had, is too much, or is nothing that is read here; the sentence says why.
    """
    limits = limits or Limits()
    return asyncio.run(_Fetch(allow_private, proxy, limits, resolve).document(address))


@dataclass(frozen=True, slots=True)
class _Fetch:
    """One fetch with what it may do."""

    allow_private: bool
    proxy: str | None
    limits: Limits
    resolve: Resolve

    async def document(self, address: str) -> Document:
        url = addresses.parse(address)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._followed(url, address.strip())
        except (TimeoutError, httpx.TimeoutException):
            raise Unreadable("网站太慢，没能在时限内读完，请过一会儿再试，或存成文件再加。") from None
        except httpx.HTTPError:
            raise Unreadable("连不上这个网站，请检查网址，过一会儿再试。") from None

    async def _followed(self, url: httpx.URL, called: str) -> Document:
        context = httpx.create_ssl_context()
        for _ in range(self.limits.redirects + 1):
            async with self._answered(url, context) as response:
                if response.status_code not in _MOVED or "location" not in response.headers:
                    return await self._document(response, called, url)
                url = addresses.parse(_location(response), url)
        raise Unreadable("这个网址转来转去，读不到内容，请用浏览器打开后复制最后的网址。")

    @asynccontextmanager
    async def _answered(self, url: httpx.URL, context: SSLContext) -> AsyncIterator[httpx.Response]:
        """The answer of an address, before its body."""
        timeout = httpx.Timeout(self.limits.silence)
        # Nothing of the environment: its proxies and passwords are not meant for addresses that people send.
        async with httpx.AsyncClient(
            proxy=self.proxy, verify=context, trust_env=False, timeout=timeout, headers=_HEADERS
        ) as client:
            response = await self._connected(client, url)
            try:
                yield response
            finally:
                await response.aclose()

    async def _connected(self, client: httpx.AsyncClient, url: httpx.URL) -> httpx.Response:
        if self.proxy is not None:
            if not self.allow_private and not addresses.may_be_named(url.raw_host.decode("ascii")):
                raise _private()
            return await client.send(client.build_request("GET", url), stream=True)
        tried: httpx.HTTPError | None = None
        for number in await self._checked(url):
            try:
                return await client.send(_pinned(client, url, number), stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
                tried = problem
        raise tried or Unreadable("找不到这个网站，请检查网址和网络。")

    async def _checked(self, url: httpx.URL) -> list[str]:
        """The numeric addresses of a host. One that lies in a network of one's own spoils all."""
        host = url.raw_host.decode("ascii")
        numbers = list(await asyncio.to_thread(self.resolve, host, addresses.port(url)))
        if not self.allow_private and not all(map(addresses.is_public, numbers)):
            raise _private()
        return numbers

    async def _document(self, response: httpx.Response, called: str, url: httpx.URL) -> Document:
        if response.status_code != httpx.codes.OK:
            told = _STATUSES.get(
                response.status_code, f"网站没有给出网页（{response.status_code}），请过一会儿再试。"
            )
            raise Unreadable(told)
        suffix = _suffix(response, url)
        content = b"".join([piece async for piece in self._body(response)])
        if not content:
            raise Unreadable("网页是空的。")
        charset = response.charset_encoding if suffix in _TEXTS else None
        return Document(path=called, content=_in_utf_8(content, charset), suffix=suffix)

    async def _body(self, response: httpx.Response) -> AsyncIterator[bytes]:
        """The body, unpacked piece by piece, so that a little that unpacks to a lot is seen before it has."""
        if int(response.headers.get("content-length", "0") or 0) > self.limits.size:
            raise self._too_much()
        left = self.limits.size
        async for piece in _unpacked(response):
            left -= len(piece)
            if left < 0:
                raise self._too_much()
            yield piece

    def _too_much(self) -> Unreadable:
        return Unreadable(f"网页或文件超过{self.limits.size // 2**20}兆，请下载后拆开再加。")


def _pinned(client: httpx.AsyncClient, url: httpx.URL, number: str) -> httpx.Request:
    """A request that goes to a number, for the name of the address."""
    request = client.build_request("GET", url.copy_with(host=number.partition("%")[0]))
    request.headers["Host"] = url.netloc.decode("ascii")
    request.extensions = {**request.extensions, "sni_hostname": url.raw_host.decode("ascii")}
    return request


def _location(response: httpx.Response) -> str:
    """Where a redirect leads; servers write Chinese paths there as they are."""
    raw = next(value for name, value in response.headers.raw if name.lower() == b"location")
    return raw.decode("utf-8", "replace")


def _suffix(response: httpx.Response, url: httpx.URL) -> str:
    """The suffix of what comes, by its content type, else by its name.

    Raises:
        Unreadable: it is nothing that is read here.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _SUFFIXES:
        return _SUFFIXES[kind]
    if kind in _ANY:
        named = _NAMED.search(response.headers.get("content-disposition", ""))
        name = unquote(named[1]) if named else unquote(url.path)
        suffix = PurePosixPath(name.strip()).suffix.lower()
        suffix = {".htm": ".html", ".jpeg": ".jpg", ".tif": ".tiff"}.get(suffix, suffix)
        if suffix in _SUFFIXES.values():
            return suffix
    raise Unreadable("网址给的不是网页、文档或图片，读不了；是压缩包的话请下载后再加。")


async def _unpacked(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body in pieces of a bounded size.

    Raises:
        Unreadable: the server packs in a way that it was not asked for, or the packing is broken.
    """
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip"):
        raise Unreadable("网站用了不认识的压缩方式，请用浏览器打开，存成文件再加。")
    inflate = zlib.decompressobj(_GZIP) if "gzip" in packed else None
    async for raw in response.aiter_raw(_PIECE):
        while raw and inflate:
            try:
                yield inflate.decompress(raw, _PIECE)
            except zlib.error:
                raise Unreadable("网页传坏了，请再试一次。") from None
            raw = inflate.unconsumed_tail  # noqa: PLW2901  # what was too much for one piece
        yield raw
    if inflate:
        yield inflate.flush()


def _in_utf_8(content: bytes, charset: str | None) -> bytes:
    """A text in UTF-8, where the server names an encoding that is neither its default nor belied by the bytes."""
    name = (charset or "").strip().lower()
    if not name or name in _SAYS_NOTHING:
        return content
    with suppress(UnicodeDecodeError):
        if not name.startswith(_WIDE):
            content.decode("utf-8")
            return content
    try:
        return content.decode(_WIDER.get(name, name)).encode("utf-8")
    except (LookupError, UnicodeError):  # no encoding, or not this one: the reader guesses
        return content


def _private() -> Unreadable:
    return Unreadable(
        "这个网址指向内部网络，不能读；确实要读单位内网的网页，请在服务器上用 jianfu add 加 --allow-private。"
    )
