"""What the guide of 2007 held can be found on the page where it belongs: people, places, awards, lists, figures, sources."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

FACTS = {
    "guide-2007/introduction.html": [
        "Owens",
        "ring-fence",
        "no government target|no targets|no national target|did not set",
        "Workforce Planning for PQ|Workforce planning for PQ",
        "new to|new in",
        "London boroughs",
        "reward",
        "commission",
    ],
    "guide-2007/impact.html": [
        "Barnardo",
        "confidence",
        "legislation|law",
        "assessment",
        "people who use services",
        "complex",
        "evidence",
        "interest in social work|interest in the profession|interest",
        "team",
        "up to date|up-to-date",
        "new ideas|New ideas",
        "skills",
        "vulnerable",
        "Doel",
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
        "transfer|other settings|used elsewhere|in other",
        "Approved Mental Health Professional|AMHP",
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
        "health",
        "housing",
        "education",
        "stereotype",
        "roles",
        "communicat",
        "outcomes",
        "Freeth",
        "confidence",
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
        "code for employers|employers",
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
        "wellbeing",
        "honorarium",
        "Teresa Reid",
        "voluntary and independent|independent",
    ],
    "guide-2007/recruitment-retention.html": [
        "78,749",
        "9,732",
        "17.5%",
        "38%",
        "39%",
        "3 years|three years",
        "1 year|a year",
        "Chartered Institute of Personnel and Development|CIPD",
        "caseload",
        "morale",
        "job prospects|prospects",
        "validate (?:existing )?skills|validat",
        "overseas",
        "head start|ahead",
        "carers",
        "2020",
        "study leave",
        "workload",
        "line manager",
        "taught sessions",
        "contract|agreement",
        "leadership|leaders",
        "Scotland|Scottish",
        "Parker",
        "Margaret Delpy",
        "Sutton",
        "increment",
        "senior",
        "Delivery Improvement Statement|DIS",
        "2007",
        "interview",
        "Teresa Reid",
    ],
    "guide-2007/conclusion.html": [
        "exhaustive|not everything|brief",
        "continuing professional development|CPD",
        "standards",
        "example",
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


def text_of(page: Path) -> str:
    """What a reader sees of a built page, in one line."""
    raw = page.read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", raw))).replace("’", "'")


@pytest.mark.parametrize(
    ("path", "fact"), [(path, fact) for path, facts in FACTS.items() for fact in facts]
)
def test_a_fact_of_the_guide_is_on_its_page(path: str, fact: str, site_dir: Path):
    """Restating is not shortening."""
    assert re.search(fact, text_of(site_dir / path)), f"{fact!r} is not on {path}"


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
