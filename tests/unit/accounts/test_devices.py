"""A browser in words a resident knows."""

import pytest

from accounts.devices import describe_device

ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = [
    (f"{ANDROID} Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
    (
        f"{ANDROID} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
        "Samsung Internet on Android",
    ),
    ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
    ("Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1", "Safari on iPhone"),
    ("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) CriOS/126.0 Safari/604.1", "Chrome on iPad"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1", "Safari on Mac"),
    ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/126.0 Safari/537.36", "Chrome on Chromebook"),
    ("Mozilla/5.0 (X11; Linux x86_64)", "Linux"),
    ("Firefox/1", "Firefox"),
    ("", "A browser we do not know"),
    ("<script>alert(1)</script>", "A browser we do not know"),
    ("Chrome/<b>126</b> Windows" * 100, "Chrome on Windows"),
]


@pytest.mark.parametrize(("agent", "words"), AGENTS)
def test_a_browser_is_named_in_our_words_never_in_its_own(agent, words):
    assert describe_device(agent) == words
