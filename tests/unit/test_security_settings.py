"""Addresses that whoever publishes sets: what is refused, and what reaches the pages."""

from __future__ import annotations

import pytest

from macros import reading, rules, settings
from tests.unit import project

REFUSED = [
    ("SITE_URL", "javascript:alert(1)"),
    ("SITE_URL", "ftp://example.org/"),
    ("SITE_URL", "http://example.org/"),
    ("SITE_URL", "example.org"),
    ("SITE_URL", "//example.org/"),
    ("SITE_URL", "https://exa mple.org/"),
    ("SITE_URL", " https://example.org/ "),
    ("SITE_URL", 'https://example.org/"x'),
    ("SITE_URL", "https://example.org/<script>"),
    ("SITE_URL", "https://example.org/\n"),
    ("SITE_URL", "https://user:word@example.org/"),
    ("SITE_URL", "https:///path"),
    ("SITE_URL", "https://example.org:port/"),
    ("SITE_URL", "https://example.org/?a=1"),
    ("SITE_URL", "https://example.org/#a"),
    ("SITE_URL", "https://example.org/../x"),
    ("SITE_URL", "https://example.org//x"),
    ("SITE_URL", "https://[::1"),
    ("SITE_URL", "https://exámple.org/"),
    ("SITE_URL", "https://" + "x" * 400),
    ("SITE_URL", "https://example.org/'x"),
    ("SITE_URL", "https://example.org/{{ x }}"),
    ("SITE_URL", "https://-x.org/"),
    ("SITE_URL", "https://example.org/\\x"),
    ("SITE_URL", "file:///etc/passwd"),
    ("SITE_URL", "data:text/html,x"),
    ("SITE_URL", "https://example.org/;x"),
    ("REPO_URL", "javascript://x/%0aalert(1)"),
    ("REPO_URL", 'https://github.com/o/r"><script>alert(1)</script>'),
    ("REPO_URL", "https://github.com/o"),
    ("REPO_URL", "https://github.com"),
    ("REPO_URL", "git@github.com:o/r"),
    ("REPO_URL", "http://github.com/o/r"),
    ("REPO_URL", "https://github.com/o/r?x"),
    ("CONTACT", "javascript:alert(1)"),
    ("CONTACT", "learning@example"),
    ("CONTACT", 'a"b@example.org'),
    ("CONTACT", "ring us"),
    ("CONTACT", "mailto:x@example.org"),
    ("CONTACT", "<b>@example.org"),
    ("CONTACT", "a@b@example.org"),
    ("CONTACT", "x@example.org?bcc=y@example.org"),
    ("ASK", "javascript:alert(1)"),
    ("ASK", "http://example.org/"),
]
ACCEPTED = [
    ("SITE_URL", "https://example.org", "https://example.org/"),
    ("SITE_URL", "https://example.org/", "https://example.org/"),
    ("SITE_URL", "https://example.org/pq", "https://example.org/pq/"),
    ("SITE_URL", "https://sub.example.org:8443/pq/x/", "https://sub.example.org:8443/pq/x/"),
    ("SITE_URL", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ("REPO_URL", "https://github.com/owner/name/", "https://github.com/owner/name"),
    ("CONTACT", "learning.team@example.gov.uk", "learning.team@example.gov.uk"),
    ("CONTACT", "https://example.org/contact?team=pq", "https://example.org/contact?team=pq"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_an_address_that_could_do_harm_stops_the_build_in_words(tmp_path, monkeypatch, name, value):
    """It is named, an accepted one is shown, and nothing of it reaches a page."""
    monkeypatch.setenv(name, value)
    site = reading.load(project.make(tmp_path))
    found = [str(p) for p in rules.check(site)]

    assert (
        len(found) == 1
        and found[0].startswith(f'{name}:1: {name} is "')
        and f"such as {settings._EXAMPLES[name]}" in found[0]
    )
    assert (site.site_url, site.repo_url, site.contact) == ("", "", "")


@pytest.mark.parametrize(("name", "value", "used"), ACCEPTED)
def test_an_honest_address_is_used_with_or_without_its_slash(name, value, used):
    """Each form gives the same links."""
    values, problems = settings.read({name: value})

    assert problems == [] and values[name] == used
