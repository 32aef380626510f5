"""What the guide of 2007 held can be found on the page where it belongs: people, places, awards, lists, figures, sources."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import lxml.html
import pytest

FACTS = {
    "guide-2007/introduction.html": [
        "Owens",
        "ring-fence",
        "no government target|no targets|no national target|did not set",
        "Workforce Planning for PQ|Workforce planning for PQ",
        "managers new to",
        "London boroughs",
        "staff are rewarded",
        "commissioned by several employers",
    ],
    "guide-2007/impact.html": [
        "Barnardo",
        "confidence, personal",
        "policy and law",
        "how assessment is done",
        "how things look to people who use services",
        "complex cases",
        "practice on evidence",
        "[Ii]nterest in (?:social work|the profession)",
        "take up learning and development themselves",
        "up to date",
        "[Nn]ew ideas come in",
        "wider range of skills",
        "vulnerable people",
        "Doel, Flynn and Nelson",
        "Maitland",
        "McCloskey",
        "Rowland",
        "1990",
        "1992",
    ],
    "guide-2007/career-pathways.html": [
        "Specialist Social Work",
        "Higher Specialist Social Work",
        "Advanced Award in Social Work",
        "Leadership and Management",
        "Children and Families",
        "Mental Health Social Work",
        "Social Work with Adults",
        "Practice Education",
        "Northern Ireland",
        "carry over to other settings",
        "Approved Mental Health Professional",
        "Approved Social Worker|ASW",
        "Tower Hamlets",
        "Newham",
        "Hackney",
        "Middlesex University",
        "2003",
        "May 2007",
        "March 2008",
        "Jan Hill",
        "salary progression",
    ],
    "guide-2007/modernisation.html": [
        "Every Child Matters",
        "Our Health, Our Care, Our Say|Our health, our care, our say",
        "Laming",
        "National Occupational Standards",
        "health, education and housing",
        "stereotype",
        "understand each other's roles",
        "communicat",
        "better outcomes",
        "Freeth",
        "confidence to collaborate",
        "City University",
        "MSc",
        "Society, Violence and Practice",
        "Child and Adolescent Mental Health",
        "Jane Zito",
        "London bombings",
        "Newham Asian Women",
        "Young Minds|YoungMinds",
        "CAMHS",
        "psychodynamic",
        "Jeanette Copperman",
        "Reeves and Sully",
        "Newton and Copperman",
        "8 boroughs|eight",
        "police",
    ],
    "guide-2007/standards.html": [
        "September 2002",
        "code for employers",
        "90 hours",
        "15 days",
        "National Minimum Standards",
        "Annual Performance Assessment",
        "Ofsted",
        "consolidation module",
        "PQ1",
        "star rating",
        "Performance Assessment Framework",
        "April 2008",
        "Investors in People",
        "[Ii]ndicator 2",
        "[Ii]ndicator 8",
        "[Ii]ndicator 9",
        "residential managers|residential",
        "Practice Learning Taskforce",
        "seventh",
        "wellbeing days",
        "An honorarium for practice assessors",
        "Teresa Reid",
        "voluntary and independent|independent",
    ],
    "guide-2007/recruitment-retention.html": [
        "78,749",
        "9,732",
        "17.5%",
        "38%",
        "39%",
        "significant change was estimated to need (?:3|three) years",
        "thought to need (?:1|one) year to reach full potential",
        "Chartered Institute of Personnel and Development",
        "larger caseloads",
        "morale",
        "job prospects|prospects",
        "validate (?:existing )?skills|validat",
        "overseas",
        "wanted to be ahead",
        "carers",
        "vision for 2020",
        "study leave",
        "workload",
        "line manager",
        "taught sessions",
        "contract between employer and employee",
        "leaders and managers as well",
        "Scotland|Scottish",
        "Parker, Whitfield and Doel",
        "Margaret Delpy",
        "Sutton",
        "increment",
        "senior",
        "Delivery Improvement Statement|DIS",
        "final-year student",
        "Teresa Reid",
    ],
    "guide-2007/conclusion.html": [
        "exhaustive",
        "continuing professional development a lasting part",
        "raise standards in the profession",
        "make services better",
        "their views on the document, and examples of good practice",
    ],
    "guide-2007/index.html": [
        "Cat Ainsley",
        "Interim Regional Development Officer",
        "December 2007",
        "[Vv]ersion 1",
        "Alix Walton",
        "Royal Holloway",
        "Gareth Roberts",
        "Lambeth",
        "Jan Hill",
        "Jeanette Copperman",
        "Teresa Reid",
        "Margaret Delpy",
        "Modernising the Social Care Workforce",
    ],
    "about.html": [
        "Cat Ainsley",
        "Interim Regional Development Officer",
        "December 2007",
        "[Vv]ersion 1",
        "CC BY 4.0",
        "MIT",
        "[Ii]ndependent",
    ],
}
SOURCES = [
    "Commission for Social Care Inspection",
    "Learning for delivery",
    "strategy for professional development",
    "Options for excellence",
    "Experiences of",
    "Effective interprofessional education",
    "Codes of practice",
    "Post-qualifying framework",
    "Email",
    "Victoria Climbi",
    "Workforce Survey|workforce survey",
    "perspective of the post-qualifying",
    "Evaluating the impact",
    "Scoping interprofessional",
    "Supporting roles",
    "Effective practice learning",
    "survivors of violence",
    "post hoc survey",
    "Workforce planning for",
    "Improving front line",
    "Continuing professional development",
    "occupational standards",
    "Every child matters",
    "Our health, our care",
    "Mental Health Act 2007",
]


@functools.cache
def text_of(page: Path) -> str:
    """What a reader reads in the article of a built page, in one line.

    Menu, header and footer stand around it on every page, with the names of all sections, so they prove
    nothing. Nor do the lists of works and figures below the text.
    """
    article = lxml.html.parse(str(page)).getroot().find(".//article")
    for apart in article.xpath(
        ".//nav|.//*[contains(@class, 'app-contents') or contains(@class, 'app-references') or contains(@class, 'app-figures')]"
    ):
        apart.drop_tree()
    return re.sub(r"\s+", " ", article.text_content()).replace("’", "'")


@pytest.mark.parametrize(
    ("path", "fact"), [(path, fact) for path, facts in FACTS.items() for fact in facts]
)
def test_a_fact_of_the_guide_is_on_its_page(path: str, fact: str, site_dir: Path):
    """Restating is not shortening."""
    assert re.search(fact, text_of(site_dir / path)), f"{fact!r} is not on {path}"


@pytest.mark.parametrize(
    "other", ["today/measure.html", "money/index.html", "privacy.html", "accessibility.html"]
)
def test_no_other_page_would_pass_for_the_guide(other: str, site_dir: Path):
    """A fact is looked for in words that only its own page has, so that it can be missed."""
    words = text_of(site_dir / other)
    everywhere = [
        (path, fact)
        for path, facts in FACTS.items()
        for fact in facts
        if path.startswith("guide-2007/") and re.search(fact, words)
    ]

    assert not everywhere


@pytest.mark.parametrize("title", SOURCES)
def test_a_source_of_the_guide_is_in_the_library(title: str, site_dir: Path):
    """Listed or only cited, it can be found."""
    assert re.search(title, text_of(site_dir / "references.html"), re.I)


def test_nothing_of_2007_is_given_as_a_way_to_get_in_touch(site_dir: Path):
    """No telephone number, e-mail address or dead address of the guide stands anywhere."""
    for file in site_dir.rglob("*.html"):
        raw = file.read_text(encoding="utf-8")
        for dead in (
            "7471 6772",
            "@skillsforcare",
            "skillsforcarelondon.org",
            "practicelearning.org",
            "dhsspsni.gov.uk",
            "view.asp",
            "ProjectHome.asp",
        ):
            assert dead not in raw, f"{dead} stands in {file.name}"
