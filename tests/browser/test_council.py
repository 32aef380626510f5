"""Your council in figures: what is shown, pasted, downloaded and kept is what the department's file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal

import pytest
from playwright.sync_api import Page, Route, expect

from macros import ROOT, census, councils, reading
from tests.browser.conftest import COLOURS, SMALL, STILL, in_dark

SITE = reading.load(ROOT)
TABLE = SITE.authorities
LABELS = {m["column"]: m["name"] for m in SITE.records["measures"].values()}
YEARS = census.years(TABLE)
NEWEST = YEARS[-1]
ROWS = {councils.anchor(r.name): r for r in councils.councils(TABLE)}
NEAR = councils.neighbours(councils.councils(TABLE), SITE.neighbours)


def _extreme(measure, pick):
    return pick(
        (r for r in ROWS.values() if r.number(measure) is not None), key=lambda r: r.number(measure)
    )


def _suppressed():
    return [
        a
        for a, r in ROWS.items()
        if any(
            c == "c" or c == "u"
            for y in YEARS
            if (row := TABLE.get((r.code, y)))
            for c in row.cells.values()
        )
    ][:3]


# Joint, made of others, small, missing in the newest year, suppressed in some year, highest and lowest, and ordinary ones.
TWENTY = list(
    dict.fromkeys(
        [
            "kingston-upon-thames-and-richmond-upon-thames",
            "north-northamptonshire-and-west-northamptonshire",
            "cumberland",
            "westmorland-and-furness",
            "bournemouth-christchurch-and-poole",
            "dorset",
            "isles-of-scilly",
            "city-of-london",
            "rutland",
            "westminster",
            "kensington-and-chelsea",
            *_suppressed(),
            *(
                councils.anchor(_extreme(m, pick).name)
                for m in ("vacancy_rate", "turnover_rate")
                for pick in (max, min)
            ),
            "hackney",
            "leeds",
            "kent",
            "bristol",
            "kingston-upon-hull",
        ]
    )
)[:22]


def last_row(row):
    """The newest row with a figure that the page shows."""
    rows = [TABLE[row.code, y] for y in YEARS if (row.code, y) in TABLE]
    return next(r for r in reversed(rows) if any(r.number(m) is not None for m in councils.SHOWN))


def middle(values):
    """The median to one decimal, halves upwards; nothing of nothing."""
    known = sorted(Decimal(str(v)) for v in values if v is not None)
    if not known:
        return None
    both = known[(len(known) - 1) // 2] + known[len(known) // 2]
    return float((both / 2).quantize(Decimal("0.1"), ROUND_HALF_UP))


def said(value, measure, otherwise="no figure"):
    """A figure as the page prints it, or why there is none."""
    return otherwise if value is None else census.in_words(value, measure)


def place_of(value, all_values):
    """How many councils have more, counted from the nearer end, in the page's words."""
    if value is None:
        return "none"
    above, same = sum(v > value for v in all_values), all_values.count(value)
    below = len(all_values) - above - same
    nth, end = (
        (below + 1, "lowest") if above + 1 > (len(all_values) + 1) / 2 else (above + 1, "highest")
    )
    tail = "th" if nth % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")
    joint = "joint " if same > 1 else ""
    return f"{joint}{'' if nth == 1 else f'{nth}{tail} '}{end} of {len(all_values)}"


def near_of(row):
    """The returns of a council's neighbours."""
    return lambda measure, year: [
        r.number(measure) if (r := TABLE.get((code, year))) else None for code in NEAR[row.code]
    ]


def wanted_rows(row):
    """The table of a council, worked out from the file."""
    region = next(r for r in census.of_year(TABLE, row.year) if r.name == row.region)
    england, near = TABLE[census.ENGLAND, row.year], near_of(row)
    for m in councils.SHOWN:
        now = [TABLE.get((r.code, row.year)) for r in ROWS.values()]
        reported = [r.number(m) for r in now if r and r.number(m) is not None]
        yield [
            LABELS[m],
            census.in_words(row.cells[m], m),
            *(said(v, m) for v in (middle(near(m, row.year)), region.number(m), england.number(m))),
            place_of(row.number(m), reported),
        ]


