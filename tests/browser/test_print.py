"""On paper: the text, its citations and references; no navigation, nothing to click."""

from __future__ import annotations

from playwright.sync_api import expect


def test_prints_the_text_with_its_references(page, site):
    """Header, menus and buttons are gone; references and figures stand there."""
    page.goto(site + "guidance/impact.html")
    page.emulate_media(media="print")

    for gone in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer", ".app-snippet__tools"):
        expect(page.locator(gone).first).to_be_hidden()
    for kept in ("h1", "a.app-cite", "#references", "#ref-moriarty2014"):
        expect(page.locator(kept).first).to_be_visible()


def test_nothing_moves_while_a_page_loads(page, site):
    """No layout shift that a reader would notice, at any width."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + "guidance/recruitment-retention.html")
        page.wait_for_load_state("load")
        shift = page.evaluate("""() => new Promise(done => { let sum = 0;
          new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({type: 'layout-shift', buffered: true});
          setTimeout(() => done(sum), 500); })""")
        assert shift < 0.1, (width, shift)
