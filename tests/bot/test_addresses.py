"""`add` and `preview` take a page's address beside paths."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ingest import shelf
from tests.bot.runner import Jianfu
from tests.ingest.samples import ARTICLE, STATUTE, write

PAGE = f"<html><head><title>页面</title></head><body>{''.join(f'<p>{line}</p>' for line in ARTICLE.splitlines())}</body></html>"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_words: object) -> None: ...


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/a.html"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_previewed_and_added_with_its_address(
    jianfu: Jianfu, own_home: Path, address: str, tmp_path: Path
) -> None:
    previewed = jianfu("preview", address, "--allow-private", "--json")
    assert (previewed.code, previewed.json["format"], previewed.json["path"]) == (0, "html", address)
    paths = [address, str(write(tmp_path, "statute.txt", STATUTE))]
    added = jianfu("add", *paths, "--allow-private", "--yes", "--json", home=own_home).json
    assert [document["action"] for document in added["documents"]] == ["added", "added"]
    cards = {found.source.id: found.source for found in shelf.versions(own_home)}
    page = cards[added["documents"][0]["source"]]
    assert page.url == address
    assert page.retrieved is not None


def test_an_address_that_may_not_be_read_stops_no_other(
    jianfu: Jianfu, own_home: Path, address: str, tmp_path: Path
) -> None:
    paths = [address, str(write(tmp_path, "statute.txt", STATUTE))]
    ran = jianfu("add", *paths, "--yes", "--json", home=own_home)
    first, second = ran.json["documents"]
    assert (ran.code, first["action"], second["action"]) == (1, "failed", "added")
    assert "内部网络" in first["because"]
    assert first["path"] == address