def wanted_years(row, measure):
    """The years of a measure, as the table under its charts has them."""
    near = near_of(row)
    for year in YEARS:
        own = TABLE.get((row.code, year))
        yield [
            str(year),
            census.in_words(own.cells[measure], measure) if own else "not yet counted",
            said(middle(near(measure, year)), measure),
            said(TABLE[census.ENGLAND, year].number(measure), measure),
        ]


# What a chart shows, read from where its marks stand: the scale is taken from the places of its own steps.
DRAWN = """name => {
  const svg = document.querySelector(`[data-chart="${name}"] svg`);
  const number = (element, key) => Number(element.getAttribute(key));
  const across = name.endsWith("strip");
  const ticks = [...svg.querySelectorAll("text")].filter(one => /^\\d+%?$/.test(one.textContent) && one.getAttribute("text-anchor") === (across ? "middle" : "end"))
    .map(one => [parseFloat(one.textContent), across ? number(one, "x") : number(one, "y") - 4]);
  const [[low, from], [high, to]] = [ticks[0], ticks[ticks.length - 1]];
  const value = at => low + ((at - from) * (high - low)) / (to - from);
  const path = kind => svg.querySelector(`.app-draw__${kind}`)?.getAttribute("d") ?? "";
  const dots = kind => path(kind).split("M").length - 1;
  return {
    line: [...svg.querySelectorAll(".app-draw__dot")].map(dot => value(number(dot, "cy"))),
    parts: path("line--own").split("M").length - 1, missing: svg.textContent.split("×").length - 1,
    own: across && svg.querySelector(".app-draw__own") ? value(parseFloat(path("own").slice(1))) : null,
    dots: dots("many") + dots("near") + dots("own"), near: dots("near"), step: 6.2 * Math.abs(high - low) / Math.abs(to - from), top: high,
  };
}"""


def check_charts(page, row, measure):
    """The marks of both charts stand where the file's figures lie on the scale."""
    numbers = [r.number(measure) if (r := TABLE.get((row.code, y))) else None for y in YEARS]
    known = [n for n in numbers if n is not None]
    line = page.evaluate(DRAWN, f"{measure}-line")
    assert line["line"][: len(known)] == pytest.approx(known, abs=0.002 * line["top"] + 0.05)
    counted = [n for y, n in zip(YEARS, numbers, strict=True) if (row.code, y) in TABLE]
    assert line["missing"] == counted.count(None)
    holes = "".join(" x"[n is not None] for n in numbers).split()
    assert line["parts"] == len(holes)

    strip = page.evaluate(DRAWN, f"{measure}-strip")
    now = [TABLE.get((r.code, row.year)) for r in ROWS.values()]
    assert strip["dots"] == sum(1 for r in now if r and r.number(measure) is not None)
    own = row.number(measure)
    assert (strip["own"] is None) is (own is None)
    if own is not None:
        assert strip["own"] == pytest.approx(min(own, strip["top"]), abs=strip["step"])
    near = [n for n in near_of(row)(measure, row.year) if n is not None]
    assert strip["near"] == len(near)


@pytest.fixture(params=["http", "file"])
def base(request, site, site_file):
    """The site over http and from a folder."""
    return site if request.param == "http" else site_file


READ = """async kinds => {
  const [item] = await navigator.clipboard.read();
  return Promise.all(kinds.map(async kind => (await item.getType(kind)).text()));
}"""
KINDS = "async () => (await navigator.clipboard.read()).flatMap(one => one.types)"
CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
PASTED = f"""html => ({CELLS})(
  [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('tbody tr')])"""
# Ten pictures a council take longer than all else about it, and are looked at with one council below.
NO_PICTURES = """() => {
  CanvasRenderingContext2D.prototype.drawImage = () => {};
  HTMLCanvasElement.prototype.toDataURL = () => "data:image/png;base64,";
}"""


def copied(page: Page) -> list[str]:
    """What Copy for Word puts into the clipboard: as HTML, and as plain text."""
    page.get_by_role("button", name="Copy for Word").click()
    expect(page.locator(TOLD)).to_contain_text("Copied")
    return page.evaluate(READ, ["text/html", "text/plain"])


