"""Which addresses of the internet may be fetched from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import addresses
from ingest.document import Unreadable, is_address


@pytest.mark.parametrize(
    ("numeric", "public"),
    [
        ("8.8.8.8", True),
        ("172.15.255.255", True),
        ("172.32.0.0", True),
        ("2400:3200::1", True),
        ("64:ff9b::808:808", True),  # 8.8.8.8 behind a translator
        ("0.0.0.0", False),  # noqa: S104  # not bound to
        ("10.1.2.3", False),
        ("100.64.0.1", False),  # between a provider and its customers
        ("100.127.255.255", False),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("169.254.169.254", False),  # where clouds keep their keys
        ("172.16.0.1", False),
        ("172.31.255.255", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("203.0.113.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::7f00:1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("fc00::1", False),
        ("fd12:3456::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("no number", False),
        ("", False),
    ],
)
def test_only_the_public_internet_is_public(numeric: str, public: bool) -> None:
    assert addresses.is_public(numeric) is public


@given(st.ip_addresses(v=4))
def test_an_address_is_no_more_public_in_another_dress(inner: object) -> None:
    plain = addresses.is_public(str(inner))
    for dress in (f"::ffff:{inner}", f"64:ff9b::{inner}"):
        assert addresses.is_public(dress) <= plain


@pytest.mark.parametrize(
    ("host", "may"),
    [
        ("www.gov.cn", True),
        ("xn--fiqs8s", False),
        ("8.8.8.8", True),
        ("134744072", True),  # 8.8.8.8
        ("127.0.0.1", False),
        ("127.1", False),
        ("2130706433", False),
        ("0177.0.0.1", False),
        ("0x7f.1", False),
        ("0x7f000001", False),
        ("::1", False),
        ("2400:3200::1", True),
        ("localhost", False),
        ("LOCALHOST.", False),
        ("a.localhost", False),
        ("printer", False),
        ("oa.lan", False),
        ("metadata.google.internal", False),
    ],
)
def test_of_a_proxy_only_names_of_the_public_internet_are_asked(host: str, may: bool) -> None:
    assert addresses.may_be_named(host) is may


@pytest.mark.parametrize(
    "text",
    [
        "", "www.gov.cn", "ftp://www.gov.cn/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///x",
        "http://user:secret@www.gov.cn/", "http://user@www.gov.cn/", "http://www.gov.cn:99999/", "http://www.gov.cn:0/",
        "http://x\n/", "http://[::1", "http://１２７.0.0.1/", "https://www.gov.cn/" + "x" * 2048,
    ],
)  # fmt: skip
def test_what_is_no_address_is_one_sentence(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        addresses.parse(text)
    assert "secret" not in str(caught.value)


def test_an_address_loses_its_fragment_and_gets_its_port() -> None:
    url = addresses.parse(" https://例子.中国/通知.html#top ")
    assert (url.raw_host, url.raw_path) == (b"xn--fsqu00a.xn--fiqs8s", b"/%E9%80%9A%E7%9F%A5.html")
    assert [addresses.port(one) for one in (url, addresses.parse("http://a.cn:81/"))] == [443, 81]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://www.gov.cn/a.html", True),
        ("HTTP://WWW.GOV.CN", True),
        ("https://www.gov.cn/a b", False),
        ("看 https://www.gov.cn/", False),
        ("www.gov.cn", False),
    ],
)
def test_an_address_stands_alone(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