TOLD = ".app-council__tools [role=status]"


def test_twenty_councils_show_what_the_file_holds(clipboard_page, site_file):
    """Figures, text, table, charts and what is copied for Word agree with the file, at every kind of council."""
    page = clipboard_page
    page.goto(site_file + "council.html")
    page.evaluate(NO_PICTURES)
    wrong = []
    for anchor in TWENTY:
        row = last_row(ROWS[anchor])
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        expect(page.locator("#council-name")).to_have_text(councils.title(row.name))
        wrong += [f"{anchor}: {what}" for what in wrong_of(page, row)]
    assert wrong == []


def wrong_of(page: Page, row) -> Iterator[str]:
    """What of a council's page and of its copy is not as in the file."""
    wanted = list(wanted_rows(row))
    if page.locator(".app-council__table tbody tr").evaluate_all(CELLS) != wanted:
        yield "the table"
    html, text = copied(page)
    if not all("\t".join(line) in text for line in wanted):
        yield "the table that is copied as text"
    if page.evaluate(PASTED, html) != wanted:
        yield "the table that is copied"
    shown = page.locator(".app-council__text").inner_text()
    for measure in councils.SHOWN:
        own = census.in_words(row.cells[measure], measure)
        if not (own in shown and own in text and own in html):
            yield f"{measure} in words"
        years = page.locator(f"[aria-labelledby=council-{measure}] details tbody tr")
        if years.evaluate_all(CELLS) != list(wanted_years(row, measure)):
            yield f"the years of {measure}"
        check_charts(page, row, measure)
    for count in ("in_post", "vacancies", "agency"):
        number = row.number(count)
        if number and f"{number:,.1f}" not in shown:
            yield count


TYPED = {
    "hull": "Kingston upon Hull",
    "Bristol": "Bristol",
    "st helens": "St Helens",
    "kingston": "Kingston upon Hull",
    "richmond": "Kingston upon Thames and Richmond upon Thames (Richmond upon Thames)",
    "Cumbria": "Cumberland (Cumbria)",
}
# What stands on the page when the browser is about to draw for the first time after a choice.
FIRST_DRAWN = """anchor => new Promise(done => {
  const shown = document.querySelector("[data-shown]");
  const there = () => ({name: shown.querySelector("#council-name")?.textContent, charts: shown.querySelectorAll("[data-chart]").length});
  new MutationObserver((changes, watch) => {
    if (!there().name) return;
    watch.disconnect();
    requestAnimationFrame(() => done(there()));
  }).observe(shown, {childList: true});
  location.hash = anchor;
})"""


@pytest.mark.parametrize("names", [list(TYPED), ["hull"]], ids=["file", "http"])
def test_a_council_is_chosen_by_part_of_its_name(page, site, site_file, names):
    """With the keyboard alone; the address names it, and the next visit begins with it.

    All names from a folder, and one on the site, which looks them up in the same list. The first
    choice draws what is in the window: nobody waits for ten charts that stand further down.
    """
    base = site if names == ["hull"] else site_file
    page.goto(base + "council.html")
    assert page.evaluate(FIRST_DRAWN, "leeds") == {"name": "Leeds", "charts": 0}
    expect(page.locator("[data-chart] svg")).to_have_count(10)
    chosen = page.locator("#council-name")
    for typed in names:
        first = TYPED[typed]
        page.get_by_role("combobox").press_sequentially(typed)
        expect(page.get_by_role("option").first).to_have_text(first)
        page.keyboard.press("Enter")
        name = first.split(" (")[0]
        expect(chosen).to_have_text(name)
        expect(chosen).to_be_focused()
        [row] = [r for r in ROWS.values() if councils.title(r.name) == name]
        assert page.url.endswith("#" + councils.anchor(row.name))
    page.goto(base + "council.html")
    expect(chosen).to_have_text(name)


@contextmanager
def strictly(page: Page) -> Iterator[None]:
    """No inline style or script is needed meanwhile, and nothing is evaluated."""

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        policy = {"content-security-policy": "default-src 'self'; img-src 'self' data:"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    refused: list[str] = []
    page.on(
        "console",
        lambda m: "Content Security Policy" in m.text and refused.append(m.text),
    )
    page.route("**/council.html", with_policy)
    yield
    page.unroute("**/council.html")
    assert refused == []


@pytest.mark.own_page
def test_a_council_leaves_in_every_way(page, context, site):
    """Copied for Word, as rows, as pictures saved and copied, and under a strict policy."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with strictly(page):
        page.goto(site + "council.html")
        page.get_by_role("combobox").press_sequentially("leeds")
        page.keyboard.press("Enter")
        leaves_in_every_way(page)


def test_a_council_leaves_in_every_way_from_a_folder(clipboard_page, site_file):
    """As from the site."""
    clipboard_page.goto(site_file + "council.html#leeds")
    leaves_in_every_way(clipboard_page)


def leaves_in_every_way(page: Page) -> None:
    """Leeds is copied, its rows and a chart are saved, and a chart is copied."""
    expect(page.locator("#council-name")).to_have_text("Leeds")
    word_gets_text_table_and_pictures(*copied(page))
    the_rows_are_downloaded(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture: Vacancy rate, the years").click()
    assert printable(download.value.path().read_bytes())
    with page.expect_download():
        page.get_by_role("button", name="Save picture: Vacancy rate, all councils").click()
    a_chart_is_copied_as_a_picture(page)


def word_gets_text_table_and_pictures(html: str, text: str) -> None:
    """Ten pictures with source and licence, and one reference."""
    assert len(re.findall(r'<img [^>]*src="data:image/png;base64,', html)) == 10
    assert (
        "<table" in html
        and html.count("Open Government Licence") == 12
        and html.count("indicators data set") == 1
    )
    rate = census.in_words(ROWS["leeds"].cells["vacancy_rate"], "vacancy_rate")
    assert rate in text and rate in html and "Open Government Licence" in text


def the_rows_are_downloaded(page: Page) -> None:
    """The council's own rows as the file has them."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the rows").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert download.value.suggested_filename == "leeds.csv" and len(lines) == 1 + len(YEARS)
    *cells, source = lines[-1].split(",")[3:]
    assert cells == [census.print_cell(ROWS["leeds"].cells[m]) for m in census.NAMES]
    assert source.startswith("Department for Education (2026). Contains public sector")


def printable(picture: bytes) -> bool:
    """Whether it is a picture of ten centimetres at print quality."""
    return picture[:4] == b"\x89PNG" and int.from_bytes(picture[16:20], "big") >= 1180


def a_chart_is_copied_as_a_picture(page: Page) -> None:
    """With its title and source in it; where the browser has no such clipboard, as a picture with its words."""
    part = page.locator("[data-chart=turnover_rate-strip]")
    part.get_by_role("button", name="Copy picture").click()
    expect(part.get_by_role("status")).to_have_text("Copied, with its source.")
    assert page.evaluate(KINDS) == ["image/png"]
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')) }")
    part = page.locator("[data-chart=caseload-line]")
    part.get_by_role("button", name="Copy picture").click()
    expect(part.get_by_role("status")).to_have_text("Copied, with its source.")
    [html] = page.evaluate(READ, ["text/html"])
    assert html.count("<img ") == 1 and "Average caseload in cases: Leeds" in html
    assert "Source: Department for Education" in html and "Open Government Licence" in html


def test_figures_fill_the_gaps_but_never_the_readers_own(page, base):
    """What the reader wrote stays; the rest comes with source and date; another council's figures do not linger."""
    page.goto(base + "council.html#leeds")
    page.evaluate("localStorage.setItem('pq-your', JSON.stringify({'local turnover rate': '9%'}))")
    page.get_by_role("button", name="Use these figures").click()
    row = ROWS["leeds"]
    kept = page.evaluate("JSON.parse(localStorage.getItem('pq-your'))")
    assert kept["local turnover rate"] == "9%" and kept["name of organisation"] == "Leeds"
    assert kept["local vacancy rate"] == census.in_words(row.cells["vacancy_rate"], "vacancy_rate")
    rate = page.evaluate("JSON.parse(localStorage.getItem('pq-your-from'))")
    words = f"Department for Education, 30 September {NEWEST}"
    assert rate["local vacancy rate"] == {
        "value": kept["local vacancy rate"],
        "source": "dfe-cs2025",
        "as_at": f"{NEWEST}-09-30",
        "words": words,
    }
    assert "local turnover rate" not in rate
    said = page.locator(TOLD)
    expect(said).to_contain_text("Kept as you wrote it: local turnover rate.")

    page.goto(base + "snippets/children-vacancies-2025.html")
    body = page.locator(".app-snippet__body").first
    expect(body).to_contain_text(f"In Leeds the rate was {kept['local vacancy rate']}")
    gap = page.get_by_label("Local vacancy rate").first
    expect(gap).to_have_value(kept["local vacancy rate"])
    expect(page.locator("[data-your-from='local vacancy rate']").first).to_have_text(words)
    gap.fill("11%")
    expect(page.locator("[data-your-from='local vacancy rate']").first).to_have_text("")
    expect(body).to_contain_text("In Leeds the rate was 11%")

    page.goto(base + "council.html#leeds")
    page.get_by_role("button", name="Use these figures").click()
    kept = page.evaluate("JSON.parse(localStorage.getItem('pq-your'))")
    assert kept["local vacancy rate"] == "11%"
    page.evaluate("location.hash = 'kent'")
    expect(page.locator("#council-name")).to_have_text("Kent")
    page.get_by_role("button", name="Use these figures").click()
    kept = page.evaluate("JSON.parse(localStorage.getItem('pq-your'))")
    assert kept["name of organisation"] == "Kent" and kept["local turnover rate"] == "9%"


def test_without_scripts_every_council_stands_in_a_table(scriptless_page, site_file):
    """By region, with the region and England above."""
    page = scriptless_page
    page.goto(site_file + "council.html")
    assert page.locator(".app-council__region tbody tr[id]").count() == len(ROWS)
    wanted = ROWS["leeds"].cells
    assert page.locator("#leeds td").all_text_contents() == [
        census.in_words(wanted[m], m) for m in ("in_post", *councils.SHOWN)
    ]
    assert "not available" in page.locator("#westminster").text_content()


CHOSEN = "[data-choose], [data-shown]"  # the rest of the page is as it was: see test_every_page


def test_everybody_can_read_a_council_and_it_is_printed_in_dark_ink_on_white(page, axe, site_file):
    """With a council chosen, wide and at 320 pixels, in both colours; without the other councils on paper."""
    page.goto(site_file + "council.html#rutland")
    page.add_style_tag(content=STILL)
    expect(page.locator("#council-name")).to_have_text("Rutland")
    expect(page.locator("[data-chart=absence_rate-strip] svg")).to_be_visible()
    axe(page, within=CHOSEN)
    in_dark(page)
    axe(page, rules=COLOURS, within=CHOSEN)
    page.set_viewport_size({"width": 320, "height": 800})
    axe(page, rules=SMALL, within=CHOSEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator(".app-council__text")).to_be_visible()
    expect(page.locator("#councils")).to_be_hidden()
    colour = "element => getComputedStyle(element).getPropertyValue('--app-page')"
    assert page.locator(".app-council__text").evaluate(colour) == "#ffffff"


def test_a_chart_of_a_topic_page_is_saved_and_copied(clipboard_page, base):
    """With its title, source and licence in it; without scripts there is no button."""
    page = clipboard_page
    page.goto(base + "today/figures.html")
    chart = page.locator("#chart-children-turnover")
    with page.expect_download() as download:
        chart.get_by_role("button", name="Save picture").click()
    assert printable(download.value.path().read_bytes())
    chart.get_by_role("button", name="Copy picture").click()
    expect(chart.get_by_role("status")).to_have_text("Copied, with its source.")
    assert page.evaluate(KINDS) == ["image/png"]
    expect(chart.locator(".app-chart__text")).to_contain_text("Open Government Licence")
